// A long run is played again for minutes: until when it has come is told on a line that is written over, where a person looks on.
import { performance } from 'node:perf_hooks';
import type { Terminal } from '../view/terminal.ts';

/** A look at the clock costs more than a turn. */
const turnsBetweenLooks = 4_096;
const shownEveryMs = 250;
const wholeLine = '\r\u001B[K';

export class PlayProgress {
  readonly #terminal: Pick<Terminal, 'write' | 'isTTY'>;
  readonly #nowMs: () => number;
  #shownAtMs: number;
  #isShown = false;

  constructor(terminal: Pick<Terminal, 'write' | 'isTTY'>, nowMs: () => number = () => performance.now()) {
    this.#terminal = terminal;
    this.#nowMs = nowMs;
    // What is done at once needs no progress.
    this.#shownAtMs = nowMs();
  }

  readonly onTurn = (turn: number, atUs: number): void => {
    if (this.#terminal.isTTY !== true || turn % turnsBetweenLooks !== 0) return;
    const nowMs = this.#nowMs();
    if (nowMs - this.#shownAtMs < shownEveryMs) return;
    this.#shownAtMs = nowMs;
    this.#isShown = true;
    const until = new Date(atUs / 1_000).toISOString().slice(0, 16).replace('T', ' ');
    this.#terminal.write(`${wholeLine}playing it again: ${until} UTC, turn ${turn.toLocaleString('en-US')}`);
  };

  /** The line is gone, as if it had never been. */
  end(): void {
    if (this.#isShown) this.#terminal.write(wholeLine);
    this.#isShown = false;
  }
}
