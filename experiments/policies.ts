// `npm run policies -- --seeds N --from FIRST --minutes M`: our maker policy beside those of the systems that came before, on the same
// synthetic markets and fees. A seed is one market; every policy trades it for the same time; intervals come from the seeds.
import { makerPolicies, type MakerPolicy, type PrimaryMode } from '../src/core/pair.ts';
import { wholeNumberAfter } from './arguments.ts';
import { shownMean } from './shown-mean.ts';
import { trade, type Sample } from './trial.ts';

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
  { name: 'fixed-s4, bbo_minus_1', policy: 'fixed-s4', mode: 'bbo_minus_1' },
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
      own.push(await play(contestant, seed, minuteCount));
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
    const cells = figures.map((figure) => shownMean(own.map((sample) => sample[figure])));
    process.stdout.write(`| ${name} | ${cells.join(' | ')} |\n`);
  }
  process.stdout.write(`\nDifference to ${baseline}, paired by market:\n\n`);
  process.stdout.write(
    `| policy | ${figures.join(' | ')} |\n| --- | ${figures.map(() => '---:').join(' | ')} |\n`,
  );
  for (const [name, own] of samples) {
    if (name === baseline) continue;
    const cells = figures.map((figure) =>
      shownMean(own.map((sample, index) => sample[figure] - (reference[index]?.[figure] ?? Number.NaN))),
    );
    process.stdout.write(`| ${name} | ${cells.join(' | ')} |\n`);
  }
}

/** As many round trips as there are in the time. */
function play({ policy, mode, orderRate }: Contestant, seed: number, minuteCount: number): Promise<Sample> {
  const flags = {
    primaryMode: mode,
    makerPolicy: policy,
    ...(policy === 'fixed-s5' && { fillTimeout: '15' }),
    ...(orderRate !== undefined && { orderRate }),
  };
  return trade({ flags, seed, minutes: minuteCount });
}
