// What a round that failed leaves for whoever asks why: the run's own folder, what its processes printed, what was done to it and when,
// both ledgers, and what was found wrong.
import { cpSync, lstatSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Problem } from './judge.ts';
import type { RoundPlan } from './round-plan.ts';
import type { PairLedgers } from './venue-servers.ts';

export interface Failure {
  readonly pair: string;
  readonly plan: RoundPlan;
  readonly problems: readonly Problem[];
  readonly ledgers: PairLedgers;
  /** What its processes printed, and what was done to them. */
  readonly outputs: string;
  readonly runs: readonly string[];
}

/** In `folder`, in the place of whatever was there. */
export function keepFailure(folder: string, failure: Failure): void {
  const { pair, plan, problems, ledgers, outputs, runs } = failure;
  rmSync(folder, { recursive: true, force: true });
  cpSync(outputs, folder, { recursive: true });
  for (const run of runs)
    cpSync(run, join(folder, 'runs', basename(run)), { recursive: true, filter: isCopied });
  const write = (name: string, value: unknown): void =>
    writeFileSync(join(folder, name), `${JSON.stringify(value, undefined, 2)}\n`);
  write('problems.json', { pair, problems, plan });
  write('ledger-primary.json', ledgers.primary);
  write('ledger-hedge.json', ledgers.hedge);
}

/** Not what a killed process has left of its socket. */
const isCopied = (path: string): boolean => !lstatSync(path).isSocket();
