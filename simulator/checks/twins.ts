// Invariants that need more than one run of a scenario.
//
// I13 determinism: same seed + commit → same event-log hash. Read so: a second run in the same process gives the same hash.
//
// I10 time: no decision depends on the wall clock; only signatures, day boundaries and logs do. Read so: the same run a whole number
// of funding intervals later, on the same day, sends the same commands at the same times since its start. That no production code
// of the step reads a clock at all is what the tidy test holds; clocks that step belong to whoever signs (with the wire).
import type { Command } from '../../src/core/commands.ts';
import { microseconds } from '../../src/core/limits.ts';
import { encodeCommand } from '../../src/journal/encode.ts';
import { fundingIntervalMs } from '../../src/venues/simulated/funding.ts';
import type { Checks, Finding, InvariantName, Observed, SeedResult, Violation } from '../observed.ts';
import type { Scenario } from '../scenario/scenario.ts';

/** Those that nothing else finds. */
export const twinInvariants: ReadonlySet<InvariantName> = new Set(['I10', 'I13']);

/** What a run may be told: who looks on, and by how much later it begins, in µs. */
export interface TwinRun {
  readonly checks: (scenario: Scenario) => Checks;
  readonly laterUs: number;
}

export type RunTwin = (run: TwinRun) => SeedResult;

/** Runs the scenario again, in the same way and later, and says where the runs part. */
export function compareTwins(run: RunTwin): Violation | undefined {
  const first = new CommandTrace();
  const result = run({ checks: () => first, laterUs: 0 });
  const again = run({ checks: () => new CommandTrace(), laterUs: 0 });
  if (again.eventLogHash !== result.eventLogHash) {
    const text = `the same seed gave ${result.eventLogHash.slice(0, 12)}… and then ${again.eventLogHash.slice(0, 12)}…`;
    return { invariant: 'I13', text, atUs: 0, window: [] };
  }
  const later = new CommandTrace();
  run({ checks: () => later, laterUs: microseconds(fundingIntervalMs) });
  return first.partFrom(later);
}

/** Every command of a run, with times since its start and ids since the first of the run. */
class CommandTrace implements Checks {
  readonly #lines: string[] = [];

  check({ commands, nowUs, startUs, config }: Observed): Finding | undefined {
    for (const command of commands)
      this.#lines.push(`${nowUs - startUs} ${sinceEpoch(command, config.runEpochSeconds)}`);
    return undefined;
  }

  atEnd(): Finding | undefined {
    return undefined;
  }

  partFrom(later: CommandTrace): Violation | undefined {
    const longest = Math.max(this.#lines.length, later.#lines.length);
    for (let index = 0; index < longest; index += 1) {
      const [one, other] = [this.#lines[index], later.#lines[index]];
      if (one === other) continue;
      const text = `eight hours later the same run sends "${other ?? 'nothing'}" where it sent "${one ?? 'nothing'}"`;
      const atUs = Number((one ?? other ?? '0').split(' ', 1)[0]);
      return { invariant: 'I10', text, atUs, window: this.#lines.slice(Math.max(0, index - 20), index + 1) };
    }
    return undefined;
  }
}

const idsPerSecond = 2 ** 20;

function sinceEpoch(command: Command, epochSeconds: number): string {
  const id = (clientOrderId: number): number => clientOrderId - epochSeconds * idsPerSecond;
  switch (command.kind) {
    case 'place': {
      const { clientOrderId, instrument, role, side, quantity, price, timeInForce, reduceOnly } =
        command.order;
      return `place ${id(clientOrderId)} ${instrument} ${role} ${side} ${quantity} ${price} ${timeInForce} ${reduceOnly}`;
    }
    case 'cancel':
    case 'query-order':
      return `${command.kind} ${command.instrument} ${id(command.clientOrderId)}`;
    case 'query-fills':
    case 'query-funding':
      return `${command.kind} ${command.instrument} ${command.requestId}`;
    case 'alert':
      return `alert ${command.code}`;
    case 'query-position':
    case 'query-margin':
    case 'finish':
      return encodeCommand(command);
  }
}
