// I8 sane orders: every sent order obeys tick, lot, min notional, price band, post-only/reduce-only intent, margin on both legs,
// rate budget with its reserve.
//
// Read so, at every order that leaves: whole ticks and lots, the venue's minima; what rests is post-only and what takes is not; a
// reduction is reduce-only, and reduce-only orders are at most the position, as it was told or as it is; a quote against a position
// is reduce-only. The price lies in the band around the mid that its venue really had within the last seconds, where its market was shown
// as it was. Requests and margin have files of their own.
import { formatPrice, isTradable, lotsToBase, type Instrument } from '../../src/core/instrument.ts';
import { limits } from '../../src/core/limits.ts';
import { absBase, absLots, lots, maxLots, midShiftedByBps, ticks, type Lots } from '../../src/core/money.ts';
import { removesDelta, type OrderRequest } from '../../src/core/order.ts';
import { sideSign } from '../../src/core/side.ts';
import type { Checker, Observed } from '../observed.ts';
import type { LegName } from '../scenario/scenario.ts';
import { findTooLittleMargin } from './i8-margin.ts';
import { RequestRule } from './i8-requests.ts';
import { MidRange } from './facts/mid-range.ts';
import type { RunFacts } from './facts/run-facts.ts';

export function i8SaneOrders(facts: RunFacts): Checker {
  return new SanityChecker(facts);
}

class SanityChecker implements Checker {
  readonly invariant = 'I8';
  readonly #facts: RunFacts;
  readonly #mids: Readonly<Record<LegName, MidRange>> = { primary: new MidRange(), hedge: new MidRange() };
  readonly #requests: RequestRule;

  constructor(facts: RunFacts) {
    this.#facts = facts;
    this.#requests = new RequestRule(facts);
  }

  check(observed: Observed): string | undefined {
    const { truth, nowUs } = observed;
    this.#mids.primary.add(nowUs, truth.primary);
    this.#mids.hedge.add(nowUs, truth.hedge);
    if (observed.commands.length === 0) return undefined;
    const requests = this.#requests.check(observed);
    if (requests !== undefined) return requests;
    for (const command of observed.commands) {
      if (command.kind !== 'place') continue;
      const leg = this.#facts.legOf(observed, command.order.instrument);
      const found =
        findUntradable(observed.truth[leg].instrument, command.order) ??
        findIntent(command.order) ??
        this.#findReduceOnly(observed, leg, command.order) ??
        this.#findBand(observed, leg, command.order) ??
        findTooLittleMargin(observed, leg, command.order);
      if (found !== undefined)
        return `${command.order.role} ${command.order.clientOrderId} on ${leg} ${found}`;
    }
    return undefined;
  }

  #findReduceOnly(observed: Observed, leg: LegName, order: OrderRequest): string | undefined {
    const { truth } = observed;
    // As it was when the order left: more may have been told in the same moment.
    const told =
      this.#facts.placed.find((placed) => placed.order === order)?.toldPosition ??
      this.#facts.fills.toldPosition(leg);
    const held = truth[leg].position;
    const reducible = (position: Lots): Lots =>
      position * sideSign(order.side) < 0 ? absLots(position) : (0 as Lots);
    if (order.reduceOnly) {
      const most = maxLots(reducible(told), reducible(held));
      return order.quantity <= most
        ? undefined
        : `is to reduce ${order.quantity} lots of a position of ${held}, ${told} told`;
    }
    if (order.role === 'reduce') return this.#findReturn(observed, leg, order);
    if (order.role !== 'quote' || reducible(told) === 0 || reducible(held) === 0) return undefined;
    return `works against a position of ${held} lots without being reduce-only`;
  }

  /** What an UNWIND has taken and nobody hedges goes back, as far as the other leg's position goes. */
  #findReturn({ truth }: Observed, leg: LegName, { side, quantity }: OrderRequest): string | undefined {
    const other = leg === 'primary' ? 'hedge' : 'primary';
    const { fills } = this.#facts;
    const isCovered = (before: Lots, held: Lots): boolean => {
      const own = lotsToBase(truth[leg].instrument, lots(before + sideSign(side) * quantity));
      const covered = lotsToBase(truth[other].instrument, held);
      return own === 0n || (own > 0n !== covered > 0n && absBase(own) <= absBase(covered));
    };
    // As far as it is of our making and was told, or as it is: others may have changed either leg.
    const [told, toldOther] = [fills.toldPosition(leg), fills.toldPosition(other)];
    if (isCovered(told, toldOther) || isCovered(truth[leg].position, truth[other].position)) return undefined;
    return `would leave ${told + sideSign(side) * quantity} lots beside ${toldOther} of the other leg`;
  }

  #findBand(observed: Observed, leg: LegName, { price }: OrderRequest): string | undefined {
    const { instrument } = observed.truth[leg];
    const visibleSinceUs = Math.max(this.#facts.legs[leg].visibleSinceUs, this.#facts.bot.runningSinceUs);
    const range = this.#mids[leg].since(observed.nowUs);
    // What was shown may not have been the venue's mid at all, and after a standstill it is as old as that.
    if (range === undefined || price === undefined || observed.nowUs - visibleSinceUs < range.spanUs)
      return undefined;
    // What our own takers have taken is missing from what was shown, down to the last level.
    const { levels, spreadTicks } = observed.scenario.market;
    const missing = levels + spreadTicks;
    const [low, high] = [range.lowestBid - missing, range.highestAsk + missing];
    const lowest = midShiftedByBps(ticks(low), ticks(range.lowestAsk), -limits.priceBandBps);
    const highest = midShiftedByBps(ticks(range.highestBid), ticks(high), limits.priceBandBps);
    if (price >= lowest && price <= highest) return undefined;
    return `has a price of ${formatPrice(instrument, price)}, outside ${formatPrice(instrument, lowest)} to ${formatPrice(instrument, highest)}`;
  }
}

function findUntradable(instrument: Instrument, { quantity, price }: OrderRequest): string | undefined {
  if (!Number.isSafeInteger(quantity) || quantity <= 0) return `has a quantity of ${quantity} lots`;
  if (price === undefined) return 'has no price, and so no bound';
  if (!Number.isSafeInteger(price) || price <= 0) return `has a price of ${price} ticks`;
  return isTradable(instrument, price, quantity)
    ? undefined
    : `is below the venue's minimum: ${quantity} lots`;
}

function findIntent({ role, timeInForce, postOnly, reduceOnly }: OrderRequest): string | undefined {
  const isResting = timeInForce === 'gtc';
  if (isResting !== postOnly) return isResting ? 'rests and is not post-only' : 'takes and is post-only';
  if (isResting && removesDelta(role) && role !== 'hedge') return 'removes delta and rests';
  const mustReduce = role === 'trim' || role === 'offset';
  return mustReduce && !reduceOnly ? 'is not reduce-only' : undefined;
}
