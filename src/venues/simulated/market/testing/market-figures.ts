// Measures a market: the figures by which docs/decisions/0003-synthetic-market.md compares the synthetic market with real ones,
// by the names that its table uses. One definition of each figure, whatever the market comes from.
import type { Book } from '../../../../market/book.ts';
import { correlation, fanoFactor, mean, moves, quantile, standardDeviation } from './statistics.ts';

/** What turns ticks and lots into basis points and US dollars. */
interface FigureScale {
  readonly bpsPerTick: number;
  readonly usdPerTickLot: number;
}

/** Public trades of one moment and side. */
interface AggressiveOrder {
  readonly timeUs: number;
  readonly sign: 1 | -1;
  lots: number;
  tickLots: number;
}

/** Touches are sampled every 100 ms, depths every second. */
const sampleUs = 100_000;
const samplesPerSecond = 10;
const depthUs = 1_000_000;
const depthsBps = [1, 5, 10];

export class MarketFigures {
  readonly #scale: FigureScale;
  #bid = 0;
  #ask = 0;
  #bidLots = 0;
  #askLots = 0;
  #startUs = Number.NaN;
  #nowUs = 0;
  #nextSampleUs = 0;
  #nextDepthUs = 0;
  readonly #midTimesUs: number[] = [];
  readonly #mids: number[] = [];
  readonly #sampledMids: number[] = [];
  readonly #sampledSpreads: number[] = [];
  readonly #sampledTouchUsd: number[] = [];
  readonly #sampledImbalances: number[] = [];
  readonly #orders: AggressiveOrder[] = [];
  readonly #depthsUsd: readonly number[][] = depthsBps.map(() => []);

  constructor(scale: FigureScale) {
    this.#scale = scale;
  }

  /** The touch from now on, in ticks and lots. */
  touch(timeUs: number, bid: number, bidLots: number, ask: number, askLots: number): void {
    if (this.#mids.length === 0) {
      this.#startUs = timeUs;
      this.#nextSampleUs = timeUs + sampleUs;
      this.#nextDepthUs = timeUs;
    }
    this.#sampleUntil(timeUs);
    this.#bid = bid;
    this.#ask = ask;
    this.#bidLots = bidLots;
    this.#askLots = askLots;
    this.#nowUs = timeUs;
    const mid = (bid + ask) / 2;
    if (mid === this.#mids.at(-1)) return;
    this.#midTimesUs.push(timeUs);
    this.#mids.push(mid);
  }

  /** A public trade; `sign` is that of its aggressor, 1 for a buyer. */
  trade(timeUs: number, price: number, lots: number, sign: 1 | -1): void {
    const last = this.#orders.at(-1);
    if (last !== undefined && last.timeUs === timeUs && last.sign === sign) {
      last.lots += lots;
      last.tickLots += price * lots;
    } else {
      this.#orders.push({ timeUs, sign, lots, tickLots: price * lots });
    }
  }

  /** Offers the whole book. */
  depth(timeUs: number, book: Book): void {
    if (this.#mids.length === 0 || timeUs < this.#nextDepthUs || !book.isUsable()) return;
    this.#nextDepthUs = timeUs + depthUs;
    const mid = ((book.bids.bestPrice() as number) + (book.asks.bestPrice() as number)) / 2;
    for (const [index, bps] of depthsBps.entries()) {
      const reachTicks = bps / this.#scale.bpsPerTick;
      for (const side of [book.bids, book.asks]) {
        let usd = 0;
        for (let rank = 0; rank < side.depth; rank += 1) {
          const price = side.priceAt(rank) ?? 0;
          if (Math.abs(price - mid) > reachTicks) break;
          usd += side.quantityAt(rank) * price * this.#scale.usdPerTickLot;
        }
        this.#depthsUsd[index]?.push(usd);
      }
    }
  }

  /** The mid in force at a moment, in ticks. */
  midAt(timeUs: number): number {
    let low = 0;
    let high = this.#midTimesUs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#midTimesUs[middle] as number) <= timeUs) low = middle + 1;
      else high = middle;
    }
    return this.#mids[Math.max(0, low - 1)] as number;
  }

  /** The mid every 100 ms, in bps of the price that the scale refers to. */
  sampledMidsBps(): number[] {
    return this.#sampledMids.map((mid) => mid * this.#scale.bpsPerTick);
  }

  report(): Map<string, number> {
    return new Map([...this.#touchFigures(), ...this.#orderFigures(), ...this.#moveFigures()]);
  }

  #touchFigures(): [string, number][] {
    const spreads = this.#sampledSpreads;
    return [
      ['spread: share of time at one tick', spreads.filter((ticks) => ticks === 1).length / spreads.length],
      ['spread: mean, ticks', mean(spreads)],
      ['touch: median, USD', quantile(this.#sampledTouchUsd, 0.5)],
      ['touch: mean, USD', mean(this.#sampledTouchUsd)],
      ['touch: 90th percentile, USD', quantile(this.#sampledTouchUsd, 0.9)],
      ...depthsBps.map((bps, index): [string, number] => [
        `depth of a side within ${bps} bps: mean, USD`,
        mean(this.#depthsUsd[index] ?? []),
      ]),
    ];
  }

  #orderFigures(): [string, number][] {
    const usd = this.#orders.map((order) => order.tickLots * this.#scale.usdPerTickLot);
    const times = this.#orders.map((order) => order.timeUs);
    const gaps = moves(times, 1);
    const signs = this.#orders.map((order): number => order.sign);
    const seconds = (this.#nowUs - this.#startUs) / 1e6;
    return [
      ['orders per second', usd.length / seconds],
      ['orders: gaps, deviation ÷ mean', standardDeviation(gaps) / mean(gaps)],
      ['orders: Fano factor per 1 s', fanoFactor(times, this.#startUs, this.#nowUs, 1e6)],
      ['orders: Fano factor per 10 s', fanoFactor(times, this.#startUs, this.#nowUs, 1e7)],
      ['orders: correlation of consecutive sides', correlation(signs.slice(0, -1), signs.slice(1))],
      ['order: median, USD', quantile(usd, 0.5)],
      ['order: mean, USD', mean(usd)],
      ['order: 99th percentile, USD', quantile(usd, 0.99)],
      ...[0.1, 1, 5, 30].map((after): [string, number] => [
        `mid ${after} s after an order, from the mid before: mean, bps`,
        this.#meanMoveAfter(after, (order) => this.midAt(order.timeUs - 1)),
      ]),
      ...[0.1, 1, 5, 30].map((after): [string, number] => [
        `mid ${after} s after an order, from its price: mean, bps`,
        this.#meanMoveAfter(after, (order) => order.tickLots / order.lots),
      ]),
    ];
  }

  #moveFigures(): [string, number][] {
    const mids = this.sampledMidsBps();
    const perSecond = moves(mids, samplesPerSecond);
    const imbalances = this.#sampledImbalances.slice(0, perSecond.length);
    return [
      ...[0.1, 1, 10, 60].map((over): [string, number] => [
        `mid over ${over} s: deviation, bps`,
        standardDeviation(moves(mids, Math.round(over * samplesPerSecond))),
      ]),
      ['mid over 1 s: 99th percentile of its size, bps', quantile(perSecond.map(Math.abs), 0.99)],
      [
        'mid over 1 s: share without a move',
        perSecond.filter((move) => move === 0).length / perSecond.length,
      ],
      ['mid over 1 s: correlation with the touch’s imbalance before', correlation(imbalances, perSecond)],
    ];
  }

  /** In the order's direction: > 0 is what the resting side of it loses. */
  #meanMoveAfter(seconds: number, from: (order: AggressiveOrder) => number): number {
    const bps: number[] = [];
    for (const order of this.#orders) {
      const laterUs = order.timeUs + seconds * 1e6;
      if (laterUs > this.#nowUs || order.timeUs <= this.#startUs) continue;
      bps.push((this.midAt(laterUs) - from(order)) * order.sign * this.#scale.bpsPerTick);
    }
    return mean(bps);
  }

  #sampleUntil(timeUs: number): void {
    for (; this.#nextSampleUs <= timeUs; this.#nextSampleUs += sampleUs) {
      this.#sampledMids.push((this.#bid + this.#ask) / 2);
      this.#sampledSpreads.push(this.#ask - this.#bid);
      this.#sampledTouchUsd.push(this.#bidLots * this.#bid * this.#scale.usdPerTickLot);
      this.#sampledTouchUsd.push(this.#askLots * this.#ask * this.#scale.usdPerTickLot);
      this.#sampledImbalances.push((this.#bidLots - this.#askLots) / (this.#bidLots + this.#askLots));
    }
  }
}
