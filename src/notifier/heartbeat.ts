// A sign of life on a URL that expects one: whoever watches it raises the alarm when none comes. There is no timer in it: it is sent
// only while somebody who lives calls, so a loop that has stalled sends none.
import { limits } from '../core/limits.ts';
import { endLoudly } from './end-loudly.ts';
import { WebEndpoint } from './web-endpoint.ts';

export interface HeartbeatOptions {
  readonly url: URL;
  readonly timeoutMs?: number;
  /** Told in a sentence when signs of life begin to be lost, and when they arrive again. */
  readonly onTrouble: (text: string) => void;
}

export class Heartbeat {
  readonly #path: string;
  readonly #endpoint: WebEndpoint;
  readonly #onTrouble: (text: string) => void;
  #nextMs = -Infinity;
  #isUnderWay = false;
  #isLost = false;
  #isClosed = false;

  constructor({ url, timeoutMs, onTrouble }: HeartbeatOptions) {
    this.#path = `${url.pathname}${url.search}`;
    this.#endpoint = new WebEndpoint(url.origin, timeoutMs);
    this.#onTrouble = onTrouble;
  }

  /** Called as often as the caller likes; `nowMs` is of any clock that never goes back. Returns at once. */
  beat(nowMs: number): void {
    if (this.#isClosed || this.#isUnderWay || nowMs < this.#nextMs) return;
    this.#nextMs = nowMs + limits.signOfLifeMs;
    this.#isUnderWay = true;
    this.#endpoint.send({ method: 'GET', path: this.#path }).then((reply) => {
      this.#isUnderWay = false;
      if (this.#isClosed) return;
      if (reply.kind === 'no-answer') this.#lost(reply.reason);
      else if (reply.status < 200 || reply.status > 299) this.#lost(`it answers ${reply.status}`);
      else this.#arrived();
    }, endLoudly);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#endpoint.close();
  }

  #lost(reason: string): void {
    if (!this.#isLost) this.#onTrouble(`the heartbeat does not arrive: ${reason}`);
    this.#isLost = true;
  }

  #arrived(): void {
    if (this.#isLost) this.#onTrouble('the heartbeat arrives again');
    this.#isLost = false;
  }
}
