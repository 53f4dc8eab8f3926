// One exposure: from the moment at least one quantum is naked until none is. New fills join it, and restart no patience of it.
import { absBase } from '../core/money.ts';
import type { Side } from '../core/side.ts';
import { HedgeEpisode } from '../ledger/hedge-episode.ts';
import type { PairState } from './pair-state.ts';
import { startRounds } from './taker-rounds.ts';
import { sideAgainst } from './taking.ts';

export interface Exposure {
  /** The side that hedges it. */
  readonly side: Side;
  readonly sinceUs: number;
  /** The hedge venue's mid at its beginning, times two, in ticks; `undefined` when the book said nothing. */
  readonly twiceMid: number | undefined;
  /** Hedges may still rest. Once they may not, all of it is taken. */
  mayRest: boolean;
  /** It was told that a resting hedge will not end. */
  isCancelTold: boolean;
  /** How it went, for whoever writes it down. */
  readonly episode: HedgeEpisode;
}

/** At least one quantum of our own making is not hedged. */
export function isNaked({ ownDelta, hedge }: PairState): boolean {
  return ownDelta !== 0n && absBase(ownDelta) >= hedge.minimumBase;
}

/** What is naked on the other side than before is an exposure of its own, with a patience of its own. */
export function trackExposure(state: PairState): void {
  const side = sideAgainst(state.ownDelta);
  if (state.exposure?.side === side) return;
  endExposure(state);
  const { primary, hedge, cycle, nowUs } = state;
  const { touch } = hedge;
  state.hedging = startRounds(nowUs);
  // Whoever was told that an earlier one waits for the order rate was not told of this one.
  for (const leg of state.legs) leg.pacing.isWaitTold = false;
  state.exposure = {
    side,
    sinceUs: state.nowUs,
    twiceMid: touch === undefined ? undefined : touch.bid + touch.ask,
    mayRest: true,
    isCancelTold: false,
    episode: new HedgeEpisode({
      hedge: hedge.instrument,
      primary: primary.instrument,
      cycle: cycle.number,
      side,
      startedAtUs: nowUs,
    }),
  };
}

/** Nothing of it is naked any more. */
export function endExposure(state: PairState): void {
  const { exposure } = state;
  state.hedging = undefined;
  state.exposure = undefined;
  if (exposure === undefined) return;
  exposure.episode.endedAtUs = state.nowUs;
  state.endedEpisodes.push(exposure.episode);
}
