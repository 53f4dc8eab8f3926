// One process of the run: the engine and its loop, as they trade live, between ports that can stop working in the middle of a
// turn. A process that is dead sends nothing more, whatever its turn still asks for.

import type { AlertCommand, Command, FinishCommand } from '../../src/core/commands.ts';
import type { EngineEvent } from '../../src/core/events.ts';
import type { Instrument, InstrumentKey } from '../../src/core/instrument.ts';
import { removesDelta, type ClientOrderId, type RiskApproved } from '../../src/core/order.ts';
import { startHeartbeat } from '../../src/engine/heartbeat.ts';
import { EngineLoop } from '../../src/engine/loop.ts';
import type { EngineState } from '../../src/engine/step.ts';
import { restartBlockedBy } from '../../src/execution/restart.ts';
import type { PairState } from '../../src/execution/pair-state.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Journal } from '../../src/ports/journal.ts';
import type { Random } from '../../src/ports/random.ts';
import type { EventSink, Venue } from '../../src/ports/venue.ts';
import type { ObservedProcess } from '../observed.ts';
import type { LegName } from '../scenario/scenario.ts';
import { kept } from '../world/receiver.ts';
import type { PortWrappers, WrapperContext } from './port-wrappers.ts';

/** Where in its work a process may be killed. */
export type KillPoint = 'kill-before-hedge' | 'kill-before-record' | 'kill-before-quote';

export interface ProcessOptions {
  readonly engine: EngineState;
  readonly generation: number;
  readonly clock: Clock;
  readonly venues: Readonly<Record<LegName, Venue>>;
  readonly journal: Journal;
  readonly wrappers: PortWrappers;
  readonly random: Random;
  /** Asked whenever the process is at such a point: true kills it there. */
  readonly isKilledAt: (point: KillPoint) => boolean;
  /** How long the writing of this record takes, in ms. */
  readonly stallMs: () => number;
  /** Before anything is hedged, an order that may have left without a record has to be proven absent. */
  readonly mustProve: boolean;
  readonly onCommand: (command: AlertCommand | FinishCommand) => void;
  readonly onDelivered: (event: EngineEvent) => void;
}

export class Process implements ObservedProcess {
  readonly pair: PairState;
  readonly generation: number;
  readonly startedAtUs: number;
  isPaused = false;
  isAlive = true;
  finish: FinishCommand | undefined;
  readonly #options: ProcessOptions;
  readonly #loop: EngineLoop;
  readonly #sink: EventSink;
  /** What arrives while the process stands still. */
  #waiting: EngineEvent[] = [];
  #beats = 0;
  #stalledUntilUs = 0;
  #hasHedged = false;

  constructor(options: ProcessOptions) {
    const { engine, generation, clock, venues, journal, wrappers } = options;
    this.#options = options;
    this.pair = engine.pair;
    this.generation = generation;
    this.startedAtUs = clock.nowUs();
    const context = this.#context();
    const { primary, hedge } = engine.pair;
    const port = (leg: LegName, instrument: Instrument): [InstrumentKey, Venue] => [
      instrument.key,
      this.#mortal(wrappers.venue?.(venues[leg], leg, context) ?? venues[leg]),
    ];
    const written = this.#mortalJournal(journal);
    const tell = (alert: AlertCommand): void => this.#tell(alert);
    this.#loop = new EngineLoop(engine, {
      venues: new Map([port('primary', primary.instrument), port('hedge', hedge.instrument)]),
      journal: wrappers.journal?.(written, context) ?? written,
      // Whoever writes a record that takes long wakes up when it is written.
      clock: { nowUs: () => Math.max(clock.nowUs(), this.#stalledUntilUs) },
      onFills: () => undefined,
      onFunding: () => undefined,
      onHedges: () => undefined,
      onAlert: wrappers.alert?.(tell, context) ?? tell,
      onFinish: (finish) => {
        if (this.isAlive) this.finish = finish;
        this.#tell(finish);
      },
    });
    const sink: EventSink = (event) => this.#loop.receive(event);
    this.#sink = wrappers.sink?.(sink, context) ?? sink;
    this.#beat();
  }

  get mustProve(): boolean {
    return this.#options.mustProve;
  }

  get isRecovering(): boolean {
    return restartBlockedBy(this.pair) !== undefined;
  }

  deliver(event: EngineEvent): void {
    if (this.isPaused) {
      this.#waiting.push(kept(event));
      return;
    }
    this.#options.onDelivered(event);
    this.#sink(event);
  }

  endTurn(): void {
    this.#hasHedged = false;
    if (this.isAlive && !this.isPaused) this.#loop.endTurn();
  }

  pause(): void {
    this.isPaused = true;
  }

  /** What has waited is there at once, all of one moment. */
  resume(): void {
    if (!this.isPaused || !this.isAlive || this.#options.clock.nowUs() < this.#stalledUntilUs) return;
    this.isPaused = false;
    const waiting = this.#waiting;
    this.#waiting = [];
    const atUs = this.#options.clock.nowUs();
    for (const event of waiting) this.deliver({ ...event, atUs });
    this.#beat();
  }

  die(): void {
    this.isAlive = false;
    this.#waiting = [];
  }

  #beat(): void {
    this.#beats += 1;
    const mine = this.#beats;
    const isWanted = (): boolean =>
      this.isAlive && !this.isPaused && this.finish === undefined && mine === this.#beats;
    const { clock } = this.#options;
    startHeartbeat(clock, this.#loop, isWanted);
  }

  #context(): WrapperContext {
    const { clock, random, generation } = this.#options;
    return { clock, random, generation, pair: () => this.pair, deliver: (event) => this.deliver(event) };
  }

  #tell(command: AlertCommand | FinishCommand): void {
    if (this.isAlive) this.#options.onCommand(command);
  }

  #killedAt(point: KillPoint): boolean {
    if (this.isAlive && this.#options.isKilledAt(point)) this.die();
    return !this.isAlive;
  }

  /** A dead process sends nothing; one that waits for its record sends what the record holds back when that is written. */
  #mortal(inner: Venue): Venue {
    return {
      account: inner.account,
      place: (order) => this.#place(inner, order),
      cancel: (...request) => this.#send(() => inner.cancel(...request)),
      queryOrder: (...request) => this.#send(() => inner.queryOrder(...request)),
      queryPosition: (...request) => this.#send(() => inner.queryPosition(...request)),
      queryFills: (...request) => this.#send(() => inner.queryFills(...request)),
      queryFunding: (...request) => this.#send(() => inner.queryFunding(...request)),
      queryMargin: (...request) => this.#send(() => inner.queryMargin(...request)),
    };
  }

  #place(inner: Venue, order: RiskApproved): void {
    const isHedge = removesDelta(order.role);
    if (this.#killedAt(isHedge ? 'kill-before-hedge' : 'kill-before-quote')) return;
    if (isHedge) this.#hasHedged = true;
    this.#send(() => inner.place(order));
  }

  #send(leave: () => void): void {
    const { clock } = this.#options;
    if (!this.isAlive) return;
    if (clock.nowUs() >= this.#stalledUntilUs) {
      leave();
      return;
    }
    clock.wakeAt(this.#stalledUntilUs, () => {
      if (this.isAlive) leave();
    });
  }

  #mortalJournal(inner: Journal): Journal {
    return {
      announce: (clientOrderId: ClientOrderId) => !this.isAlive || inner.announce(clientOrderId),
      append: (events: readonly EngineEvent[], commands: readonly Command[]) => {
        if (this.#hasHedged && this.#killedAt('kill-before-record')) return undefined;
        if (!this.isAlive) return undefined;
        const trouble = inner.append(events, commands);
        const stallMs = this.#options.stallMs();
        if (stallMs > 0) this.#stall(stallMs);
        return trouble;
      },
    };
  }

  /** The record is being written: until then nothing is heard and nothing is sent. */
  #stall(ms: number): void {
    const { clock } = this.#options;
    this.#stalledUntilUs = clock.nowUs() + ms * 1_000;
    this.pause();
    clock.wakeAt(this.#stalledUntilUs, () => this.resume());
  }
}
