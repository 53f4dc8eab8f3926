// A simulation as one JSON line: what a program, or an acceptance test, reads of it.
import { allFaultKinds } from '../scenario/fault-kinds.ts';
import { seedsNeeded } from './hunt.ts';
import { outcomeOf, seedsDone } from './outcome.ts';
import type { Ended } from './report.ts';

export function jsonReport({ progress, kept, isStopped }: Ended): Record<string, unknown> {
  const { program, parameters, elapsedMs, tally, hunts } = progress;
  const seconds = elapsedMs / 1_000;
  const rate = (count: number): number => (seconds > 0 ? Math.round((count / seconds) * 10) / 10 : 0);
  return {
    outcome: outcomeOf(progress, isStopped),
    seeds: seedsDone(progress),
    violations: tally.violations,
    hedged: tally.hedged,
    haltedSafe: tally.haltedSafe,
    causes: tally.endings.HALTED_SAFE,
    faults: Object.fromEntries(allFaultKinds.map((kind) => [kind, tally.faults[kind] ?? 0])),
    planted: Object.fromEntries(hunts.map((hunt) => [hunt.bug, seedsNeeded(hunt)])),
    endings: tally.endings,
    violatingSeeds: tally.violatingSeeds,
    violated: tally.violated,
    withPrimaryFill: tally.withPrimaryFill,
    withCompletedCycle: tally.withCompletedCycle,
    worstExposure: tally.worstExposure ?? null,
    longestExposure: tally.longestExposure ?? null,
    events: tally.events,
    eventsOfLongestSeed: tally.eventsOfLongestSeed,
    virtualSeconds: tally.virtualSeconds,
    seconds: Math.round(seconds * 10) / 10,
    seedsPerSecond: rate(seedsDone(progress)),
    eventsPerSecond: Math.round(rate(tally.events)),
    hash: tally.hash,
    hunts,
    kept,
    parameters,
    program,
  };
}
