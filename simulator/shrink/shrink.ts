// A scenario that violates an invariant, made as small as it gets while it still violates the same one. Deterministic, and bounded in
// runs: the smallest is not promised, only that no single step makes it smaller, unless the runs are used up.
import type { Scenario } from '../scenario/scenario.ts';
import { simplerSteps } from './simpler.ts';

export interface Shrunk {
  readonly scenario: Scenario;
  /** How many scenarios were looked at. */
  readonly runs: number;
}

/**
 * Yields scenarios to be run, the simplest first, and is to be told the index of the first one that is violated in the same way,
 * `undefined` where none is. Whoever runs them may run several at a time.
 */
export function* shrink(
  scenario: Scenario,
  runsMax: number,
): Generator<readonly Scenario[], Shrunk, number | undefined> {
  const known = new Set([textOf(scenario)]);
  let smallest = scenario;
  let runs = 0;
  for (let isDone = false; !isDone;) {
    isDone = true;
    for (const step of simplerSteps) {
      for (;;) {
        const candidates = newOnes(step(smallest), known).slice(0, runsMax - runs);
        if (candidates.length === 0) break;
        const found = yield candidates;
        const looked = candidates.slice(0, found === undefined ? undefined : found + 1);
        runs += looked.length;
        for (const candidate of looked) known.add(textOf(candidate));
        const simpler = found === undefined ? undefined : candidates[found];
        if (simpler === undefined) break;
        smallest = simpler;
        isDone = false;
      }
    }
  }
  return { scenario: smallest, runs };
}

/** Nothing is run twice. */
function newOnes(candidates: readonly Scenario[], known: ReadonlySet<string>): Scenario[] {
  const texts = new Map(candidates.map((candidate) => [textOf(candidate), candidate]));
  return [...texts].filter(([text]) => !known.has(text)).map(([, candidate]) => candidate);
}

const textOf = (scenario: Scenario): string => JSON.stringify(scenario);
