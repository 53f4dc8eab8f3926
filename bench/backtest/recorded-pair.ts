// Two recordings as a pair that is traded: their messages only decoded, straight into the step, or through the whole simulated world.
import { parityRate } from '../../src/core/conversion.ts';
import type { BookEvent, EngineEvent, TradeEvent } from '../../src/core/events.ts';
import type { Instrument, InstrumentKey } from '../../src/core/instrument.ts';
import { LevelBuffer } from '../../src/core/levels.ts';
import { feeRate, lots, parseBase, ticks, type BaseQuantity } from '../../src/core/money.ts';
import type { PairConfig } from '../../src/core/pair.ts';
import { SimulatedRun } from '../../src/cli/run/simulated-run.ts';
import { createPairState } from '../../src/engine/state.ts';
import { step, type EngineState } from '../../src/engine/step.ts';
import type { MarketSource } from '../../src/ports/market-source.ts';
import { recordedInstrument } from '../../src/recorder/recorded-instrument.ts';
import { commonClockOffsetUs, type Recording } from '../../src/recorder/recording.ts';
import { replaySource } from '../../src/recorder/replay-source.ts';
import { createSeededRandom } from '../../src/venues/simulated/seeded-random.ts';
import { pairChoices } from '../pair-choices.ts';

export class RecordedPair {
  readonly #recordings: readonly [Recording, Recording];
  readonly #instruments: readonly [Instrument, Instrument];
  #messages: number | undefined;

  constructor(primary: Recording, hedge: Recording) {
    this.#recordings = [primary, hedge];
    const fees = { maker: feeRate(20_000n), taker: feeRate(50_000n) };
    this.#instruments = [
      recordedInstrument(primary.facts, { venue: 'primary', account: 'main', fees }),
      recordedInstrument(hedge.facts, { venue: 'hedge', account: 'main', fees }),
    ];
  }

  /** Of the market, from the first message to the end of the shorter recording. */
  get seconds(): number {
    const facts = this.#recordings.map((recording) => recording.facts);
    const startUs = Math.min(...facts.map((each) => each.startUs));
    return (Math.min(...facts.map(({ endUs }) => endUs)) - startUs) / 1e6;
  }

  /** Returns how many messages there were, as the others do. */
  decode(): number {
    let messages = 0;
    let levels = 0;
    for (const source of this.#sources()) {
      for (; source.nextTimeUs !== Infinity; messages += 1) levels += source.take().levels.count;
    }
    if (levels === 0) throw new Error('the recordings hold levels');
    return messages;
  }

  /** Merged by venue time, straight into the step: no venue answers, so no order ever fills. */
  stepAlone(): number {
    const engine = this.#engine();
    const [primary, hedge] = this.#sources();
    const turn: EngineEvent[] = [];
    let messages = 0;
    for (;;) {
      const source = primary.nextTimeUs <= hedge.nextTimeUs ? primary : hedge;
      const atUs = source.nextTimeUs;
      if (atUs === Infinity) return messages;
      turn[0] = eventOf(source, atUs);
      step(engine, turn);
      messages += 1;
    }
  }

  /** Venues with the queue model, latencies, engine, ledger: what a backtest is, without its report. */
  wholeWorld(): number {
    // A replay is the same every time: its messages are counted once.
    if (this.#messages === undefined) {
      let messages = 0;
      this.#play((event) => {
        if (event.kind === 'book' || event.kind === 'trade') messages += 1;
      });
      this.#messages = messages;
    } else this.#play();
    return this.#messages;
  }

  #play(onEvent?: (event: EngineEvent) => void): void {
    const [primary, hedge] = this.#sources();
    const run = new SimulatedRun({
      config: this.#config(),
      sources: { primary, hedge },
      queueModel: 'riskAverse',
      seed: 1,
      journal: { announce: () => true, append: () => undefined },
      ...(onEvent === undefined ? {} : { onEvent }),
    });
    const endUs = Math.min(...this.#recordings.map(({ facts }) => facts.endUs));
    while (run.runNext(endUs)) continue;
    if (run.pair.counters.iterationsDone === 0) throw new Error('the run makes round trips');
  }

  #sources(): [MarketSource, MarketSource] {
    const clockOffsetUs = commonClockOffsetUs(this.#recordings);
    const [primary, hedge] = this.#recordings;
    return [
      replaySource(primary, { instrument: this.#instruments[0], clockOffsetUs }),
      replaySource(hedge, { instrument: this.#instruments[1], clockOffsetUs }),
    ];
  }

  #engine(): EngineState {
    return { pair: createPairState(this.#config(), createSeededRandom(1)), decideByUs: 0 };
  }

  #config(): PairConfig {
    const [primary, hedge] = this.#instruments;
    const size = parseBase('0.01') as BaseQuantity;
    return {
      primary,
      hedge,
      conversions: [parityRate(primary.quote, primary.quote)],
      ...pairChoices(size),
      runEpochSeconds: 1,
    };
  }
}

type Loose<Event> = { -readonly [Key in keyof Event]: Event[Key] };
const instrument = '' as InstrumentKey;
const levels = new LevelBuffer();
const [price, quantity] = [ticks(1), lots(1)];
// Field by field as a simulated feed makes them: what reads events sees one kind of object.
const book: Loose<BookEvent> = {
  kind: 'book',
  instrument,
  atUs: 0,
  venueTimeUs: 0,
  isSnapshot: false,
  levels,
};
const trade: Loose<TradeEvent> = {
  kind: 'trade',
  instrument,
  atUs: 0,
  venueTimeUs: 0,
  price,
  quantity,
  aggressor: 'buy',
};

/** The same two objects again and again, as a feed lends them. */
function eventOf(source: MarketSource, atUs: number): EngineEvent {
  const message = source.take();
  const event = message.kind === 'trade' ? trade : book;
  event.atUs = atUs;
  event.venueTimeUs = message.venueTimeUs;
  event.instrument = source.instrument.key;
  if (message.kind === 'trade') {
    trade.price = message.price;
    trade.quantity = message.quantity;
    trade.aggressor = message.aggressor;
  } else {
    book.isSnapshot = message.kind === 'snapshot';
    book.levels = message.levels;
  }
  return event;
}
