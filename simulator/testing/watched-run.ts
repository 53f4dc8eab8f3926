// A run of which every item is written down, for tests that ask what happened when.
import type { Command } from '../../src/core/commands.ts';
import type { EngineEvent } from '../../src/core/events.ts';
import type { Checks, SeedResult } from '../observed.ts';
import { runScenario } from '../run-seed.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { kept } from '../world/receiver.ts';

export interface Moment {
  /** Since the start of the run. */
  readonly atUs: number;
  /** `undefined` while no process runs. */
  readonly generation: number | undefined;
  readonly isPaused: boolean;
  readonly isRecovering: boolean;
  readonly commands: readonly Command[];
  readonly delivered: readonly EngineEvent[];
  readonly trueDelta: bigint;
}

export function watch(scenario: Scenario): {
  readonly moments: readonly Moment[];
  readonly result: SeedResult;
} {
  const moments: Moment[] = [];
  const result = runScenario(scenario, {
    checks: () => ({
      check: ({ nowUs, startUs, process: live, commands, delivered, trueDelta }) => {
        moments.push({
          atUs: nowUs - startUs,
          generation: live?.generation,
          isPaused: live?.isPaused ?? false,
          isRecovering: live?.isRecovering ?? false,
          commands: [...commands],
          delivered: delivered.map(kept),
          trueDelta,
        });
        return undefined;
      },
      atEnd: () => undefined,
    }),
  });
  return { moments, result };
}

/** For runs of which only the end is asked. */
export const noChecks = (): Checks => ({ check: () => undefined, atEnd: () => undefined });
