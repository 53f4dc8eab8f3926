// How long an order waits that joins the touch and stays at its price, and what the mid does once it was filled: by the risk-averse
// queue, where all that is displayed stands ahead, trades take it away, and a smaller level only caps it.
import { mean } from './statistics.ts';

interface JoinedOrder {
  readonly joinedUs: number;
  readonly sign: 1 | -1;
  readonly price: number;
  ahead: number;
  left: number;
}

interface Fill {
  readonly atUs: number;
  readonly waitedSeconds: number;
  readonly sign: 1 | -1;
  readonly price: number;
}

const joinEveryUs = 2_000_000;

export class FillWaits {
  readonly #orderLots: number;
  #resting: JoinedOrder[] = [];
  readonly #fills: Fill[] = [];
  #nextJoinUs = 0;
  #joined = 0;

  constructor(orderLots: number) {
    this.#orderLots = orderLots;
  }

  /** The touch from now on, in ticks and lots. Every 2 s, one order joins each side. */
  touch(timeUs: number, bid: number, bidLots: number, ask: number, askLots: number): void {
    for (const order of this.#resting) {
      const [own, ownLots, opposite] = order.sign === 1 ? [bid, bidLots, ask] : [ask, askLots, bid];
      if (own === order.price) order.ahead = Math.min(order.ahead, ownLots);
      else if ((own - order.price) * order.sign < 0) order.ahead = 0;
      if ((opposite - order.price) * order.sign <= 0) order.left = 0;
    }
    this.#collect(timeUs);
    if (timeUs < this.#nextJoinUs) return;
    this.#nextJoinUs = timeUs + joinEveryUs;
    this.#join(timeUs, 1, bid, bidLots);
    this.#join(timeUs, -1, ask, askLots);
  }

  /** A public trade; `sign` is that of its aggressor, 1 for a buyer. */
  trade(timeUs: number, price: number, lots: number, sign: 1 | -1): void {
    for (const order of this.#resting) {
      if (order.sign === sign) continue;
      if ((price - order.price) * order.sign < 0) order.left = 0;
      if (price !== order.price) continue;
      const reaching = Math.max(0, lots - order.ahead);
      order.ahead = Math.max(0, order.ahead - lots);
      order.left = Math.max(0, order.left - reaching);
    }
    this.#collect(timeUs);
  }

  /** Waits count from joining; moves after a fill are in the order's direction, so < 0 where a fill is bad news. */
  report(bpsPerTick: number, midAt: (timeUs: number) => number): Map<string, number> {
    const waits = this.#fills.map((fill) => fill.waitedSeconds).sort((left, right) => left - right);
    const meanMoveAfter = (seconds: number): number =>
      mean(this.#fills.map((fill) => (midAt(fill.atUs + seconds * 1e6) - fill.price) * fill.sign)) *
      bpsPerTick;
    return new Map([
      ['wait for a fill at the touch: median, s', waits[Math.floor(this.#joined / 2)] ?? Infinity],
      ...[1, 5, 15].map((seconds): [string, number] => [
        `filled within ${seconds} s of joining the touch: share`,
        waits.filter((wait) => wait <= seconds).length / this.#joined,
      ]),
      ...[1, 5].map((seconds): [string, number] => [
        `mid ${seconds} s after such a fill, from its price: mean, bps`,
        meanMoveAfter(seconds),
      ]),
    ]);
  }

  #join(joinedUs: number, sign: 1 | -1, price: number, ahead: number): void {
    this.#joined += 1;
    this.#resting.push({ joinedUs, sign, price, ahead, left: this.#orderLots });
  }

  #collect(atUs: number): void {
    if (this.#resting.every((order) => order.left > 0)) return;
    for (const { left, joinedUs, sign, price } of this.#resting) {
      if (left === 0) this.#fills.push({ atUs, waitedSeconds: (atUs - joinedUs) / 1e6, sign, price });
    }
    this.#resting = this.#resting.filter((order) => order.left > 0);
  }
}
