// What the checkers share, taken in once per item of virtual time: orders as sent and told, fills as they are and as told, since
// when things have been as they are, and what is tolerated. All of it comes from the port, the oracle and the scenario.
import type { Command, PlaceCommand } from '../../../src/core/commands.ts';
import type { EngineEvent, FillEvent, OrderEvent } from '../../../src/core/events.ts';
import { lotsToBase, type InstrumentKey } from '../../../src/core/instrument.ts';
import type { OrderRequest } from '../../../src/core/order.ts';
import { limits } from '../../../src/core/limits.ts';
import { absBase, addBase, ticks, zeroBase, type BaseQuantity, type Lots } from '../../../src/core/money.ts';
import { tolerance, type Prices } from '../../../src/core/pair.ts';
import type { VenueFill } from '../../../src/venues/simulated/venue-order.ts';
import type { Observed } from '../../observed.ts';
import { legNames, type LegName, type Scenario } from '../../scenario/scenario.ts';
import { Books } from './books.ts';
import { Latencies } from './latencies.ts';
import { LegClocks } from './leg-clocks.ts';
import { BotClock } from './bot-clock.ts';
import { SentOrders, type SentOrder } from './sent-orders.ts';
import { TrueFills } from './true-fills.ts';

/** An order as it left. */
export interface Placed {
  readonly order: OrderRequest;
  readonly leg: LegName;
  /** Net delta of our own making, as it was told by then. */
  readonly toldDelta: BaseQuantity;
  /** The leg's position as far as it is of our making, as it was told by then. Long > 0. */
  readonly toldPosition: Lots;
  /** What may still fill on its side in orders that take away such delta, itself included. */
  readonly removing: BaseQuantity;
  /** Another order on its leg that may add delta, and may still fill. */
  readonly beside: SentOrder | undefined;
}

export class RunFacts {
  readonly scenario: Scenario;
  readonly orders: SentOrders;
  readonly fills: TrueFills;
  readonly bot = new BotClock();
  readonly legs: Readonly<Record<LegName, LegClocks>>;
  /** The largest net delta that is judged flat, whatever price of late is believed in. */
  toleratedBase: BaseQuantity = zeroBase;
  /** One order size beside that: what worst cases stay within. */
  capBase: BaseQuantity = zeroBase;
  /** The true net delta is outside tolerance; the same of what was told of our own. */
  isExposed = false;
  isToldExposed = false;
  /** Told, and to the side on which it truly is. */
  isKnownExposed = false;
  /** When a reduce-only order was last told to have come to nothing, in µs: its position is asked for before it is tried again. */
  reductionFailedUs = -Infinity;
  /** Orders that left in this item, each with what was told by then. */
  placed: Placed[] = [];
  /** Fills of ours that were told for the first time in this item. */
  toldFills: FillEvent[] = [];
  /** What the venues have filled in this item, for anybody. */
  readonly newFills: Record<LegName, readonly VenueFill[]> = { primary: [], hedge: [] };
  readonly books = new Books(this);
  readonly #latencies: Latencies;
  readonly #priceMarginBps: number;
  #sinceStartUs = 0;
  #lowestBid = Infinity;
  #judgedDelta: BaseQuantity | undefined;
  #judgedTold: BaseQuantity | undefined;

  constructor(scenario: Scenario) {
    this.scenario = scenario;
    this.orders = new SentOrders(scenario.workload);
    this.fills = new TrueFills(this.orders);
    this.#latencies = new Latencies(scenario);
    this.legs = { primary: new LegClocks(scenario, 'primary'), hedge: new LegClocks(scenario, 'hedge') };
    const spikes = scenario.faults.filter(({ kind }) => kind === 'price-spike').map(({ amount }) => amount);
    this.#priceMarginBps = 2 * limits.priceBandBps + Math.max(0, ...spikes.map(Math.abs));
  }

  /** To be called once per item, before any checker looks. */
  take(observed: Observed): void {
    const { nowUs, startUs, truth, happened } = observed;
    this.#sinceStartUs = nowUs - startUs;
    const { generation } = this.bot;
    this.bot.take(observed);
    if (generation > 0 && this.bot.generation > generation) this.#recall(observed);
    this.legs.primary.moveTo(nowUs, startUs);
    this.legs.hedge.moveTo(nowUs, startUs);
    this.newFills.primary = this.fills.read('primary', truth.primary, nowUs);
    this.newFills.hedge = this.fills.read('hedge', truth.hedge, nowUs);
    if (this.placed.length > 0) this.placed = [];
    if (this.toldFills.length > 0) this.toldFills = [];
    for (const item of happened) this.#take(item, observed);
    this.books.take(observed);
    this.#judge(observed);
  }

  /** To a venue and back, with what decides on either side, in µs. */
  get roundTripUs(): number {
    return this.#latencies.roundTripUs(this.#sinceStartUs);
  }

  legOf({ truth }: Observed, instrument: InstrumentKey): LegName {
    return instrument === truth.primary.instrument.key ? 'primary' : 'hedge';
  }

  /** Since when a process has run and both venues have answered it truthfully, in µs; Infinity while that is not so. */
  findableSinceUs(): number {
    const { primary, hedge } = this.legs;
    return Math.max(this.bot.runningSinceUs, primary.truthfulSinceUs, hedge.truthfulSinceUs);
  }

  /** What a process that takes over finds on the record. */
  #recall({ process: running, nowUs }: Observed): void {
    for (const leg of legNames) {
      for (const { request } of running?.pair[leg].orders ?? [])
        this.orders.recall(leg, request, nowUs, this.bot.generation);
    }
  }

  #take(item: EngineEvent | Command, observed: Observed): void {
    switch (item.kind) {
      case 'order-accepted':
      case 'fill':
      case 'order-ended':
      case 'order-report':
      case 'order-not-found':
      case 'request-failed':
        this.#hear(item, observed);
        return;
      case 'place':
        this.#place(item, observed);
        return;
      case 'cancel':
        this.orders.cancel(this.legOf(observed, item.instrument), item, observed.nowUs);
        return;
      default:
    }
  }

  #hear(event: OrderEvent, observed: Observed): void {
    const leg = this.legOf(observed, event.instrument);
    if (this.#isFruitless(leg, event)) this.reductionFailedUs = observed.nowUs;
    if (event.kind !== 'fill') this.orders.told(leg, event);
    else if (this.fills.tell(leg, observed.truth[leg].instrument, event)) {
      this.orders.fill(leg, event, observed.nowUs);
      this.toldFills.push(event);
    }
  }

  #place(command: PlaceCommand, observed: Observed): void {
    const { order } = command;
    const leg = this.legOf(observed, order.instrument);
    this.orders.forgetAbsent(observed.nowUs);
    const beside = this.orders.besides(leg, order);
    this.orders.place(leg, command, observed.nowUs, this.bot.generation);
    const { primary, hedge } = observed.truth;
    const removing = addBase(
      lotsToBase(primary.instrument, this.orders.removingLots('primary', order.side)),
      lotsToBase(hedge.instrument, this.orders.removingLots('hedge', order.side)),
    );
    const { toldDelta } = this.fills;
    this.placed.push({ order, leg, toldDelta, toldPosition: this.fills.toldPosition(leg), removing, beside });
  }

  #isFruitless(leg: LegName, event: OrderEvent): boolean {
    if (event.kind !== 'request-failed' && event.kind !== 'order-ended') return false;
    const order = this.orders.find(leg, event.clientOrderId);
    if (order?.request.reduceOnly !== true) return false;
    if (event.kind === 'order-ended') return event.cumulativeQuantity === 0;
    return event.failure.kind === 'refused' && event.failure.reason === 'reduce-only-would-increase';
  }

  /** Only what has changed is judged anew; a minimum notional is the most at the lowest price. */
  #judge({ truth: { hedge }, config, trueDelta }: Observed): void {
    if (this.capBase === 0n || (hedge.bid !== undefined && hedge.bid < this.#lowestBid)) {
      this.#lowestBid = hedge.bid ?? Infinity;
      this.toleratedBase = tolerance(config, this.#believable());
      this.capBase = addBase(config.size, this.toleratedBase);
      this.#judgedDelta = undefined;
      this.#judgedTold = undefined;
    }
    if (trueDelta !== this.#judgedDelta) {
      this.#judgedDelta = trueDelta;
      this.isExposed = absBase(trueDelta) > this.toleratedBase;
    }
    if (this.fills.toldDelta !== this.#judgedTold) {
      this.#judgedTold = this.fills.toldDelta;
      this.isToldExposed = absBase(this.fills.toldDelta) > this.toleratedBase;
    }
    this.isKnownExposed = this.isToldExposed && this.fills.toldDelta > 0n === trueDelta > 0n;
  }

  /** The lowest price that could have been shown. */
  #believable(): Prices {
    if (this.#lowestBid === Infinity) return undefined;
    const price = ticks(Math.floor((this.#lowestBid * (10_000 - this.#priceMarginBps)) / 10_000));
    return { bid: price, ask: price };
  }
}
