// Worker threads that run jobs side by side. A thread that dies in a job, or does not come back from it, makes that job a violation
// and is replaced: one seed never ends the others.
import { Worker } from 'node:worker_threads';
import { crashOf, type Job, type JobResult, type ResultOf } from './job.ts';

/** A seed takes a fraction of a second: what takes so long never ends. */
const hangsAfterMs = 120_000;
/** A run holds a few MB; what grows beyond this is found as a crash of its seed, not as one of everything. */
const heapMegabytes = 1_024;

interface Task {
  readonly job: Job;
  readonly done: (result: JobResult | undefined) => void;
}

interface Member {
  readonly worker: Worker;
  task: Task | undefined;
  watch: NodeJS.Timeout | undefined;
}

export class Crew {
  readonly threads: number;
  readonly #members = new Set<Member>();
  readonly #waiting: Task[] = [];
  readonly #leaving: Promise<number>[] = [];
  readonly #program: URL;
  #isGivenUp = false;

  /** Built beside this file: threads cannot run sources. */
  constructor(threads: number, program: URL = new URL('./worker.js', import.meta.url)) {
    this.threads = threads;
    this.#program = program;
  }

  /** `undefined` when it was given up. */
  run<Asked extends Job>(job: Asked): Promise<ResultOf<Asked> | undefined> {
    if (this.#isGivenUp) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      // What comes back is what its kind of job gives.
      this.#waiting.push({ job, done: (result) => resolve(result as ResultOf<Asked> | undefined) });
      this.#assign();
    });
  }

  /** Jobs that nobody has begun are given up. */
  forgetWaiting(): void {
    for (const { done } of this.#waiting.splice(0)) done(undefined);
  }

  /** Whatever still runs is given up too, and nothing is begun any more. */
  giveUp(): void {
    this.#isGivenUp = true;
    this.forgetWaiting();
    for (const member of this.#members) {
      clearTimeout(member.watch);
      member.task?.done(undefined);
      this.#dismiss(member);
    }
  }

  /** To be called at the end: all threads are gone then. */
  async close(): Promise<void> {
    this.giveUp();
    await Promise.all(this.#leaving);
  }

  #assign(): void {
    while (this.#waiting.length > 0) {
      const free = [...this.#members].find(({ task }) => task === undefined);
      if (free === undefined && this.#members.size >= this.threads) return;
      const member = free ?? this.#hire();
      const task = this.#waiting.shift();
      if (task === undefined) return;
      member.task = task;
      member.watch = setTimeout(
        () => this.#lose(member, `it has not ended after ${hangsAfterMs / 1_000} s`),
        hangsAfterMs,
      );
      member.worker.postMessage(task.job);
    }
  }

  #hire(): Member {
    const worker = new Worker(this.#program, {
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
    const member: Member = { worker, task: undefined, watch: undefined };
    worker.on('message', (result: JobResult) => this.#finish(member, result));
    worker.on('error', (error: unknown) => {
      const isError = error instanceof Error;
      this.#lose(
        member,
        isError ? `${error.name}: ${error.message}` : String(error),
        isError ? error.stack : undefined,
      );
    });
    worker.on('exit', (code) => this.#lose(member, `its thread ended with exit code ${code}`));
    this.#members.add(member);
    return member;
  }

  #finish(member: Member, result: JobResult): void {
    const { task } = member;
    clearTimeout(member.watch);
    member.task = undefined;
    task?.done(result);
    this.#assign();
  }

  #lose(member: Member, text: string, stack = ''): void {
    if (!this.#members.has(member)) return;
    clearTimeout(member.watch);
    this.#dismiss(member);
    member.task?.done(crashOf(member.task.job, text, stack.split('\n')));
    this.#assign();
  }

  #dismiss(member: Member): void {
    this.#members.delete(member);
    this.#leaving.push(member.worker.terminate());
  }
}
