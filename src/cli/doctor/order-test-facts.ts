// What a far order of the smallest size came to on one venue.
import type { Instrument } from '../../core/instrument.ts';
import type { Lots, Ticks } from '../../core/money.ts';
import type { Side } from '../../core/side.ts';

export interface OrderTestFacts {
  readonly instrument: Instrument;
  /** `undefined` where none was sent. */
  readonly order: { readonly side: Side; readonly price: Ticks; readonly quantity: Lots } | undefined;
  /** From the moment that it left, in µs: the answer to the request, and the private stream's first word of it. */
  readonly answeredUs: number | undefined;
  readonly streamedUs: number | undefined;
  /** From the moment that its cancel left, in µs: proof of its end, and the private stream's word of it. */
  readonly endedUs: number | undefined;
  readonly endStreamedUs: number | undefined;
  /** The venue has shown that it takes and cancels an order. */
  readonly isProven: boolean;
  /** What stood in the way, in words. */
  readonly trouble: string | undefined;
}
