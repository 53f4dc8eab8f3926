// Keeps a run alive that somebody relies on while asleep: starts it, starts it again when it dies, and, where it dies again and again,
// starts it only to end flat. It decides; processes, time and people are its ports.
import { limits, microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { SupervisorAlertCode } from '../alerts/codes.ts';
import { exitCodes } from '../exit-codes.ts';
import type { ChildEnd, ChildOrder, RunChild, StartChild, StopSignal } from './run-child.ts';

export interface SupervisorPorts {
  readonly clock: Clock;
  readonly start: StartChild;
  /** A person who does not look, and the screen. */
  readonly tell: (severity: 'warning' | 'critical', code: SupervisorAlertCode, text: string) => void;
  /** Only the screen. */
  readonly say: (text: string) => void;
  /** Called once, with what the supervisor ends with. */
  readonly onEnd: (exitCode: number) => void;
}

/** A run that ends with one of these has said its last word. */
const lastWords: ReadonlySet<number> = new Set([
  exitCodes.flat,
  exitCodes.haltedSafe,
  exitCodes.exposureLeft,
]);
/** The signals after which nobody waits any longer. */
const signalsToLeave = 3;

export class Supervisor {
  readonly #ports: SupervisorPorts;
  #child: RunChild | undefined;
  /** The folder of what some child has traded: something may be open. */
  #run: string | undefined;
  #isFlattening = false;
  /** It died too often, or may not go on; that it then ended flat is no success. */
  #hasGivenUp = false;
  #signals = 0;
  #deathsUs: readonly number[] = [];
  /** Starts in a row that came to nothing: refused, or of one that should only end flat. */
  #vainStarts = 0;
  #aliveAtUs: number | undefined;
  #isOver = false;

  constructor(ports: SupervisorPorts) {
    this.#ports = ports;
    this.#start();
  }

  /** Passed on; where nothing runs it means the same: end flat, and the third: leave. */
  signal(signal: StopSignal): void {
    this.#signals += 1;
    if (this.#child !== undefined) this.#child.signal(signal);
    else if (this.#run === undefined) this.#end(exitCodes.flat);
    else if (this.#signals >= signalsToLeave) this.#end(exitCodes.exposureLeft);
    else if (!this.#isFlattening) {
      this.#isFlattening = true;
      this.#start();
    }
  }

  #start(): void {
    if (this.#isOver || this.#child !== undefined) return;
    const order: ChildOrder = { isFlattening: this.#isFlattening, run: this.#run };
    this.#aliveAtUs = undefined;
    const child = this.#ports.start(order, {
      onAlive: (run) => {
        const isFirst = this.#aliveAtUs === undefined;
        this.#run = run;
        if (!this.#isFlattening) this.#vainStarts = 0;
        this.#aliveAtUs = this.#ports.clock.nowUs();
        if (isFirst) this.#watch(child);
      },
      onEnd: (end) => {
        this.#child = undefined;
        this.#judge(end);
      },
    });
    this.#child = child;
  }

  /** A child whose loop stands still says nothing. One that was not looked at in time has not been silent. */
  #watch(child: RunChild): void {
    const { clock } = this.#ports;
    const dueUs = clock.nowUs() + microseconds(limits.aliveCheckMs);
    clock.wakeAt(dueUs, () => {
      if (this.#child !== child) return;
      const nowUs = clock.nowUs();
      if (nowUs - dueUs > microseconds(limits.aliveCheckMs)) this.#aliveAtUs = nowUs;
      if (nowUs - (this.#aliveAtUs ?? nowUs) <= microseconds(limits.aliveSilenceMsMax)) this.#watch(child);
      else child.kill();
    });
  }

  #judge({ exitCode, how, mayEndFlat }: ChildEnd): void {
    const isRefusal = exitCode === exitCodes.badInput;
    const isLastWord = exitCode !== undefined && lastWords.has(exitCode);
    if (isLastWord || (isRefusal && this.#run === undefined))
      this.#end(this.#hasGivenUp && exitCode === exitCodes.flat ? exitCodes.haltedSafe : exitCode);
    else if (this.#signals > 0 && this.#run === undefined) this.#end(exitCodes.flat);
    else if (this.#signals >= signalsToLeave) this.#end(exitCodes.exposureLeft);
    else if (isRefusal && mayEndFlat && !this.#isFlattening) this.#giveUp(`It may not go on: ${how}`);
    else if (isRefusal || this.#isFlattening) this.#tryAgain(how, isRefusal);
    else this.#bury(how);
  }

  /** Something may be open, and for now nothing can be started that would see to it. */
  #tryAgain(how: string, isRefusal: boolean): void {
    const { tell, say } = this.#ports;
    this.#vainStarts += 1;
    if (this.#vainStarts >= limits.vainStartsMax) {
      const text = `It was started ${this.#vainStarts} times in vain, the last time: ${how}.`;
      tell('critical', 'not-flattened', `${text} Nothing runs any more, and exposure may be left.`);
      return this.#end(exitCodes.exposureLeft);
    }
    const text = `It was to be taken up again${this.#purpose()}, and could not be: ${how}.`;
    if (isRefusal && this.#vainStarts === 1)
      tell('critical', 'not-taken-up', `${text} It is tried again and again.`);
    else say(text);
    return this.#startAfter(this.#vainStarts);
  }

  /** It is dead, and what it left open is nobody's until it is started again. */
  #bury(how: string): void {
    const { tell, clock } = this.#ports;
    const nowUs = clock.nowUs();
    this.#deathsUs = [...this.#deathsUs, nowUs].filter(
      (atUs) => nowUs - atUs < microseconds(limits.deathsWindowMs),
    );
    const deaths = this.#deathsUs.length;
    if (deaths >= limits.deathsMax) {
      const often = `It died ${deaths} times within ${limits.deathsWindowMs / 60_000} minutes`;
      return this.#giveUp(`${often}, the last time: ${how}`);
    }
    this.#isFlattening = this.#signals > 0;
    tell('warning', 'restarted', `It died: ${how}. It is started again${this.#purpose()}.`);
    return this.#startAfter(deaths);
  }

  /** It is of no use any more, and nothing of it may stay open. */
  #giveUp(why: string): void {
    this.#hasGivenUp = true;
    this.#isFlattening = true;
    this.#ports.tell('critical', 'given-up', `${why}. It is started again${this.#purpose()}.`);
    this.#startAfter(1);
  }

  #purpose(): string {
    return this.#isFlattening ? ', only to end flat' : '';
  }

  #startAfter(count: number): void {
    const { clock } = this.#ports;
    const pauseMs = Math.min(limits.restartPauseMs * 2 ** (count - 1), limits.restartPauseMsMax);
    clock.wakeAt(clock.nowUs() + microseconds(pauseMs), () => this.#start());
  }

  #end(exitCode: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#ports.onEnd(exitCode);
  }
}
