// One instrument on a simulated venue in virtual time: the market source moves it, and what it shows reaches us after a delay.
import type { MarketSource } from '../../ports/market-source.ts';
import type { EventSink } from '../../ports/venue.ts';
import { ListedMarket, type ListedMarketOptions } from './listed-market.ts';
import type { LatencyModel } from './models/latency.ts';
import { PublicFeed } from './public-feed.ts';
import type { TimedStream } from './virtual-time.ts';

export interface ListingOptions extends Omit<ListedMarketOptions, 'instrument' | 'channel'> {
  readonly source: MarketSource;
  readonly latency: LatencyModel;
  readonly sink: EventSink;
}

/** One stream of two kinds of items: messages of the source that happen at the venue, and public messages that reach us. */
export class Listing extends ListedMarket implements TimedStream {
  readonly feed: PublicFeed;
  dueUs = Infinity;
  readonly #source: MarketSource;

  constructor(options: ListingOptions) {
    const { source, latency, sink } = options;
    const { instrument } = source;
    const feed = new PublicFeed(instrument.key, latency.feedUs, sink);
    super({ ...options, instrument, channel: feed });
    this.feed = feed;
    this.#source = source;
    this.look();
  }

  /** Looks up what comes next: to be called when the source has something that it had not. */
  look(): void {
    this.dueUs = Math.min(this.#source.nextTimeUs, this.feed.nextUs);
  }

  /** At equal times the venue moves first: what happens there at a moment has happened before anybody sees it. */
  run(): void {
    if (this.#source.nextTimeUs <= this.feed.nextUs) this.happen(this.#source.take());
    else this.feed.run();
    this.look();
  }

  /** Lets the next message of the source happen at the venue. Not to be called when there is none. */
  runMarket(): void {
    this.happen(this.#source.take());
    this.look();
  }

  override publishChanges(venueTimeUs: number): void {
    super.publishChanges(venueTimeUs);
    this.look();
  }
}
