// One run, killed again and again: each process is started with the same command line, disturbed, and dies where its plan says; the last
// one is told to stop, and everything is judged by the ledgers of the venues.
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { exitCodes } from '../../src/cli/exit-codes.ts';
import { endingPoints } from './death-points.ts';
import type { InjectionLog } from './injection-log.ts';
import { Life, type LifeEnd } from './life.ts';
import type { Death, Disturbance, PlannedLife, RoundPlan } from './round-plan.ts';
import type { VenuePair, VenueServers } from './venue-servers.ts';
import type { PlacedWord } from './words.ts';

export interface RoundOptions {
  readonly plan: RoundPlan;
  readonly servers: VenueServers;
  readonly pair: VenuePair;
  /** The command line of every process, without the program. */
  readonly args: readonly string[];
  /** In which all of them work. */
  readonly folder: string;
  /** Where what they print is kept. */
  readonly outputs: string;
  readonly log: InjectionLog;
  /** How long a start may be refused, as long as venues do not answer. */
  readonly startPatienceMs: number;
  readonly signal: AbortSignal;
}

export interface PlayedRound {
  /** Where each killed process died. */
  readonly deaths: readonly string[];
  readonly disturbances: readonly Disturbance['kind'][];
  readonly refusedStarts: number;
  /** How the last process ended; `undefined` where it did not. */
  readonly ended: LifeEnd | undefined;
  /** Why no process could be started any more. */
  readonly refusal: string | undefined;
  readonly placed: readonly PlacedWord[];
}

const betweenStartsMs = 500;
const pointPatienceMs = 40_000;
const endPatienceMs = 120_000;
const betweenSignalsMs = 500;

export class Round {
  readonly #options: RoundOptions;
  readonly #deaths: string[] = [];
  readonly #disturbances: Disturbance['kind'][] = [];
  readonly #placed: PlacedWord[] = [];
  #starts = 0;
  #refusedStarts = 0;
  #refusal: string | undefined;

  constructor(options: RoundOptions) {
    this.#options = options;
  }

  async play(): Promise<PlayedRound> {
    const { plan, servers } = this.#options;
    let ended: LifeEnd | undefined;
    for (const planned of plan.lives) {
      ended = await this.#begin(planned.death, (life) => this.#liveAndDie(life, planned));
      if (ended === undefined || ended.exitCode !== undefined) break;
    }
    await servers.calm();
    if (this.#refusal === undefined && ended?.exitCode === undefined)
      ended = await this.#begin(undefined, (life) => this.#liveAndStop(life));
    return {
      deaths: this.#deaths,
      disturbances: this.#disturbances,
      refusedStarts: this.#refusedStarts,
      ended,
      refusal: this.#refusal,
      placed: this.#placed,
    };
  }

  /** A start that is refused is tried again, as whoever starts processes does; `undefined` where patience has ended, or all is stopped. */
  async #begin(
    death: Death | undefined,
    live: (life: Life) => Promise<LifeEnd | undefined>,
  ): Promise<LifeEnd | undefined> {
    const { args, folder, outputs, servers, log, startPatienceMs, signal } = this.#options;
    const fromMs = performance.now();
    while (!signal.aborted) {
      this.#starts += 1;
      const output = join(outputs, `process-${String(this.#starts).padStart(2, '0')}.txt`);
      const life = new Life({ args, folder, environment: servers.environment, output, death });
      log.add({ what: 'start', process: this.#starts, death });
      const kill = (): void => life.kill();
      signal.addEventListener('abort', kill);
      const ended = await live(life);
      signal.removeEventListener('abort', kill);
      this.#placed.push(...life.placed);
      log.add({ what: 'end', process: this.#starts, ...ended });
      if (ended?.diedAt !== undefined) this.#deaths.push(ended.diedAt);
      if (ended?.exitCode !== exitCodes.badInput || signal.aborted) return ended;
      this.#refusedStarts += 1;
      if (performance.now() - fromMs > startPatienceMs) {
        this.#refusal = life.lastLine();
        return undefined;
      }
      await sleep(betweenStartsMs);
    }
    return undefined;
  }

  async #liveAndDie(life: Life, { death, disturbance, disturbedAfterMs }: PlannedLife): Promise<LifeEnd> {
    const timers: NodeJS.Timeout[] = [];
    const later = (afterMs: number, act: () => void): void => {
      timers.push(setTimeout(act, afterMs));
    };
    if (death.kind === 'moment') later(death.afterMs, () => life.kill());
    if (await life.isUp) {
      if (disturbance !== undefined) later(disturbedAfterMs, () => this.#disturb(life, disturbance, later));
      if (death.kind === 'point') later(pointPatienceMs, () => life.kill());
      // Told to stop before, it would have nothing to close.
      if (death.kind === 'point' && endingPoints.has(death.point))
        life.onQuote(() => this.#stop(life, true, later));
    }
    const ended = await life.ended;
    for (const timer of timers) clearTimeout(timer);
    return ended;
  }

  async #liveAndStop(life: Life): Promise<LifeEnd | undefined> {
    const { plan } = this.#options;
    const timers: NodeJS.Timeout[] = [];
    const later = (afterMs: number, act: () => void): void => {
      timers.push(setTimeout(act, afterMs));
    };
    let isOverdue = false;
    if (await life.isUp) {
      later(plan.stopAfterMs, () => this.#stop(life, plan.isTakenAtOnce, later));
      later(plan.stopAfterMs + endPatienceMs, () => {
        isOverdue = true;
        life.kill();
      });
    }
    const ended = await life.ended;
    for (const timer of timers) clearTimeout(timer);
    return isOverdue ? undefined : ended;
  }

  #stop(life: Life, isTakenAtOnce: boolean, later: (afterMs: number, act: () => void) => void): void {
    this.#options.log.add({ what: 'stop', isTakenAtOnce });
    life.signal('SIGTERM');
    if (isTakenAtOnce) later(betweenSignalsMs, () => life.signal('SIGTERM'));
  }

  #disturb(life: Life, disturbance: Disturbance, later: (afterMs: number, act: () => void) => void): void {
    const { servers, pair, log } = this.#options;
    log.add({ what: 'disturb', disturbance });
    this.#disturbances.push(disturbance.kind);
    switch (disturbance.kind) {
      case 'pause':
        life.signal('SIGSTOP');
        later(disturbance.forMs, () => life.signal('SIGCONT'));
        return;
      case 'freeze':
        this.#whileGoingOn(servers.freeze(pair[disturbance.leg], disturbance.forMs));
        return;
      case 'cut':
        this.#whileGoingOn(servers.cut(pair[disturbance.leg], disturbance.which));
        return;
    }
  }

  /** Servers that are stopped meanwhile do not answer, and that is told and no more. */
  #whileGoingOn(asked: Promise<void>): void {
    const { log } = this.#options;
    asked.catch((error: unknown) => log.add({ what: 'not-disturbed', error: String(error) }));
  }
}
