// A pair in a simulated world whose process dies at a chosen turn, before or after that turn is recorded, and is rebuilt from
// its record some time later. The venues and their markets live on; what they tell a dead process is lost.
import type { FinishCommand } from '../../../core/commands.ts';
import type { EngineEvent } from '../../../core/events.ts';
import type { InstrumentKey } from '../../../core/instrument.ts';
import { LevelBuffer } from '../../../core/levels.ts';
import { lots, type Lots } from '../../../core/money.ts';
import type { ClientOrderId } from '../../../core/order.ts';
import type { PairConfig } from '../../../core/pair.ts';
import type { Side } from '../../../core/side.ts';
import { startHeartbeat } from '../../../engine/heartbeat.ts';
import { EngineLoop } from '../../../engine/loop.ts';
import { recoverPair, type TurnOnRecord } from '../../../engine/recover.ts';
import { createPairState } from '../../../engine/state.ts';
import type { EngineState } from '../../../engine/step.ts';
import type { PairState } from '../../../execution/pair-state.ts';
import { Book } from '../../../market/book.ts';
import type { MarketSource } from '../../../ports/market-source.ts';
import type { Random } from '../../../ports/random.ts';
import type { Venue } from '../../../ports/venue.ts';
import { createSeededRandom } from '../../../venues/simulated/seeded-random.ts';
import { createWorld, type World } from '../../../venues/simulated/world.ts';

export interface Death {
  /** Counts from 1: while this turn is under way the process dies. */
  readonly turn: number;
  /** Whether the turn was recorded; what reduces exposure has left by then, what adds it has not. */
  readonly isRecorded: boolean;
  readonly awayUs: number;
}

export class MortalRun {
  readonly record: TurnOnRecord[] = [];
  finish: FinishCommand | undefined;
  readonly #config: PairConfig;
  readonly #death: Death | undefined;
  readonly #world: World;
  readonly #books: ReadonlyMap<InstrumentKey, Book>;
  #engine: EngineState;
  #loop: EngineLoop | undefined;
  #isReborn = false;
  /** The order that was about to leave ahead of its record last. */
  #lastOrderId: ClientOrderId | undefined;

  constructor(
    config: PairConfig,
    sources: { readonly primary: MarketSource; readonly hedge: MarketSource },
    death?: Death,
  ) {
    this.#config = config;
    this.#death = death;
    this.#books = new Map([config.primary, config.hedge].map(({ key }) => [key, new Book()]));
    this.#world = createWorld({
      primary: { source: sources.primary },
      hedge: { source: sources.hedge },
      seed: 1,
      sink: (event) => this.#receive(event),
    });
    this.#engine = { pair: createPairState(config, this.#random()), decideByUs: 0 };
    this.#live();
  }

  get pair(): PairState {
    return this.#engine.pair;
  }

  /** What the venue of the leg holds, whatever anybody believes. */
  venuePosition(name: 'primary' | 'hedge'): Lots {
    const { venueAccount, symbol } = this.#config[name];
    return this.#world.venues.get(venueAccount)?.ledger.position(venueAccount, symbol) ?? lots(0);
  }

  /** Until it ends, but no longer than this. */
  run(longestUs: number): void {
    const { time } = this.#world;
    const endUs = time.peekUs() + longestUs;
    while (this.finish === undefined && time.peekUs() < endUs) {
      time.runNext();
      if (time.peekUs() > time.nowUs()) this.#loop?.endTurn();
    }
  }

  #random(): Random {
    return createSeededRandom(1).fork('engine');
  }

  #receive(event: EngineEvent): void {
    if (event.kind === 'book') this.#books.get(event.instrument)?.apply(event.levels, event.isSnapshot);
    this.#loop?.receive(event);
  }

  #live(): void {
    const loop: EngineLoop = new EngineLoop(this.#engine, {
      venues: new Map(this.#venues(() => this.#loop === loop)),
      journal: {
        announce: (clientOrderId) => {
          this.#lastOrderId = clientOrderId;
          return true;
        },
        append: (events, commands) => {
          this.#append({ events: events.map(kept), commands });
          return undefined;
        },
      },
      clock: this.#world.time,
      onFills: () => undefined,
      onHedges: () => undefined,
      onFunding: () => undefined,
      onAlert: () => undefined,
      onFinish: (finish) => {
        this.finish = finish;
      },
    });
    this.#loop = loop;
    startHeartbeat(this.#world.time, loop, () => this.#loop === loop && this.finish === undefined);
  }

  #append(turn: TurnOnRecord): void {
    const death = this.#isReborn || this.record.length + 1 !== this.#death?.turn ? undefined : this.#death;
    if (death?.isRecorded !== false) this.record.push(turn);
    if (death !== undefined) this.#die(death);
  }

  #die({ awayUs }: Death): void {
    const { time } = this.#world;
    this.#loop = undefined;
    this.#isReborn = true;
    time.wakeAt(time.nowUs() + awayUs, () => {
      const departures = { lastOrderId: this.#lastOrderId };
      const recovery = recoverPair(this.#config, this.#random(), [{ turns: this.record, departures }]);
      if (!recovery.ok) throw new Error(recovery.text);
      this.#engine = recovery.engine;
      this.#live();
      this.#subscribe();
    });
  }

  /** A new subscription begins with a snapshot. */
  #subscribe(): void {
    const atUs = this.#world.time.nowUs();
    for (const [instrument, book] of this.#books) {
      const levels = new LevelBuffer();
      for (const side of ['buy', 'sell'] as const) pushSide(levels, book, side);
      this.#loop?.receive({ kind: 'book', instrument, venueTimeUs: atUs, isSnapshot: true, levels, atUs });
    }
  }

  /** What a dead process asked for and had not sent is never sent. */
  *#venues(isAlive: () => boolean): Iterable<[InstrumentKey, Venue]> {
    for (const { key, venueAccount } of [this.#config.primary, this.#config.hedge]) {
      const venue = this.#world.venues.get(venueAccount);
      if (venue === undefined) throw new Error(`${venueAccount} is a venue of the world`);
      yield [
        key,
        {
          account: venueAccount,
          place: (order) => isAlive() && venue.place(order),
          cancel: (...request) => isAlive() && venue.cancel(...request),
          queryOrder: (...request) => isAlive() && venue.queryOrder(...request),
          queryPosition: (...request) => isAlive() && venue.queryPosition(...request),
          queryFills: (...request) => isAlive() && venue.queryFills(...request),
          queryFunding: (...request) => isAlive() && venue.queryFunding(...request),
          queryMargin: (...request) => isAlive() && venue.queryMargin(...request),
        },
      ];
    }
  }
}

function pushSide(levels: LevelBuffer, book: Book, side: Side): void {
  const half = book.side(side);
  for (let price = half.bestPrice(); price !== undefined; price = half.nextWorse(price))
    levels.push(side, price, half.quantityOf(price));
}

/** Market events and their levels are only lent. */
function kept(event: EngineEvent): EngineEvent {
  if (event.kind !== 'book') return { ...event };
  const levels = new LevelBuffer();
  levels.copyFrom(event.levels);
  return { ...event, levels };
}
