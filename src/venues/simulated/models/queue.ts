// Where a resting order stands behind the quantity that others show at its price. A feed of price levels does not tell who
// cancels, so that is a model: `riskAverse` believes that whoever cancels stood behind us, `probabilistic` that cancels are
// spread evenly over the queue, and `tradedThrough` fills only when the market has gone through our price.
import { addLots, maxLots, minLots, subtractLots, zeroLots, type Lots } from '../../../core/money.ts';

export type QueueModelName = 'riskAverse' | 'probabilistic' | 'tradedThrough';

export interface QueueModel {
  readonly name: QueueModelName;
  /** Whether trades and opposite quotes at exactly our price can fill us, or only those beyond it. */
  readonly fillsAtPrice: boolean;
  /** How much of a `decrease` that no trade explains stood ahead of us; `displayed` is the level before it. */
  leftAhead(ahead: Lots, displayed: Lots, decrease: Lots): Lots;
}

/** What is known of one order's place. Changed in place, for it changes with every message. */
export interface QueuePosition {
  /** Outside quantity at our price that trades before us. */
  ahead: Lots;
  /** Outside quantity at our price when it was last looked at. */
  displayed: Lots;
  /** Traded at our price since the displayed quantity last changed: the next decrease reports it again. */
  tradedSinceChange: Lots;
  /** By how much the level shrank at `shrankAtUs` without a trade to explain it: one of the same moment may still come. */
  shrankBy: Lots;
  /** How much of that was taken off `ahead`. */
  takenOff: Lots;
  shrankAtUs: number;
}

/** The default: only trades move us forward, and a level that is smaller than our queue caps it. */
const riskAverse: QueueModel = { name: 'riskAverse', fillsAtPrice: true, leftAhead: () => zeroLots };

/**
 * The optimistic bound. Of the family f(ahead) ÷ (f(ahead) + f(behind)) of Rigtorp ("Estimating order queue position",
 * https://rigtorp.se/2013/06/08/estimating-order-queue-position.html; ProbQueueModel in hftbacktest), with f(x) = x: no
 * units, no parameter, and optimistic, since real cancels come rather from the back. Rounded up, in our favour.
 */
const probabilistic: QueueModel = {
  name: 'probabilistic',
  fillsAtPrice: true,
  leftAhead: (ahead, displayed, decrease) =>
    minLots(ahead, Math.ceil(decrease * (ahead / displayed)) as Lots),
};

/** The pessimistic bound. */
const tradedThrough: QueueModel = { name: 'tradedThrough', fillsAtPrice: false, leftAhead: () => zeroLots };

export const queueModels: Readonly<Record<QueueModelName, QueueModel>> = {
  riskAverse,
  probabilistic,
  tradedThrough,
};

/** The place of an order that arrives now: behind all that is displayed. */
export function joinQueue(displayed: Lots): QueuePosition {
  return {
    ahead: displayed,
    displayed,
    tradedSinceChange: zeroLots,
    shrankBy: zeroLots,
    takenOff: zeroLots,
    shrankAtUs: -Infinity,
  };
}

/** The displayed quantity at our price has changed. What a trade has already explained counts only once. */
export function followDepth(
  model: QueueModel,
  position: QueuePosition,
  displayed: Lots,
  timeUs: number,
): void {
  const before = position.ahead;
  const decrease = subtractLots(subtractLots(position.displayed, displayed), position.tradedSinceChange);
  const left = decrease > 0 ? model.leftAhead(before, position.displayed, decrease) : zeroLots;
  position.ahead = minLots(subtractLots(before, left), displayed);
  if (position.shrankAtUs !== timeUs) forgetShrinking(position, timeUs);
  if (decrease > 0) position.shrankBy = addLots(position.shrankBy, decrease);
  position.takenOff = addLots(position.takenOff, subtractLots(before, position.ahead));
  position.displayed = displayed;
  position.tradedSinceChange = zeroLots;
}

/**
 * A trade at our price. Returns how much of it reaches us after the queue ahead. Where the feed sent the smaller level first
 * and its trade after it, at the same venue time, the level's effect is taken back, since the trade now has it.
 */
export function followTrade(
  model: QueueModel,
  position: QueuePosition,
  quantity: Lots,
  timeUs: number,
): Lots {
  if (position.shrankAtUs !== timeUs) forgetShrinking(position, timeUs);
  const explained = minLots(position.shrankBy, quantity);
  const takenBack = minLots(position.takenOff, quantity);
  const ahead = addLots(position.ahead, takenBack);
  position.shrankBy = subtractLots(position.shrankBy, explained);
  position.takenOff = subtractLots(position.takenOff, takenBack);
  position.tradedSinceChange = addLots(position.tradedSinceChange, subtractLots(quantity, explained));
  position.ahead = maxLots(zeroLots, subtractLots(ahead, quantity));
  return model.fillsAtPrice ? maxLots(zeroLots, subtractLots(quantity, ahead)) : zeroLots;
}

/** The market has traded beyond our price: nobody stands ahead of us any more. */
export function leaveQueueBehind(position: QueuePosition): void {
  position.ahead = zeroLots;
  position.takenOff = zeroLots;
}

/** A taker among our own orders has taken outside quantity ahead of us: known exactly, in every model. */
export function followTaker(position: QueuePosition, quantity: Lots): void {
  position.ahead = maxLots(zeroLots, subtractLots(position.ahead, quantity));
  position.displayed = subtractLots(position.displayed, quantity);
}

function forgetShrinking(position: QueuePosition, timeUs: number): void {
  position.shrankBy = zeroLots;
  position.takenOff = zeroLots;
  position.shrankAtUs = timeUs;
}
