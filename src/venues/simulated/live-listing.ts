// One instrument on a simulated venue whose market is a real venue's, heard as it happens: what is heard moves the market and is passed on
// at once, with what our orders change of it.
import type { BookEvent, FundingRateEvent, TradeEvent } from '../../core/events.ts';
import type { Instrument } from '../../core/instrument.ts';
import { limits, microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FollowedFunding } from './followed-funding.ts';
import { Listing, type ListingOptions } from './listing.ts';
import { LiveSource } from './live-source.ts';

export interface LiveListingOptions extends Omit<ListingOptions, 'source' | 'bookAgeUsMax'> {
  readonly instrument: Instrument;
  readonly clock: Clock;
  readonly funding: FollowedFunding;
}

export class LiveListing extends Listing {
  readonly #heard: LiveSource;
  readonly #funding: FollowedFunding;
  #isHearing = false;
  #losses = 0;
  #isLost = false;

  /** Orders are taken only on a book that the engine would quote on: an older one is not seen any more. */
  constructor(options: LiveListingOptions) {
    const { instrument, clock, sink } = options;
    const source = new LiveSource(instrument);
    super({
      ...options,
      source,
      bookAgeUsMax: microseconds(limits.bookAgeMsMax),
      // What our orders changed is seen when it is passed on.
      sink: (event) => sink({ ...event, atUs: clock.nowUs() }),
    });
    this.#heard = source;
    this.#funding = options.funding;
  }

  /** How often the real market was lost. */
  get losses(): number {
    return this.#losses;
  }

  /** What the real venue said of this instrument in public. */
  hear(event: BookEvent | TradeEvent | FundingRateEvent): void {
    if (event.kind === 'funding-rate') {
      this.#funding.follow(event);
      return;
    }
    if (event.kind === 'book') this.#noteLoss(event);
    this.#isHearing = true;
    this.#heard.tell(event);
    this.runMarket();
    this.#isHearing = false;
    this.#passOn();
  }

  override publishChanges(venueTimeUs: number): void {
    super.publishChanges(venueTimeUs);
    if (!this.#isHearing) this.#passOn();
  }

  #noteLoss({ isSnapshot, levels }: BookEvent): void {
    const isLost = isSnapshot && levels.count === 0;
    if (isLost && !this.#isLost) this.#losses += 1;
    if (isSnapshot) this.#isLost = isLost;
  }

  /** At once: on the way it has been already. */
  #passOn(): void {
    while (this.feed.nextUs !== Infinity) this.feed.run();
  }
}
