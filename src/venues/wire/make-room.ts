// Of orders that have ended only the last are remembered.
import { limits } from '../../core/limits.ts';

/** Forgets the oldest of what is kept, when there is no room for another. */
export function makeRoom<Key>(kept: Pick<Set<Key>, 'size' | 'keys' | 'delete'>): void {
  if (kept.size < limits.endedOrdersKept) return;
  const [oldest] = kept.keys();
  if (oldest !== undefined) kept.delete(oldest);
}
