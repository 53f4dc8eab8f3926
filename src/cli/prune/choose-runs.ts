// Which of the stored runs go: what is beyond an age, and the oldest until the rest fits into a size; never one that must stay.
import { refused, accepted, type Checked } from '../../core/checked.ts';
import { parseTime, timeRemedy } from '../settings/read-time.ts';
import type { StoredRun } from './stored-run.ts';

export interface Retention {
  readonly olderThanMs: number | undefined;
  readonly bytesMost: number | undefined;
}

const ageBounds = { isZeroAllowed: true, daysMost: 3_650 };
const unitBytes = { MB: 1_000_000, GB: 1_000_000_000 } as const;

export function readRetention(olderThan: string | undefined, downTo: string | undefined): Checked<Retention> {
  if (olderThan === undefined && downTo === undefined) {
    return refused(
      'no-retention',
      'it is not said what may go',
      'add --older-than 30d, or --down-to 2GB, or both',
    );
  }
  const olderThanMs = olderThan === undefined ? undefined : parseTime(olderThan, ageBounds);
  if (olderThan !== undefined && olderThanMs === undefined)
    return refused('bad-age', `--older-than is "${olderThan}"`, timeRemedy(ageBounds));
  const bytesMost = downTo === undefined ? undefined : parseSize(downTo);
  if (downTo !== undefined && bytesMost === undefined)
    return refused('bad-size', `--down-to is "${downTo}"`, 'use a size such as 500MB or 2GB, or 0');
  return accepted({ olderThanMs, bytesMost });
}

/** `runs` are the oldest first. */
export function chooseRuns(
  runs: readonly StoredRun[],
  { olderThanMs, bytesMost }: Retention,
  nowMs: number,
): readonly StoredRun[] {
  let bytes = runs.reduce((sum, run) => sum + run.bytes, 0);
  return runs.filter((run) => {
    const isOld = olderThanMs !== undefined && nowMs - run.touchedAtMs > olderThanMs;
    const isTooMuch = bytesMost !== undefined && bytes > bytesMost;
    if (run.keptBecause !== undefined || !(isOld || isTooMuch)) return false;
    bytes -= run.bytes;
    return true;
  });
}

function parseSize(text: string): number | undefined {
  if (text === '0') return 0;
  const [, figure, unit] = /^(\d{1,6}(?:\.\d{1,3})?) ?(MB|GB)$/i.exec(text) ?? [];
  return figure === undefined || unit === undefined
    ? undefined
    : Number(figure) * unitBytes[unit.toUpperCase() as keyof typeof unitBytes];
}
