// What a hedge costs that waits for its record: every order is on the disk before it leaves.
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import type { OrderRequest, RiskApproved } from '../../src/core/order.ts';
import type { Venue } from '../../src/ports/venue.ts';
import { VenueBehind } from './venue-behind.ts';

export class DurableFirst extends VenueBehind {
  readonly #file: number;

  constructor(venue: Venue, path: string) {
    super(venue);
    this.#file = openSync(path, 'a', 0o600);
    process.on('exit', () => closeSync(this.#file));
  }

  override place(order: RiskApproved): void {
    writeSync(this.#file, `${JSON.stringify(order)}\n`);
    fdatasyncSync(this.#file);
    super.place(order);
  }

  foresee(order: OrderRequest): void {
    this.venue.foresee?.(order);
  }
}
