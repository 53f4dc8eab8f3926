// Everything that the engine knows of its pair. One owner, updated in place; every figure can be rebuilt from events.
import type { Command } from '../core/commands.ts';
import type { Edge } from '../core/edge.ts';
import { baseQuantity, zeroLots, type BaseQuantity, type Lots, type QuoteAmount } from '../core/money.ts';
import type { PairConfig } from '../core/pair.ts';
import type { Side } from '../core/side.ts';
import type { FundingPayment, LedgerFill } from '../ledger/entries.ts';
import type { HedgeEpisode } from '../ledger/hedge-episode.ts';
import type { CostWindow } from '../ledger/cost-window.ts';
import type { PairLedger } from '../ledger/ledger.ts';
import type { BasisWindow } from '../market/basis.ts';
import type { Random } from '../ports/random.ts';
import type { Exposure } from './exposure.ts';
import type { Leg } from './leg.ts';
import type { QuoteKind } from './quote-pause.ts';
import type { Restart } from './restart.ts';
import type { TakerRounds } from './taker-rounds.ts';

export interface PairState {
  readonly config: PairConfig;
  /** The run's own stream, for what is drawn from a range. */
  readonly random: Random;
  readonly ledger: PairLedger;
  readonly primary: Leg;
  readonly hedge: Leg;
  /** Primary, then hedge. */
  readonly legs: readonly [Leg, Leg];
  /** What is usual for the basis between the venues; `undefined` where raw mids are compared. */
  readonly basisWindow: BasisWindow | undefined;
  /** What the latest round trips cost. */
  readonly costWindow: CostWindow;
  /** Local time of the first event and of the latest, in µs. */
  startedAtUs: number;
  nowUs: number;
  /** Nothing is decided before this, in µs: the process stood still, and what has waited comes in first. */
  settlesAtUs: number;
  /** Mirrors the ledger. Long > 0. */
  netDelta: BaseQuantity;
  /** Net delta less what changed by no order of ours: what the hedge leg drives to zero. */
  ownDelta: BaseQuantity;
  /** Commands of the turn under way. */
  outbox: Command[];
  /** Fills booked in the latest turn, for whoever writes them down. */
  bookedFills: LedgerFill[];
  /** The same of funding. */
  bookedFunding: FundingPayment[];
  /** Hedges that ended in the latest turn, for the same. */
  endedEpisodes: HedgeEpisode[];
  ordersSent: number;
  requestsSent: number;
  readonly cycle: CycleState;
  readonly maker: MakerState;
  /** The hedge leg's patience; set while at least one quantum is naked. */
  hedging: TakerRounds | undefined;
  /** What is naked, and since when; set for as long as `hedging` is. */
  exposure: Exposure | undefined;
  /** Set when the hedge could not be had: the unhedged part is reduced wherever it can be. */
  emergency: Emergency | undefined;
  /** Set when the pair ends its work: target 0, as maker first. */
  stop: Stop | undefined;
  /** Set while somebody wants nothing new: no BUILD begins, and what is open ends flat. */
  pause: Pause | undefined;
  /** Set while a liquidation is too near: both legs are reduced until the pair is flat. */
  marginCall: MarginCall | undefined;
  /** Set for good once something is wrong that only an operator may judge. */
  halt: Halt | undefined;
  /** Set when the venues hold a position at start that is not this run's: nothing is started. */
  startRefusal: string | undefined;
  /** Set for a pair that was rebuilt from its record: what it has to learn before it goes on. */
  restart: Restart | undefined;
  /** Work that is wanted and blocked, since when, and whether that was told. */
  held: { readonly reason: string; readonly sinceUs: number; isTold: boolean } | undefined;
  /** A trade that does not pay is waited for: why, and since when, in µs. */
  waiting: { reason: string; readonly sinceUs: number } | undefined;
  readonly counters: Counters;
  isFinished: boolean;
  /** Net result since 00:00 UTC in the reporting asset; `undefined` without a price for the residual. */
  dailyNet(): QuoteAmount | undefined;
}

export interface CycleState {
  /** `resting` is flat or balanced between two cycles. */
  phase: 'resting' | 'build' | 'unwind';
  /** The cycle under way, or the last one; counts from 1. */
  number: number;
  /** The round trip under way; counts from 1. */
  iteration: number;
  /** The order size of the round trip under way. */
  size: BaseQuantity;
  /** What the primary position should be. */
  target: Lots;
  /** Frozen from the start of BUILD until flat again. */
  buildSide: Side;
  /** When the cycle under way began, in µs, with which primary position, and at which expected edge where it is an UNWIND. */
  begunAtUs: number;
  startPosition: Lots;
  edgeAtBegin: Edge | undefined;
  /** What the round trip under way was expected to cost per 1 000 000 when its first quote was filled. */
  expectedCost: QuoteAmount | undefined;
  /** The UNWIND is taken from now on. */
  isTaking: boolean;
  /** No new cycle before this, in µs. */
  restUntilUs: number;
  /** From then on an UNWIND waits for no better edge, in µs. */
  holdUntilUs: number;
  /** The BUILD of this iteration was completed, so its UNWIND completes a round trip. */
  isBuilt: boolean;
  isTrimTried: boolean;
  /** BUILD only: what is filled is all there will be; it ends as soon as it is hedged or given back. */
  isAbandoned: boolean;
  /** A hedge could not be had during this iteration, so it does not end a row of failures. */
  isDisturbed: boolean;
}

export interface MakerState {
  attempt: { readonly startedAtUs: number; lastFillAtUs: number } | undefined;
  /** No quote of the kind that was refused before this, in µs. */
  pausedUntilUs: number;
  pausedKind: QuoteKind | undefined;
  /** When a quote was last cancelled, in µs. */
  cancelledAtUs: number;
  /** When the venue last ended a quote that had not had all, in µs: another one waits for a later position. */
  endedShortAtUs: number;
  /** Refusals in a row for other reasons than a post-only price: the pause doubles with each. */
  refusalsInRow: number;
  /** Why the gate refused what would be quoted now; `undefined` while it does not. */
  refusedBy: string | undefined;
}

export interface Emergency {
  rounds: TakerRounds;
}

export interface Stop {
  readonly reason: string;
  readonly sinceUs: number;
  /** Take at once instead of quoting. */
  isTaking: boolean;
  /** What is open stays open, hedged, for the process after this one. */
  isHolding: boolean;
}

export interface Pause {
  /** Who asked for it and why, in words. */
  readonly asked: string;
  readonly sinceUs: number;
  /** Since when what is open is to go at once, in µs; `undefined` while it may take its usual time. */
  flattenSinceUs: number | undefined;
  /** That everything is flat was told. */
  isFlatTold: boolean;
}

export interface MarginCall {
  readonly sinceUs: number;
  readonly text: string;
}

export interface Halt {
  readonly code: HaltCode;
  readonly text: string;
  readonly atUs: number;
}

/** Each has its line in docs/runbook.md. */
export const haltCodes = [
  'foreign-position',
  'consecutive-failures',
  'exposure-not-reducible',
  'operator-halt',
  'kill-switch',
  'record-lost',
  'record-damaged',
] as const;
export type HaltCode = (typeof haltCodes)[number];

export interface Counters {
  iterationsDone: number;
  attempts: number;
  attemptsCompleted: number;
  hedgeFailures: number;
  recoveries: number;
  consecutiveFailures: number;
  orders: number;
  cancels: number;
  refusals: number;
}

export function createCycleState({ buildSide, size }: PairConfig): CycleState {
  return {
    phase: 'resting',
    number: 0,
    iteration: 0,
    size,
    target: zeroLots,
    buildSide,
    begunAtUs: 0,
    startPosition: zeroLots,
    edgeAtBegin: undefined,
    expectedCost: undefined,
    isTaking: false,
    restUntilUs: 0,
    holdUntilUs: 0,
    isBuilt: false,
    isTrimTried: false,
    isAbandoned: false,
    isDisturbed: false,
  };
}

export function createCounters(): Counters {
  return {
    iterationsDone: 0,
    attempts: 0,
    attemptsCompleted: 0,
    hedgeFailures: 0,
    recoveries: 0,
    consecutiveFailures: 0,
    orders: 0,
    cancels: 0,
    refusals: 0,
  };
}

/** After every booking: position and deltas mirror the ledger again. */
export function mirrorLedger(state: PairState, leg: Leg): void {
  leg.position = state.ledger.position(leg.instrument.key);
  state.netDelta = state.ledger.netDelta();
  state.ownDelta = baseQuantity(state.netDelta - state.primary.foreignBase - state.hedge.foreignBase);
}

export function hasLiveOrders({ primary, hedge }: PairState): boolean {
  return primary.orders.liveCount > 0 || hedge.orders.liveCount > 0;
}

export const otherLeg = (state: PairState, leg: Leg): Leg =>
  leg === state.primary ? state.hedge : state.primary;

/** Asks the run to end; the first reason stands. */
export function requestStop(state: PairState, reason: string, isHolding: boolean = false): void {
  state.stop ??= { reason, sinceUs: state.nowUs, isTaking: false, isHolding };
}

/** Halts the pair. The first code stands, and every reason is alerted. */
export function requestHalt(state: PairState, code: HaltCode, text: string): void {
  alert(state, 'critical', code, text);
  state.halt ??= { code, text, atUs: state.nowUs };
}

export function alert(
  state: PairState,
  severity: 'info' | 'warning' | 'critical',
  code: AlertCode,
  text: string,
): void {
  state.outbox.push({ kind: 'alert', severity, code, text });
}

/** Alerts that are no halt and no refusal; each has its line in docs/runbook.md. */
export const plainAlertCodes = [
  'hedge-unavailable',
  'hedge-cancel-unproven',
  'recovered',
  'catching-up',
  'held',
  'resumed',
  'max-cost',
  'unpriced-asset',
  'liquidation-near',
  'pair-reduced',
  'lopsided-equity',
  'paused',
  'flattening',
  'paused-flat',
  'pause-ended',
] as const;
export type AlertCode =
  | (typeof plainAlertCodes)[number]
  | HaltCode
  | 'daily-loss-limit'
  | 'position-limit'
  | 'max-notional'
  | 'order-rate';
