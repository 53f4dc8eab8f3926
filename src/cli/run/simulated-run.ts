// One pair in one simulated world: engine, loop, venues and virtual time, put together in one place. The session shows it and
// writes it down; benchmarks and experiments run it bare.
import { assertPresent } from '../../core/assert.ts';
import type { AlertCommand, FinishCommand } from '../../core/commands.ts';
import type { EngineEvent, OperatorEvent, Requester } from '../../core/events.ts';
import type { Instrument } from '../../core/instrument.ts';
import type { Lots } from '../../core/money.ts';
import type { PairConfig } from '../../core/pair.ts';
import { startHeartbeat } from '../../engine/heartbeat.ts';
import { EngineLoop } from '../../engine/loop.ts';
import { createPairState } from '../../engine/state.ts';
import type { EngineState } from '../../engine/step.ts';
import { hasLiveOrders, type PairState } from '../../execution/pair-state.ts';
import type { FundingPayment, LedgerFill } from '../../ledger/entries.ts';
import type { HedgeEpisode } from '../../ledger/hedge-episode.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { MarketSource } from '../../ports/market-source.ts';
import { defaultLatency, type LatencyOptions } from '../../venues/simulated/models/latency.ts';
import type { QueueModelName } from '../../venues/simulated/models/queue.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import type { VenuePolicy } from '../../venues/simulated/simulated-venue.ts';
import { createWorld, type World } from '../../venues/simulated/world.ts';

export interface VenuePolicies {
  readonly primary: Partial<VenuePolicy>;
  readonly hedge: Partial<VenuePolicy>;
}

export interface SimulatedRunOptions {
  readonly config: PairConfig;
  readonly sources: { readonly primary: MarketSource; readonly hedge: MarketSource };
  readonly queueModel: QueueModelName;
  /** Between us and either venue (default: the venues' region). */
  readonly latency?: LatencyOptions;
  /** What differs from the usual simulated venue. */
  readonly policies?: VenuePolicies;
  /** Goes on with what an earlier process knew, before the first event. */
  readonly prepare?: (pair: PairState) => void;
  readonly seed: number;
  readonly journal: Journal;
  readonly onFills?: (fills: readonly LedgerFill[]) => void;
  readonly onFunding?: (payments: readonly FundingPayment[]) => void;
  readonly onHedges?: (episodes: readonly HedgeEpisode[]) => void;
  readonly onAlert?: (alert: AlertCommand, atUs: number) => void;
  /** Sees every event on its way to the engine. */
  readonly onEvent?: (event: EngineEvent) => void;
}

export class SimulatedRun {
  readonly #engine: EngineState;
  readonly #world: World;
  readonly #loop: EngineLoop;
  /** Virtual time of the first message, in µs. */
  readonly startUs: number;
  #finish: FinishCommand | undefined;

  constructor({
    config,
    sources,
    queueModel,
    latency = defaultLatency,
    policies = { primary: {}, hedge: {} },
    prepare,
    seed,
    journal,
    onFills,
    onFunding,
    onHedges,
    onAlert,
    onEvent,
  }: SimulatedRunOptions) {
    this.#engine = { pair: createPairState(config, createSeededRandom(seed).fork('engine')), decideByUs: 0 };
    prepare?.(this.#engine.pair);
    const receive = (event: EngineEvent): void => this.#loop.receive(event);
    this.#world = createWorld({
      primary: { source: sources.primary, queueModel, latency, policy: policies.primary },
      hedge: { source: sources.hedge, queueModel, latency, policy: policies.hedge },
      seed,
      sink:
        onEvent === undefined
          ? receive
          : (event) => {
              onEvent(event);
              receive(event);
            },
    });
    const venues = [config.primary, config.hedge].map(
      ({ key, venueAccount }) =>
        [key, assertPresent(this.#world.venues.get(venueAccount), `the venue of ${key}`)] as const,
    );
    this.#loop = new EngineLoop(this.#engine, {
      venues: new Map(venues),
      journal,
      clock: this.#world.time,
      onFills: (fills) => onFills?.(fills),
      onFunding: (payments) => onFunding?.(payments),
      onHedges: (episodes) => onHedges?.(episodes),
      onAlert: (alert, atUs) => onAlert?.(alert, atUs),
      onFinish: (finish) => {
        this.#finish = finish;
      },
    });
    this.startUs = this.#world.time.peekUs();
    startHeartbeat(this.#world.time, this.#loop, () => this.#finish === undefined);
  }

  get pair(): PairState {
    return this.#engine.pair;
  }

  get clock(): Clock {
    return this.#world.time;
  }

  /** How it ended; `undefined` while it goes on. */
  get finish(): FinishCommand | undefined {
    return this.#finish;
  }

  /** Virtual time of whatever happens next, in µs; Infinity when nothing is left. */
  peekUs(): number {
    return this.#world.time.peekUs();
  }

  /** The position in the venue's own books, long > 0: the truth that no message can distort, and that no decision may read. */
  venuePosition({ venueAccount, symbol }: Instrument): Lots {
    const venue = assertPresent(this.#world.venues.get(venueAccount), `the venue of ${symbol}`);
    return venue.ledger.position(venueAccount, symbol);
  }

  /** One item of virtual time; when the next one is later, the turn is over. False when there is none by `untilUs`. */
  runNext(untilUs: number = Infinity): boolean {
    const { time } = this.#world;
    if (!time.runNext(untilUs)) return false;
    // Few items leave a turn open, and looking for the next one is most of what an item costs.
    if (this.#loop.isTurnOpen && time.peekUs() > time.nowUs()) this.#loop.endTurn();
    return true;
  }

  /** What a person, or the run's own schedule, asks for; it is decided on at once. */
  operate(action: OperatorEvent['action'], reason: string, by?: Requester): void {
    if (this.#finish !== undefined) return;
    this.#loop.receive({ kind: 'operator', action, reason, by, atUs: this.#world.time.nowUs() });
    this.#loop.endTurn();
  }

  /** Ends it here and now, with whatever is open. */
  leave(reason: string): void {
    const { primary, hedge } = this.pair;
    const isOpen = primary.position !== 0 || hedge.position !== 0 || hasLiveOrders(this.pair);
    this.#finish ??= { kind: 'finish', reason, outcome: isOpen ? 'exposure-left' : 'flat' };
  }
}
