// The public streams: books, trades and funding rates of the instruments that are followed, over one socket. Every book frame is a
// whole book of the best levels, so that a lost one is made good by the next, 50 ms later; nothing is pieced together.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { FundingRate } from '../../core/funding.ts';
import type { Instrument } from '../../core/instrument.ts';
import { LevelBuffer } from '../../core/levels.ts';
import { limits, microseconds } from '../../core/limits.ts';
import { lots, ticks } from '../../core/money.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Emit } from '../wire/emitter.ts';
import { parseJson } from '../wire/json.ts';
import { measureRoundTrips } from '../wire/stream-round-trips.ts';
import { Stream, type StreamListener } from '../wire/stream.ts';
import {
  parseMarketFrame,
  UnitGrid,
  type BookFrame,
  type FundingFrame,
  type TradeFrame,
} from './market-frames.ts';

export interface MarketDataOptions {
  readonly url: string;
  readonly clock: Clock;
  readonly emit: Emit;
  readonly venueNowUs: () => number;
}

interface Followed {
  readonly instrument: Instrument;
  readonly prices: UnitGrid;
  readonly quantities: UnitGrid;
  readonly levels: LevelBuffer;
  /** Of the last book; `undefined` while there is none. */
  sequence: number | undefined;
  venueTimeUs: number;
  lastFunding: FundingFrame | undefined;
  /** Told once, when the book is there or cannot be had. */
  ready: ((outcome: Checked<undefined>) => void) | undefined;
}

export class MarketData implements StreamListener {
  readonly #options: MarketDataOptions;
  readonly #followed = new Map<string, Followed>();
  #stream: Stream | undefined;
  #lastId = 0;

  constructor(options: MarketDataOptions) {
    this.#options = options;
  }

  /** Done when the first book was delivered. */
  follow(instrument: Instrument): Promise<Checked<undefined>> {
    const { url, clock } = this.#options;
    if (this.#followed.has(instrument.symbol)) return Promise.resolve(accepted(undefined));
    return new Promise((resolve) => {
      const followed: Followed = {
        instrument,
        prices: new UnitGrid(instrument.tickSize),
        quantities: new UnitGrid(instrument.lotSize),
        levels: new LevelBuffer(),
        sequence: undefined,
        venueTimeUs: 0,
        lastFunding: undefined,
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

  /** Nobody trades on a book that is not kept any more. */
  lost(): void {
    for (const followed of this.#followed.values()) {
      if (followed.sequence === undefined) continue;
      followed.sequence = undefined;
      followed.levels.clear();
      this.#tellBook(followed);
    }
  }

  /** Answers to subscriptions: only a refusal matters. */
  received(text: string): void {
    const answer = parseJson(text) as { readonly error?: { readonly message?: unknown } } | undefined;
    if (answer?.error === undefined) return;
    for (const followed of this.#followed.values()) this.#giveUp(followed, String(answer.error.message));
  }

  receivedBytes(bytes: Buffer): void {
    const frame = parseMarketFrame(bytes);
    if (frame === undefined) {
      this.#stream?.reopen('a frame that cannot be read');
      return;
    }
    if (frame.kind === 'other') return;
    const followed = this.#followed.get(frame.market);
    if (followed === undefined) return;
    switch (frame.kind) {
      case 'book':
        this.#show(followed, frame);
        break;
      case 'trade':
        this.#tellTrade(followed, frame);
        break;
      case 'funding':
        this.#tellFunding(followed, frame);
        break;
    }
  }

  #subscribe(stream: Stream, { instrument: { symbol } }: Followed): void {
    for (const channel of [
      `order_book.${symbol}.snapshot@15@50ms`,
      `trades.${symbol}`,
      `funding_data.${symbol}`,
    ]) {
      this.#lastId += 1;
      stream.send(
        JSON.stringify({ jsonrpc: '2.0', id: this.#lastId, method: 'subscribe', params: { channel } }),
      );
    }
  }

  #show(followed: Followed, frame: BookFrame): void {
    const { prices, quantities, levels, sequence } = followed;
    if (sequence !== undefined && frame.sequence <= sequence) return;
    levels.clear();
    const isRead = frame.everyLevel((side, priceUnits, sizeUnits) => {
      const price = prices.steps(priceUnits);
      const quantity = quantities.steps(sizeUnits);
      if (price === undefined || quantity === undefined || quantity < 0) return false;
      levels.push(side, ticks(price), lots(quantity));
      return true;
    });
    if (!isRead || !frame.isSnapshot) {
      this.#stream?.reopen('a book that cannot be read');
      return;
    }
    followed.sequence = frame.sequence;
    followed.venueTimeUs = frame.venueTimeUs;
    this.#tellBook(followed);
    followed.ready?.(accepted(undefined));
    followed.ready = undefined;
  }

  #tellBook({ instrument: { key: instrument }, venueTimeUs, levels }: Followed): void {
    this.#options.emit({ kind: 'book', instrument, isSnapshot: true, venueTimeUs, levels });
  }

  #tellTrade(followed: Followed, { price, size, aggressor, venueTimeUs }: TradeFrame): void {
    const atPrice = followed.prices.steps(price);
    const quantity = followed.quantities.steps(size);
    if (atPrice === undefined || quantity === undefined) return;
    this.#options.emit({
      kind: 'trade',
      instrument: followed.instrument.key,
      price: ticks(atPrice),
      quantity: lots(quantity),
      aggressor,
      venueTimeUs,
    });
  }

  /** Funding accrues all the time, as much in a period as the rate says. As payments that is one a minute. */
  #tellFunding(followed: Followed, frame: FundingFrame): void {
    const { lastFunding, instrument } = followed;
    const { rate, periodHours } = frame;
    if (lastFunding?.rate === rate && lastFunding.periodHours === periodHours) return;
    if (!Number.isSafeInteger(rate) || periodHours <= 0) return;
    followed.lastFunding = frame;
    const perMinute = (BigInt(rate) * 10n ** 10n) / BigInt(periodHours * 60);
    const minuteUs = microseconds(accrualMs);
    this.#options.emit({
      kind: 'funding-rate',
      instrument: instrument.key,
      rate: perMinute as FundingRate,
      intervalMs: accrualMs,
      nextAtUs: (Math.floor(this.#options.venueNowUs() / minuteUs) + 1) * minuteUs,
    });
  }

  /** Before its first book an instrument can be refused; later it heals. */
  #giveUp(followed: Followed, text: string): void {
    if (followed.ready === undefined) return;
    this.#followed.delete(followed.instrument.symbol);
    const remedy = 'look at the status page of the venue, and at the connection to it';
    followed.ready(refused('stream-refused', `paradex's public stream: ${text}`, remedy));
    followed.ready = undefined;
  }
}

const accrualMs = 60_000;
