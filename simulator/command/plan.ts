// What was asked for on the command line, judged: every mistake is one line that says what would be right.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { nearest } from '../../src/cli/settings/nearest.ts';
import { wholeNumber } from '../../src/cli/settings/read-amount.ts';
import type { SimulateOptions } from '../../src/cli/simulate/options.ts';
import { accepted, refused, type Checked } from '../../src/core/checked.ts';
import { plantedBugs, type PlantedBug } from '../planted/table.ts';
import { seedOfCommit } from './program.ts';

/** What the outcome depends on, and nothing else. */
export interface Parameters {
  readonly from: number;
  readonly seeds: number;
  readonly hasFaults: boolean;
  /** A planted bug, or `all`; `null` for the engine as it is. */
  readonly plant: string | null;
}

export interface SimulationPlan {
  readonly parameters: Parameters;
  /** Empty when the engine is run as it is. */
  readonly bugs: readonly PlantedBug[];
  readonly threads: number;
  readonly stateFile: string;
  readonly isAnew: boolean;
  readonly isJson: boolean;
}

const seedsMax = 100_000_000;
const threadsMax = 256;
const defaultSeeds = 1_000;

export function planSimulation(options: SimulateOptions, commit: string | null): Checked<SimulationPlan> {
  const seeds = numberOf('seeds', options.seeds, defaultSeeds, seedsMax);
  if (!seeds.ok) return seeds;
  const from =
    options.from === 'commit'
      ? accepted(seedOfCommit(commit))
      : numberOf('from', options.from, 1, Number.MAX_SAFE_INTEGER - seedsMax, ', or "commit"');
  if (!from.ok) return from;
  const threads = numberOf('threads', options.threads, availableParallelism(), threadsMax);
  if (!threads.ok) return threads;
  const bugs = bugsOf(options.plant);
  if (!bugs.ok) return bugs;
  const parameters = {
    from: from.value,
    seeds: seeds.value,
    hasFaults: options.withoutFaults !== true,
    plant: options.plant ?? null,
  };
  return accepted({
    parameters,
    bugs: bugs.value,
    threads: threads.value,
    stateFile: options.state ?? join('runs', `${nameOf(parameters)}.json`),
    isAnew: options.anew === true,
    isJson: options.json === true,
  });
}

/** The parameters as they are typed. */
export function flagsOf({ seeds, from, hasFaults, plant }: Parameters): string {
  const others = [
    ...(hasFaults ? [] : ['--without-faults']),
    ...(plant === null ? [] : [`--plant ${plant}`]),
  ];
  return [`--seeds ${seeds}`, `--from ${from}`, ...others].join(' ');
}

function nameOf({ seeds, from, hasFaults, plant }: Parameters): string {
  const others = [...(hasFaults ? [] : ['without-faults']), ...(plant === null ? [] : [`plant-${plant}`])];
  return ['simulation', from, seeds, ...others].join('-');
}

function numberOf(
  name: string,
  text: string | undefined,
  otherwise: number,
  most: number,
  or = '',
): Checked<number> {
  if (text === undefined) return accepted(otherwise);
  const reading = wholeNumber(1, most, `use a whole number from 1 to ${most}${or}`)(text.trim());
  return reading.ok
    ? accepted(reading.value)
    : refused('bad-option', `--${name} is "${text}"`, reading.remedy);
}

function bugsOf(name: string | undefined): Checked<readonly PlantedBug[]> {
  if (name === undefined) return accepted([]);
  if (name === 'all') return accepted(plantedBugs);
  const found = plantedBugs.filter((bug) => bug.name === name);
  if (found.length > 0) return accepted(found);
  const names = plantedBugs.map((bug) => bug.name);
  const meant = nearest(name, names);
  const remedy =
    meant === undefined
      ? `use all, or one of ${names.join(', ')}`
      : `did you mean ${meant}? "all" takes every one`;
  return refused('bad-option', `--plant is "${name}"`, remedy);
}
