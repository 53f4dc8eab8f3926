// Our order ids as a venue takes them, and back. A venue tells of all orders of an account: those of another program, and of runs
// that we know nothing of, are not ours.
import { microseconds } from '../../core/limits.ts';
import { ordersPerEpochMax, type ClientOrderId } from '../../core/order.ts';

const idsPerEpoch = ordersPerEpochMax + 1;
const clocksDifferMs = 60_000;
const uint32Range = 2 ** 32;
const epochsInUint32 = uint32Range / idsPerEpoch;

export class ClientIds {
  readonly #epochs: ReadonlySet<number>;
  /** Epochs by what 32 bits keep of them, the latest first. */
  readonly #shortEpochs = new Map<number, number[]>();

  /** `epochs` in seconds: of this run, and of those before it whose orders may still be told of. */
  constructor(epochs: readonly number[]) {
    this.#epochs = new Set(epochs);
    for (const epoch of [...this.#epochs].sort((left, right) => right - left)) {
      const short = epoch % epochsInUint32;
      this.#shortEpochs.set(short, [...(this.#shortEpochs.get(short) ?? []), epoch]);
    }
  }

  /** Where a venue takes 64 bits or text. */
  text(id: ClientOrderId): string {
    return String(id);
  }

  /** `undefined` for an order that is not ours. */
  ofText(text: string): ClientOrderId | undefined {
    const id = /^\d{1,16}$/.test(text) ? Number(text) : NaN;
    if (!Number.isSafeInteger(id)) return undefined;
    return this.#epochs.has(Math.floor(id / idsPerEpoch)) ? (id as ClientOrderId) : undefined;
  }

  /** Where a venue takes an unsigned 32-bit number: the counter, and the last twelve bits of the epoch. */
  uint32(id: ClientOrderId): number {
    return id % uint32Range;
  }

  /**
   * Of two runs that share the bits, the later that can have been there at that time of the venue, in µs: no order is older than
   * its epoch, give or take the clocks. So an order of a run that is not known is not taken for one of ours, as far as that goes.
   */
  ofUint32(value: number, venueTimeUs: number): ClientOrderId | undefined {
    if (!Number.isSafeInteger(value) || value < 0 || value >= uint32Range) return undefined;
    const epochs = this.#shortEpochs.get(Math.floor(value / idsPerEpoch));
    const epoch = epochs?.find((seconds) => microseconds(seconds * 1_000 - clocksDifferMs) <= venueTimeUs);
    return epoch === undefined ? undefined : ((epoch * idsPerEpoch + (value % idsPerEpoch)) as ClientOrderId);
  }
}
