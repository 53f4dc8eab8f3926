// Worker threads that do jobs side by side. A thread that dies in a job, or does not come back from it, gives that job the result of a crash
// and is replaced: one job never ends the others.
import { Worker } from 'node:worker_threads';
import { stackInSources } from '../stack-in-sources.ts';

export interface ThreadsOptions<Job, Result> {
  readonly threads: number;
  /** What a thread runs: it answers each message, which is a job, with one, which is its result. Built: threads cannot run sources. */
  readonly program: URL;
  /** What takes so long never ends. */
  readonly hangsAfterMs: number;
  /** What grows beyond this is the crash of its job, and not of everything. */
  readonly heapMegabytes: number;
  /** What becomes of a job that came to no result. */
  readonly crashOf: (job: Job, text: string, stack: readonly string[]) => Result;
}

interface Task<Job, Result> {
  readonly job: Job;
  readonly done: (result: Result | undefined) => void;
}

interface Member<Job, Result> {
  readonly worker: Worker;
  task: Task<Job, Result> | undefined;
  watch: NodeJS.Timeout | undefined;
}

export class Threads<Job, Result> {
  readonly count: number;
  readonly #options: ThreadsOptions<Job, Result>;
  readonly #members = new Set<Member<Job, Result>>();
  readonly #waiting: Task<Job, Result>[] = [];
  readonly #leaving: Promise<number>[] = [];
  #isGivenUp = false;

  constructor(options: ThreadsOptions<Job, Result>) {
    this.count = options.threads;
    this.#options = options;
  }

  /** `undefined` when it was given up. */
  run(job: Job): Promise<Result | undefined> {
    if (this.#isGivenUp) return Promise.resolve(undefined);
    return new Promise((resolve) => {
      this.#waiting.push({ job, done: resolve });
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
      if (free === undefined && this.#members.size >= this.count) return;
      const member = free ?? this.#hire();
      const task = this.#waiting.shift();
      if (task === undefined) return;
      member.task = task;
      const { hangsAfterMs } = this.#options;
      member.watch = setTimeout(
        () => this.#lose(member, `it has not ended after ${hangsAfterMs / 1_000} s`),
        hangsAfterMs,
      );
      member.worker.postMessage(task.job);
    }
  }

  #hire(): Member<Job, Result> {
    const { program, heapMegabytes } = this.#options;
    const worker = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } });
    const member: Member<Job, Result> = { worker, task: undefined, watch: undefined };
    worker.on('message', (result: Result) => this.#finish(member, result));
    worker.on('error', (error: unknown) => {
      const isError = error instanceof Error;
      this.#lose(
        member,
        isError ? `${error.name}: ${error.message}` : String(error),
        isError && error.stack !== undefined ? stackInSources(error.stack) : undefined,
      );
    });
    worker.on('exit', (code) => this.#lose(member, `its thread ended with exit code ${code}`));
    this.#members.add(member);
    return member;
  }

  #finish(member: Member<Job, Result>, result: Result): void {
    const { task } = member;
    clearTimeout(member.watch);
    member.task = undefined;
    task?.done(result);
    this.#assign();
  }

  #lose(member: Member<Job, Result>, text: string, stack = ''): void {
    if (!this.#members.has(member)) return;
    clearTimeout(member.watch);
    this.#dismiss(member);
    member.task?.done(this.#options.crashOf(member.task.job, text, stack.split('\n')));
    this.#assign();
  }

  #dismiss(member: Member<Job, Result>): void {
    this.#members.delete(member);
    this.#leaving.push(member.worker.terminate());
  }
}
