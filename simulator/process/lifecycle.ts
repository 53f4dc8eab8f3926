// The life of the run's processes: started, killed at the point that the scenario names, restarted from the record, paused. All
// crashes are over when the liveness phase begins.
import type { AlertCommand, FinishCommand } from '../../src/core/commands.ts';
import type { EngineEvent, OperatorEvent } from '../../src/core/events.ts';
import { takesEachIdOnce } from '../../src/core/instrument.ts';
import type { PairConfig } from '../../src/core/pair.ts';
import { recoverPair } from '../../src/engine/recover.ts';
import { createPairState } from '../../src/engine/state.ts';
import type { PairState } from '../../src/execution/pair-state.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Random } from '../../src/ports/random.ts';
import type { Venue } from '../../src/ports/venue.ts';
import { operatorFaultKinds, type FaultKind } from '../scenario/fault-kinds.ts';
import { legNames, type Crash, type Fault, type LegName, type Scenario } from '../scenario/scenario.ts';
import type { FaultsInForce } from '../world/fault-board.ts';
import type { Receiver } from '../world/receiver.ts';
import type { PortWrappers } from './port-wrappers.ts';
import { Process, type KillPoint } from './process.ts';
import { SimulatedJournal } from './simulated-journal.ts';

export interface LifecycleOptions {
  readonly scenario: Scenario;
  readonly config: PairConfig;
  readonly startUs: number;
  readonly clock: Clock;
  readonly board: FaultsInForce;
  readonly random: Random;
  readonly wrappers: PortWrappers;
  readonly venues: Readonly<Record<LegName, Venue>>;
  /** The world tells a new process where things stand. */
  readonly onStart: (pair: PairState) => void;
  readonly onCommand: (command: AlertCommand | FinishCommand) => void;
  readonly onDelivered: (event: EngineEvent) => void;
}

/** A restarted process is killed again within this time. */
const recoveryUsMax = 3_000_000;
const operatorRetryUs = 1_000_000;
const operatorLookUs = 5_000;
const operatorPatienceUs = 5_000_000;
const startRetryUs = 1_000_000;

export class Lifecycle implements Receiver {
  readonly journal: SimulatedJournal;
  /** Why the run cannot be taken up again, in words. */
  refusal: string | undefined;
  #process: Process | undefined;
  #beside: Process | undefined;
  readonly #options: LifecycleOptions;
  readonly #livenessFromUs: number;
  /** Crashes that are still to come, oldest first. */
  #crashes: Crash[];
  /** The one that struck last. */
  #struck: Crash | undefined;
  /** An order may have left that the record does not tell; the same of a process before, and it may not have proven that none did. */
  #owesProof = false;
  #mustProve = false;
  #generation = 0;

  constructor(options: LifecycleOptions) {
    const { scenario, startUs, clock } = options;
    this.#options = options;
    this.#livenessFromUs = startUs + scenario.safetyUs;
    this.#crashes = scenario.crashes.filter(({ kind }) => kind !== 'pause');
    const { board } = options;
    const isFull = (): boolean => strikeOnRecord(board, 'journal-full') !== undefined;
    this.journal = new SimulatedJournal(this.#crashes.length > 0, isFull);
    for (const crash of scenario.crashes) this.#schedule(crash);
    for (const { atUs, action } of scenario.operator)
      clock.wakeAt(startUs + atUs, () => this.#operate(action, startUs + atUs));
  }

  get process(): Process | undefined {
    return this.#process;
  }

  /** More than one only where a bug is planted: whoever stands still lives all the same. */
  get processCount(): number {
    return (this.#process === undefined ? 0 : 1) + (this.#beside?.isAlive === true ? 1 : 0);
  }

  start(): void {
    const { config, random } = this.#options;
    this.#run({ pair: createPairState(config, engineStream(random)), decideByUs: 0 });
  }

  deliver(event: EngineEvent): boolean {
    if (this.#process === undefined) return false;
    this.#process.deliver(event);
    return true;
  }

  endTurn(): void {
    this.#process?.endTurn();
    if (this.#process?.isAlive === false) this.#bury();
  }

  #run(engine: ConstructorParameters<typeof Process>[0]['engine']): void {
    const { clock, venues, wrappers, random, board, onCommand, onDelivered, onStart } = this.#options;
    this.#generation += 1;
    const running = new Process({
      engine,
      generation: this.#generation,
      clock,
      venues,
      wrappers,
      random: random.fork(`process ${this.#generation}`),
      journal: this.journal,
      isKilledAt: (point) => this.#isKilledAt(point),
      mustProve: this.#mustProve,
      stallMs: () => strikeOnRecord(board, 'journal-stalled')?.amount ?? 0,
      onCommand,
      onDelivered,
    });
    this.#process = running;
    onStart(engine.pair);
    if (this.#generation > 1) this.#perhapsKillInRecovery(running);
  }

  #schedule({ kind, fromUs, awayUs }: Crash): void {
    const { clock, startUs, board } = this.#options;
    if (kind === 'pause') {
      clock.wakeAt(startUs + fromUs, () => {
        if (this.#process === undefined || this.#process.isPaused) return;
        board.count(kind, 'primary');
        const running = this.#process;
        running.pause();
        clock.wakeAt(this.#beforeLiveness(clock.nowUs() + awayUs), () => running.resume());
        if (this.#options.wrappers.isFenceBroken === true) this.#startBeside(running);
      });
    }
    if (kind === 'kill-anywhere')
      clock.wakeAt(startUs + fromUs, () => {
        if (this.#process !== undefined && this.#isKilledAt(kind)) this.#process.die();
      });
  }

  /** The next crash of the list, if it is of this kind and its time has come. */
  #isKilledAt(point: KillPoint | 'kill-anywhere' | 'kill-in-recovery'): boolean {
    const { clock, startUs, board } = this.#options;
    const nowUs = clock.nowUs();
    const index = this.#crashes.findIndex(
      ({ kind, fromUs }) => kind === point && startUs + fromUs <= nowUs && nowUs < this.#livenessFromUs,
    );
    const crash = this.#crashes[index];
    if (crash === undefined) return false;
    this.#crashes = this.#crashes.filter((other) => other !== crash);
    this.#struck = crash;
    board.count(crash.kind, 'primary');
    clock.wakeAt(this.#beforeLiveness(nowUs + crash.awayUs), () => this.#restart());
    return true;
  }

  #startBeside(running: Process): void {
    this.#beside = running;
    this.#process = undefined;
    this.#restart();
  }

  #beforeLiveness(atUs: number): number {
    return Math.min(atUs, this.#livenessFromUs);
  }

  /** What was written to the end and is gone all the same was in the memory of a machine that has died too. */
  #bury(): void {
    const { board, clock, config, wrappers } = this.#options;
    const turnsTorn = strikeOnRecord(board, 'journal-torn')?.amount ?? 0;
    const isPowerCut = turnsTorn > 0 || this.#struck?.cutsPower === true;
    board.count(isPowerCut ? 'power-cut' : 'process-killed', 'primary');
    const isBelieved = wrappers.isWordBelieved === true;
    this.journal.crash({ atUs: clock.nowUs(), isPowerCut, turnsTorn, isBelieved });
    this.#perhapsFlip();
    // Nobody can say what has left; or there is more of it than its venue keeps apart by its ids.
    const isUnknown = isPowerCut || this.journal.lives.at(-1)?.departures === 'unknown';
    this.#owesProof = isUnknown || this.journal.unrecorded > (takesEachIdOnce(config.hedge) ? 1 : 0);
    this.#process = undefined;
  }

  #perhapsFlip(): void {
    const { board } = this.#options;
    for (const leg of legNames) {
      const flipped = board.active('journal-flipped', leg);
      if (flipped === undefined || !this.journal.flip(flipped.amount)) continue;
      board.count('journal-flipped', leg);
      return;
    }
  }

  #restart(): void {
    const { config, random, board, clock } = this.#options;
    if (this.#process !== undefined) return;
    // A record that cannot be begun begins no run: whoever starts processes tries again.
    if (board.isActive('journal-full')) {
      clock.wakeAt(clock.nowUs() + startRetryUs, () => this.#restart());
      return;
    }
    const recovery = recoverPair(config, engineStream(random), this.journal.lives);
    if (!recovery.ok) {
      this.refusal = recovery.text;
      return;
    }
    const { restart } = recovery.engine.pair;
    this.#mustProve =
      this.#owesProof || (this.#mustProve && restart !== undefined && restart.strays.length > 0);
    this.#run(recovery.engine);
  }

  #perhapsKillInRecovery(running: Process): void {
    const { clock, random } = this.#options;
    const afterUs = random.fork(`recovery ${running.generation}`).below(recoveryUsMax);
    clock.wakeAt(clock.nowUs() + afterUs, () => {
      if (running.isAlive && this.#isKilledAt('kill-in-recovery')) running.die();
    });
  }

  /** `fromUs` is when the operator meant to act, in µs. */
  #operate(action: OperatorEvent['action'], fromUs: number): void {
    const { clock } = this.#options;
    const atUs = clock.nowUs();
    const waitUs = this.#operatorWaitUs(action, atUs - fromUs);
    if (waitUs > 0) {
      clock.wakeAt(atUs + waitUs, () => this.#operate(action, fromUs));
      return;
    }
    this.#countAct(action);
    this.deliver({ kind: 'operator', action, reason: 'the operator of the scenario', atUs });
  }

  #countAct(action: OperatorEvent['action']): void {
    const kind = operatorFaultKinds.find((each) => each === `operator-${action}`);
    const pair = this.#process?.pair;
    if (kind === undefined || pair === undefined || pair.isFinished || pair.halt !== undefined) return;
    this.#options.board.count(kind, 'primary');
  }

  /** Until there is somebody to hear it; and a halt comes while a quote rests, if one does soon: then there is something to cancel. */
  #operatorWaitUs(action: OperatorEvent['action'], lateUs: number): number {
    if (this.#process === undefined) return operatorRetryUs;
    const isQuoted = [...this.#process.pair.primary.orders].some(
      ({ state, request }) => state === 'open' && request.role === 'quote',
    );
    return action !== 'halt' || isQuoted || lateUs >= operatorPatienceUs ? 0 : operatorLookUs;
  }
}

/** The record is one for both legs: a fault of either may strike it. */
const strikeOnRecord = (board: FaultsInForce, kind: FaultKind): Fault | undefined =>
  board.strike(kind, 'primary') ?? board.strike(kind, 'hedge');

/** The engine's own stream begins where it began, whichever process draws from it. */
const engineStream = (random: Random): Random => random.fork('engine');
