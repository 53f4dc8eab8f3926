// A supervisor whose children live and die as the test says, on a clock that the test moves.
import { VirtualTime } from '../../../venues/simulated/virtual-time.ts';
import type { ChildEars, ChildOrder, StopSignal } from '../run-child.ts';
import { Supervisor } from '../supervisor.ts';

export class SupervisedPlay {
  readonly clock = new VirtualTime(0);
  readonly orders: ChildOrder[] = [];
  readonly told: string[] = [];
  readonly said: string[] = [];
  /** What the child of this moment was sent. */
  signals: (StopSignal | 'SIGKILL')[] = [];
  exitCode: number | undefined;
  readonly supervisor: Supervisor;
  #ears: ChildEars | undefined;

  constructor() {
    this.supervisor = new Supervisor({
      clock: this.clock,
      start: (order, ears) => {
        if (this.#ears !== undefined) throw new Error('two children at a time');
        this.orders.push(order);
        this.#ears = ears;
        this.signals = [];
        return {
          signal: (signal) => this.signals.push(signal),
          kill: () => {
            this.signals.push('SIGKILL');
            this.dies('killed');
          },
        };
      },
      tell: (severity, code, text) => this.told.push(`${severity} ${code}: ${text}`),
      say: (text) => this.said.push(text),
      onEnd: (exitCode) => {
        if (this.exitCode !== undefined) throw new Error('it ends once');
        this.exitCode = exitCode;
      },
    });
  }

  get isRunning(): boolean {
    return this.#ears !== undefined;
  }

  get nowMs(): number {
    return this.clock.nowUs() / 1_000;
  }

  /** The child trades. */
  lives(): void {
    this.#ears?.onAlive('runs/one');
  }

  exits(exitCode: number): void {
    this.#ends({ exitCode, how: `exit code ${exitCode}`, mayEndFlat: false });
  }

  dies(how: string = 'ended by SIGKILL'): void {
    this.#ends({ exitCode: undefined, how, mayEndFlat: false });
  }

  /** It may not go on. */
  isForbidden(how: string): void {
    this.#ends({ exitCode: 2, how, mayEndFlat: true });
  }

  /** To whatever the supervisor waits for; false when it waits for nothing. */
  wait(): boolean {
    return this.clock.runNext();
  }

  /** Until the next child is there. Returns for how long, in ms. */
  waitForChild(): number {
    const sinceMs = this.nowMs;
    while (!this.isRunning && this.wait());
    return this.nowMs - sinceMs;
  }

  passMs(milliseconds: number): void {
    const untilUs = this.clock.nowUs() + milliseconds * 1_000;
    this.clock.wakeAt(untilUs, () => undefined);
    while (this.clock.nowUs() < untilUs) this.clock.runNext();
  }

  #ends(end: Parameters<ChildEars['onEnd']>[0]): void {
    const ears = this.#ears;
    this.#ears = undefined;
    ears?.onEnd(end);
  }
}
