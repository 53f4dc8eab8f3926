// From a plan to the run that it describes, in whichever world that is.
import { latencyProfiles } from '../../venues/simulated/models/latency.ts';
import { PacedRun } from './paced-run.ts';
import type { PairRun, RunPorts } from './pair-run.ts';
import type { RunPlan } from './run-plan.ts';

export function openRun(plan: RunPlan, ports: RunPorts): PairRun {
  if ('open' in plan) return plan.open(ports);
  const { config, sources, policies, dataEnd } = plan;
  const { seed, speed, queueModel, latency } = plan.settings.values;
  const market = { sources, policies, latency: latencyProfiles[latency], queueModel, seed };
  return new PacedRun({ run: { config, ...market, ...ports }, speed, dataEnd });
}
