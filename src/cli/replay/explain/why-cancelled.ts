// Why an order was cancelled: the rules that cancel, in the order in which the engine asks them.
import { limits, microseconds } from '../../../core/limits.ts';
import { absBase, absLots, subtractLots } from '../../../core/money.ts';
import { openQuantity, type OrderRecord } from '../../../core/order.ts';
import { sideSign } from '../../../core/side.ts';
import { isNaked } from '../../../execution/exposure.ts';
import { gateBlockedBy } from '../../../execution/gates.ts';
import type { Leg } from '../../../execution/leg.ts';
import { quotingBlockedBy } from '../../../execution/maker-leg.ts';
import { isNearItsEnd, restingQuote } from '../../../execution/maker-policy.ts';
import type { PairState } from '../../../execution/pair-state.ts';
import { sideAgainst, workingBase } from '../../../execution/taking.ts';
import { whyTaken } from './why-taken.ts';
import { formatLimit, signedLots, ticksWords } from './words.ts';

/** `order` is `undefined` where nothing but its id is known. */
export function whyCancelled(order: OrderRecord | undefined, leg: Leg, pair: PairState): string {
  if (order === undefined) return 'it left without a record, for a moment that is over';
  const { request, cancelledAtUs = pair.nowUs } = order;
  if (cancelledAtUs < pair.nowUs) return `it was cancelled before, and its end is not proven yet`;
  if (pair.restart?.isCaughtUp === false) return 'it was priced in a moment that is over';
  if (request.timeInForce !== 'gtc')
    return `an order that takes is not to be open after ${formatLimit(limits.takerReportMs)}`;
  switch (request.role) {
    case 'probe':
      return order.acceptedVenueTimeUs === undefined
        ? 'what it was to show need not be known any more'
        : 'it was taken, which is what it was to show';
    case 'hedge':
      return whyHedgeCancelled(order, leg, pair);
    default:
      return whyQuoteCancelled(order, leg, pair);
  }
}

function whyHedgeCancelled(order: OrderRecord, leg: Leg, pair: PairState): string {
  const { exposure, ownDelta, halt, emergency, nowUs } = pair;
  if (halt !== undefined) return `halted: ${halt.code}`;
  if (emergency !== undefined) return 'the hedge could not be had, and what is naked is reduced';
  const { side } = order.request;
  const isTooMuch = side !== sideAgainst(ownDelta) || workingBase(pair, side) > absBase(ownDelta);
  if (!isNaked(pair) || isTooMuch) return 'something else has taken away what it was to hedge';
  const taken = whyTaken(pair);
  if (taken !== undefined) return taken;
  if (exposure !== undefined && nowUs - exposure.sinceUs >= microseconds(limits.hedgePatienceMs))
    return `its patience of ${formatLimit(limits.hedgePatienceMs)} is over, and what is left is taken`;
  const behind = restingQuote(order, leg, nowUs)?.ticksBehind ?? 0;
  if (exposure?.mayRest === true && behind > 0)
    return `others are better by ${ticksWords(behind)}: it follows them`;
  return `the market has moved more than ${limits.hedgeAdverseMoveBps} bps against it, or says nothing`;
}

function whyQuoteCancelled(order: OrderRecord, leg: Leg, pair: PairState): string {
  const { cycle, config, nowUs } = pair;
  const blocked = quotingBlockedBy(pair);
  if (blocked !== undefined) return blocked;
  const taken = whyTaken(pair);
  if (taken !== undefined) return taken;
  const gate = gateBlockedBy(pair);
  if (gate !== undefined) return `it does not pay now: ${gate}`;
  const missing = subtractLots(cycle.target, leg.position);
  if (missing * sideSign(order.request.side) < openQuantity(order)) {
    return `${endingWords(pair)}it could fill ${signedLots(leg.instrument, absLots(openQuantity(order)))} where ${signedLots(leg.instrument, missing)} is missing`;
  }
  const ageUs = nowUs - order.sentAtUs;
  if (isNearItsEnd({ ageUs }, leg.instrument))
    return `${leg.instrument.venue} would soon end it by itself: it is made anew`;
  if (config.makerPolicy === 'fixed-s5') return `it is given up after ${formatLimit(config.fillTimeoutMs)}`;
  const behind = restingQuote(order, leg, nowUs)?.ticksBehind ?? 0;
  return behind > 0
    ? `the touch moved away: it is ${ticksWords(behind)} behind`
    : 'it has rested long enough';
}

function endingWords({ stop, pause }: PairState): string {
  if (stop !== undefined) return `stopping: ${stop.reason}; `;
  return pause === undefined ? '' : `paused: ${pause.asked}; `;
}
