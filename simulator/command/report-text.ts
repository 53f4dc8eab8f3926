// A simulation as people read it: the verdict first, then what it rests on, then each violation with the line that repeats it.
import { emptyLine, line, quiet, toned, type Line, type Tone } from '../../src/cli/view/styled-line.ts';
import { counted, duration, rounded } from '../../src/reports/readable.ts';
import { plantedBugs } from '../planted/table.ts';
import { allFaultKinds } from '../scenario/fault-kinds.ts';
import { seedsNeeded, type Hunt } from './hunt.ts';
import { outcomeOf, seedsDone, type Outcome } from './outcome.ts';
import { flagsOf, type Parameters } from './plan.ts';
import type { KeptFile } from './kept-files.ts';
import type { Ended } from './report.ts';
import type { Progress } from './state-file.ts';
import type { Tally, ViolatedSeed } from './tally.ts';

/** Shown with their windows; all others by their numbers. */
export const shownMax = 3;
/** Of the window, where many seeds were run; one seed shows all that was kept. */
const windowLinesMax = 16;

export function textReport({ progress, kept, isStopped }: Ended): Line[] {
  const { parameters, tally, hunts } = progress;
  const blocks = [
    [verdictLine(progress, outcomeOf(progress, isStopped))],
    parameters.plant === null ? verdictRows(tally) : huntRows(hunts, parameters),
    figureRows(progress),
    ...violatedShown(progress).map((violated) => violationBlock(violated, progress, kept)),
    otherSeeds(progress),
  ];
  return blocks.flatMap((block) => (block.length === 0 ? [] : [...block, emptyLine]));
}

function verdictLine({ parameters, tally, hunts }: Progress, outcome: Outcome): Line {
  const { seeds, from, plant, scenario } = parameters;
  const range = quiet(`   ${scenario ?? `seeds ${from} to ${from + seeds - 1}`}`);
  const found = hunts.filter((hunt) => seedsNeeded(hunt) !== null).length;
  switch (outcome) {
    case 'passed':
      return line(toned('strong-good', 'PASSED'), `  ${seedsText(seeds)}, no violation`, range);
    case 'violated':
      return line(
        toned('strong-bad', 'VIOLATED'),
        `  in ${grouped(tally.violations)} of ${seedsText(seeds)}`,
        range,
      );
    case 'found':
      return line(
        toned('strong-good', 'FOUND'),
        `  ${plant === 'all' ? `all ${hunts.length} planted bugs` : (plant ?? '')}`,
        range,
      );
    case 'not-found':
      return line(
        toned('strong-bad', 'NOT FOUND'),
        `  ${hunts.length - found} of ${counted(hunts.length, 'planted bug')}`,
        range,
      );
    case 'stopped':
      return line(
        toned('strong-warning', 'STOPPED'),
        `  ${stoppedAt(tally, seeds, plant, found)}; the same command goes on from here`,
        range,
      );
  }
}

const stoppedAt = (tally: Tally, seeds: number, plant: string | null, found: number): string =>
  plant === null
    ? `after ${grouped(tally.seeds)} of ${grouped(seeds)} seeds`
    : `with ${counted(found, 'planted bug')} found`;

function verdictRows({ seeds, hedged, haltedSafe, violations, endings }: Tally): Line[] {
  const row = (label: string, count: number, tone: Tone, why: string): Line =>
    line(
      `  ${label.padEnd(labelWidth)}`,
      toned(count === 0 ? 'plain' : tone, grouped(count).padStart(8)),
      `${shareText(count, seeds).padStart(9)}   `,
      quiet(why),
    );
  return [
    row('hedged', hedged, 'plain', causesText(endings.HEDGED)),
    row('halted safe', haltedSafe, 'plain', causesText(endings.HALTED_SAFE)),
    row('violations', violations, 'strong-bad', causesText(endings.VIOLATION)),
  ];
}

function huntRows(hunts: readonly Hunt[], { seeds }: Parameters): Line[] {
  const width = Math.max(...plantedBugs.map(({ name }) => name.length));
  return hunts.map((hunt) => {
    const bug = plantedBugs.find(({ name }) => name === hunt.bug);
    const needed = seedsNeeded(hunt);
    const isGivenUp = needed === null && hunt.tried >= seeds;
    const result =
      needed === null
        ? toned(isGivenUp ? 'strong-bad' : 'warning', isGivenUp ? 'not found' : 'unfinished')
        : toned('good', counted(needed, 'seed'));
    const padding = ' '.repeat(Math.max(0, 11 - result.text.length));
    return line(
      `  ${hunt.bug.padEnd(width)}  ${(bug?.invariant ?? '').padEnd(8)}${padding}`,
      result,
      quiet(`   ${bug?.what ?? ''}`),
    );
  });
}

function figureRows(progress: Progress): Line[] {
  const { parameters, tally, elapsedMs } = progress;
  const { events, seeds, worstExposure: worst, longestExposure: longest } = tally;
  const seconds = Math.max(elapsedMs / 1_000, 0.001);
  const row = (label: string, text: string): Line => line(`  ${label.padEnd(labelWidth)}`, text);
  const took = `${duration(seconds.toFixed(0))} in all`;
  if (seeds === 0)
    return [row('pace', `${(seedsDone(progress) / seconds).toFixed(1)} seeds a second, ${took}`)];
  const fills = shareText(tally.withPrimaryFill, seeds);
  const cycles = shareText(tally.withCompletedCycle, seeds);
  const rate = `${(seeds / seconds).toFixed(1)} seeds and ${grouped(Math.round(events / seconds))} events a second`;
  return [
    row('traded', `${fills} of seeds with a primary fill, ${cycles} with a completed cycle`),
    ...(parameters.hasFaults ? [row('faults', faultsText(tally))] : []),
    ...(worst === undefined
      ? []
      : [row('most naked', `${worst.base}, at most ${msText(worst.ms)} (seed ${worst.seed})`)]),
    ...(longest === undefined
      ? []
      : [row('longest naked', `${msText(longest.ms)}, at most ${longest.base} (seed ${longest.seed})`)]),
    row('pace', `${rate}, ${took}`),
  ];
}

function faultsText({ faults }: Tally): string {
  const acted = allFaultKinds.map((kind) => ({ kind, times: faults[kind] ?? 0 }));
  const total = acted.reduce((sum, { times }) => sum + times, 0);
  const kinds = acted.filter(({ times }) => times > 0).length;
  return `${grouped(total)} times, ${kinds} of ${acted.length} kinds${seldomText(acted)}`;
}

/** What ought to be looked at: kinds that never acted, or did least. Where most have not, there were too few seeds to say. */
function seldomText(acted: readonly { readonly kind: string; readonly times: number }[]): string {
  const never = acted.flatMap(({ kind, times }) => (times === 0 ? [kind] : []));
  if (never.length > seldomMax) return '';
  if (never.length > 0) return `; never ${never.join(', ')}`;
  const least = [...acted].sort((left, right) => left.times - right.times).slice(0, seldomMax);
  return `; least often ${least.map(({ kind, times }) => `${kind} ${grouped(times)}`).join(', ')}`;
}

function violatedShown({ parameters, tally, hunts }: Progress): readonly ViolatedSeed[] {
  if (parameters.plant === null) return tally.violated.slice(0, shownMax);
  return hunts.length === 1 ? hunts.flatMap(({ found }) => (found === undefined ? [] : [found])) : [];
}

function otherSeeds({ parameters, tally }: Progress): Line[] {
  const others = parameters.plant === null ? tally.violatingSeeds.slice(shownMax) : [];
  return others.length === 0 ? [] : [line(`  also violated: seeds ${others.join(' ')}`)];
}

function violationBlock(
  violated: ViolatedSeed,
  { parameters, tally }: Progress,
  kept: readonly KeptFile[],
): Line[] {
  const { seed, invariant, text, atUs, window, faults } = violated;
  const shown = tally.seeds === 1 ? window : window.slice(-windowLinesMax);
  const again = flagsOf({ ...parameters, seeds: 1, from: seed });
  const acted = Object.entries(faults).map(([kind, times]) => `${kind} ${times}`);
  return [
    line(
      toned('strong-bad', `seed ${seed}: ${invariant}`),
      ` after ${(atUs / 1_000_000).toFixed(3)} s: ${text}`,
    ),
    line(quiet(`  faults  ${acted.length === 0 ? 'none' : acted.join(', ')}`)),
    ...shown.map((each) => line(quiet(`  ${each}`))),
    line(`  again   npx evenkeel simulate ${again}`),
    ...kept.filter((one) => one.seed === seed).map(keptLine),
  ];
}

const keptLine = ({ file, partsBefore, parts, runs }: KeptFile): Line =>
  line(`  kept    ${file}: ${parts} of ${counted(partsBefore, 'fault')}, after ${counted(runs, 'run')}`);

const labelWidth = 15;
const seldomMax = 4;

const seedsText = (seeds: number): string => `${grouped(seeds)} ${seeds === 1 ? 'seed' : 'seeds'}`;
export const grouped = (count: number): string => rounded(String(count), 0);
const shareText = (count: number, all: number): string =>
  all === 0 ? 'n/a' : `${((count * 100) / all).toFixed(1)} %`;
export const msText = (ms: number): string => (ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`);

/** The most frequent first. */
function causesText(causes: Readonly<Record<string, number>>): string {
  const sorted = Object.entries(causes).sort((left, right) => right[1] - left[1]);
  return sorted.map(([cause, times]) => `${cause} ${grouped(times)}`).join(', ');
}
