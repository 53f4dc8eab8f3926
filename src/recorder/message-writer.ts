// Collects the messages of a recording into its columns.
import { assert } from '../core/assert.ts';
import type { LevelBuffer } from '../core/levels.ts';
import type { Side } from '../core/side.ts';
import { NumberColumn } from './number-column.ts';
import { messageKind, type MessageColumns } from './recording.ts';

export class MessageWriter {
  readonly #kinds = new NumberColumn();
  readonly #venueTimesUs = new NumberColumn();
  readonly #localTimesUs = new NumberColumn();
  readonly #levelEnds = new NumberColumn();
  readonly #signedTicks = new NumberColumn();
  readonly #lots = new NumberColumn();

  book(isSnapshot: boolean, venueTimeUs: number, localTimeUs: number, levels: LevelBuffer): void {
    for (let index = 0; index < levels.count; index += 1) {
      this.#level(levels.side(index), levels.price(index), levels.quantity(index));
    }
    this.#close(isSnapshot ? messageKind.snapshot : messageKind.levels, venueTimeUs, localTimeUs);
  }

  trade(venueTimeUs: number, localTimeUs: number, aggressor: Side, price: number, quantity: number): void {
    this.#level(aggressor, price, quantity);
    this.#close(messageKind.trade, venueTimeUs, localTimeUs);
  }

  /** The market is lost until the next snapshot. */
  lost(venueTimeUs: number, localTimeUs: number): void {
    this.#close(messageKind.lost, venueTimeUs, localTimeUs);
  }

  get messageCount(): number {
    return this.#kinds.count;
  }

  get levelCount(): number {
    return this.#lots.count;
  }

  columns(): MessageColumns {
    return {
      count: this.#kinds.count,
      kinds: Uint8Array.from(this.#kinds.filled()),
      venueTimesUs: this.#venueTimesUs.filled(),
      localTimesUs: this.#localTimesUs.filled(),
      levelEnds: Uint32Array.from(this.#levelEnds.filled()),
      signedTicks: this.#signedTicks.filled(),
      lots: this.#lots.filled(),
    };
  }

  #level(side: Side, price: number, quantity: number): void {
    assert(price > 0 && quantity >= 0, 'a recorded level has a price, and no negative quantity');
    this.#signedTicks.push(side === 'buy' ? -price : price);
    this.#lots.push(quantity);
  }

  #close(kind: number, venueTimeUs: number, localTimeUs: number): void {
    const last = this.#venueTimesUs.count - 1;
    assert(
      last < 0 || venueTimeUs >= this.#venueTimesUs.at(last),
      'venue time never goes back in a recording',
    );
    this.#kinds.push(kind);
    this.#venueTimesUs.push(venueTimeUs);
    this.#localTimesUs.push(localTimeUs);
    this.#levelEnds.push(this.#lots.count);
  }
}
