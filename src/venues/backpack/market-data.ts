// The public streams: books, trades and funding rates of the instruments that are followed, over one socket. Books begin with a
// snapshot by request, and again after every gap and every loss.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { describeFailure } from '../../core/failure.ts';
import type { FundingRate } from '../../core/funding.ts';
import type { Instrument } from '../../core/instrument.ts';
import { parseUnits } from '../../core/decimal.ts';
import { limits, microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import { inBackground } from '../wire/background.ts';
import { InstrumentGrid } from '../wire/decimal-grid.ts';
import type { Emit } from '../wire/emitter.ts';
import { measureRoundTrips } from '../wire/stream-round-trips.ts';
import { Stream, type StreamListener } from '../wire/stream.ts';
import { BookFeed } from './book-feed.ts';
import { parseFrame, type MarkPrice, type PublicTrade } from './frames.ts';
import type { Rest } from './rest.ts';
import { depthShape, paths } from './wire.ts';

export interface MarketDataOptions {
  readonly url: string;
  readonly rest: Rest;
  readonly clock: Clock;
  readonly emit: Emit;
}

interface Followed {
  readonly instrument: Instrument;
  readonly grid: InstrumentGrid;
  readonly book: BookFeed;
  readonly fundingIntervalMs: number;
  /** What was told last, so that only changes are. */
  lastMark: MarkPrice | undefined;
  isAsking: boolean;
  /** Told once, when the book is there or cannot be had. */
  ready: ((outcome: Checked<undefined>) => void) | undefined;
}

export class MarketData implements StreamListener {
  readonly #options: MarketDataOptions;
  readonly #followed = new Map<string, Followed>();
  #stream: Stream | undefined;

  constructor(options: MarketDataOptions) {
    this.#options = options;
  }

  /** Done when the first book was delivered. */
  follow(instrument: Instrument, fundingIntervalMs: number): Promise<Checked<undefined>> {
    const { url, clock, emit } = this.#options;
    if (this.#followed.has(instrument.symbol)) return Promise.resolve(accepted(undefined));
    return new Promise((resolve) => {
      const grid = new InstrumentGrid(instrument);
      const followed: Followed = {
        instrument,
        grid,
        book: new BookFeed(instrument, grid, emit),
        fundingIntervalMs,
        lastMark: undefined,
        isAsking: false,
        ready: resolve,
      };
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
    for (const followed of this.#followed.values()) this.#subscribe(stream, followed);
  }

  lost(): void {
    for (const { book } of this.#followed.values()) book.reset();
  }

  received(text: string): void {
    const frame = parseFrame(text);
    if (frame === undefined) {
      this.#stream?.reopen('a frame that cannot be read');
      return;
    }
    if (frame.kind === 'error') {
      for (const followed of this.#followed.values()) this.#giveUp(followed, frame.text);
      return;
    }
    if (frame.kind === 'other' || frame.kind === 'order') return;
    const followed = this.#followed.get(frame.symbol);
    if (followed === undefined) return;
    switch (frame.kind) {
      case 'depth':
        if (followed.book.update(frame.update)) inBackground(this.#askForBook(followed));
        break;
      case 'trade':
        this.#tellTrade(followed, frame.trade);
        break;
      case 'mark-price':
        this.#tellFunding(followed, frame.mark);
        break;
    }
  }

  #subscribe(stream: Stream, followed: Followed): void {
    const { symbol } = followed.instrument;
    const params = ['depth', 'trade', 'markPrice'].map((kind) => `${kind}.${symbol}`);
    stream.send(JSON.stringify({ method: 'SUBSCRIBE', params }));
    // A snapshot from before the subscription could miss what happened in between.
    stream.confirm(() => inBackground(this.#askForBook(followed)));
  }

  /** Until one is there: a snapshot that fits the stream. */
  async #askForBook(followed: Followed): Promise<void> {
    const { rest, clock } = this.#options;
    const { symbol } = followed.instrument;
    if (followed.isAsking || this.#followed.get(symbol) !== followed) return;
    followed.isAsking = true;
    const answer = await rest.ask(depthShape, paths.depth, { symbol });
    followed.isAsking = false;
    if (this.#followed.get(symbol) !== followed) return;
    if (answer.ok && followed.book.snapshot(answer.value)) {
      followed.ready?.(accepted(undefined));
      followed.ready = undefined;
      return;
    }
    if (!answer.ok && answer.failure.kind === 'refused')
      this.#giveUp(followed, describeFailure(answer.failure));
    clock.wakeAt(clock.nowUs() + microseconds(limits.reconnectPauseMs), () =>
      inBackground(this.#askForBook(followed)),
    );
  }

  /** Before its first book an instrument can be refused; later it heals. */
  #giveUp(followed: Followed, text: string): void {
    if (followed.ready === undefined) return;
    this.#followed.delete(followed.instrument.symbol);
    const remedy = 'look at the status page of the venue, and at the connection to it';
    followed.ready(refused('stream-refused', `backpack's public stream: ${text}`, remedy));
    followed.ready = undefined;
  }

  #tellTrade({ instrument, grid }: Followed, { aggressor, venueTimeUs, ...trade }: PublicTrade): void {
    const price = grid.ticks(trade.price);
    const quantity = grid.lots(trade.quantity);
    if (price === undefined || quantity === undefined) return;
    const { key } = instrument;
    this.#options.emit({ kind: 'trade', instrument: key, price, quantity, aggressor, venueTimeUs });
  }

  #tellFunding(followed: Followed, mark: MarkPrice): void {
    const { lastMark, instrument, fundingIntervalMs: intervalMs } = followed;
    const isKnown =
      lastMark?.fundingRate === mark.fundingRate && lastMark.nextFundingMs === mark.nextFundingMs;
    const rate = parseUnits(mark.fundingRate) as FundingRate | undefined;
    if (isKnown || rate === undefined || intervalMs <= 0) return;
    followed.lastMark = mark;
    const nextAtUs = microseconds(mark.nextFundingMs);
    this.#options.emit({ kind: 'funding-rate', instrument: instrument.key, rate, intervalMs, nextAtUs });
  }
}
