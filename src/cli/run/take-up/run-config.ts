// What a journal keeps of what its run was asked to do: enough to show it, to play it again, and to go on with it in another process.
// Exact, and with nothing secret in it.
import { formatRate } from '../../../core/conversion.ts';
import type { DayRecord } from '../../../journal/day-file.ts';
import { readEngineStart, writeEngineStart, type EngineStart } from '../../../journal/engine-start.ts';
import { describeSettings, type DescribedSetting } from '../../settings/describe.ts';
import type { RunPlan } from '../run-plan.ts';

export function describeRun(plan: RunPlan, day: DayRecord | undefined): Record<string, unknown> {
  const { config, settings, world } = plan;
  return {
    world,
    primary: config.primary.key,
    hedge: config.hedge.key,
    conversions: config.conversions.map((rate) => ({
      asset: rate.asset,
      rate: formatRate(rate),
      assumed: rate.assumed,
    })),
    settings: describeSettings(settings),
    start: writeEngineStart({ pair: config, seed: settings.values.seed, day }),
    ...('traces' in plan && plan.traces !== undefined && { traces: plan.traces }),
  };
}

/** Of a run that can be taken up again. */
export interface RecordedConfig {
  readonly start: EngineStart;
  readonly settings: Readonly<Record<string, DescribedSetting>>;
  /** When it was planned first, in µs: what its relative times count from. */
  readonly startUs: number;
  /** Which accounts and instruments it is of. */
  readonly pair: string;
}

/** `undefined` where the run was on no venue account, or is of a version that kept less. */
export function readRunConfig(json: string): RecordedConfig | undefined {
  const config = JSON.parse(json) as {
    start?: unknown;
    settings?: RecordedConfig['settings'];
    traces?: { startUs?: unknown; pair?: unknown };
  };
  const start = readEngineStart(config.start);
  const { startUs, pair } = config.traces ?? {};
  if (start === undefined || config.settings === undefined) return undefined;
  return typeof startUs === 'number' && typeof pair === 'string'
    ? { start, settings: config.settings, startUs, pair }
    : undefined;
}
