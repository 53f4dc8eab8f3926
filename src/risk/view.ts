// What the gate may look at: positions, what may still fill, prices and losses. The engine's state has this shape.
import type { Instrument } from '../core/instrument.ts';
import type { MarginFigures } from '../core/margin.ts';
import type { BaseQuantity, Lots, QuoteAmount } from '../core/money.ts';
import type { KnownOtherRuns } from '../core/other-runs.ts';
import type { OwnOrders } from '../core/own-orders.ts';
import type { PairConfig } from '../core/pair.ts';
import type { RequestBudget } from '../core/rate-limit.ts';
import type { Touch } from '../market/touch.ts';

export interface RiskLeg {
  readonly instrument: Instrument;
  readonly orders: OwnOrders;
  /** Long > 0. */
  readonly position: Lots;
  /** What changed on this leg by no order of ours, and is not answered on the other leg yet. Long > 0. */
  readonly foreignBase: BaseQuantity;
  /** Requests sent on its venue account. */
  readonly pacing: { readonly budget: RequestBudget | undefined };
  /** When the book last spoke, in local µs. */
  readonly bookAtUs: number;
  /** Own quantity taken out; `undefined` while the book says nothing. */
  readonly touch: Touch | undefined;
  /** When the last fill was booked, in local µs. */
  readonly lastFillAtUs: number;
  /** What the venue last said of the leg's account. */
  readonly marginCheck: { readonly latest: MarginFigures | undefined };
  /** What the other runs on the account come to; `undefined` where there can be none. */
  readonly otherRuns: KnownOtherRuns | undefined;
}

/** As much of a leg as margin is judged by. */
export type MarginLeg = Pick<
  RiskLeg,
  'instrument' | 'position' | 'touch' | 'lastFillAtUs' | 'marginCheck' | 'otherRuns'
>;

/** As much of a pair as a BUILD's margin is judged by. */
export interface MarginView {
  readonly config: Pick<PairConfig, 'size' | 'marginLimits'>;
  /** Local µs. */
  readonly nowUs: number;
  readonly primary: MarginLeg;
  readonly hedge: MarginLeg;
}

export interface RiskView {
  readonly config: PairConfig;
  /** Local µs. */
  readonly nowUs: number;
  readonly primary: RiskLeg;
  readonly hedge: RiskLeg;
  readonly netDelta: BaseQuantity;
  /** Net delta less what changed by no order of ours: what hedges answer. */
  readonly ownDelta: BaseQuantity;
  /** Set once halted: nothing that enlarges exposure passes. */
  readonly halt: { readonly code: string } | undefined;
  /** Of this run, net result since 00:00 UTC in the reporting asset, loss < 0; `undefined` while no book says what the residual is worth. */
  dailyNet(): QuoteAmount | undefined;
}
