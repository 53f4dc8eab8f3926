// Who trades with whom: our orders against one another and against the outside market, by price and time. A price level is
// one queue in which outside quantity and our own orders take turns; how much of it stands ahead of an order of ours is the
// queue model's guess.
import { assert } from '../../core/assert.ts';
import type { Instrument, VenueAccountKey } from '../../core/instrument.ts';
import {
  absLots,
  addLots,
  addTicks,
  minLots,
  subtractLots,
  zeroLots,
  type Lots,
  type Ticks,
} from '../../core/money.ts';
import { oppositeSide, sideSign, type Side } from '../../core/side.ts';
import type { MarketMessage } from '../../ports/market-source.ts';
import { feeOfFill } from './models/fees.ts';
import {
  followDepth,
  followTaker,
  followTrade,
  joinQueue,
  leaveQueueBehind,
  type QueueModel,
} from './models/queue.ts';
import { OutsideLiquidity } from './outside-liquidity.ts';
import { RestingOrders } from './resting-orders.ts';
import { CountedIds, type VenueIds } from './venue-ids.ts';
import type { VenueLedger } from './venue-ledger.ts';
import {
  accepts,
  cutOrder,
  fillOrder,
  type OrderEnd,
  type VenueFill,
  type VenueOrder,
} from './venue-order.ts';

/** What happens to orders: for the ears of their account only. Called while matching is under way: no calls back into it. */
export interface OrderListener {
  /** Also after a replacement. */
  accepted(order: VenueOrder, timeUs: number): void;
  filled(fill: VenueFill): void;
  ended(order: VenueOrder, end: OrderEnd, timeUs: number): void;
}

/** What our orders change in public, beyond what the feed itself says. */
export interface PublicListener {
  levelChanged(side: Side, price: Ticks): void;
  traded(price: Ticks, quantity: Lots, aggressor: Side): void;
}

export interface MatcherOptions {
  readonly instrument: Instrument;
  readonly ledger: VenueLedger;
  readonly queueModel: QueueModel;
  readonly orders: OrderListener;
  readonly market: PublicListener;
  readonly ids?: VenueIds;
}

export class Matcher {
  readonly outside = new OutsideLiquidity();
  readonly #bids = new RestingOrders('buy');
  readonly #asks = new RestingOrders('sell');
  readonly #options: MatcherOptions;
  readonly #ids: VenueIds;
  /** Venue time of the work under way. */
  #timeUs = 0;
  #positionsMoved = false;

  constructor(options: MatcherOptions) {
    this.#options = options;
    this.#ids = options.ids ?? new CountedIds();
  }

  resting(side: Side): RestingOrders {
    return side === 'buy' ? this.#bids : this.#asks;
  }

  hasResting(): boolean {
    return this.#bids.count > 0 || this.#asks.count > 0;
  }

  /** The best price of a side among all that is there; `undefined` when it is empty. */
  bestPrice(side: Side): Ticks | undefined {
    const outside = this.outside.bestPrice(side);
    const own = this.resting(side).at(0)?.limit;
    if (outside === undefined || own === undefined) return outside ?? own;
    return (own - outside) * sideSign(side) > 0 ? own : outside;
  }

  /** What the order could take at once. Reduce-only makers do not count: their position may not last. */
  reachable(taker: VenueOrder): Lots {
    const side = oppositeSide(taker.side);
    let sum = this.outside.reachable(side, taker.limit, taker.remaining);
    const makers = this.resting(side);
    for (let rank = 0, maker = makers.at(0); maker !== undefined; rank += 1, maker = makers.at(rank)) {
      if (!accepts(taker, maker.limit)) break;
      if (maker.account !== taker.account && !maker.reduceOnly) sum = addLots(sum, maker.remaining);
    }
    return sum;
  }

  /** How much an order of this account and side can reduce the position. */
  reducible({ account, symbol, side }: VenueOrder): Lots {
    const position = this.#options.ledger.position(account, symbol);
    return position * sideSign(side) < 0 ? absLots(position) : zeroLots;
  }

  /** A market-data message has changed the outside book: our orders' places, and what now crosses them. */
  matchDepth({ venueTimeUs }: MarketMessage): void {
    this.#timeUs = venueTimeUs;
    const hasBids = this.#bids.count > 0;
    const hasAsks = this.#asks.count > 0;
    if (hasBids) this.#followDepth('buy');
    if (hasAsks) this.#followDepth('sell');
    if (hasBids) this.#matchCrossing('buy');
    if (hasAsks) this.#matchCrossing('sell');
    this.#trimReduceOnly();
  }

  /** A trade of others would have met our orders at better prices first, then the queue at its own price. */
  matchTrade({ price, quantity, aggressor, venueTimeUs }: MarketMessage): void {
    this.#timeUs = venueTimeUs;
    const side = oppositeSide(aggressor);
    const orders = this.resting(side);
    let left = quantity;
    let isBlocked = false;
    for (let rank = 0, order = orders.at(0); order !== undefined; order = orders.at(rank)) {
      const ticksPassed = (order.limit - price) * sideSign(side);
      if (ticksPassed < 0) break;
      if (ticksPassed > 0) leaveQueueBehind(order.queue);
      const reaching =
        ticksPassed > 0 ? left : followTrade(this.#options.queueModel, order.queue, left, venueTimeUs);
      const fillable = this.#fillable(order);
      const filled: Lots = isBlocked ? zeroLots : minLots(reaching, fillable);
      // Whoever stands behind an order that is still open has not been reached, whatever the model says of its queue.
      isBlocked ||= filled < fillable;
      left = subtractLots(left, filled);
      if (filled > 0) this.#fill(order, order.limit, filled, 'maker', undefined, this.#ids.nextTradeId());
      if (order.end === undefined) rank += 1;
    }
    this.#trimReduceOnly();
  }

  /** An accepted order takes what it may; what is left rests, or expires. */
  work(order: VenueOrder, timeUs: number): void {
    this.#timeUs = timeUs;
    this.#take(order);
    if (order.end === undefined) {
      if (order.isMarket || order.timeInForce !== 'gtc') this.end(order, 'expired', timeUs);
      else this.#rest(order);
    }
    this.#trimReduceOnly();
  }

  /** Ends an order, out of the book where it rests. */
  end(order: VenueOrder, end: OrderEnd, timeUs: number): void {
    this.leaveBook(order);
    this.#options.ledger.endOrder(order, end);
    this.#options.orders.ended(order, end, timeUs);
  }

  /** Takes an order out of the book without ending it. */
  leaveBook(order: VenueOrder): void {
    if (this.resting(order.side).remove(order)) this.#options.market.levelChanged(order.side, order.limit);
  }

  #rest(order: VenueOrder): void {
    order.queue = joinQueue(this.outside.available(order.side, order.limit));
    this.resting(order.side).add(order);
    this.#options.market.levelChanged(order.side, order.limit);
  }

  /** Walks the other side, best price first; at one price, outside quantity and our own orders take turns by queue place. */
  #take(taker: VenueOrder): void {
    const side = oppositeSide(taker.side);
    while (taker.remaining > 0) {
      const price = this.bestPrice(side);
      if (price === undefined || !accepts(taker, price)) return;
      const maker = this.resting(side).at(0);
      if (maker === undefined || maker.limit !== price) {
        this.#takeOutside(taker, price, this.outside.available(side, price));
      } else if (maker.queue.ahead > 0) {
        this.#takeOutside(taker, price, maker.queue.ahead);
      } else {
        this.#takeMaker(taker, maker);
      }
    }
  }

  #takeOutside(taker: VenueOrder, price: Ticks, available: Lots): void {
    const side = oppositeSide(taker.side);
    const quantity = minLots(taker.remaining, available);
    this.outside.take(side, price, quantity);
    const makers = this.resting(side);
    for (let rank = 0, maker = makers.at(0); maker?.limit === price; rank += 1, maker = makers.at(rank)) {
      followTaker(maker.queue, quantity);
    }
    this.#options.market.levelChanged(side, price);
    this.#options.market.traded(price, quantity, taker.side);
    this.#fill(taker, price, quantity, 'taker', undefined, this.#ids.nextTradeId());
  }

  /** An account does not trade with itself: its resting order gives way. */
  #takeMaker(taker: VenueOrder, maker: VenueOrder): void {
    const quantity = minLots(taker.remaining, this.#fillable(maker));
    if (maker.account === taker.account || quantity === 0) {
      this.end(maker, 'canceled', this.#timeUs);
      return;
    }
    const tradeId = this.#ids.nextTradeId();
    this.#options.market.traded(maker.limit, quantity, taker.side);
    this.#fill(maker, maker.limit, quantity, 'maker', taker.account, tradeId);
    this.#fill(taker, maker.limit, quantity, 'taker', maker.account, tradeId);
  }

  #followDepth(side: Side): void {
    const orders = this.resting(side);
    for (let rank = 0, order = orders.at(0); order !== undefined; rank += 1, order = orders.at(rank)) {
      const available = this.outside.available(side, order.limit);
      if (available === order.queue.displayed) continue;
      followDepth(this.#options.queueModel, order.queue, available, this.#timeUs);
    }
  }

  /** Outside quotes that have moved to or through our prices would have traded with us on the way: now they do. */
  #matchCrossing(side: Side): void {
    const opposite = oppositeSide(side);
    const orders = this.resting(side);
    for (let rank = 0, order = orders.at(0); order !== undefined; order = orders.at(rank)) {
      const limit = this.#options.queueModel.fillsAtPrice
        ? order.limit
        : addTicks(order.limit, -sideSign(side));
      const touch = this.outside.bestPrice(opposite);
      if (touch === undefined || (touch - limit) * sideSign(side) > 0) return;
      const fillable = this.#fillable(order);
      const { ahead } = order.queue;
      const reaching = subtractLots(this.outside.reachable(opposite, limit, addLots(fillable, ahead)), ahead);
      if (reaching > 0 && fillable > 0) this.#fillFromQuotes(order, minLots(fillable, reaching));
      if (reaching < fillable) return;
      if (order.end === undefined) rank += 1;
    }
  }

  #fillFromQuotes(order: VenueOrder, quantity: Lots): void {
    const side = oppositeSide(order.side);
    for (let left = quantity; left > 0;) {
      const price = this.outside.bestPrice(side);
      assert(price !== undefined, 'quotes that reach an order are there');
      const taken = minLots(left, this.outside.available(side, price));
      this.outside.take(side, price, taken);
      this.#options.market.levelChanged(side, price);
      left = subtractLots(left, taken);
    }
    this.#options.market.traded(order.limit, quantity, side);
    this.#fill(order, order.limit, quantity, 'maker', undefined, this.#ids.nextTradeId());
  }

  #fill(
    order: VenueOrder,
    price: Ticks,
    quantity: Lots,
    liquidity: VenueFill['liquidity'],
    counterparty: VenueAccountKey | undefined,
    tradeId: string,
  ): void {
    fillOrder(order, quantity);
    this.#positionsMoved = true;
    const { account, symbol, clientOrderId, venueOrderId, side } = order;
    const fill: VenueFill = {
      tradeId,
      account,
      symbol,
      clientOrderId,
      venueOrderId,
      side,
      price,
      quantity,
      liquidity,
      fee: feeOfFill(this.#options.instrument, liquidity, price, quantity),
      venueTimeUs: this.#timeUs,
      counterparty,
    };
    this.#options.ledger.bookFill(fill);
    this.#options.orders.filled(fill);
    if (liquidity === 'maker') this.#options.market.levelChanged(side, order.limit);
    if (order.remaining === 0) {
      this.end(order, order.filled === order.quantity ? 'filled' : 'canceled', this.#timeUs);
    }
  }

  /** What may still trade of an order: of a reduce-only one, no more than would close the position. */
  #fillable(order: VenueOrder): Lots {
    return order.reduceOnly ? minLots(order.remaining, this.reducible(order)) : order.remaining;
  }

  /** Positions have moved: reduce-only orders shrink to what they can still reduce, and end when that is nothing. */
  #trimReduceOnly(): void {
    if (!this.#positionsMoved) return;
    this.#positionsMoved = false;
    for (const orders of [this.#bids, this.#asks]) {
      for (let rank = 0, order = orders.at(0); order !== undefined; order = orders.at(rank)) {
        const fillable = this.#fillable(order);
        if (fillable < order.remaining) {
          cutOrder(order, fillable);
          this.#options.market.levelChanged(order.side, order.limit);
          if (fillable === 0) this.end(order, 'canceled', this.#timeUs);
        }
        if (order.end === undefined) rank += 1;
      }
    }
  }
}
