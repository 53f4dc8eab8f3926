// The public streams: books, trades and funding rates of the instruments that are followed, over one socket. A book begins with the
// venue's snapshot, and again after every gap and every loss.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { parseUnits } from '../../core/decimal.ts';
import type { FundingRate } from '../../core/funding.ts';
import type { Instrument } from '../../core/instrument.ts';
import { LevelBuffer } from '../../core/levels.ts';
import { limits, microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import { InstrumentGrid } from '../wire/decimal-grid.ts';
import type { Emit } from '../wire/emitter.ts';
import type { Fields } from '../wire/json.ts';
import { measureRoundTrips } from '../wire/stream-round-trips.ts';
import { Stream, type StreamListener } from '../wire/stream.ts';
import {
  isError,
  microsecondsOf,
  parseFrame,
  readFirstSequences,
  readFunding,
  readLevels,
  readTrade,
  type FeedFrame,
  type FundingFeed,
} from './frames.ts';
import { Sequence } from './sequence.ts';

export interface MarketDataOptions {
  readonly url: string;
  readonly clock: Clock;
  readonly emit: Emit;
}

interface Followed {
  readonly instrument: Instrument;
  readonly grid: InstrumentGrid;
  readonly fundingIntervalMs: number;
  /** What was told last, so that only changes are. */
  lastFunding: FundingFeed | undefined;
  /** Told once, when the first book is there or cannot be had. */
  ready: ((outcome: Checked<undefined>) => void) | undefined;
}

/** Streams and what to ask of them: changes of the book every 50 ms, the last 50 trades, the ticker every 500 ms. */
const subscriptions = [
  ['v1.book.d', '@50'],
  ['v1.trade', '@50'],
  ['v1.ticker.s', '@500'],
] as const;

const bookOf = (symbol: string): string => `book ${symbol}`;

const remedy = 'look at the status page of the venue, and at the connection to it';
const nothing = new LevelBuffer(1);

export class MarketData implements StreamListener {
  readonly #options: MarketDataOptions;
  readonly #followed = new Map<string, Followed>();
  readonly #sequence = new Sequence();
  readonly #levels = new LevelBuffer();
  /** Subscriptions that are not answered yet, and whose they are. */
  readonly #asked = new Map<number, Followed>();
  #lastId = 0;
  #stream: Stream | undefined;

  constructor(options: MarketDataOptions) {
    this.#options = options;
  }

  /** Done when the first book was delivered. */
  follow(instrument: Instrument, fundingIntervalMs: number): Promise<Checked<undefined>> {
    const { url, clock } = this.#options;
    if (this.#followed.has(instrument.symbol)) return Promise.resolve(accepted(undefined));
    return new Promise((resolve) => {
      const grid = new InstrumentGrid(instrument);
      const followed = { instrument, grid, fundingIntervalMs, lastFunding: undefined, ready: resolve };
      this.#followed.set(instrument.symbol, followed);
      if (this.#stream === undefined) this.#stream = new Stream({ url, clock, listener: this });
      else this.#subscribe(this.#stream, followed);
      clock.wakeAt(clock.nowUs() + microseconds(limits.followMs), () =>
        this.#giveUp(followed, `no book of ${instrument.symbol} came`),
      );
    });
  }

  /** In µs. */
  roundTrips(): Promise<readonly number[]> {
    return measureRoundTrips(this.#stream, this.#options.clock);
  }

  close(): void {
    this.#stream?.close();
    this.#followed.clear();
  }

  opened(stream: Stream): void {
    this.#sequence.forget();
    this.#asked.clear();
    for (const followed of this.#followed.values()) this.#subscribe(stream, followed);
  }

  /** What is not seen any more is not traded on. */
  lost(): void {
    for (const followed of this.#followed.values()) this.#dropBook(followed);
  }

  received(text: string): void {
    const frame = parseFrame(text);
    if (frame === undefined) {
      this.#stream?.reopen('a frame that cannot be read');
      return;
    }
    if (frame.kind === 'answer') {
      const followed = this.#asked.get(frame.id);
      this.#asked.delete(frame.id);
      if (followed === undefined) return;
      if (isError(frame.result)) this.#giveUp(followed, frame.result.message);
      else if (frame.result['stream'] === 'v1.book.d')
        for (const [symbol, first] of readFirstSequences(frame.result))
          this.#sequence.begin(bookOf(symbol), first);
      return;
    }
    const symbol = frame.feed['instrument'];
    const followed = typeof symbol === 'string' ? this.#followed.get(symbol) : undefined;
    if (followed === undefined) return;
    switch (frame.stream) {
      case 'v1.book.d':
        this.#tellBook(followed, frame);
        break;
      case 'v1.trade':
        this.#tellTrade(followed, frame);
        break;
      case 'v1.ticker.s':
        this.#tellFunding(followed, frame.feed);
        break;
      default:
        break;
    }
  }

  #subscribe(stream: Stream, followed: Followed): void {
    const { symbol } = followed.instrument;
    for (const [name, rate] of subscriptions) {
      this.#lastId += 1;
      this.#asked.set(this.#lastId, followed);
      const params = { stream: name, selectors: [`${symbol}${rate}`] };
      stream.send(JSON.stringify({ jsonrpc: '2.0', method: 'subscribe', params, id: this.#lastId }));
    }
  }

  #tellBook(followed: Followed, frame: FeedFrame): void {
    const { instrument, grid } = followed;
    const continuity = this.#sequence.judge(bookOf(instrument.symbol), frame);
    if (continuity === 'repeated') return;
    const venueTimeUs = microsecondsOf(frame.feed['event_time']);
    const levels = this.#levels;
    if (continuity === 'gap' || venueTimeUs === undefined || !readLevels(frame.feed, grid, levels)) {
      this.#stream?.reopen(`the book of ${instrument.symbol} cannot be followed`);
      return;
    }
    const isSnapshot = continuity === 'snapshot';
    this.#options.emit({ kind: 'book', instrument: instrument.key, venueTimeUs, isSnapshot, levels });
    if (!isSnapshot) return;
    followed.ready?.(accepted(undefined));
    followed.ready = undefined;
  }

  #dropBook({ instrument }: Followed): void {
    const { emit, clock } = this.#options;
    const venueTimeUs = clock.nowUs();
    emit({ kind: 'book', instrument: instrument.key, venueTimeUs, isSnapshot: true, levels: nothing });
  }

  /** The first of them are of the past, and repeat what a former socket told. */
  #tellTrade({ instrument, grid }: Followed, { sequence, feed }: FeedFrame): void {
    const trade = readTrade(feed);
    if (sequence === 0 || trade === undefined) return;
    const price = grid.ticks(trade.price);
    const quantity = grid.lots(trade.size);
    if (price === undefined || quantity === undefined) return;
    const { aggressor, venueTimeUs } = trade;
    this.#options.emit({
      kind: 'trade',
      instrument: instrument.key,
      price,
      quantity,
      aggressor,
      venueTimeUs,
    });
  }

  #tellFunding(followed: Followed, feed: Fields): void {
    const funding = readFunding(feed);
    if (funding === undefined) return;
    const { lastFunding, instrument, fundingIntervalMs: intervalMs } = followed;
    const { ratePercent, nextAtUs } = funding;
    if (lastFunding?.ratePercent === ratePercent && lastFunding.nextAtUs === nextAtUs) return;
    // Percent, in 10^−18 of the whole.
    const rate = parseUnits(ratePercent, 16) as FundingRate | undefined;
    if (rate === undefined) return;
    followed.lastFunding = funding;
    this.#options.emit({ kind: 'funding-rate', instrument: instrument.key, rate, intervalMs, nextAtUs });
  }

  /** Before its first book an instrument can be refused; later it heals. */
  #giveUp(followed: Followed, text: string): void {
    if (followed.ready === undefined) return;
    this.#followed.delete(followed.instrument.symbol);
    followed.ready(refused('stream-refused', `grvt's public stream: ${text}`, remedy));
    followed.ready = undefined;
  }
}
