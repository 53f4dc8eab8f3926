// Threads that run seeds side by side. A thread that dies in a seed, or does not come back from it, makes that seed a violation.
import { Threads } from '../../src/cli/crew/threads.ts';
import { crashOf, type Job, type JobResult, type ResultOf } from './job.ts';

/** A seed takes a fraction of a second. */
const hangsAfterMs = 120_000;
/** A run holds a few MB. */
const heapMegabytes = 1_024;

export class Crew {
  readonly #threads: Threads<Job, JobResult>;

  /** All that is built lies in one folder. */
  constructor(threads: number, program: URL = new URL('./simulate-worker.js', import.meta.url)) {
    this.#threads = new Threads({ threads, program, hangsAfterMs, heapMegabytes, crashOf });
  }

  get threads(): number {
    return this.#threads.count;
  }

  /** `undefined` when it was given up. */
  run<Asked extends Job>(job: Asked): Promise<ResultOf<Asked> | undefined> {
    // What comes back is what its kind of job gives.
    return this.#threads.run(job) as Promise<ResultOf<Asked> | undefined>;
  }

  /** Jobs that nobody has begun are given up. */
  forgetWaiting(): void {
    this.#threads.forgetWaiting();
  }

  /** Whatever still runs is given up too, and nothing is begun any more. */
  giveUp(): void {
    this.#threads.giveUp();
  }

  /** To be called at the end: all threads are gone then. */
  close(): Promise<void> {
    return this.#threads.close();
  }
}
