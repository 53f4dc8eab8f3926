// What a hedge costs that waits for its record: every order is on the disk before it leaves.
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import type { VenueAccountKey, InstrumentKey } from '../../src/core/instrument.ts';
import type { ClientOrderId, RiskApproved } from '../../src/core/order.ts';
import type { Venue } from '../../src/ports/venue.ts';

export class DurableFirst implements Venue {
  readonly account: VenueAccountKey;
  readonly #venue: Venue;
  readonly #file: number;

  constructor(venue: Venue, path: string) {
    this.account = venue.account;
    this.#venue = venue;
    this.#file = openSync(path, 'a', 0o600);
    process.on('exit', () => closeSync(this.#file));
  }

  place(order: RiskApproved): void {
    writeSync(this.#file, `${JSON.stringify(order)}\n`);
    fdatasyncSync(this.#file);
    this.#venue.place(order);
  }

  cancel(instrument: InstrumentKey, clientOrderId: ClientOrderId): void {
    this.#venue.cancel(instrument, clientOrderId);
  }

  queryOrder(instrument: InstrumentKey, clientOrderId: ClientOrderId): void {
    this.#venue.queryOrder(instrument, clientOrderId);
  }

  queryPosition(instrument: InstrumentKey, requestId: number): void {
    this.#venue.queryPosition(instrument, requestId);
  }

  queryFills(instrument: InstrumentKey, requestId: number, sinceVenueTimeUs: number): void {
    this.#venue.queryFills(instrument, requestId, sinceVenueTimeUs);
  }

  queryFunding(instrument: InstrumentKey, requestId: number, sinceVenueTimeUs: number): void {
    this.#venue.queryFunding(instrument, requestId, sinceVenueTimeUs);
  }

  queryMargin(instrument: InstrumentKey, requestId: number): void {
    this.#venue.queryMargin(instrument, requestId);
  }
}
