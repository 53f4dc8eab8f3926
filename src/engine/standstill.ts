// A process that stood still, because it was stopped or its disk took long: what has waited comes in before anything is decided,
// and the time counts for nobody's patience. How long something is naked or rests is another matter: that time was real.
import { limits, microseconds } from '../core/limits.ts';
import type { PairState } from '../execution/pair-state.ts';
import { sitOut } from '../execution/taker-rounds.ts';

/** To be called with the time of every event, before it becomes `nowUs`. */
export function noteStandstill(state: PairState, atUs: number): void {
  const stoodUs = atUs - state.nowUs;
  if (state.nowUs === 0 || stoodUs < microseconds(limits.standstillMs)) return;
  // Whoever takes a run up has its own way of catching up.
  if (state.restart?.sinceUs === 0) return;
  state.settlesAtUs = atUs + microseconds(limits.settleMs);
  const { hedging, emergency, legs } = state;
  for (const rounds of [hedging, emergency?.rounds, ...legs.map(({ offsetRounds }) => offsetRounds)])
    if (rounds !== undefined) sitOut(rounds, stoodUs);
}
