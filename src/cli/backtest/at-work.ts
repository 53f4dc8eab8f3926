// Whether somebody still works on the folder of a backtest's run: a fence in the folder itself, from the moment that it is there to the end of its run.
// It falls with its process, however that dies: what such a run leaves behind is never taken up, and nothing depends on it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { assert } from '../../core/assert.ts';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { isHeld, raiseFence, type Fence } from '../../journal/fence.ts';

const name = 'backtest';

/** The run's own folder, which nobody else has seen yet. */
export function fenceRun(folder: string): Checked<Fence> {
  const result = raiseFence(folder, [name], `process ${process.pid}`);
  if (result.kind === 'fence') return accepted(result);
  assert(result.kind !== 'fence-taken', 'a run has made its folder for itself');
  return refused(
    'fence-unusable',
    `${result.path} cannot say that somebody works on this run (${result.reason})`,
    'let --runs-dir name a folder that can hold locks, or add --no-keep',
  );
}

/** `not-one` where the folder does not say that it is of a backtest: it may be one whose fence is not raised yet. */
export function workOn(folder: string): 'goes-on' | 'over' | 'not-one' {
  // The holder is written when the lock is held: a lock by itself may be one that is about to be.
  if (!existsSync(join(folder, `${name}.holder`))) return 'not-one';
  return isHeld(folder, name) ? 'goes-on' : 'over';
}
