// Whether what a dead process wrote may be gone: what it had told its operator, the process after it does not know.
import type { Observed } from '../../observed.ts';
import type { FaultKind } from '../../scenario/fault-kinds.ts';

const lostByDisk: readonly FaultKind[] = ['journal-torn', 'journal-full', 'journal-flipped'];

/** Another process runs than the first, and the disk has lost something. */
export function isRecordLost({ process: running, faults }: Observed): boolean {
  return (
    running !== undefined && running.generation > 1 && lostByDisk.some((kind) => faults.injected.has(kind))
  );
}
