// What a run will do, decided and checked: nothing has started yet, and nothing has been left on the disk.
import type { PairConfig } from '../../core/pair.ts';
import type { MarketSource } from '../../ports/market-source.ts';
import type { World } from '../../reports/run-summary.ts';
import type { SettingsInForce } from '../settings/in-force.ts';
import type { PairRun, RunPorts } from './pair-run.ts';
import type { VenuePolicies } from './simulated-run.ts';
import type { RevivedRun } from './take-up/revive.ts';
import type { OpenPair } from './wire/open-pair.ts';
import type { WireRun } from './wire/wire-run.ts';

export type RunPlan = SimulatedPlan | PaperPlan | WirePlan;

interface CommonPlan {
  readonly world: World;
  readonly settings: SettingsInForce;
  readonly config: PairConfig;
  /** Facts that the user should know before the start: assumptions, gaps, spot. */
  readonly notes: readonly string[];
}

/** On simulated venues, in virtual time. */
export interface SimulatedPlan extends CommonPlan {
  readonly world: 'simulated' | 'replay';
  readonly sources: MarketSources;
  /** What differs from the usual simulated venue. */
  readonly policies: VenuePolicies;
  /** `undefined` where the market is endless. */
  readonly dataEnd: DataEnd | undefined;
}

export interface MarketSources {
  readonly primary: MarketSource;
  readonly hedge: MarketSource;
}

/** Of recorded data. Virtual times in µs. */
export interface DataEnd {
  /** When the run is told to stop, so that it ends flat while there is still a market. */
  readonly stopAtUs: number;
  /** It is played so far even when the run is flat before. */
  readonly atUs: number;
}

/** On simulated venues that trade on the live books of real ones: these are open already, for their public data alone. */
export interface PaperPlan extends CommonPlan {
  readonly world: 'paper';
  /** Called once. */
  readonly open: (ports: RunPorts) => PairRun;
  /** Closes the venues, where the run never comes about. */
  readonly discard: () => Promise<void>;
}

/** Over the wire: its venues are open already. */
export interface WirePlan extends CommonPlan {
  readonly world: 'local' | 'live';
  readonly pair: OpenPair;
  /** How the process after this one finds the run; `undefined` on servers that die with this one. */
  readonly traces: RunTraces | undefined;
  /** The run that this one goes on with; `undefined` where it begins. */
  readonly revived: RevivedRun | undefined;
  /** Called once. */
  readonly open: (ports: RunPorts) => WireRun;
  /** Lets other processes work on the pair again, when the run and everything about it is over. */
  readonly release: () => void;
  /** Closes the venues, and releases the pair, where the run never comes about. */
  readonly discard: () => Promise<void>;
}

export interface RunTraces {
  /** The name of its accounts and instruments. */
  readonly pair: string;
  /** When it was planned first, in µs. */
  readonly startUs: number;
}
