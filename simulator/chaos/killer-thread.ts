// Kills the process in the middle of a call that no callback interrupts, such as a checkpoint of SQLite: from a thread beside it.
import { Worker } from 'node:worker_threads';

const program = `
  const { workerData: { cells, pid } } = require('node:worker_threads');
  Atomics.wait(cells, 0, 0);
  const untilMs = performance.now() + Atomics.load(cells, 1) / 1_000;
  while (performance.now() < untilMs);
  process.kill(pid, 'SIGKILL');
`;

export class KillerThread {
  readonly #cells = new Int32Array(new SharedArrayBuffer(8));

  constructor() {
    const workerData = { cells: this.#cells, pid: process.pid };
    new Worker(program, { eval: true, workerData }).unref();
  }

  /** The process dies so many µs from now, wherever it is by then; if it is through with this work, it waits for its death. */
  killDuring(afterUs: number, work: () => void): void {
    Atomics.store(this.#cells, 1, afterUs);
    Atomics.store(this.#cells, 0, 1);
    Atomics.notify(this.#cells, 0);
    work();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
}
