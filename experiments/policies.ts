// `npm run policies -- --seeds N --from FIRST --minutes M`: our maker policy beside those of the systems that came before, on the same
// synthetic markets and fees. A seed is one market; every policy trades it for the same time; intervals come from the seeds.
import { makerPolicies, type MakerPolicy, type PrimaryMode } from '../src/core/pair.ts';
import { layersOf } from '../src/cli/settings/from-flags.ts';
import { planRun } from '../src/cli/run/plan.ts';
import { SimulatedRun } from '../src/cli/run/simulated-run.ts';
import { summarise } from '../src/reports/summary.ts';
import { bootstrapInterval, type Interval } from './bootstrap.ts';
import { wholeNumberAfter } from './arguments.ts';

interface Sample {
  /** In the primary's quote. */
  readonly volumePerHour: number;
  readonly costPerMillion: number;
  readonly fillRate: number;
  readonly exposureSecondsPerMillion: number;
}

interface Contestant {
  readonly name: string;
  readonly policy: MakerPolicy;
  readonly mode: PrimaryMode;
  /** Requests of each venue account, as on the command line. */
  readonly orderRate?: string;
}

const contestants: readonly Contestant[] = [
  ...makerPolicies.map((policy) => ({ name: `${policy}, bbo`, policy, mode: 'bbo' }) as const),
  { name: 'follow-touch, bbo_minus_1', policy: 'follow-touch', mode: 'bbo_minus_1' },
  { name: 'adaptive, bbo_minus_1', policy: 'adaptive', mode: 'bbo_minus_1' },
  ...['60/10', '20/10', '10/10'].flatMap((orderRate) =>
    (['follow-touch', 'adaptive', 'fixed-s4'] as const).map(
      (policy) => ({ name: `${policy}, bbo, ${orderRate} s`, policy, mode: 'bbo', orderRate }) as const,
    ),
  ),
];
const figures = ['volumePerHour', 'costPerMillion', 'fillRate', 'exposureSecondsPerMillion'] as const;
const baseline = 'fixed-s4, bbo';

const seeds = wholeNumberAfter('--seeds', 20);
const firstSeed = wholeNumberAfter('--from', 1);
const minutes = wholeNumberAfter('--minutes', 20);
if (seeds === undefined || firstSeed === undefined || minutes === undefined) {
  process.stderr.write('policies: --seeds, --from and --minutes take a whole number above 0\n');
  process.exitCode = 2;
} else {
  await report(seeds, firstSeed, minutes);
}

async function report(seedCount: number, first: number, minuteCount: number): Promise<void> {
  const samples = new Map<string, Sample[]>();
  for (const contestant of contestants) {
    const own: Sample[] = [];
    for (let seed = first; seed < first + seedCount; seed += 1)
      own.push(await trade(contestant, seed, minuteCount));
    samples.set(contestant.name, own);
  }
  const reference = samples.get(baseline) ?? [];
  process.stdout.write(
    `${seedCount} markets (seeds from ${first}) of ${minuteCount} minutes; mean and 95 % interval\n\n`,
  );
  process.stdout.write(
    `| policy | ${figures.join(' | ')} |\n| --- | ${figures.map(() => '---:').join(' | ')} |\n`,
  );
  for (const [name, own] of samples) {
    const cells = figures.map((figure) => shown(bootstrapInterval(own.map((sample) => sample[figure]))));
    process.stdout.write(`| ${name} | ${cells.join(' | ')} |\n`);
  }
  process.stdout.write(`\nDifference to ${baseline}, paired by market:\n\n`);
  process.stdout.write(
    `| policy | ${figures.join(' | ')} |\n| --- | ${figures.map(() => '---:').join(' | ')} |\n`,
  );
  for (const [name, own] of samples) {
    if (name === baseline) continue;
    const cells = figures.map((figure) =>
      shown(
        bootstrapInterval(
          own.map((sample, index) => sample[figure] - (reference[index]?.[figure] ?? Number.NaN)),
        ),
      ),
    );
    process.stdout.write(`| ${name} | ${cells.join(' | ')} |\n`);
  }
}

/** One run for the whole time, as many round trips as there are in it. */
async function trade(
  { policy, mode, orderRate }: Contestant,
  seed: number,
  minuteCount: number,
): Promise<Sample> {
  const layers = layersOf({
    size: '0.1',
    primaryMode: mode,
    makerPolicy: policy,
    ...(policy === 'fixed-s5' && { fillTimeout: '15' }),
    ...(orderRate !== undefined && { orderRate }),
    duration: String(minuteCount * 60),
    maxDailyLoss: '1000000',
    seed: String(seed),
  });
  const plan = layers.ok ? await planRun(layers.value) : layers;
  if (!plan.ok) throw new Error(`${plan.message}: ${plan.remedy}`);
  const { config, sources } = plan.value;
  const journal = { append: () => undefined };
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
    volumePerHour: Number(summary.volumePerHour),
    costPerMillion: Number(summary.costPerMillion),
    fillRate: Number(summary.fillRate),
    exposureSecondsPerMillion: (Number(summary.exposureSeconds) / Number(summary.volume)) * 1e6,
  };
}

function shown({ mean, low, high }: Interval): string {
  const places = Math.abs(mean) < 10 ? 3 : 0;
  return `${mean.toFixed(places)} (${low.toFixed(places)} to ${high.toFixed(places)})`;
}
