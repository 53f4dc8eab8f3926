// A pause: somebody wants nothing new for now. No BUILD begins, one under way ends where it is, and what is open is hedged and
// unwound: in its usual time, or at once where it is to be flattened. It lasts until it is ended, restarts included.
import { alert, hasLiveOrders, type Pause, type PairState } from './pair-state.ts';
import { isNaked } from './exposure.ts';

/** `asked` says who and why, in words. A pair that is paused already goes on being it. */
export function requestPause(state: PairState, asked: string): void {
  if (state.pause !== undefined) return;
  state.pause = beginPause(state, asked);
  alert(state, 'info', 'paused', `${asked}; nothing new is built, and what is open ends in its usual way`);
}

/** As a stop does it: as maker first, then taking. The pair is paused then. */
export function requestFlatten(state: PairState, asked: string): void {
  if (isFlattening(state)) return;
  state.pause ??= beginPause(state, asked);
  state.pause.flattenSinceUs = state.nowUs;
  state.pause.isFlatTold = false;
  alert(state, 'info', 'flattening', `${asked}; what is open is closed now, and then nothing is built`);
}

export function endPause(state: PairState, asked: string): void {
  if (state.pause === undefined) return;
  state.pause = undefined;
  alert(state, 'info', 'pause-ended', asked);
}

export const isFlattening = ({ pause }: PairState): boolean => pause?.flattenSinceUs !== undefined;

/** To be called while nothing is open on the primary: once everything is flat, that is told, and what was to be flattened has been. */
export function tellPausedFlat(state: PairState): void {
  const { pause } = state;
  if (pause === undefined || isNaked(state) || hasLiveOrders(state)) return;
  pause.flattenSinceUs = undefined;
  if (pause.isFlatTold) return;
  pause.isFlatTold = true;
  alert(state, 'info', 'paused-flat', 'nothing is open, and nothing is built until the pause is ended');
}

/** In a status line, short enough for a phone. */
export function pauseWords({ primary }: PairState, { asked, flattenSinceUs }: Pause): string {
  if (flattenSinceUs !== undefined) return `flattening (${asked})`;
  return primary.position === 0
    ? `paused (${asked})`
    : `paused (${asked}): what is open ends in its usual way`;
}

function beginPause(state: PairState, asked: string): Pause {
  state.waiting = undefined;
  return { asked, sinceUs: state.nowUs, flattenSinceUs: undefined, isFlatTold: false };
}
