// When a private stream comes back, everything that it may have missed is asked for at once: orders, fills, position, funding.
// While it is down the polls find what happens, and it is hedged as ever.
import type { StreamEvent } from '../core/events.ts';
import { requestFills } from './fills-history.ts';
import { askForFundingSoon } from './funding-check.ts';
import type { Leg } from './leg.ts';
import type { PairState } from './pair-state.ts';
import { pollSoon } from './reconcile.ts';

/** A venue account has one stream for all of its instruments; each leg is told of it. */
export function observeStream(state: PairState, leg: Leg, { isUp }: StreamEvent): void {
  const { privateStream } = leg;
  const isBack = isUp && privateStream.isDown;
  privateStream.isDown = !isUp;
  if (!isBack) return;
  privateStream.backAtUs = state.nowUs;
  for (const order of leg.orders) order.askedAtUs = 0;
  pollSoon(state, leg);
  askForFundingSoon(leg, state.nowUs);
}

/** Until the venue has told the fills that a stream may have missed, it is asked for them. */
export function catchUpStreams(state: PairState): void {
  for (const leg of state.legs) {
    const { isDown, backAtUs } = leg.privateStream;
    if (!isDown && leg.positionCheck.fillsFetchedAtUs < backAtUs) requestFills(state, leg);
  }
}
