// Catching up after a restart: both venues' fills since the record are fetched, and the orders that may have left without a
// record are asked after, before net delta is driven again. Nothing is quoted before every such order is explained.
import { assertNever } from '../core/assert.ts';
import type { FillEvent, OrderEvent } from '../core/events.ts';
import { limits, microseconds } from '../core/limits.ts';
import { addLots, formatBase, zeroLots, type Lots } from '../core/money.ts';
import {
  createOrderRecord,
  ordersPerEpochMax,
  type ClientOrderId,
  type OrderRecord,
  type OrderRole,
} from '../core/order.ts';
import type { Side } from '../core/side.ts';
import { isNaked, trackExposure } from './exposure.ts';
import type { Leg } from './leg.ts';
import { alert, otherLeg, type PairState } from './pair-state.ts';
import { mayAskUrgently } from './request-pacing.ts';
import { requestFills } from './fills-history.ts';
import {
  counterOf,
  createStray,
  doubtDepartures,
  isAtWorkAgain,
  isSentAgain,
  seekStrays,
  type Restart,
  type Stray,
} from './restart.ts';
import { isProvenAbsent, isSaidAbsent, lookForProof } from './stray-absence.ts';
import { sendCancel, sendCancelById, sendOrderQueryById } from './send.ts';
import { startRounds, type TakerRounds } from './taker-rounds.ts';
import { sideAgainst } from './taking.ts';

/** Returns whether net delta may be driven: always, but for a pair that is still learning what happened to it. */
export function catchUp(state: PairState): boolean {
  const { restart } = state;
  if (restart === undefined) return true;
  if (restart.sinceUs === 0) begin(state, restart);
  // The history goes first where requests are few: with it alone net delta can be driven again.
  if (!restart.isCaughtUp)
    for (const leg of state.legs) if (!areFillsFetched(restart, leg)) requestFills(state, leg);
  for (const stray of longestUnasked(restart.strays)) pursue(state, stray);
  restart.strays = restart.strays.filter((stray) => !isExplained(state, restart, stray));
  if (restart.isCaughtUp) return true;
  const silent = state.legs.filter((leg) => !hasTold(state, restart, leg));
  if (silent.length > 0) tellSilence(state, restart, silent);
  else beginAnew(state, restart);
  return restart.isCaughtUp;
}

/** Whoever takes over tells of a halt again: the process that decided it may have died before its alert left. */
function begin(state: PairState, restart: Restart): void {
  restart.sinceUs = state.nowUs;
  const { halt } = state;
  if (halt !== undefined) alert(state, 'critical', halt.code, `${halt.text} (halted before the restart)`);
}

/** What still rests was priced in a moment that is over, whatever the other venue has to say. */
export function cancelLeftovers(state: PairState): void {
  for (const leg of state.legs) {
    for (const order of leg.orders)
      if (order.state === 'open' && order.request.timeInForce === 'gtc') sendCancel(state, leg, order);
  }
}

/** What a venue says of an order without a record. */
export function observeStray(state: PairState, leg: Leg, event: OrderEvent): void {
  const stray = strayOf(state, leg, event.clientOrderId);
  if (stray === undefined || isSentAgain(stray)) return;
  switch (event.kind) {
    case 'order-not-found':
      stray.notFoundCount += 1;
      return;
    case 'order-accepted':
      useUp(state, stray.clientOrderId);
      stray.isOpen ??= true;
      return;
    case 'order-report':
      useUp(state, stray.clientOrderId);
      stray.isOpen = event.isOpen;
      stray.cumulative = event.cumulativeQuantity;
      return;
    case 'order-ended':
      useUp(state, stray.clientOrderId);
      stray.isOpen = false;
      stray.cumulative = event.cumulativeQuantity;
      return;
    case 'fill':
    case 'request-failed':
      return;
    default:
      assertNever(event);
  }
}

/**
 * The order of a fill whose id this run derived and has no record of. It has removed net delta, or the end of the record is lost:
 * then it may have been a quote that still rests, and is asked after.
 */
export function adoptStray(state: PairState, leg: Leg, fill: FillEvent): OrderRecord | undefined {
  const { restart, cycle } = state;
  if (restart === undefined) return undefined;
  const counter = counterOf(state.config, fill.clientOrderId);
  if (counter <= restart.ordersRecorded || counter > ordersPerEpochMax) return undefined;
  // It may be one that was known, and whose trades are booked.
  if (leg.orders.isForgotten(fill.clientOrderId)) return undefined;
  const { clientOrderId, instrument, side, quantity, price } = fill;
  const order = createOrderRecord(
    {
      clientOrderId,
      instrument,
      role: roleOfStray(state, leg, side),
      side,
      quantity,
      price,
      timeInForce: 'ioc',
      postOnly: false,
      reduceOnly: false,
      cycle: cycle.number,
      tickOffset: 0,
    },
    state.nowUs,
  );
  leg.orders.add(order);
  restart.hasAdopted = true;
  useUp(state, clientOrderId);
  const stray = strayOf(state, leg, clientOrderId) ?? createStray(leg, clientOrderId);
  stray.isAdopted = true;
  if (!restart.strays.includes(stray)) restart.strays = [...restart.strays, stray];
  return order;
}

/** A change that is not ours and was being answered on this leg: then so it was. Otherwise it took away net delta of our own. */
function roleOfStray(state: PairState, leg: Leg, side: Side): OrderRole {
  const { foreignBase } = otherLeg(state, leg);
  if (foreignBase !== 0n && side === sideAgainst(foreignBase)) return 'offset';
  return leg === state.hedge ? 'hedge' : 'reduce';
}

/** A venue knows the id: whatever became of its order, no other may have it, and there may be more where it came from. */
function useUp(state: PairState, id: ClientOrderId): void {
  const counter = counterOf(state.config, id);
  if (counter <= state.ordersSent) return;
  const { restart } = state;
  if (restart !== undefined) doubtDepartures(state, restart, counter);
  state.ordersSent = counter;
  if (restart !== undefined) seekStrays(state, restart);
}

function strayOf({ restart }: PairState, leg: Leg, id: ClientOrderId | undefined): Stray | undefined {
  return restart?.strays.find((stray) => stray.leg === leg && stray.clientOrderId === id);
}

/** Where requests are few, what has waited longest is asked after first: otherwise the last of them would never be. */
const longestUnasked = (strays: readonly Stray[]): readonly Stray[] =>
  [...strays].sort((left, right) => left.askedAtUs - right.askedAtUs);

/** Asks after it, and cancels what is open: it was sent for a moment that is over. */
function pursue(state: PairState, stray: Stray): void {
  const { leg, clientOrderId } = stray;
  if (isSentAgain(stray)) return;
  const isCancelDue = state.nowUs - stray.cancelledAtUs >= microseconds(limits.cancelProofMs);
  if (stray.isOpen === true && isCancelDue) {
    sendCancelById(state, leg, clientOrderId);
    stray.cancelledAtUs = state.nowUs;
  }
  if (stray.isOpen === false && filledOf(state, clientOrderId) < stray.cumulative) requestFills(state, leg);
  lookForProof(state, stray);
  const isDue = state.nowUs - stray.askedAtUs >= microseconds(limits.takerReportMs);
  if (stray.isOpen === false || !isDue || !mayAskUrgently(leg, state.nowUs)) return;
  sendOrderQueryById(state, leg, clientOrderId);
  stray.askedAtUs = state.nowUs;
}

/**
 * Ended with all its fills booked, or absent by enough answers over enough time; or an order of this process has had its id and has
 * ended, or the other venue account knows it: an id has one order.
 */
function isExplained(state: PairState, restart: Restart, stray: Stray): boolean {
  if (isSentAgain(stray)) return !isAtWorkAgain(stray);
  if (isOver(state, stray)) return true;
  if (stray.isOpen === undefined && isKnownElsewhere(restart, stray)) return true;
  return isProvenAbsent(state, restart, stray);
}

/** On one venue account the query of either leg finds the order of the other, and does not say whose it is. */
const isKnownElsewhere = ({ strays }: Restart, { leg, clientOrderId }: Stray): boolean =>
  strays.some(
    (other) =>
      other.clientOrderId === clientOrderId &&
      other.leg.instrument.venueAccount !== leg.instrument.venueAccount &&
      other.isOpen !== undefined,
  );

function isOver(state: PairState, { isOpen, clientOrderId, cumulative }: Stray): boolean {
  return isOpen === false && filledOf(state, clientOrderId) >= cumulative;
}

/** Both legs together: on one venue account the query of either finds the order of the other. */
function filledOf({ legs }: PairState, id: ClientOrderId): Lots {
  return legs.reduce((sum, { orders }) => addLots(sum, orders.find(id)?.filled ?? zeroLots), zeroLots);
}

/** The venue has told its fills, and of every id that it may have been used for what it is enough to know. */
function hasTold(state: PairState, restart: Restart, leg: Leg): boolean {
  const isOpenQuestion = (stray: Stray): boolean =>
    stray.leg === leg && !isSaidAbsent(state, restart, stray) && !isOver(state, stray);
  return areFillsFetched(restart, leg) && !restart.strays.some(isOpenQuestion);
}

/** The history was read to its end; or a part of it, with which the venue's own position agrees. */
function areFillsFetched({ sinceUs }: Restart, { positionCheck }: Leg): boolean {
  const { fillsFetchedAtUs, fillsPage, agreedAtUs } = positionCheck;
  if (fillsFetchedAtUs >= sinceUs) return true;
  return fillsPage !== undefined && fillsPage.requestedAtUs >= sinceUs && agreedAtUs >= sinceUs;
}

/**
 * The patience of the dead process is over: what is still naked now gets the whole of it again. It has been naked for as long as
 * nobody looked, and is taken: no more of it may rest.
 */
function beginAnew(state: PairState, restart: Restart): void {
  restart.isCaughtUp = true;
  if (isNaked(state)) trackExposure(state);
  if (state.exposure !== undefined) state.exposure.mayRest = false;
  if (state.hedging !== undefined) state.hedging = startRounds(state.nowUs);
  if (state.emergency !== undefined) state.emergency = { rounds: inSameTurn(state, state.emergency.rounds) };
  for (const leg of state.legs) leg.offsetRounds = undefined;
  if (restart.isTold)
    alert(state, 'info', 'resumed', 'both venues have told what happened since the record ends');
}

/** The leg that comes first stays the first: an order that left without a record went there, and its id is not used elsewhere. */
const inSameTurn = ({ nowUs }: PairState, { roundsFailed }: TakerRounds): TakerRounds => ({
  ...startRounds(nowUs),
  roundsFailed: roundsFailed % 2,
});

function tellSilence(state: PairState, restart: Restart, silent: readonly Leg[]): void {
  if (restart.isTold || state.nowUs - restart.sinceUs < microseconds(limits.hedgeImpossibleMs)) return;
  restart.isTold = true;
  const venues = silent.map(({ instrument }) => instrument.venue).join(' and ');
  const reason = silent.every((leg) => areFillsFetched(restart, leg))
    ? `what may have left for ${venues} without a record is looked for until it cannot come any more`
    : `${venues} did not say yet what happened since the record ends`;
  const text = `${reason}; a recorded net delta of ${formatBase(state.netDelta)} stays as it is until then`;
  alert(state, state.netDelta === 0n ? 'warning' : 'critical', 'catching-up', text);
}
