// The heartbeat: time passes for the engine even when no market and no venue says a word.
import { limits, microseconds } from '../core/limits.ts';
import type { Clock } from '../ports/clock.ts';
import type { EngineLoop } from './loop.ts';

/** Wakes the loop every heartbeat for as long as `isWanted` says so. */
export function startHeartbeat(
  clock: Clock,
  loop: Pick<EngineLoop, 'receive'>,
  isWanted: () => boolean,
): void {
  const beat = (): void => {
    if (!isWanted()) return;
    loop.receive({ kind: 'time', atUs: clock.nowUs() });
    clock.wakeAt(clock.nowUs() + microseconds(limits.heartbeatMs), beat);
  };
  clock.wakeAt(clock.nowUs(), beat);
}
