// Signatures that are begun before they are needed: more than a third of the work depends on nothing but the time and the side of an
// order, and a hedge is not to wait for it. What is begun is of one moment, and used once or thrown away.
import { limits } from '../../core/limits.ts';
import type { Side } from '../../core/side.ts';
import type { BegunOrder, OrderKind } from './sign.ts';

export interface BegunOrdersOptions {
  readonly begin: (kind: OrderKind, timestampMs: number) => BegunOrder;
  /** The venue's time in ms. */
  readonly venueMs: () => number;
}

const sides: readonly Side[] = ['buy', 'sell'];

export class BegunOrders {
  readonly #options: BegunOrdersOptions;
  /** Of limit orders: hedges and quotes are. */
  readonly #begun = new Map<Side, BegunOrder>();
  #lastTimestampMs = 0;

  constructor(options: BegunOrdersOptions) {
    this.#options = options;
  }

  /** One that was begun in time, else one that is begun now. */
  take({ side, type }: OrderKind): BegunOrder {
    const begun = type === 'LIMIT' ? this.#begun.get(side) : undefined;
    this.#begun.delete(side);
    return begun !== undefined && this.#ageMs(begun) <= limits.begunOrderMsMax
      ? begun
      : this.#begin({ side, type });
  }

  /** Begins what is missing, or will be too old before this is called again; one at a time, because nothing else happens meanwhile. */
  prepare(): void {
    const side = sides.find((each) => {
      const begun = this.#begun.get(each);
      return (
        begun === undefined ||
        this.#ageMs(begun) > limits.begunOrderMsMax - sides.length * limits.beginOrdersMs
      );
    });
    if (side !== undefined) this.#begun.set(side, this.#begin({ side, type: 'LIMIT' }));
  }

  #begin(kind: OrderKind): BegunOrder {
    // Never the same time twice: it is all that tells equal orders apart in their signatures.
    this.#lastTimestampMs = Math.max(this.#lastTimestampMs + 1, this.#options.venueMs());
    return this.#options.begin(kind, this.#lastTimestampMs);
  }

  #ageMs({ timestampMs }: BegunOrder): number {
    return this.#options.venueMs() - timestampMs;
  }
}
