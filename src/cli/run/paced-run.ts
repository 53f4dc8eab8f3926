// A simulated run in time: as fast as was asked for, and told to stop before its data ends, so that the unwinding still has a market.
import type { FinishCommand } from '../../core/commands.ts';
import type { OperatorEvent, Requester } from '../../core/events.ts';
import type { Instrument } from '../../core/instrument.ts';
import type { Lots } from '../../core/money.ts';
import type { PairState } from '../../execution/pair-state.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Speed } from '../settings/read-simulation.ts';
import { pace } from './pace.ts';
import type { PairRun, RunWatch } from './pair-run.ts';
import type { DataEnd } from './run-plan.ts';
import { SimulatedRun, type SimulatedRunOptions } from './simulated-run.ts';

export interface PacedRunOptions {
  readonly run: SimulatedRunOptions;
  readonly speed: Speed;
  readonly dataEnd: DataEnd | undefined;
}

const dataEnd = 'data-end';
/** How long after recorded data ended a run may still try to become flat, in virtual time. */
const graceAfterStopUs = 120_000_000;

export class PacedRun implements PairRun {
  readonly #run: SimulatedRun;
  readonly #speed: Speed;
  readonly #dataEnd: DataEnd | undefined;

  constructor({ run, speed, dataEnd: ending }: PacedRunOptions) {
    this.#run = new SimulatedRun(run);
    this.#speed = speed;
    this.#dataEnd = ending;
  }

  get pair(): PairState {
    return this.#run.pair;
  }

  get clock(): Clock {
    return this.#run.clock;
  }

  get startUs(): number {
    return this.#run.startUs;
  }

  get finish(): FinishCommand | undefined {
    return this.#run.finish;
  }

  async play({ onPriced, onLookUp }: RunWatch): Promise<void> {
    this.#scheduleStop();
    this.#runUntilPriced();
    onPriced();
    const peekUs = (): number => this.#run.peekUs();
    const runNext = (untilUs: number): boolean => this.#run.runNext(untilUs);
    await pace({ peekUs, runNext, isOver: () => this.#isOver(), onLookUp }, this.#speed);
    this.leave('market-ended');
  }

  venuePosition(instrument: Instrument): Lots {
    return this.#run.venuePosition(instrument);
  }

  remarks(): readonly string[] {
    return [];
  }

  venuesAgree(): null {
    return null;
  }

  operate(action: OperatorEvent['action'], reason: string, by?: Requester): void {
    this.#run.operate(action, reason, by);
  }

  leave(reason: string): void {
    this.#run.leave(reason);
  }

  /** A run that stopped because its data ends is played to that end, so that its figures are over all of it. */
  #isOver(): boolean {
    const { finish } = this.#run;
    if (finish === undefined) return false;
    const playsOn = finish.reason === dataEnd && finish.outcome === 'flat';
    return !playsOn || this.#dataEnd === undefined || this.#run.peekUs() > this.#dataEnd.atUs;
  }

  /** Until both books have spoken: what a run costs depends on the price. */
  #runUntilPriced(): void {
    const { pair } = this.#run;
    while (pair.primary.touch === undefined || pair.hedge.touch === undefined) {
      if (this.#run.finish !== undefined || !this.#run.runNext()) return;
    }
  }

  /** The market of a recording ends; the run is told before, and given a bounded time to become flat. */
  #scheduleStop(): void {
    if (this.#dataEnd === undefined) return;
    const { stopAtUs } = this.#dataEnd;
    this.#run.clock.wakeAt(stopAtUs, () => this.#run.operate('stop', dataEnd));
    this.#run.clock.wakeAt(stopAtUs + graceAfterStopUs, () =>
      this.#run.leave(this.#run.pair.stop?.reason ?? dataEnd),
    );
  }
}
