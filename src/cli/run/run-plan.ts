// What a run will do, decided and checked: nothing has started yet, and nothing has been left on the disk.
import type { PairConfig } from '../../core/pair.ts';
import type { MarketSource } from '../../ports/market-source.ts';
import type { World } from '../../reports/run-summary.ts';
import type { SettingsInForce } from '../settings/in-force.ts';
import type { VenuePolicies } from './simulated-run.ts';

export interface RunPlan {
  readonly world: World;
  readonly settings: SettingsInForce;
  readonly config: PairConfig;
  readonly sources: MarketSources;
  /** What differs from the usual simulated venue. */
  readonly policies: VenuePolicies;
  /** Virtual time at which the run is told to stop, so that it ends flat while there is still a market; `undefined`: never. */
  readonly stopAtUs: number | undefined;
  /** When recorded data ends: it is played so far even when the run is flat before; `undefined`: the market is endless. */
  readonly dataEndUs: number | undefined;
  /** Facts that the user should know before the start: assumptions, gaps, spot. */
  readonly notes: readonly string[];
}

export interface MarketSources {
  readonly primary: MarketSource;
  readonly hedge: MarketSource;
}
