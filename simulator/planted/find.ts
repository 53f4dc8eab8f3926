// How many seeds a planted bug needs until the invariant that it belongs to finds it. What counts is a seed that is violated with
// the bug and clean without it: whatever the same seed shows anyway proves nothing of the checker.
import { twinInvariants } from '../checks/twins.ts';
import type { InvariantName, SeedResult, Violation } from '../observed.ts';
import { checkScenario } from '../run-seed.ts';
import { generateScenario } from '../scenario/generate.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { PlantedBug } from './table.ts';

/** What one seed says of a bug. */
export type PlantedTry =
  /** By the bug's own invariant, and the seed is clean without it. */
  | { readonly outcome: 'found'; readonly violation: Violation }
  /** Another invariant was faster, or the seed is violated without the bug too. */
  | { readonly outcome: 'not-counted'; readonly invariant: InvariantName }
  | { readonly outcome: 'unseen' };

/** `from` and so many seeds after one another. */
export interface SeedRange {
  readonly from: number;
  readonly seeds: number;
}

/** What a search came to. `undefined` fields: not found within the seeds it was given. */
export interface PlantedSearch {
  readonly bug: string;
  readonly invariant: InvariantName;
  /** How many seeds it took, the one that found it included. */
  readonly seedsNeeded: number | undefined;
  readonly seed: number | undefined;
  readonly violation: Violation | undefined;
  /** How many seeds were violated and not counted. */
  readonly notCounted: number;
}

/** Runs seeds one after the other until one finds the bug. */
export function findPlanted(bug: PlantedBug, { from, seeds }: SeedRange): PlantedSearch {
  const { name, invariant } = bug;
  let notCounted = 0;
  for (let tried = 0; tried < seeds; tried += 1) {
    const seed = from + tried;
    const result = tryPlanted(bug, generateScenario(seed));
    if (result.outcome === 'found')
      return {
        bug: name,
        invariant,
        seedsNeeded: tried + 1,
        seed,
        violation: result.violation,
        notCounted,
      };
    if (result.outcome === 'not-counted') notCounted += 1;
  }
  return {
    bug: name,
    invariant,
    seedsNeeded: undefined,
    seed: undefined,
    violation: undefined,
    notCounted,
  };
}

/** Runs one scenario with the bug, and once more without it where that finds something. */
export function tryPlanted({ invariant, plant }: PlantedBug, scenario: Scenario): PlantedTry {
  const hasTwins = twinInvariants.has(invariant);
  const { violation } = checkScenario(scenario, { plant, hasTwins });
  if (violation === undefined) return { outcome: 'unseen' };
  const isOwn = violation.invariant === invariant && isClean(checkScenario(scenario, { hasTwins }));
  return isOwn ? { outcome: 'found', violation } : { outcome: 'not-counted', invariant: violation.invariant };
}

const isClean = ({ violation }: SeedResult): boolean => violation === undefined;
