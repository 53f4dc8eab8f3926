// The exchange side of one instrument: takes the feed in, admits orders, cancels and replaces them, and lets the matcher do
// the rest. Synchronous and without a clock, so that the in-process simulation and the local venue servers share it.
import { assertNever } from '../../core/assert.ts';
import { takesEachIdOnce, type Instrument, type VenueAccountKey } from '../../core/instrument.ts';
import type { PriceSpan } from '../../core/levels.ts';
import { addLots, subtractLots, zeroLots, type Lots, type Ticks } from '../../core/money.ts';
import type { ClientOrderId } from '../../core/order.ts';
import { oppositeSide, type Side } from '../../core/side.ts';
import type { MarketMessage } from '../../ports/market-source.ts';
import { affords } from './margin.ts';
import { Matcher, type MatcherOptions } from './matcher.ts';
import { refuse, refuseTerms } from './order-rules.ts';
import type { OutsideLiquidity } from './outside-liquidity.ts';
import { CountedIds, type VenueIds } from './venue-ids.ts';
import {
  accepts,
  createVenueOrder,
  cutOrder,
  type OrderTerms,
  type Refusal,
  type VenueOrder,
} from './venue-order.ts';

export interface MatchingOptions extends MatcherOptions {
  /** A reduce-only order larger than the position is cut to it, or refused: venues differ. */
  readonly oversizedReduceOnly: 'cut' | 'refuse';
  /** Whether a replaced order gets a new venue order id: venues differ. */
  readonly newIdOnReplace: boolean;
  /** How old a book may be on which orders are taken, in µs, where a feed that stands still says nothing any more. */
  readonly bookAgeUsMax?: number | undefined;
}

export class MatchingEngine {
  readonly #options: MatchingOptions;
  readonly #matcher: Matcher;
  readonly #ids: VenueIds;
  /** Made anew for every message, they were a good part of what a backtest allocates. */
  readonly #spans = {
    buy: { lowest: Infinity, highest: -Infinity },
    sell: { lowest: Infinity, highest: -Infinity },
  };
  /** The feed has lost sight of the market. */
  #isLost = false;
  /** Venue time of the last word about the book. */
  #bookAtUs = -Infinity;

  constructor(options: MatchingOptions) {
    this.#options = options;
    this.#ids = options.ids ?? new CountedIds();
    this.#matcher = new Matcher({ ...options, ids: this.#ids });
    options.ledger.list(options.instrument, this.outside.book);
  }

  get instrument(): Instrument {
    return this.#options.instrument;
  }

  get outside(): OutsideLiquidity {
    return this.#matcher.outside;
  }

  /** Whether what the venue shows is exactly what the feed says. */
  showsOnlyOutside(): boolean {
    return !this.#matcher.hasResting() && this.outside.isIntact();
  }

  /** What the venue shows at a price: others' quantity that is still there, and our own. */
  displayed(side: Side, price: Ticks): Lots {
    return addLots(this.outside.available(side, price), this.#matcher.resting(side).quantityAt(price));
  }

  /** By how much the venue shows more at a price than the feed says, or less: what is ours less what our takers consumed. */
  departure(side: Side, price: Ticks): Lots {
    return subtractLots(this.#matcher.resting(side).quantityAt(price), this.outside.consumed(side, price));
  }

  /** All prices of a side at which the venue may show something else than the feed says. Valid until the next call. */
  departingSpan(side: Side): PriceSpan {
    const orders = this.#matcher.resting(side);
    const consumed = side === 'buy' ? this.outside.consumedBids : this.outside.consumedAsks;
    if (orders.count === 0) return consumed;
    const first = (orders.at(0) as VenueOrder).limit;
    const last = (orders.at(orders.count - 1) as VenueOrder).limit;
    const span = this.#spans[side];
    span.lowest = Math.min(consumed.lowest, first, last);
    span.highest = Math.max(consumed.highest, first, last);
    return span;
  }

  /** Our resting order of a side with the `rank`-th priority, 0 for the first; `undefined` beyond the last. */
  restingAt(side: Side, rank: number): VenueOrder | undefined {
    return this.#matcher.resting(side).at(rank);
  }

  /**
   * Takes in one message of the feed, and fills whichever of our orders it reaches. Of a market that is lost the last book is kept,
   * because our orders keep their places in it; but nothing is taken before the next. Returns whether either touch of the feed changed.
   */
  apply(message: MarketMessage): boolean {
    const hasResting = this.#matcher.hasResting();
    switch (message.kind) {
      case 'trade':
        if (hasResting) this.#matcher.matchTrade(message);
        return false;
      case 'lost':
        this.#isLost = true;
        return false;
      case 'snapshot':
      case 'levels': {
        if (message.kind === 'snapshot') this.#isLost = false;
        this.#bookAtUs = message.venueTimeUs;
        const hasTouchChanged = this.outside.apply(message.levels, message.kind === 'snapshot');
        if (hasResting) this.#matcher.matchDepth(message);
        return hasTouchChanged;
      }
      default:
        return assertNever(message.kind);
    }
  }

  /** A refusal proves that nothing happened; otherwise the listeners have heard what did. */
  place(account: VenueAccountKey, terms: OrderTerms, timeUs: number): Refusal | undefined {
    const { instrument, ledger } = this.#options;
    const namesake = ledger.order(account, terms.clientOrderId);
    if (namesake !== undefined && (namesake.end === undefined || takesEachIdOnce(instrument))) {
      return refuse('duplicate-client-order-id', `${terms.clientOrderId} was used before`);
    }
    const order = createVenueOrder(account, instrument.symbol, terms, '');
    const touch = this.#matcher.bestPrice(oppositeSide(terms.side));
    const refusal =
      this.#refuseUnseen(timeUs) ?? refuseTerms(instrument, terms, touch) ?? this.#refuseNow(order, zeroLots);
    if (refusal !== undefined) return refusal;
    order.venueOrderId = this.#ids.nextOrderId();
    ledger.addOrder(order);
    this.#admit(order, timeUs);
    return undefined;
  }

  cancel(account: VenueAccountKey, clientOrderId: ClientOrderId, timeUs: number): Refusal | undefined {
    return this.#end(account, clientOrderId, 'canceled', timeUs);
  }

  /** Ends an open order whose time is over. */
  expire(account: VenueAccountKey, clientOrderId: ClientOrderId, timeUs: number): Refusal | undefined {
    return this.#end(account, clientOrderId, 'expired', timeUs);
  }

  /**
   * Gives an open order another price or total quantity; a total that is filled already ends it. It keeps its place only when
   * nothing but the quantity shrinks. A refusal leaves it as it was.
   */
  replace(
    account: VenueAccountKey,
    clientOrderId: ClientOrderId,
    change: { readonly price: Ticks; readonly quantity: Lots },
    timeUs: number,
  ): Refusal | undefined {
    const order = this.#working(account, clientOrderId);
    if (order === undefined) return refuse('unknown-order', `${clientOrderId} is not open`);
    const changed = { ...order, ...change, limit: change.price };
    const refusal = this.#refuseUnseen(timeUs) ?? refuseTerms(this.#options.instrument, changed, undefined);
    if (refusal !== undefined) return refusal;
    if (change.quantity <= order.filled) return this.cancel(account, clientOrderId, timeUs);
    changed.remaining = subtractLots(change.quantity, order.filled);
    const refusalNow = this.#refuseNow(changed, order.remaining);
    if (refusalNow !== undefined) return refusalNow;
    if (change.price === order.limit && changed.remaining <= order.remaining)
      this.#shrink(order, changed, timeUs);
    else this.#requeue(order, changed, timeUs);
    return undefined;
  }

  #end(
    account: VenueAccountKey,
    clientOrderId: ClientOrderId,
    end: 'canceled' | 'expired',
    timeUs: number,
  ): Refusal | undefined {
    const order = this.#working(account, clientOrderId);
    if (order === undefined) return refuse('unknown-order', `${clientOrderId} is not open`);
    this.#matcher.end(order, end, timeUs);
    return undefined;
  }

  #shrink(order: VenueOrder, changed: VenueOrder, timeUs: number): void {
    this.#takeOver(order, changed);
    this.#options.orders.accepted(order, timeUs);
    this.#options.market.levelChanged(order.side, order.limit);
  }

  #requeue(order: VenueOrder, changed: VenueOrder, timeUs: number): void {
    this.#matcher.leaveBook(order);
    this.#takeOver(order, changed);
    this.#admit(order, timeUs);
  }

  #takeOver(order: VenueOrder, { limit, quantity, remaining }: VenueOrder): void {
    order.limit = limit;
    order.quantity = quantity;
    order.remaining = remaining;
    if (!this.#options.newIdOnReplace) return;
    order.venueOrderId = this.#ids.nextOrderId();
  }

  #admit(order: VenueOrder, timeUs: number): void {
    this.#options.orders.accepted(order, timeUs);
    this.#matcher.work(order, timeUs);
  }

  /** Nobody knows what would become of an order in a market that is not seen. */
  #refuseUnseen(timeUs: number): Refusal | undefined {
    const { instrument, bookAgeUsMax = Infinity } = this.#options;
    return this.#isLost || timeUs - this.#bookAtUs > bookAgeUsMax
      ? refuse('not-trading', `the market of ${instrument.symbol} is not seen at the moment`)
      : undefined;
  }

  /**
   * Why an order with valid terms is refused as things stand. First cuts a reduce-only order to what it can reduce.
   * `counted` is how much of it the margin already carries.
   */
  #refuseNow(order: VenueOrder, counted: Lots): Refusal | undefined {
    const { ledger, oversizedReduceOnly } = this.#options;
    if (order.reduceOnly) {
      const reducible = this.#matcher.reducible(order);
      if (reducible === 0 || (oversizedReduceOnly === 'refuse' && order.remaining > reducible)) {
        return refuse('reduce-only-would-increase', `the position lets ${reducible} lots go on this side`);
      }
      cutOrder(order, reducible);
    }
    const touch = this.#matcher.bestPrice(oppositeSide(order.side));
    if (order.postOnly && touch !== undefined && accepts(order, touch)) {
      return refuse('post-only-would-cross', `the other side stands at ${touch} ticks`);
    }
    if (order.timeInForce === 'fok' && this.#matcher.reachable(order) < order.remaining) {
      return refuse(
        'would-not-fill-completely',
        `fewer than ${order.remaining} lots are there at this price`,
      );
    }
    const added = {
      symbol: order.symbol,
      side: order.side,
      quantity: subtractLots(order.remaining, counted),
    };
    if (!order.reduceOnly && !affords(ledger, ledger.account(order.account), added)) {
      return refuse('insufficient-margin', `${order.account} cannot carry this order`);
    }
    return undefined;
  }

  #working(account: VenueAccountKey, clientOrderId: ClientOrderId): VenueOrder | undefined {
    const order = this.#options.ledger.order(account, clientOrderId);
    return order?.symbol === this.#options.instrument.symbol && order.end === undefined ? order : undefined;
  }
}
