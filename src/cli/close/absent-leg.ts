// The other leg of a position that nothing balances: it is nowhere, holds nothing, says so, and is never sent an order. With it a
// lone position is closed by the same engine as a pair.
import { assert } from '../../core/assert.ts';
import { defineInstrument, type Instrument, type InstrumentKey } from '../../core/instrument.ts';
import { zeroLots } from '../../core/money.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventSink, Venue } from '../../ports/venue.ts';
import { createEmitter, type Emit } from '../../venues/wire/emitter.ts';

/** Like the instrument beside it, so that a price of the one is a price of the other. */
export const absentLike = (beside: Instrument): Instrument =>
  defineInstrument({ ...beside, venue: 'nowhere', symbol: `${beside.symbol}-absent` });

export class AbsentVenue implements Venue {
  readonly account: Venue['account'];
  readonly #clock: Clock;
  readonly #emit: Emit;

  constructor({ venueAccount }: Instrument, clock: Clock, sink: EventSink) {
    this.account = venueAccount;
    this.#clock = clock;
    this.#emit = createEmitter(clock, sink);
  }

  place(): void {
    assert(false, 'a leg that is absent is sent no order');
  }

  cancel(): void {
    assert(false, 'a leg that is absent has no order');
  }

  queryOrder(): void {
    assert(false, 'a leg that is absent has no order');
  }

  queryPosition(instrument: InstrumentKey, requestId: number): void {
    this.#answer({ kind: 'position-report', instrument, requestId, position: zeroLots });
  }

  queryFills(instrument: InstrumentKey, requestId: number): void {
    this.#answer({ kind: 'fills-report', instrument, requestId });
  }

  queryFunding(instrument: InstrumentKey, requestId: number): void {
    this.#answer({ kind: 'funding-report', instrument, requestId });
  }

  queryMargin(): void {
    // There is no account, and nothing is ever built that would need one.
  }

  /** Not while it is being asked: what comes of a question is another turn. */
  #answer(event: Parameters<Emit>[0]): void {
    this.#clock.wakeAt(this.#clock.nowUs(), () => this.#emit(event));
  }
}
