// What an invariant may look at after one item of virtual time, and what a run of one seed comes to. The truth stands in the
// ledgers of the simulated venues; what the process believes stands beside it and is never taken for it.
import type { Command } from '../src/core/commands.ts';
import type { EngineEvent } from '../src/core/events.ts';
import type { Instrument } from '../src/core/instrument.ts';
import type { BaseQuantity, Lots, QuoteAmount } from '../src/core/money.ts';
import type { PairConfig } from '../src/core/pair.ts';
import type { PairState } from '../src/execution/pair-state.ts';
import type { VenueFill, VenueOrder } from '../src/venues/simulated/venue-order.ts';
import type { FaultKind } from './scenario/fault-kinds.ts';
import type { LegName, Scenario } from './scenario/scenario.ts';

/** `safety` while faults may act, `liveness` once all have stopped. */
export type Phase = 'safety' | 'liveness';

/** Borrowed: one object for the whole run, whose values are those of the moment. Read it, keep nothing of it. */
export interface Observed {
  readonly scenario: Scenario;
  readonly config: PairConfig;
  /** Virtual time in µs since the epoch, and of the run's start and the liveness phase's. */
  readonly nowUs: number;
  readonly startUs: number;
  readonly livenessFromUs: number;
  readonly phase: Phase;
  readonly truth: Readonly<Record<LegName, LegTruth>>;
  /** Signed sum of both true positions. Long > 0. */
  readonly trueDelta: BaseQuantity;
  /** `undefined` while no process runs. */
  readonly process: ObservedProcess | undefined;
  /** Live processes on the account: more than one is what the fence is there to prevent. */
  readonly processCount: number;
  /** What left the process during this item, in order, alerts and the finish included: requests as they reached the venue port. */
  readonly commands: readonly Command[];
  /** What was delivered to the process during this item, in order. The levels of book events are borrowed. */
  readonly delivered: readonly EngineEvent[];
  /** Both, in the order in which they happened. */
  readonly happened: readonly (EngineEvent | Command)[];
  readonly faults: FaultBoard;
}

export interface ObservedProcess {
  readonly pair: PairState;
  /** Stands still: events wait, nothing is decided. */
  readonly isPaused: boolean;
  readonly startedAtUs: number;
  /** 1 for the first process of the run, one more for each restart. */
  readonly generation: number;
  /** It was restarted, and has not caught up with the venues yet. */
  readonly isRecovering: boolean;
  /** An order may be out there that no record names, and that only time can tell from one that never was. */
  readonly mustProve: boolean;
}

/** One leg as the venue has it. */
export interface LegTruth {
  readonly instrument: Instrument;
  /** Long > 0. */
  readonly position: Lots;
  /** Orders of the account on this instrument that still work, ours and by hand. */
  readonly open: readonly VenueOrder[];
  /** Every order that the venue has accepted from us, by id; ended ones too. */
  order(clientOrderId: number): VenueOrder | undefined;
  /** Of this instrument, oldest first, append-only. A client order id below zero is none of ours: by hand, or liquidation. */
  readonly fills: readonly VenueFill[];
  /** Sum of fills that were none of ours. Long > 0. */
  readonly foreign: Lots;
  /** What trading has paid in (> 0) or out, fees and funding included. */
  readonly cash: QuoteAmount;
  /** Paid > 0. Inside `cash`. */
  readonly fees: QuoteAmount;
  /** Received > 0. Inside `cash`. */
  readonly funding: QuoteAmount;
  readonly collateral: QuoteAmount;
  /** The outside market's touch at the venue; `undefined` while a side is empty. */
  readonly bid: number | undefined;
  readonly ask: number | undefined;
  /** Whether a query that is sent now would be answered truthfully: no outage, freeze, ban or maintenance. */
  readonly isReachable: boolean;
  /** Whether an order that is sent now would be worked on by the venue. */
  readonly isTrading: boolean;
  /** Whether events of the private stream are delivered now. */
  readonly isStreaming: boolean;
  /** Whether messages of the public stream are delivered now. */
  readonly isPublic: boolean;
  /** One way, in µs, slow-downs of the moment included. */
  readonly latencyUs: number;
}

export interface FaultBoard {
  /** Whether a fault of the kind, on the leg, may act now. */
  isActive(kind: FaultKind, leg?: LegName): boolean;
  /** How often each kind has really acted so far. */
  readonly injected: ReadonlyMap<FaultKind, number>;
  /** When a fault of any kind last acted on the leg, in µs; 0 before. */
  lastActedUs(leg: LegName): number;
}

export const invariantNames = [
  'I1',
  'I2',
  'I3',
  'I4',
  'I5',
  'I6',
  'I7',
  'I8',
  'I9',
  'I10',
  'I11',
  'I12',
  'I13',
  'I14',
  'I15',
  'liveness',
  /** A paused pair builds nothing, and what is to be flattened ends flat. */
  'pause',
  /** The engine threw: a broken assertion is a violation of its own. */
  'assertion',
] as const;
export type InvariantName = (typeof invariantNames)[number];

export interface Checker {
  readonly invariant: InvariantName;
  /** A violation in one sentence with its figures; called after every item of virtual time. */
  check(observed: Observed): string | undefined;
  /** The same at the end of the liveness phase. */
  atEnd?(observed: Observed): string | undefined;
}

export interface Finding {
  readonly invariant: InvariantName;
  readonly text: string;
}

/** All checkers of a run, over what they share. */
export interface Checks {
  /** To be called once after every item of virtual time; the first violation, if any. */
  check(observed: Observed): Finding | undefined;
  /** To be called once, at the end of the liveness phase. */
  atEnd(observed: Observed): Finding | undefined;
}

export interface SeedResult {
  readonly seed: number;
  readonly verdict: 'HEDGED' | 'HALTED_SAFE' | 'VIOLATION';
  /** How the run ended or stands, the code of its halt, or the invariant that was violated. */
  readonly cause: string;
  readonly violation: Violation | undefined;
  readonly eventLogHash: string;
  /** Items of virtual time. */
  readonly events: number;
  readonly primaryFills: number;
  readonly cyclesCompleted: number;
  readonly faults: Readonly<Partial<Record<FaultKind, number>>>;
  /** The largest |true net delta| in base units, as decimal text, and the longest time outside tolerance. */
  readonly worstExposure: string;
  readonly longestExposureMs: number;
  readonly virtualSeconds: number;
}

export interface Violation {
  readonly invariant: InvariantName;
  readonly text: string;
  /** Since the start of the run. */
  readonly atUs: number;
  /** Events and commands around it, one a line. */
  readonly window: readonly string[];
}
