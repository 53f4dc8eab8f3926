// Probes: one far post-only order of the venue's minimum on a leg whose venue has not shown that it trades, cancelled as soon
// as it is taken. Only quotes wait for it; what removes net delta never does.
import { describeFailure, type VenueFailure } from '../core/failure.ts';
import { oppositeSide, sideOfSign, type Side } from '../core/side.ts';
import { isBookStale } from '../risk/stale-book.ts';
import { isDust, type Leg } from './leg.ts';
import { answerRefusal, legBlockedBy } from './maker-leg.ts';
import type { PairState } from './pair-state.ts';
import { probePrice } from './pricing.ts';
import { isProven, noteRefusedProbe } from './proof-of-life.ts';
import { quotePacedBy } from './request-pacing.ts';
import { restartBlockedBy } from './restart.ts';
import { send, sendCancel } from './send.ts';

/** Both legs at the same time, each with one probe at most. */
export function driveProbes(state: PairState): void {
  const isWanted = areProbesWanted(state);
  for (const leg of state.legs) {
    for (const order of leg.orders) {
      if (order.request.role !== 'probe') continue;
      // A venue may hear a cancel before its order; only a probe that must not be is worth that.
      if (order.state === 'open' || (order.state !== 'cancelling' && !isWanted))
        sendCancel(state, leg, order);
    }
    if (isWanted && mayProbe(state, leg)) sendProbe(state, leg);
  }
}

/** What a failed request says of the venue's life. A symbol that it never knew is found out before anything is traded. */
export function observeFailedProbe(state: PairState, leg: Leg, failure: VenueFailure): void {
  const { life, instrument } = leg;
  const answer = describeFailure(failure);
  if (failure.kind === 'refused') noteRefusedProbe(life, answer);
  else life.answer = answer;
  if (failure.kind !== 'refused' || failure.reason !== 'unknown-instrument' || life.provenAtUs > 0) return;
  state.startRefusal ??= `${instrument.venue} does not know the symbol ${instrument.symbol}: ${failure.text}`;
}

/** A flat pair that ends, or pauses, needs no proof any more; a balanced one is closed only while both venues trade. */
function areProbesWanted(state: PairState): boolean {
  if (state.halt !== undefined || state.startRefusal !== undefined || state.isFinished) return false;
  if (state.emergency !== undefined || state.hedging !== undefined) return false;
  const isEnding = state.stop !== undefined || state.pause !== undefined;
  return !isEnding || state.legs.some((leg) => !isDust(leg, leg.position));
}

function mayProbe(state: PairState, leg: Leg): boolean {
  const { life, orders } = leg;
  return (
    // What left without a record may be a quote: nothing is added beside it.
    restartBlockedBy(state) === undefined &&
    !isProven(life) &&
    state.legs.every(({ bookAtUs }) => !isBookStale(bookAtUs, state.nowUs)) &&
    // A paused pair adds to no position: a leg with nothing to reduce needs no proof for another leg to be closed.
    (state.pause === undefined || !isDust(leg, leg.position)) &&
    orders.liveCount === 0 &&
    state.nowUs >= life.nextTryAtUs &&
    quotePacedBy(leg, state.nowUs) === undefined &&
    legBlockedBy(state, leg) === undefined &&
    state.legs.every(({ positionCheck }) => positionCheck.difference === 0)
  );
}

/** Reduce-only where there is something to reduce: then neither margin nor a limit can be in its way. */
function sendProbe(state: PairState, leg: Leg): void {
  if (leg.touch === undefined) return;
  const isReducing = !isDust(leg, leg.position);
  const side = isReducing ? oppositeSide(sideOfSign(leg.position)) : openingSide(state, leg);
  leg.life.isRefused = false;
  const refusal = send(state, leg, {
    role: 'probe',
    side,
    quantity: leg.minimumLots,
    price: probePrice(side, leg.touch),
    timeInForce: 'gtc',
    postOnly: true,
    reduceOnly: isReducing,
    tickOffset: 0,
  });
  if (refusal !== undefined) answerRefusal(state, refusal);
}

/** The sides of a BUILD: should both fill, they are hedged by one another. */
function openingSide({ cycle, primary }: PairState, leg: Leg): Side {
  return leg === primary ? cycle.buildSide : oppositeSide(cycle.buildSide);
}
