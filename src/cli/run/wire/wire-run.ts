// One pair over the wire: the engine and its loop on the machine's clock. Events that come in one go of the event loop are one turn,
// so that fills of one message are netted, and nothing waits.
import type { FinishCommand } from '../../../core/commands.ts';
import type { EngineEvent, OperatorEvent } from '../../../core/events.ts';
import type { Instrument, InstrumentKey } from '../../../core/instrument.ts';
import type { Lots } from '../../../core/money.ts';
import type { PairConfig } from '../../../core/pair.ts';
import { startHeartbeat } from '../../../engine/heartbeat.ts';
import { EngineLoop } from '../../../engine/loop.ts';
import { createPairState } from '../../../engine/state.ts';
import type { EngineState } from '../../../engine/step.ts';
import { hasLiveOrders, type PairState } from '../../../execution/pair-state.ts';
import type { LedgerFill } from '../../../ledger/entries.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Random } from '../../../ports/random.ts';
import type { Venue } from '../../../ports/venue.ts';
import type { PairRun, RunPorts, RunWatch } from '../pair-run.ts';
import { compareWithVenue, nothingBooked, withFill, type Booked } from './compare-with-venue.ts';
import type { LocalVenues } from './local-venues.ts';

const lookUpMs = 20;

export interface WireRunOptions {
  readonly config: PairConfig;
  readonly venues: ReadonlyMap<InstrumentKey, Venue>;
  readonly random: Random;
  /** Where the venues' words wait, and what is closed when the run is over. */
  readonly local: LocalVenues;
}

export class WireRun implements PairRun {
  readonly clock: Clock;
  readonly startUs: number;
  readonly #engine: EngineState;
  readonly #loop: EngineLoop;
  readonly #options: WireRunOptions;
  readonly #booked = new Map<InstrumentKey, Booked>();
  #isTurnOpen = false;
  #finish: FinishCommand | undefined;

  constructor(options: WireRunOptions, ports: RunPorts) {
    const { config, venues, random, local } = options;
    this.#options = options;
    this.clock = local.access.clock;
    this.startUs = this.clock.nowUs();
    this.#engine = { pair: createPairState(config, random), decideByUs: 0 };
    ports.prepare(this.#engine.pair);
    this.#loop = new EngineLoop(this.#engine, {
      venues,
      clock: this.clock,
      ...ports,
      onFills: (fills) => {
        this.#count(fills);
        ports.onFills(fills);
      },
      onFinish: (finish) => {
        this.#finish = finish;
      },
    });
  }

  get pair(): PairState {
    return this.#engine.pair;
  }

  get finish(): FinishCommand | undefined {
    return this.#finish;
  }

  async play({ onPriced, onLookUp }: RunWatch): Promise<void> {
    const { local } = this.#options;
    const receiver = { receive: (event: EngineEvent) => this.#receive(event) };
    local.waitingRoom.handOver(receiver.receive, this.clock.nowUs());
    onPriced();
    startHeartbeat(this.clock, receiver, () => this.#finish === undefined);
    await this.#untilFinished(onLookUp);
    await local.access.close();
  }

  venuePosition(instrument: Instrument): Lots {
    return this.#options.local.account(instrument).position;
  }

  /** What was booked here, held against the servers' own ledgers. */
  remarks(): readonly string[] {
    return this.pair.legs.map(({ instrument }) => {
      const booked = this.#booked.get(instrument.key) ?? nothingBooked;
      return compareWithVenue(instrument, booked, this.#options.local.account(instrument));
    });
  }

  operate(action: OperatorEvent['action'], reason: string): void {
    if (this.#finish !== undefined) return;
    this.#loop.receive({ kind: 'operator', action, reason, atUs: this.clock.nowUs() });
    this.#loop.endTurn();
  }

  leave(reason: string): void {
    const { primary, hedge } = this.pair;
    const isOpen = primary.position !== 0 || hedge.position !== 0 || hasLiveOrders(this.pair);
    this.#finish ??= { kind: 'finish', reason, outcome: isOpen ? 'exposure-left' : 'flat' };
  }

  #count(fills: readonly LedgerFill[]): void {
    for (const fill of fills) {
      const booked = this.#booked.get(fill.instrument) ?? nothingBooked;
      this.#booked.set(fill.instrument, withFill(booked, fill));
    }
  }

  /** The turn ends as soon as whatever delivered the event is done, before anything else of the machine comes in. */
  #receive(event: EngineEvent): void {
    this.#loop.receive(event);
    if (this.#isTurnOpen) return;
    this.#isTurnOpen = true;
    queueMicrotask(() => {
      this.#isTurnOpen = false;
      this.#loop.endTurn();
    });
  }

  /** Looks up now and then, as long as the run goes on. */
  async #untilFinished(onLookUp: () => void): Promise<void> {
    await new Promise<void>((resolve) => {
      const lookUp = (): void => {
        onLookUp();
        if (this.#finish === undefined) this.clock.wakeAt(this.clock.nowUs() + lookUpMs * 1_000, lookUp);
        else resolve();
      };
      lookUp();
    });
  }
}
