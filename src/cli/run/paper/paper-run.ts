// One pair on paper: the engine trades on simulated venues, in real time, and their markets are what the real ones say in public.
import { assertPresent } from '../../../core/assert.ts';
import type { FinishCommand } from '../../../core/commands.ts';
import type { OperatorEvent, Requester } from '../../../core/events.ts';
import type { Instrument } from '../../../core/instrument.ts';
import type { Lots } from '../../../core/money.ts';
import type { PairConfig } from '../../../core/pair.ts';
import type { PairState } from '../../../execution/pair-state.ts';
import type { Clock } from '../../../ports/clock.ts';
import { createLiveWorld, type LiveWorld } from '../../../venues/simulated/live-world.ts';
import type { QueueModelName } from '../../../venues/simulated/models/queue.ts';
import { createSeededRandom } from '../../../venues/simulated/seeded-random.ts';
import type { SimulatedVenue } from '../../../venues/simulated/simulated-venue.ts';
import type { VenueAccess } from '../../access/venue-access.ts';
import { ClockedEngine } from '../clocked-engine.ts';
import type { PairRun, RunPorts, RunWatch } from '../pair-run.ts';
import type { WaitingRoom } from '../wire/waiting-room.ts';
import type { MarketLeg } from './market-leg.ts';

export interface PaperRunOptions {
  readonly config: PairConfig;
  readonly legs: readonly MarketLeg[];
  readonly queueModel: QueueModelName;
  readonly seed: number;
  /** Closed when the run is over. */
  readonly access: VenueAccess;
  /** Where the venues' words wait until the run begins. */
  readonly waitingRoom: WaitingRoom;
}

export class PaperRun implements PairRun {
  readonly clock: Clock;
  readonly startUs: number;
  readonly #options: PaperRunOptions;
  readonly #engine: ClockedEngine;
  readonly #world: LiveWorld;

  constructor(options: PaperRunOptions, ports: RunPorts) {
    const { config, legs, queueModel, seed, access } = options;
    const { clock } = access;
    this.#options = options;
    this.clock = clock;
    this.startUs = clock.nowUs();
    this.#world = createLiveWorld({
      legs: legs.map(({ reached: { adapter }, instrument }) => ({
        instrument,
        policy: { oversizedReduceOnly: adapter.capabilities.oversizedReduceOnly },
      })),
      queueModel,
      seed,
      clock,
      sink: (event) => this.#engine.receive(event),
    });
    const venues = new Map(legs.map(({ instrument }) => [instrument.key, this.#venue(instrument)]));
    const random = createSeededRandom(seed).fork('engine');
    this.#engine = new ClockedEngine({ config, venues, random, clock }, ports);
  }

  get pair(): PairState {
    return this.#engine.pair;
  }

  get finish(): FinishCommand | undefined {
    return this.#engine.finish;
  }

  async play({ onPriced, onLookUp }: RunWatch): Promise<void> {
    const { waitingRoom, access } = this.#options;
    const nowUs = this.clock.nowUs();
    waitingRoom.handOver(this.#world.hear, { nowUs, begunAtUs: nowUs });
    onPriced();
    await this.#engine.run(onLookUp);
    await access.close();
  }

  venuePosition(instrument: Instrument): Lots {
    return this.#venue(instrument).ledger.position(instrument.venueAccount, instrument.symbol);
  }

  /** What a reader of the figures should know of the books behind them. */
  remarks(): readonly string[] {
    return this.pair.legs.flatMap(({ instrument }) => {
      const losses = this.#world.listings.get(instrument.key)?.losses ?? 0;
      return losses === 0
        ? []
        : [
            `the public stream of ${instrument.venue} was lost ${losses} ×: nothing was quoted or filled there while it was gone`,
          ];
    });
  }

  venuesAgree(): null {
    return null;
  }

  operate(action: OperatorEvent['action'], reason: string, by?: Requester): void {
    this.#engine.operate(action, reason, by);
  }

  leave(reason: string): void {
    this.#engine.leave(reason);
  }

  #venue({ venueAccount }: Instrument): SimulatedVenue {
    return assertPresent(this.#world.venues.get(venueAccount), `the simulated account ${venueAccount}`);
  }
}
