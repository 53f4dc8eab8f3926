// How much stands where: the touch grows while it stands and thins on the side that the price moves against; behind it, levels
// come at distances that are dense near the touch and sparse far from it, larger the farther they are.
import { minLots, type Lots, type Ticks } from '../../../core/money.ts';
import type { Side } from '../../../core/side.ts';
import type { Random } from '../../../ports/random.ts';
import type { DisplayedBook } from './displayed-book.ts';
import type { DepthParameters } from './parameters.ts';
import type { MarketScale } from './scale.ts';

/** Fewer than this many levels on a side are never left, so that every order finds something to take. */
const levelsMin = 2;

export class Depth {
  readonly #book: DisplayedBook;
  readonly #random: Random;
  readonly #parameters: DepthParameters;
  readonly #scale: MarketScale;
  readonly #logReachTicks: number;
  readonly #touchMedianLots: number;
  readonly #lotsAtOneBps: number;
  /** What the touch of a side grows to while its price stands: drawn anew with each new price. */
  readonly #touchAims = { buy: 0, sell: 0 };
  readonly #touchPrices = { buy: 0, sell: 0 };

  constructor(book: DisplayedBook, random: Random, parameters: DepthParameters, scale: MarketScale) {
    this.#book = book;
    this.#random = random;
    this.#parameters = parameters;
    this.#scale = scale;
    this.#logReachTicks = Math.log(
      Math.max(2 * parameters.levelsPerSide, parameters.reachBps * scale.ticksPerBps),
    );
    this.#touchMedianLots = parameters.touchUsdMedian * scale.lotsPerUsd;
    const logDeviation = parameters.levelLogDeviation;
    this.#lotsAtOneBps =
      parameters.levelUsdAtOneBps * scale.lotsPerUsd * Math.exp((-logDeviation * logDeviation) / 2);
  }

  /** Quotes a new best price, with a part of what it will grow to. Most who stood at the old one come along. */
  openTouch(side: Side, price: Ticks): void {
    const levels = this.#book.side(side);
    const old = levels.bestPrice();
    if (old !== undefined) {
      this.#book.show(side, old, minLots(levels.bestQuantity(), this.#drawLevel(Math.abs(price - old))));
    }
    this.#drawAim(side, price);
    this.#book.show(side, price, wholeLots(this.#touchAims[side] * this.#parameters.newTouchShare));
  }

  /** Fills both sides for the first time, down from the touch. */
  stock(side: Side): void {
    const levels = this.#book.side(side);
    while (levels.depth < this.#parameters.levelsPerSide) this.#place(side);
  }

  /**
   * One update by the makers: touches move towards their aims, levels behind them come and go. `lean` in [−1, 1] is > 0 where
   * the fair price is above the mid: then bids thicken and asks thin out.
   */
  update(lean: number): void {
    const thickening = Math.exp(this.#parameters.leanExponent * lean);
    this.#updateSide('buy', thickening);
    this.#updateSide('sell', 1 / thickening);
  }

  /** After a side was taken from or pulled: a market that trades has somebody behind the last level. */
  restock(side: Side): void {
    const levels = this.#book.side(side);
    while (levels.depth < levelsMin) this.#place(side);
  }

  #updateSide(side: Side, thickening: number): void {
    this.#refillTouch(side, thickening);
    for (let due = this.#parameters.placementsPerUpdate; due > 0; due -= 1) {
      if (due >= 1 || this.#random.uniform() < due) this.#place(side);
    }
    this.#thin(side);
  }

  #refillTouch(side: Side, thickening: number): void {
    const price = this.#book.best(side);
    if (this.#touchPrices[side] !== price) this.#drawAim(side, price);
    const shown = this.#book.side(side).bestQuantity();
    const aim = this.#touchAims[side] * thickening;
    const share = 2 * this.#parameters.refillShare * this.#random.uniform();
    this.#book.show(side, price, wholeLots(shown + share * (aim - shown)));
  }

  /** Distances are log-uniform: as many levels between 1 and 10 ticks from the touch as between 10 and 100. */
  #place(side: Side): void {
    const distance = Math.round(Math.exp(this.#random.uniform() * this.#logReachTicks));
    const best = this.#book.best(side);
    const price = side === 'buy' ? best - distance : best + distance;
    this.#book.show(side, price as Ticks, this.#drawLevel(distance));
  }

  /** What stands at a level so many ticks behind the touch. */
  #drawLevel(distance: number): Lots {
    const bps = distance / this.#scale.ticksPerBps;
    const noise = Math.exp(this.#parameters.levelLogDeviation * this.#random.normal());
    return wholeLots(this.#lotsAtOneBps * bps * Math.sqrt(bps) * noise);
  }

  /** Above the usual number of levels one goes: the last when it is out of reach, else any behind the touch. */
  #thin(side: Side): void {
    const levels = this.#book.side(side);
    while (levels.depth > this.#parameters.levelsPerSide) {
      const last = levels.depth - 1;
      const distance = Math.abs((levels.priceAt(last) as Ticks) - this.#book.best(side));
      const isOutOfReach = Math.log(distance) > this.#logReachTicks;
      const rank = isOutOfReach ? last : 1 + this.#random.below(last);
      this.#book.remove(side, levels.priceAt(rank) as Ticks);
    }
  }

  #drawAim(side: Side, price: Ticks): void {
    this.#touchPrices[side] = price;
    this.#touchAims[side] =
      this.#touchMedianLots * Math.exp(this.#parameters.touchLogDeviation * this.#random.normal());
  }
}

function wholeLots(quantity: number): Lots {
  return Math.max(1, Math.round(quantity)) as Lots;
}
