// Others on one venue: a handful of levels around the common price, a message every few hundred milliseconds, and trades that
// come often enough to fill a quote. Much less true to life than the synthetic market, and much cheaper.
import type { Instrument } from '../../src/core/instrument.ts';
import { LevelBuffer } from '../../src/core/levels.ts';
import { lots, ticks, zeroLots, type Lots } from '../../src/core/money.ts';
import { sideSign, type Side } from '../../src/core/side.ts';
import type { MarketMessage, MarketSource } from '../../src/ports/market-source.ts';
import type { Random } from '../../src/ports/random.ts';
import type { MarketPlan } from '../scenario/scenario.ts';
import type { PricePath } from './price-path.ts';

export interface SmallMarketOptions {
  readonly instrument: Instrument;
  readonly plan: MarketPlan;
  readonly path: PricePath;
  readonly random: Random;
  readonly startUs: number;
  /** The order size of the run on this instrument. */
  readonly orderLots: Lots;
  /** How much others show on a level at most, 0 for nothing at all; `undefined` is as usual. */
  readonly depthMax: (timeUs: number) => number | undefined;
}

/** Levels stay a moment when the price has left them, so that they are not all new with every step. */
const vanishPercent = 8;

export class SmallMarket implements MarketSource {
  readonly instrument: Instrument;
  readonly #options: SmallMarketOptions;
  readonly #levels: Readonly<Record<Side, Map<number, number>>> = { buy: new Map(), sell: new Map() };
  readonly #message: MarketMessage;
  nextTimeUs: number;
  #isFirst = true;
  /** The level that the last trade has emptied, or made smaller, is still to be told. */
  #isDepthDue = false;

  constructor(options: SmallMarketOptions) {
    this.#options = options;
    this.instrument = options.instrument;
    this.nextTimeUs = options.startUs;
    this.#message = {
      kind: 'levels',
      venueTimeUs: options.startUs,
      localTimeUs: undefined,
      levels: new LevelBuffer(),
      price: ticks(0),
      quantity: zeroLots,
      aggressor: 'buy',
    };
  }

  take(): MarketMessage {
    const { plan, random } = this.#options;
    const message = this.#message;
    message.venueTimeUs = this.nextTimeUs;
    message.levels.clear();
    const isTrade = !this.#isFirst && !this.#isDepthDue && random.below(100) < plan.tradePercent;
    if (!isTrade || !this.#trade(message)) this.#quote(message);
    // A trade and the book that it left are of one moment.
    if (message.kind !== 'trade')
      this.nextTimeUs += 1_000 + Math.round(random.exponential(plan.messageMs * 1_000));
    return message;
  }

  /** Somebody takes at the touch; false when there is nothing to take. */
  #trade(message: MarketMessage): boolean {
    const { plan, random, orderLots } = this.#options;
    const aggressor: Side = random.below(2) === 0 ? 'buy' : 'sell';
    const passive: Side = aggressor === 'buy' ? 'sell' : 'buy';
    const levels = this.#levels[passive];
    const price = bestOf(levels, passive);
    if (price === undefined) return false;
    const wanted = Math.max(
      1,
      Math.round((orderLots * plan.tradeSizePercent * (50 + random.below(100))) / 10_000),
    );
    const shown = levels.get(price) ?? 0;
    // What goes beyond the level has met hidden orders: ours among them.
    if (wanted >= shown) levels.set(price, 0);
    else levels.set(price, shown - wanted);
    message.kind = 'trade';
    message.price = ticks(price);
    message.quantity = lots(wanted);
    message.aggressor = aggressor;
    this.#isDepthDue = true;
    return true;
  }

  /** Others have moved to where the price is now. */
  #quote(message: MarketMessage): void {
    const { plan, path } = this.#options;
    message.kind = this.#isFirst ? 'snapshot' : 'levels';
    this.#isFirst = false;
    this.#isDepthDue = false;
    const middle = path.at(this.nextTimeUs);
    const bid = middle - Math.floor(plan.spreadTicks / 2);
    this.#requote(message.levels, 'buy', bid);
    this.#requote(message.levels, 'sell', bid + plan.spreadTicks);
  }

  #requote(told: LevelBuffer, side: Side, touch: number): void {
    const { plan, random, depthMax } = this.#options;
    const levels = this.#levels[side];
    const sign = sideSign(side);
    const most = depthMax(this.nextTimeUs);
    const worst = touch - sign * (plan.levels - 1);
    for (const [price, quantity] of levels) {
      const isOutside = (price - touch) * sign > 0 || (price - worst) * sign < 0;
      const isToVanish = quantity === 0 || isOutside || random.below(100) < vanishPercent;
      if (!isToVanish && (most === undefined || quantity <= most)) continue;
      levels.delete(price);
      told.push(side, ticks(price), zeroLots);
    }
    if (most === 0) return;
    for (let price = touch; (price - worst) * sign >= 0; price -= sign) {
      // A level that has just gone is back with the next message.
      if (levels.has(price) || isNamed(told, side, price)) continue;
      const quantity = Math.min(this.#drawQuantity(), most ?? Infinity);
      levels.set(price, quantity);
      told.push(side, ticks(price), lots(quantity));
    }
  }

  #drawQuantity(): number {
    const { plan, random, orderLots } = this.#options;
    return Math.max(1, Math.round((orderLots * plan.levelPercent * (20 + random.below(160))) / 10_000));
  }
}

function bestOf(levels: ReadonlyMap<number, number>, side: Side): number | undefined {
  const sign = sideSign(side);
  let best: number | undefined;
  for (const [price, quantity] of levels)
    if (quantity > 0 && (best === undefined || (price - best) * sign > 0)) best = price;
  return best;
}

function isNamed(told: LevelBuffer, side: Side, price: number): boolean {
  for (let index = 0; index < told.count; index += 1)
    if (told.price(index) === price && told.side(index) === side) return true;
  return false;
}
