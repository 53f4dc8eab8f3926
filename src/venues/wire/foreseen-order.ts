// The order that will probably leave next, written and signed while there is time for it: between a fill and its hedge the signature
// would take longer than everything else. It leaves only as exactly the order that is placed, and while its signature is young.
import { limits, microseconds } from '../../core/limits.ts';
import type { OrderRequest } from '../../core/order.ts';

/** Writes and signs an order as the venue takes it. */
type Write<Written> = (order: OrderRequest) => Written;

interface Foreseen<Written> {
  readonly order: OrderRequest;
  readonly written: Written;
  readonly atUs: number;
}

export class ForeseenOrder<Written> {
  readonly #nowUs: () => number;
  readonly #write: Write<Written>;
  #foreseen: Foreseen<Written> | undefined;

  /** `nowUs` is the time that signatures are made of. */
  constructor(nowUs: () => number, write: Write<Written>) {
    this.#nowUs = nowUs;
    this.#write = write;
  }

  /** Writes it, unless that was done lately. */
  foresee(order: OrderRequest): void {
    // Renewed at half of its life, so that there is always one that is young enough.
    if (this.#find(order, limits.foreseenOrderMsMax / 2) !== undefined) return;
    this.#foreseen = { order, written: this.#write(order), atUs: this.#nowUs() };
  }

  /** The order as it leaves: what was foreseen of it, else written now. */
  take(order: OrderRequest): Written {
    const found = this.#find(order, limits.foreseenOrderMsMax);
    this.#foreseen = undefined;
    return found === undefined ? this.#write(order) : found.written;
  }

  #find(order: OrderRequest, ageMsMax: number): Foreseen<Written> | undefined {
    const foreseen = this.#foreseen;
    if (foreseen === undefined || !areTheSame(foreseen.order, order)) return undefined;
    const ageUs = this.#nowUs() - foreseen.atUs;
    // A venue's clock that was found to be behind what it was thought to be makes signatures of the future.
    return ageUs >= 0 && ageUs <= microseconds(ageMsMax) ? foreseen : undefined;
  }
}

/** In everything that a venue is told. */
function areTheSame(left: OrderRequest, right: OrderRequest): boolean {
  return (
    left.clientOrderId === right.clientOrderId &&
    left.instrument === right.instrument &&
    left.side === right.side &&
    left.quantity === right.quantity &&
    left.price === right.price &&
    left.timeInForce === right.timeInForce &&
    left.postOnly === right.postOnly &&
    left.reduceOnly === right.reduceOnly
  );
}
