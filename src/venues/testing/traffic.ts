// Knows when nothing is under way any more between clients and local servers in this process, without a clock: requests are counted
// as they leave and as they are answered, and streams are asked whether they were read.
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { setImmediate } from 'node:timers/promises';
import type { Streams } from '../local/streams.ts';

const leaves = 'undici:request:create';
const returns = ['undici:request:trailers', 'undici:request:error'];

export class Traffic {
  #underWay = 0;
  #left = 0;
  #wake: () => void = () => undefined;
  readonly #onLeave = (): void => {
    this.#underWay += 1;
    this.#left += 1;
  };
  readonly #onReturn = (): void => {
    this.#underWay -= 1;
    this.#wake();
  };

  constructor() {
    subscribe(leaves, this.#onLeave);
    for (const channel of returns) subscribe(channel, this.#onReturn);
  }

  /** Done when all requests have their answers, all frames were read, and nothing came of either that is still under way. */
  async settle(streams: Streams): Promise<void> {
    for (;;) {
      const left = this.#left;
      while (this.#underWay > 0) {
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
      }
      // A request over a socket was heard once its connection was read, and its answer once it was read again.
      for (let direction = 0; direction < 2; direction += 1)
        await Promise.all([...streams.connections].map((connection) => connection.read()));
      // An answer is read in a few turns of its own.
      for (let turn = 0; turn < 4; turn += 1) await setImmediate();
      if (this.#left === left && this.#underWay === 0) return;
    }
  }

  close(): void {
    unsubscribe(leaves, this.#onLeave);
    for (const channel of returns) unsubscribe(channel, this.#onReturn);
  }
}
