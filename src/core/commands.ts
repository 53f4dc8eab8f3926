// Everything that the engine may ask for: one union. Commands are data; the loop carries them out.
import type { InstrumentKey } from './instrument.ts';
import type { ClientOrderId, RiskApproved } from './order.ts';

export type Command =
  | PlaceCommand
  | CancelCommand
  | QueryOrderCommand
  | QueryPositionCommand
  | QueryFillsCommand
  | QueryMarginCommand
  | QueryFundingCommand
  | AlertCommand
  | FinishCommand;

export interface PlaceCommand {
  readonly kind: 'place';
  readonly order: RiskApproved;
}

export interface CancelCommand {
  readonly kind: 'cancel';
  readonly instrument: InstrumentKey;
  readonly clientOrderId: ClientOrderId;
}

export interface QueryOrderCommand {
  readonly kind: 'query-order';
  readonly instrument: InstrumentKey;
  readonly clientOrderId: ClientOrderId;
}

export interface QueryPositionCommand {
  readonly kind: 'query-position';
  readonly instrument: InstrumentKey;
  readonly requestId: number;
}

/** Asks for all own fills since a venue time; they arrive as `fill` events before the `fills-report`. */
export interface QueryFillsCommand {
  readonly kind: 'query-fills';
  readonly instrument: InstrumentKey;
  readonly requestId: number;
  readonly sinceVenueTimeUs: number;
}

/** Asks for the margin of the instrument's whole venue account. */
export interface QueryMarginCommand {
  readonly kind: 'query-margin';
  readonly instrument: InstrumentKey;
  readonly requestId: number;
}

/** Asks for all funding payments since a venue time; they arrive as `funding-payment` events before the `funding-report`. */
export interface QueryFundingCommand {
  readonly kind: 'query-funding';
  readonly instrument: InstrumentKey;
  readonly requestId: number;
  readonly sinceVenueTimeUs: number;
}

export interface AlertCommand {
  readonly kind: 'alert';
  readonly severity: 'info' | 'warning' | 'critical';
  readonly code: string;
  readonly text: string;
}

/** `refused`: nothing was started; `held`: hedged, and left open on purpose; `halted-safe`: stopped for an operator, net delta as small as it can lawfully be. */
export type RunOutcome = 'flat' | 'held' | 'halted-safe' | 'exposure-left' | 'refused';

/** The run is over; nothing of ours is left working. */
export interface FinishCommand {
  readonly kind: 'finish';
  readonly reason: string;
  readonly outcome: RunOutcome;
}
