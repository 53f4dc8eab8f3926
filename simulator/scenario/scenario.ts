// One run as data: all that differs from another run, in JSON values only, so that a run that once failed can be shrunk and kept
// whatever becomes of the generator. The seed is part of it, because delays and chances are drawn from its streams.
import type { HedgeMode, MakerPolicy, PrimaryMode, StrategyName } from '../../src/core/pair.ts';
import type { Side } from '../../src/core/side.ts';
import type { OperatorEvent } from '../../src/core/events.ts';
import type {
  crashKinds,
  FaultKind,
  OperatorFaultKind,
  ProcessFaultKind,
  VenueTrait,
} from './fault-kinds.ts';

export type LegName = 'primary' | 'hedge';
export const legNames = ['primary', 'hedge'] as const satisfies readonly LegName[];

/** Times count from the start of the run, in µs. */
export interface Scenario {
  readonly seed: number;
  readonly workload: Workload;
  readonly market: MarketPlan;
  readonly faults: readonly Fault[];
  readonly crashes: readonly Crash[];
  readonly operator: readonly OperatorAct[];
  /** Faults act until then; then follows the liveness phase. */
  readonly safetyUs: number;
}

/** After all faults have stopped: everything has converged within this time. */
export const livenessUs = 60_000_000;

/** What the run is asked to do. Amounts are decimal texts, as a person would type them. */
export interface Workload {
  readonly strategy: StrategyName;
  readonly buildSide: Side;
  readonly primaryMode: PrimaryMode;
  readonly hedgeMode: HedgeMode;
  readonly makerPolicy: MakerPolicy;
  readonly instruments: Readonly<Record<LegName, InstrumentPlan>>;
  /** Both legs on one venue account. */
  readonly isOneAccount: boolean;
  /** Their venues take a client order id again once its order has ended; all others take each once. */
  readonly forgetsOrderIds: readonly LegName[];
  readonly size: string;
  readonly sizeMin: string;
  readonly iterations: number;
  readonly sleepMs: number;
  readonly holdMs: number | undefined;
  readonly positionLimit: string;
  readonly limits: LimitsPlan;
  readonly orderRate: { readonly requests: number; readonly perMs: number } | undefined;
  readonly cancelGapMs: number;
  /** Of each venue account, in its quote asset. */
  readonly collateral: string;
}

/** What ends or gates the run by its own rules; `undefined` does neither. Amounts in the quote asset. */
export interface LimitsPlan {
  readonly entryEdgeBps: string | undefined;
  readonly exitEdgeBps: string | undefined;
  readonly unwindAdverseBps: string | undefined;
  readonly unwindPatienceMs: number | undefined;
  readonly waitMaxMs: number | undefined;
  readonly basisWindowMs: number | undefined;
  readonly durationMaxMs: number | undefined;
  readonly attemptsMax: number | undefined;
  readonly volumeMax: string | undefined;
  readonly dailyLoss: string | undefined;
  readonly notionalMax: string | undefined;
  readonly failuresMax: number;
}

export interface InstrumentPlan {
  readonly lot: string;
  readonly minimumLots: number;
  /** In the quote asset; "0" where there is none. */
  readonly minimumNotional: string;
}

/** The little market of each venue. */
export interface MarketPlan {
  /** Quote asset per base coin at the start. */
  readonly startPrice: string;
  /** Mean time between messages of a venue. */
  readonly messageMs: number;
  /** Share of messages that are trades, in percent. */
  readonly tradePercent: number;
  /** Scale of the walk per message, in ticks. */
  readonly stepTicks: number;
  /** Chance of a jump per message in millionths, and its size in ticks. */
  readonly jumpPpm: number;
  readonly jumpTicks: number;
  readonly spreadTicks: number;
  readonly levels: number;
  /** Quantity of a level and of a trade, in percent of the order size. */
  readonly levelPercent: number;
  readonly tradeSizePercent: number;
  /** One way, in µs, of each venue. */
  readonly latencyUs: Readonly<Record<LegName, number>>;
  /** How long the venue holds back orders that may take, in µs. */
  readonly speedBumpUs: number;
  /** So long before the venues' next funding payment the run begins; `undefined` is far from any. */
  readonly opensBeforeFundingMs: number | undefined;
}

/** A fault of a venue, its streams, the account or the record. */
export interface Fault {
  readonly kind: Exclude<FaultKind, ProcessFaultKind | VenueTrait | OperatorFaultKind>;
  readonly leg: LegName;
  readonly fromUs: number;
  readonly untilUs: number;
  /** Chance that it acts on an occasion, in percent. */
  readonly percent: number;
  /** What it means stands at the kind in fault-kinds.ts. */
  readonly amount: number;
}

/** The process dies, or stands still. */
export interface Crash {
  readonly kind: (typeof crashKinds)[number];
  /** At the first occasion from then on. */
  readonly fromUs: number;
  /** How long it is gone, or stands still. */
  readonly awayUs: number;
  /** The machine dies with its process: what was not on its disk yet is gone. */
  readonly cutsPower?: boolean;
}

export interface OperatorAct {
  readonly atUs: number;
  readonly action: OperatorEvent['action'];
}
