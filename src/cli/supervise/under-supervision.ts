// The other end: a run that has a supervisor tells it, about once a second, that it lives, and ends flat when the supervisor is gone,
// because nobody would start it again.
import { limits } from '../../core/limits.ts';
import type { ChildWord } from './run-child.ts';

export interface Supervision {
  /** Called as often as the caller likes; `nowMs` is of any clock that never goes back. */
  isAlive(nowMs: number): void;
  /** The run is over. */
  end(): void;
}

/** `run`: its folder. */
export function underSupervision(run: string, onOrphaned: () => void): Supervision {
  let nextMs = -Infinity;
  process.once('disconnect', onOrphaned);
  return {
    isAlive: (nowMs) => {
      if (nowMs < nextMs || !process.connected) return;
      nextMs = nowMs + limits.aliveMs;
      tell({ kind: 'alive', run });
    },
    end: () => {
      process.off('disconnect', onOrphaned);
      if (process.connected) process.disconnect();
    },
  };
}

/** Why the run does not begin. */
export function refuseSupervised(why: string, mayEndFlat: boolean): void {
  tell({ kind: 'refused', why, mayEndFlat });
}

/** A supervisor that is gone is told of by the channel's end, not by each word that it misses. */
function tell(word: ChildWord): void {
  process.send?.(word, undefined, undefined, () => undefined);
}
