// Fills on one stage, and the hedges that come of them on another: how long each took, on the one clock of the process that holds
// both. A fill leaves when its order has rested for a moment and both sides are quiet, as it is on a market.
import { orderSize } from './order-size.ts';
import type { Stage, StagedOrder } from './stage.ts';

const restMs = 1;
const patienceMs = 20_000;

export class Match {
  readonly #primary: Stage;
  readonly #placesMakers: boolean;
  #resting: StagedOrder | undefined;
  #leftAtMs = 0;
  #wanted = 0;
  #took: number[] = [];
  #done: (() => void) | undefined;
  #made = 0;

  /** Whoever places no maker orders of its own is told of fills of made-up ones. */
  constructor(primary: Stage, hedge: Stage, placesMakers: boolean) {
    this.#primary = primary;
    this.#placesMakers = placesMakers;
    primary.onOrder = (order) => {
      // A probe is smaller, and goes as it came.
      if (order.isMaker && Number(order.size) === Number(orderSize)) this.#rest(order);
    };
    hedge.onOrder = (order, arrivedAtMs) => {
      if (order.isMaker) return;
      this.#hedged(arrivedAtMs);
      // What was taken moves the market, and with it the engine goes on to the next cycle.
      setImmediate(() => hedge.moveTouch());
    };
  }

  /** How long each of so many hedges took, in µs. */
  async round(fills: number): Promise<readonly number[]> {
    this.#took = [];
    this.#wanted = fills;
    const end = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => {
          const state = this.#leftAtMs === 0 ? 'no maker order came' : 'no hedge came';
          reject(new Error(`${state} for ${patienceMs} ms, after ${this.#took.length} of ${fills} fills`));
        },
        patienceMs + fills * 700,
      );
      this.#done = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    if (!this.#placesMakers) this.#rest(this.#madeUp());
    else if (this.#resting !== undefined) this.#rest(this.#resting);
    await end;
    return this.#took;
  }

  #rest(order: StagedOrder): void {
    this.#resting = order;
    if (this.#wanted > 0 && this.#leftAtMs === 0) setTimeout(() => this.#fill(order), restMs);
  }

  /** Unless it was cancelled meanwhile: then the next one is filled. */
  #fill(order: StagedOrder): void {
    if (this.#wanted === 0 || this.#leftAtMs !== 0) return;
    if (this.#placesMakers && !this.#primary.isResting(order)) return;
    this.#resting = undefined;
    this.#leftAtMs = this.#primary.execute(order);
  }

  #hedged(arrivedAtMs: number): void {
    if (this.#leftAtMs === 0) return;
    this.#took.push((arrivedAtMs - this.#leftAtMs) * 1_000);
    this.#leftAtMs = 0;
    this.#wanted -= 1;
    if (this.#wanted === 0) this.#done?.();
    else if (!this.#placesMakers) this.#rest(this.#madeUp());
  }

  #madeUp(): StagedOrder {
    this.#made += 1;
    return {
      clientId: String(this.#made),
      venueOrderId: `made-up-${this.#made}`,
      side: this.#made % 2 === 0 ? 'sell' : 'buy',
      price: '2999.9',
      size: orderSize,
      isMaker: true,
    };
  }
}
