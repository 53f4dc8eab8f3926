// `npm run frontier -- --seeds N --from FIRST --minutes M`: how much volume at what cost. Ours stands one tick inside the spread and makes more
// volume than the known policies; a cost cap gives some of it back for round trips that are worth more. Each market is its own
// frontier, read at the volume of the known policy and at its cost; intervals come from the markets.
import { wholeNumberAfter } from './arguments.ts';
import { shownMean } from './shown-mean.ts';
import { costAt, volumeAt } from './frontier-curve.ts';
import { trade, type Sample } from './trial.ts';
import type { TextsByName } from '../src/cli/settings/from-flags.ts';

const known = [
  { name: 'fixed-s4', flags: { primaryMode: 'bbo', makerPolicy: 'fixed-s4' } },
  { name: 'fixed-s5', flags: { primaryMode: 'bbo', makerPolicy: 'fixed-s5', fillTimeout: '15' } },
] as const;
const ours = {
  strategy: 'best-edge',
  basisWindow: '300',
  primaryMode: 'bbo_minus_1',
  makerPolicy: 'follow-touch',
};
/** In USDC per $1M; without one, everything is traded. */
const caps = [undefined, '880', '860', '840', '820', '800'] as const;
const figures = ['volumePerHour', 'costPerMillion', 'fillRate', 'exposureSecondsPerMillion'] as const;

const seeds = wholeNumberAfter('--seeds', 20);
const firstSeed = wholeNumberAfter('--from', 1);
const minutes = wholeNumberAfter('--minutes', 30);
if (seeds === undefined || firstSeed === undefined || minutes === undefined) {
  process.stderr.write('frontier: --seeds, --from and --minutes take a whole number above 0\n');
  process.exitCode = 2;
} else {
  await report(seeds, firstSeed, minutes);
}

async function report(seedCount: number, first: number, minuteCount: number): Promise<void> {
  const play = (flags: TextsByName): Promise<Sample[]> =>
    Promise.all(
      Array.from({ length: seedCount }, (_, index) =>
        trade({ flags, seed: first + index, minutes: minuteCount }),
      ),
    );
  write(`${seedCount} markets (seeds from ${first}) of ${minuteCount} minutes; mean and 95 % interval\n`);
  writeRow('', figures);
  writeRow(
    '---',
    figures.map(() => '---:'),
  );
  const baselines: Sample[][] = [];
  for (const { name, flags } of known) {
    const samples = await play(flags);
    baselines.push(samples);
    writeRow(name, figuresOf(samples));
  }
  const frontier: Sample[][] = [];
  for (const cap of caps) {
    const samples = await play(cap === undefined ? ours : { ...ours, maxCostPerMillion: cap });
    frontier.push(samples);
    writeRow(cap === undefined ? 'ours' : `ours, at most ${cap}`, figuresOf(samples));
  }
  write('\nOurs against each, on the same markets:\n');
  writeRow('', ['cost at equal volume', 'volume per hour at equal cost']);
  writeRow('---', ['---:', '---:']);
  known.forEach(({ name }, index) => compare(name, baselines[index] ?? [], frontier));
}

/** Differences by market: ours − theirs. */
function compare(name: string, theirs: readonly Sample[], frontier: readonly (readonly Sample[])[]): void {
  const curves = theirs.map((_, market) => frontier.map((samples) => samples[market] as Sample));
  const costs = theirs.map(
    ({ volumePerHour, costPerMillion }, market) =>
      costAt(curves[market] ?? [], volumePerHour) - costPerMillion,
  );
  const volumes = theirs.map(
    ({ volumePerHour, costPerMillion }, market) =>
      volumeAt(curves[market] ?? [], costPerMillion) - volumePerHour,
  );
  writeRow(name, [shownMean(costs), shownMean(volumes)]);
}

function figuresOf(samples: readonly Sample[]): string[] {
  return figures.map((figure) => shownMean(samples.map((sample) => sample[figure])));
}

function writeRow(name: string, cells: readonly string[]): void {
  write(`| ${[name, ...cells].join(' | ')} |`);
}

function write(line: string): void {
  process.stdout.write(`${line}\n`);
}
