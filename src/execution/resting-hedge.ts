// Hedges that rest. They are naked exposure all the same: a live attempt while patience lasts and the market stays near, and
// then they are cancelled, their end is proven, and what is left is taken.
import { limits, microseconds } from '../core/limits.ts';
import { absBase } from '../core/money.ts';
import { isRestingHedge, openQuantity, type OrderRecord } from '../core/order.ts';
import type { RestingMode } from '../core/pair.ts';
import { sideSign } from '../core/side.ts';
import type { Touch } from '../market/touch.ts';
import type { Refusal } from '../risk/refusal.ts';
import { isBookStale } from '../risk/stale-book.ts';
import type { Exposure } from './exposure.ts';
import { cancelQuotes } from './maker-leg.ts';
import { mustTake } from './must-take.ts';
import { alert, type PairState } from './pair-state.ts';
import { quotePrice, ticksBehindTouch } from './pricing.ts';
import { send, sendCancel } from './send.ts';
import { sideAgainst, workingBase, type Reduction } from './taking.ts';

/** Cancels what may rest no longer, and tells of what will not end. Its quantity stays blocked until its end is proven. */
export function tendRestingHedges(state: PairState): void {
  const { hedge } = state;
  if (hedge.orders.liveCount === 0) return;
  for (const order of hedge.orders) {
    if (!isRestingHedge(order)) continue;
    if (order.state === 'cancelling') tellIfUnproven(state, order);
    else if (!mayRest(state) || isTooMuch(state, order) || isLeftBehind(state, order))
      sendCancel(state, hedge, order);
  }
}

/** Whether what is naked may be worked for as maker. What once may not is taken, whatever the market does then. */
export function mayRest(state: PairState): boolean {
  const { exposure } = state;
  if (exposure === undefined) return false;
  exposure.mayRest &&= isWithinPatience(state, exposure);
  return exposure.mayRest;
}

/** Both legs are never quoted at once: the primary's quote is cancelled before the hedge goes out. */
export function sendRestingHedge(
  state: PairState,
  { mode, touch }: { readonly mode: RestingMode; readonly touch: Touch },
  reduction: Reduction,
): Refusal | undefined {
  cancelQuotes(state);
  return send(state, state.hedge, {
    ...reduction,
    role: 'hedge',
    price: quotePrice(mode, reduction.side, touch),
    timeInForce: 'gtc',
    postOnly: true,
    tickOffset: 0,
  });
}

/** What the venue ended, or would not take, gets a new price after a moment; what we cancelled is worked for at once. */
export function observeRestEnd({ hedging, nowUs }: PairState, order: OrderRecord): void {
  if (order.cancelledAtUs !== undefined || hedging === undefined) return;
  hedging.nextTryAtUs = nowUs + microseconds(limits.hedgeRestPauseMs);
}

function isWithinPatience(state: PairState, exposure: Exposure): boolean {
  const { hedge, nowUs } = state;
  if (state.halt !== undefined || state.emergency !== undefined || mustTake(state)) return false;
  if (hedge.touch === undefined || isBookStale(hedge.bookAtUs, nowUs)) return false;
  if (nowUs - exposure.sinceUs >= microseconds(limits.hedgePatienceMs)) return false;
  return !hasMovedAgainst(exposure, hedge.touch);
}

/** Without a mid to compare with, nobody knows: then it is taken. */
function hasMovedAgainst({ side, twiceMid }: Exposure, touch: Touch): boolean {
  if (twiceMid === undefined) return true;
  const against = BigInt(sideSign(side) * (touch.bid + touch.ask - twiceMid));
  return against * 10_000n > BigInt(twiceMid) * BigInt(limits.hedgeAdverseMoveBps);
}

/** Something else has taken away what it was to hedge: together they would go beyond flat. */
function isTooMuch(state: PairState, { request: { side } }: OrderRecord): boolean {
  return side !== sideAgainst(state.ownDelta) || workingBase(state, side) > absBase(state.ownDelta);
}

/** Others are better: it follows them, unless what is left of it is too small to be sent again. */
function isLeftBehind({ hedge, nowUs }: PairState, order: OrderRecord): boolean {
  const { side, price } = order.request;
  if (order.state !== 'open' || hedge.touch === undefined || price === undefined) return false;
  if (nowUs - order.sentAtUs < microseconds(limits.quoteAgeMsMin)) return false;
  return ticksBehindTouch(side, price, hedge.touch) > 0 && openQuantity(order) >= hedge.minimumLots;
}

function tellIfUnproven(state: PairState, { cancelledAtUs = state.nowUs }: OrderRecord): void {
  const { exposure, hedge, nowUs } = state;
  if (exposure === undefined || exposure.isCancelTold) return;
  if (nowUs - cancelledAtUs < microseconds(limits.cancelProofMs)) return;
  exposure.isCancelTold = true;
  const text = `a hedge that rests on ${hedge.instrument.venue} was cancelled ${limits.cancelProofMs} ms ago, and its end is not proven`;
  alert(state, 'critical', 'hedge-cancel-unproven', text);
}
