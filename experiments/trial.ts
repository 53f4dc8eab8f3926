// One trial: one synthetic market, from its seed, traded for a fixed time under one set of flags, and what came of it.
import { planSimulatedRun } from '../src/cli/run/plan.ts';
import { SimulatedRun } from '../src/cli/run/simulated-run.ts';
import { layersOf, type TextsByName } from '../src/cli/settings/from-flags.ts';
import { summarise } from '../src/reports/summary.ts';

export interface Trial {
  /** Beside size, duration, seed and a loss limit that is out of the way. */
  readonly flags: TextsByName;
  readonly seed: number;
  readonly minutes: number;
}

export interface Sample {
  /** In the primary's quote, over the whole time, also where the run ended before it. */
  readonly volumePerHour: number;
  /** Net, per 1 000 000 of volume. */
  readonly costPerMillion: number;
  readonly fillRate: number;
  readonly exposureSecondsPerMillion: number;
}

/** As many round trips as there are in the time. Throws where the flags are not understood. */
export async function trade({ flags, seed, minutes }: Trial): Promise<Sample> {
  const layers = layersOf({
    size: '0.1',
    maxDailyLoss: '1000000',
    duration: String(minutes * 60),
    seed: String(seed),
    ...flags,
  });
  const plan = layers.ok ? await planSimulatedRun(layers.value) : layers;
  if (!plan.ok) throw new Error(`${plan.message}: ${plan.remedy}`);
  const { config, sources } = plan.value;
  const journal = { announce: () => true, append: () => undefined };
  const run = new SimulatedRun({ config, sources, queueModel: 'riskAverse', seed, journal });
  while (run.finish === undefined) run.runNext();
  const { ledger, counters } = run.pair;
  const summary = summarise(ledger, {
    world: 'simulated',
    marks: ledger.lastMarks(),
    durationUs: run.clock.nowUs() - run.startUs,
    endReason: run.finish.reason,
    eventLogHash: '',
    hedgeFailures: counters.hedgeFailures,
    recoveries: counters.recoveries,
  });
  return {
    volumePerHour: (Number(summary.volume) * 60) / minutes,
    costPerMillion: Number(summary.costPerMillion),
    fillRate: Number(summary.fillRate),
    exposureSecondsPerMillion: (Number(summary.exposureSeconds) / Number(summary.volume)) * 1e6,
  };
}
