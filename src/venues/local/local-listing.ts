// One instrument on a local venue: its market, the book that it shows, and its funding.
import type { FundingRate } from '../../core/funding.ts';
import type { Instrument } from '../../core/instrument.ts';
import type { MarketSource } from '../../ports/market-source.ts';
import { FundingSchedule, type FundingListener } from '../simulated/funding.ts';
import { ListedMarket } from '../simulated/listed-market.ts';
import type { MatchingOptions } from '../simulated/matching-engine.ts';
import type { VenueIds } from '../simulated/venue-ids.ts';
import { ShownBook, type ShownBookListener } from './shown-book.ts';

export interface FundingPolicy {
  /** Of every payment; 0 publishes that nothing is paid. */
  readonly rate: FundingRate;
  readonly intervalMs: number;
}

export interface LocalListingOptions extends Omit<MatchingOptions, 'market' | 'ids'> {
  readonly instrument: Instrument;
  readonly ids: VenueIds;
  /** `undefined` for a market that is moved by hand. */
  readonly source: MarketSource | undefined;
  readonly funding: FundingPolicy;
  readonly fundingListener: FundingListener;
  readonly publicListener: ShownBookListener;
  readonly markMoved: (venueTimeUs: number) => void;
}

export class LocalListing {
  readonly instrument: Instrument;
  readonly market: ListedMarket;
  readonly shown: ShownBook;
  readonly funding: FundingSchedule;
  readonly #source: MarketSource | undefined;

  constructor(options: LocalListingOptions) {
    const { instrument, ledger, funding, fundingListener } = options;
    this.instrument = instrument;
    this.#source = options.source;
    this.shown = new ShownBook(instrument, options.ids, options.publicListener);
    this.funding = new FundingSchedule(instrument, ledger, funding.rate, fundingListener, funding.intervalMs);
    this.market = new ListedMarket({
      ...options,
      channel: this.shown,
      clearing: {
        timeComes: (venueTimeUs) => this.funding.advanceTo(venueTimeUs),
        markMoved: options.markMoved,
      },
    });
  }

  /** When the market moves or pays funding next, in µs. */
  nextUs(): number {
    return Math.min(this.#sourceNextUs(), this.funding.terms?.nextAtUs ?? Infinity);
  }

  /** Lets it move or pay. */
  moveOn(): void {
    const nextUs = this.nextUs();
    if (this.#source !== undefined && this.#sourceNextUs() === nextUs)
      this.market.happen(this.#source.take());
    else this.funding.advanceTo(nextUs);
  }

  /** Infinity where the market is moved by hand. */
  #sourceNextUs(): number {
    return this.#source?.nextTimeUs ?? Infinity;
  }
}
