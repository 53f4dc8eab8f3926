// What was asked for on the command line, judged: every mistake is one line that says what would be right.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { nearest } from '../../src/core/nearest.ts';
import { wholeNumber } from '../../src/cli/settings/read-amount.ts';
import type { SimulateOptions } from '../../src/cli/simulate/options.ts';
import { accepted, refused, type Checked } from '../../src/core/checked.ts';
import { plantedBugs, type PlantedBug } from '../planted/table.ts';
import { seedOfCommit } from '../../src/cli/crew/program.ts';

/** What the outcome depends on, and nothing else. */
export interface Parameters {
  readonly from: number;
  readonly seeds: number;
  readonly hasFaults: boolean;
  /** A planted bug, or `all`; `null` for the engine as it is. */
  readonly plant: string | null;
  /** The file of a kept scenario that is run instead of seeds. */
  readonly scenario: string | null;
}

export interface SimulationPlan {
  readonly parameters: Parameters;
  /** Empty when the engine is run as it is. */
  readonly bugs: readonly PlantedBug[];
  readonly threads: number;
  /** Where the first violations are written to once they are small. */
  readonly shrinkFolder: string | undefined;
  readonly stateFile: string;
  readonly isAnew: boolean;
  readonly isJson: boolean;
}

const seedsMax = 100_000_000;
const threadsMax = 256;
const defaultSeeds = 1_000;

export function planSimulation(options: SimulateOptions, commit: string | null): Checked<SimulationPlan> {
  const contradiction = contradictionIn(options);
  if (contradiction !== undefined) return contradiction;
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
    scenario: options.scenario ?? null,
  };
  return accepted({
    parameters,
    bugs: bugs.value,
    threads: threads.value,
    shrinkFolder: options.shrink,
    stateFile: options.state ?? join('runs', `${nameOf(parameters)}.json`),
    isAnew: options.anew === true,
    isJson: options.json === true,
  });
}

/** A kept scenario says by itself what is run, and a planted bug is nothing to keep. */
function contradictionIn(options: SimulateOptions): Checked<never> | undefined {
  const { scenario, seeds, from, plant, withoutFaults, shrink, state, anew } = options;
  if (plant !== undefined && shrink !== undefined)
    return refused('contradiction', '--shrink keeps what the engine does, and --plant breaks it', oneOf);
  if (scenario === undefined) return undefined;
  const others = { seeds, from, plant, 'without-faults': withoutFaults, shrink, state, anew };
  const given = Object.entries(others).find(([, value]) => value !== undefined);
  if (given === undefined) return undefined;
  return refused('contradiction', `--scenario is one run by itself, and --${given[0]} is for many`, oneOf);
}
const oneOf = 'leave one of them out';

/** The parameters as they are typed. */
export function flagsOf({ seeds, from, hasFaults, plant, scenario }: Parameters): string {
  if (scenario !== null) return `--scenario ${scenario}`;
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
