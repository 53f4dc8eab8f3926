// A process that stood still, because it was stopped or its disk took long: what has waited comes in before anything is decided,
// and the time counts for nobody's patience. How long something is naked or rests is another matter: that time was real.
import { limits, microseconds } from '../core/limits.ts';
import type { PairState } from '../execution/pair-state.ts';
import { sitOut } from '../execution/taker-rounds.ts';

const standstillUs = microseconds(limits.standstillMs);

/** To be called with the time of every event, before it becomes `nowUs`. Short, so that it is inlined: no event makes an object of its time. */
export function noteStandstill(state: PairState, atUs: number): void {
  if (atUs - state.nowUs >= standstillUs) sitOutStandstill(state, atUs);
}

function sitOutStandstill(state: PairState, atUs: number): void {
  const stoodUs = atUs - state.nowUs;
  if (state.nowUs === 0) return;
  // Whoever takes a run up has its own way of catching up.
  if (state.restart?.sinceUs === 0) return;
  state.settlesAtUs = atUs + microseconds(limits.settleMs);
  const { hedging, emergency, legs } = state;
  for (const rounds of [hedging, emergency?.rounds, ...legs.map(({ offsetRounds }) => offsetRounds)])
    if (rounds !== undefined) sitOut(rounds, stoodUs);
}
