// The public feed of one synthetic venue: quote updates and aggressive orders in the order of their times, as messages. Lazy
// and without end; the messages of one order are its trades, then what it left of the levels.
import { assert } from '../../../core/assert.ts';
import type { Decimal } from '../../../core/decimal.ts';
import type { Instrument } from '../../../core/instrument.ts';
import { LevelBuffer } from '../../../core/levels.ts';
import { zeroLots, type Lots, type Ticks } from '../../../core/money.ts';
import { oppositeSide, type Side } from '../../../core/side.ts';
import type { MarketMessage, MarketSource } from '../../../ports/market-source.ts';
import type { Random } from '../../../ports/random.ts';
import { Basis } from './basis.ts';
import { Depth } from './depth.ts';
import { DisplayedBook, type Executions } from './displayed-book.ts';
import { EfficientPrice } from './efficient-price.ts';
import { FairPrice } from './fair-price.ts';
import { OrderArrivals } from './order-arrivals.ts';
import { OrderFlow } from './order-flow.ts';
import type { EfficientPriceParameters, VenueParameters } from './parameters.ts';
import { Quotes } from './quotes.ts';
import { marketScale } from './scale.ts';

export interface SyntheticSourceOptions {
  readonly instrument: Instrument;
  readonly startPrice: Decimal;
  /** Venue time of the first message, the snapshot. */
  readonly startUs: number;
  /** Sources that share the efficient price are given equal streams here, and different ones as `random`. */
  readonly efficientPriceRandom: Random;
  readonly efficientPrice: EfficientPriceParameters;
  readonly random: Random;
  readonly parameters: VenueParameters;
}

export class SyntheticSource implements MarketSource {
  readonly instrument: Instrument;
  readonly #parameters: VenueParameters;
  readonly #fairPrice: FairPrice;
  readonly #arrivals: OrderArrivals;
  readonly #flow: OrderFlow;
  readonly #book: DisplayedBook;
  readonly #depth: Depth;
  readonly #quotes: Quotes;
  readonly #timing: Random;
  readonly #message: MarketMessage;
  /** Levels that changed since they were last sent. */
  readonly #changes = new LevelBuffer();
  readonly #executions: Executions = { count: 0, prices: [], quantities: [] };
  /** Trades of the running order that were sent already. */
  #executionsSent = 0;
  #isOpen = false;
  #nowUs: number;
  #nextOrderUs: number;
  /** When makers next tend to the book although nothing forces them. */
  #nextTendingUs: number;
  /** When a stale quote is next acted upon, by its maker or by a taker; Infinity while none is known to be stale. */
  #nextReactionUs = Infinity;

  constructor(options: SyntheticSourceOptions) {
    const { random, parameters, startUs } = options;
    this.instrument = options.instrument;
    this.#parameters = parameters;
    const scale = marketScale(options.instrument, options.startPrice);
    const { stepMs } = options.efficientPrice;
    this.#fairPrice = new FairPrice({
      efficientPrice: new EfficientPrice(options.efficientPriceRandom, options.efficientPrice),
      basis: new Basis(random.fork('basis'), stepMs, parameters.basis),
      scale,
      startUs,
      stepMs,
    });
    this.#arrivals = new OrderArrivals(random.fork('order arrivals'), startUs, parameters.orderFlow);
    this.#flow = new OrderFlow(random.fork('order flow'), parameters.orderFlow, scale);
    this.#book = new DisplayedBook(this.#changes);
    this.#depth = new Depth(this.#book, random.fork('depth'), parameters.depth, scale);
    this.#quotes = new Quotes(this.#book, this.#depth, random.fork('quotes'), parameters.quotes, scale);
    this.#timing = random.fork('timing');
    this.#nowUs = startUs;
    this.#nextOrderUs = this.#arrivals.drawNextUs(startUs);
    this.#nextTendingUs = this.#drawTendingUs();
    this.#message = {
      kind: 'snapshot',
      venueTimeUs: startUs,
      localTimeUs: undefined,
      levels: this.#changes,
      price: 0 as Ticks,
      quantity: zeroLots,
      aggressor: 'buy',
    };
  }

  get nextTimeUs(): number {
    return !this.#isOpen || this.#executions.count > 0 ? this.#nowUs : this.#nextEventUs();
  }

  take(): MarketMessage {
    if (this.#executions.count > 0) return this.#continueOrder();
    this.#nowUs = this.nextTimeUs;
    this.#changes.clear();
    const fairTicks = this.#fairPrice.ticksAt(this.#nowUs);
    if (!this.#isOpen) this.#open(fairTicks);
    else if (this.#nowUs === this.#nextOrderUs) this.#anyOrder(fairTicks);
    else if (this.#nowUs === this.#nextReactionUs) this.#react(fairTicks);
    else this.#tend(fairTicks);
    this.#watch();
    return this.#executions.count > 0 ? this.#continueOrder() : this.#message;
  }

  #open(fairTicks: number): void {
    this.#isOpen = true;
    this.#quotes.open(fairTicks);
    this.#book.copyTo(this.#changes);
    this.#say('snapshot');
  }

  #tend(fairTicks: number): void {
    this.#quotes.tend(fairTicks);
    this.#nextTendingUs = this.#drawTendingUs();
    this.#say('levels');
  }

  /** Somebody acts on a stale quote: a taker picks it off, which alarms the makers, or they are faster and follow the price. */
  #react(fairTicks: number): void {
    const { pickOffProbability, pickOffSizeFactor, alarmMs } = this.#parameters.quotes;
    const stale = this.#quotes.staleSide(fairTicks);
    if (stale !== undefined && this.#timing.uniform() < pickOffProbability) {
      this.#order(oppositeSide(stale), pickOffSizeFactor, fairTicks);
      this.#nextReactionUs = this.#draw(this.#nowUs, alarmMs / 1e3);
    } else {
      this.#quotes.follow(fairTicks);
      this.#nextReactionUs = Infinity;
      this.#say('levels');
    }
  }

  #anyOrder(fairTicks: number): void {
    const side = this.#flow.drawSide(this.#quotes.lean(fairTicks));
    this.#order(side, 1, side === 'buy' ? Infinity : -Infinity);
  }

  #order(side: Side, sizeFactor: number, limitTicks: number): void {
    this.#book.take(side, this.#flow.drawSize(sizeFactor), limitTicks, this.#executions);
    assert(this.#executions.count > 0, 'an aggressive order finds something to take');
    this.#executionsSent = 0;
    this.#message.aggressor = side;
    this.#flow.follow(side);
    this.#depth.restock(oppositeSide(side));
    this.#arrivals.excite(this.#nowUs);
    this.#nextOrderUs = this.#arrivals.drawNextUs(this.#nowUs);
    this.#nextTendingUs = this.#drawTendingUs();
  }

  /** Follows the fair price up to the next event, for the moment when it leaves a quote stale. Touches no message. */
  #watch(): void {
    if (this.#nextReactionUs !== Infinity) return;
    const eventUs = this.#nextEventUs();
    for (;;) {
      const stepUs = this.#fairPrice.nextStepUs;
      if (stepUs > eventUs) return;
      if (this.#quotes.staleSide(this.#fairPrice.ticksAt(stepUs)) === undefined) continue;
      this.#nextReactionUs = this.#draw(stepUs, this.#parameters.quotes.reactionMs / 1e3);
      return;
    }
  }

  #nextEventUs(): number {
    return Math.min(this.#nextOrderUs, this.#nextTendingUs, this.#nextReactionUs);
  }

  /** The order's trades one by one, then the levels. */
  #continueOrder(): MarketMessage {
    const index = this.#executionsSent;
    if (index === this.#executions.count) {
      this.#executions.count = 0;
      return this.#say('levels');
    }
    this.#executionsSent += 1;
    this.#message.price = this.#executions.prices[index] as Ticks;
    this.#message.quantity = this.#executions.quantities[index] as Lots;
    return this.#say('trade');
  }

  #say(kind: MarketMessage['kind']): MarketMessage {
    this.#message.kind = kind;
    this.#message.venueTimeUs = this.#nowUs;
    return this.#message;
  }

  /** Makers tend to the book more often while orders come in bursts. */
  #drawTendingUs(): number {
    const perSecond = this.#parameters.quotes.tendingPerSecond * this.#arrivals.activity(this.#nowUs);
    return this.#draw(this.#nowUs, 1 / perSecond);
  }

  #draw(fromUs: number, meanSeconds: number): number {
    return fromUs + Math.max(1, Math.round(this.#timing.exponential(meanSeconds) * 1e6));
  }
}
