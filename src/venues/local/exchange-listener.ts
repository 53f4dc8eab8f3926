// What a local venue's server hears of its exchange. Everything is told while it happens, with quantities as they stand at that
// moment: a listener builds its frame and returns; it may read the exchange, and may not trade on it.
import type { FundingTerms } from '../../core/funding.ts';
import type { Instrument, VenueAccountKey } from '../../core/instrument.ts';
import type { LevelBuffer } from '../../core/levels.ts';
import type { Lots, Ticks } from '../../core/money.ts';
import type { Side } from '../../core/side.ts';
import type { VenueFill, VenuePayment } from '../simulated/venue-order.ts';
import type { LocalOrder } from './local-order.ts';

export interface ExchangeListener {
  accepted?(order: LocalOrder, venueTimeUs: number): void;
  /** The order counts the fill already; it has not ended yet, even when nothing of it remains. */
  filled?(order: LocalOrder, fill: VenueFill): void;
  /** `order.order.end` says how. */
  ended?(order: LocalOrder, venueTimeUs: number): void;
  levelsChanged?(change: LevelsChanged): void;
  traded?(trade: PublicTrade): void;
  fundingPublished?(instrument: Instrument, terms: FundingTerms): void;
  fundingPaid?(account: VenueAccountKey, instrument: Instrument, payment: VenuePayment): void;
}

/** Lent for the call. Levels carry their new displayed quantity, 0 where nothing is left; none is named that did not change. */
export interface LevelsChanged {
  readonly instrument: Instrument;
  /** Counts the changes of this instrument's book, without a gap. */
  readonly sequence: number;
  readonly venueTimeUs: number;
  readonly levels: LevelBuffer;
}

export interface PublicTrade {
  readonly instrument: Instrument;
  readonly tradeId: string;
  readonly price: Ticks;
  readonly quantity: Lots;
  readonly aggressor: Side;
  readonly venueTimeUs: number;
}
