// Everything that can happen to the engine: one union. Every event carries `atUs`, the local time of receipt in µs since
// the epoch: the only clock that a decision may read.
import type { VenueFailure } from './failure.ts';
import type { FundingTerms } from './funding.ts';
import type { InstrumentKey } from './instrument.ts';
import type { LevelBuffer } from './levels.ts';
import type { AccountMargin } from './margin.ts';
import type { Lots, Money, Ticks } from './money.ts';
import type { OtherRuns } from './other-runs.ts';
import type { ClientOrderId } from './order.ts';
import type { Side } from './side.ts';

export type EngineEvent = MarketEvent | OrderEvent | AccountEvent | TimeEvent | OperatorEvent;
export type MarketEvent = BookEvent | TradeEvent;
export type OrderEvent =
  | OrderAcceptedEvent
  | FillEvent
  | OrderEndedEvent
  | OrderReportEvent
  | RequestFailedEvent
  | OrderNotFoundEvent;
export type AccountEvent =
  | PositionReportEvent
  | FillsReportEvent
  | MarginReportEvent
  | FundingRateEvent
  | FundingPaymentEvent
  | FundingReportEvent
  | OtherRunsEvent
  | StreamEvent;

interface Stamped {
  readonly atUs: number;
}

interface OnInstrument extends Stamped {
  readonly instrument: InstrumentKey;
}

interface OnOrder extends OnInstrument {
  readonly clientOrderId: ClientOrderId;
}

/** Levels of the public book as the venue shows them, our own resting quantity included. Borrowed for the step. */
export interface BookEvent extends OnInstrument {
  readonly kind: 'book';
  readonly venueTimeUs: number;
  /** A snapshot replaces the book, a delta sets the levels that it names. */
  readonly isSnapshot: boolean;
  readonly levels: LevelBuffer;
}

/** A public trade. */
export interface TradeEvent extends OnInstrument {
  readonly kind: 'trade';
  readonly venueTimeUs: number;
  readonly price: Ticks;
  readonly quantity: Lots;
  /** The side that took. */
  readonly aggressor: Side;
}

export interface OrderAcceptedEvent extends OnOrder {
  readonly kind: 'order-accepted';
  readonly venueOrderId: string;
  readonly venueTimeUs: number;
}

/** One execution of one of our orders. `quantity` is this execution's own, never the cumulative one. */
export interface FillEvent extends OnOrder {
  readonly kind: 'fill';
  /** Unique on the instrument: the same fill by two channels has the same id. */
  readonly tradeId: string;
  readonly venueOrderId: string;
  readonly side: Side;
  readonly price: Ticks;
  readonly quantity: Lots;
  readonly liquidity: 'maker' | 'taker';
  /** Charged > 0, rebate < 0, in the asset that the venue charged. */
  readonly fee: Money;
  readonly venueTimeUs: number;
}

/** The venue's word that an order has ended, with its final cumulative quantity. */
export interface OrderEndedEvent extends OnOrder {
  readonly kind: 'order-ended';
  readonly outcome: 'filled' | 'canceled' | 'expired' | 'refused';
  readonly cumulativeQuantity: Lots;
  readonly venueTimeUs: number;
}

/** Reply to `query-order` for an order that the venue knows. */
export interface OrderReportEvent extends OnOrder {
  readonly kind: 'order-report';
  readonly venueOrderId: string;
  readonly isOpen: boolean;
  readonly cumulativeQuantity: Lots;
}

/** Reply to `query-order` for an order that the venue does not know (yet). */
export interface OrderNotFoundEvent extends OnOrder {
  readonly kind: 'order-not-found';
}

/** A request came to nothing, or its outcome is unknown (`provesNoEffect`). */
export interface RequestFailedEvent extends OnInstrument {
  readonly kind: 'request-failed';
  readonly request:
    'place' | 'cancel' | 'query-order' | 'query-position' | 'query-fills' | 'query-margin' | 'query-funding';
  readonly clientOrderId: ClientOrderId | undefined;
  readonly requestId: number | undefined;
  readonly failure: VenueFailure;
}

/** Reply to `query-position`: the venue's position at some moment between request and reply. */
export interface PositionReportEvent extends OnInstrument {
  readonly kind: 'position-report';
  readonly requestId: number;
  readonly position: Lots;
}

/** Reply to `query-fills`, after the fills themselves were delivered as `fill` events. */
export interface FillsReportEvent extends OnInstrument {
  readonly kind: 'fills-report';
  readonly requestId: number;
}

/** Reply to `query-margin`: of the whole venue account, at some moment between request and reply. */
export interface MarginReportEvent extends OnInstrument, AccountMargin {
  readonly kind: 'margin-report';
  readonly requestId: number;
}

/** What the venue publishes about its next funding payment; again whenever that changes. */
export interface FundingRateEvent extends OnInstrument, FundingTerms {
  readonly kind: 'funding-rate';
}

/** Funding that was booked on our account for a position that it held. */
export interface FundingPaymentEvent extends OnInstrument {
  readonly kind: 'funding-payment';
  /** Unique on the instrument: the same payment by two channels has the same id. */
  readonly paymentId: string;
  /** Received > 0, paid < 0. */
  readonly amount: Money;
  readonly venueTimeUs: number;
}

/** Reply to `query-funding`, after the payments themselves were delivered as `funding-payment` events. */
export interface FundingReportEvent extends OnInstrument {
  readonly kind: 'funding-report';
  readonly requestId: number;
}

/** What the other runs on the instrument's account come to, in its quote asset; again and again for as long as that is known. */
export interface OtherRunsEvent extends OnInstrument, OtherRuns {
  readonly kind: 'other-runs';
}

/** The private stream of the instrument's account was lost, or delivers again; what it missed meanwhile it does not repeat. */
export interface StreamEvent extends OnInstrument {
  readonly kind: 'stream';
  readonly isUp: boolean;
}

/** Time has passed: sent when the engine asked to be woken, and whenever nothing else carries the time on. */
export interface TimeEvent extends Stamped {
  readonly kind: 'time';
}

/**
 * What a person, or the process around the engine, asks for. `stop` unwinds as maker, then takes; `hold` ends hedged, with the pair that
 * is open; `take-now` takes at once;
 * `pause` begins nothing new and lets what is open end flat in its usual way, `flatten` ends it at once and then pauses, and `resume` ends
 * either; `halt` forbids everything that enlarges exposure, until the operator returns; `kill` is the same, by the kill switch, and
 * `record-lost` because what happens can no longer be written down.
 */
export interface OperatorEvent extends Stamped {
  readonly kind: 'operator';
  readonly action:
    'stop' | 'hold' | 'take-now' | 'pause' | 'flatten' | 'resume' | 'halt' | 'kill' | 'record-lost';
  readonly reason: string;
  /** Who asked, where it was somebody who is not at the keyboard of the process. */
  readonly by?: Requester | undefined;
}

/** A person who asks from elsewhere. Both are plain words: they are written down and shown. */
export interface Requester {
  /** By which way: "telegram", "dashboard". */
  readonly source: string;
  /** As that way knows them; empty where it does not tell people apart. */
  readonly user: string;
}
