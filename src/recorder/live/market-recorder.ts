// Records what venues say of their markets in public, one file for each: `backpack-ETH-001.rec`. When one of them has grown to its full
// length all begin their next together, so that files of one number cover the same time and replay as a pair.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { assertPresent } from '../../core/assert.ts';
import type { EngineEvent } from '../../core/events.ts';
import type { Instrument, InstrumentKey } from '../../core/instrument.ts';
import { limits, microseconds } from '../../core/limits.ts';
import type { Ticks } from '../../core/money.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RecordingFailure } from '../failure.ts';
import { encodeHead, headOf } from './head.ts';
import { MarketCapture } from './market-capture.ts';
import { PartFile } from './part-file.ts';

export interface RecordedMarket {
  readonly instrument: Instrument;
  /** How far the venue's clock is ahead of ours, as measured last, in µs. */
  readonly venueClockAheadUs: () => number;
}

export interface MarketRecorderOptions {
  /** Is there when it begins, and nobody else records into it. */
  readonly folder: string;
  readonly markets: readonly RecordedMarket[];
  readonly clock: Clock;
  /** Nothing more is written after that. */
  readonly onFailure: (failure: RecordingFailure) => void;
  readonly bounds?: RecorderBounds;
}

export interface RecorderBounds {
  /** The length at which all files are followed by the next. */
  readonly partBytesMax: number;
  /** What may wait for a slow disk, per market. */
  readonly waitingBytesMax: number;
}

const usualBounds: RecorderBounds = {
  partBytesMax: limits.recordPartBytesMax,
  waitingBytesMax: limits.recordWaitingBytesMax,
};

/** Of one market, so far. */
export interface RecordedFigures {
  readonly instrument: Instrument;
  readonly messages: number;
  readonly losses: number;
  readonly bytes: number;
  readonly paths: readonly string[];
  /** When something was heard last, in µs; 0 before. */
  readonly heardAtUs: number;
  /** The best prices of its book; `undefined` where it is lost. */
  readonly bid: Ticks | undefined;
  readonly ask: Ticks | undefined;
}

interface Recorded extends RecordedMarket {
  readonly capture: MarketCapture;
  readonly files: PartFile[];
}

export class MarketRecorder {
  readonly #options: MarketRecorderOptions;
  readonly #markets: ReadonlyMap<InstrumentKey, Recorded>;
  readonly #bounds: RecorderBounds;
  /** The number of the files that are being written. */
  #part = 0;
  #isBegun = false;
  #isClosed = false;
  readonly #closing: Promise<void>[] = [];

  constructor(options: MarketRecorderOptions) {
    this.#options = options;
    this.#bounds = options.bounds ?? usualBounds;
    this.#markets = new Map(
      options.markets.map((market) => [
        market.instrument.key,
        { ...market, capture: new MarketCapture(), files: [] },
      ]),
    );
  }

  /** Writes from now on; what was heard before is kept. */
  begin(): void {
    this.#isBegun = true;
    this.#part = lastPart(this.#options.folder);
    this.#beginPart();
    this.#writeNowAndThen();
  }

  readonly hear = (event: EngineEvent): void => {
    if (event.kind !== 'book' && event.kind !== 'trade') return;
    const market = this.#markets.get(event.instrument);
    if (market === undefined || this.#isClosed) return;
    market.capture.hear(event);
    if (market.capture.isFull && this.#isBegun) this.#write(market);
  };

  figures(): RecordedFigures[] {
    return [...this.#markets.values()].map(({ instrument, capture, files }) => ({
      instrument,
      messages: capture.messages,
      losses: capture.losses,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
      paths: files.map(({ path }) => path),
      heardAtUs: capture.heardAtUs,
      bid: capture.book.bids.bestPrice(),
      ask: capture.book.asks.bestPrice(),
    }));
  }

  /** Done when everything that was heard is on the disk. */
  async close(): Promise<void> {
    this.#isClosed = true;
    if (!this.#isBegun) return;
    for (const market of this.#markets.values()) this.#write(market);
    for (const { files } of this.#markets.values()) this.#close(files.at(-1));
    await Promise.all(this.#closing);
  }

  #writeNowAndThen(): void {
    const { clock } = this.#options;
    clock.wakeAt(clock.nowUs() + microseconds(limits.recordBlockMs), () => {
      if (this.#isClosed) return;
      for (const market of this.#markets.values()) this.#write(market);
      this.#writeNowAndThen();
    });
  }

  #write({ capture, files }: Recorded): void {
    const { partBytesMax, waitingBytesMax } = this.#bounds;
    const file = assertPresent(files.at(-1), 'the file of a market');
    if (file.waitingBytes > waitingBytesMax && !this.#isClosed) {
      capture.leaveOut();
      return;
    }
    const block = capture.takeBlock();
    if (block === undefined) return;
    file.append(block);
    if (file.bytes >= partBytesMax && !this.#isClosed) this.#beginPart();
  }

  #beginPart(): void {
    const { folder, onFailure } = this.#options;
    this.#part += 1;
    for (const { instrument, venueClockAheadUs, capture, files } of this.#markets.values()) {
      endFile(files.at(-1), capture);
      const name = `${instrument.venue}-${instrument.base}-${String(this.#part).padStart(3, '0')}.rec`;
      const head = encodeHead(headOf(instrument, venueClockAheadUs()));
      this.#close(files.at(-1));
      files.push(new PartFile(join(folder, name), head, onFailure));
    }
  }

  #close(file: PartFile | undefined): void {
    if (file !== undefined) this.#closing.push(file.close());
  }
}

/** What belongs to a file goes into it; the next one is read without it. */
function endFile(file: PartFile | undefined, capture: MarketCapture): void {
  if (file === undefined) return;
  const rest = capture.takeBlock();
  if (rest !== undefined) file.append(rest);
  capture.beginAnew();
}

/** The number of the last part that a recorder left in the folder; 0 where there is none. */
function lastPart(folder: string): number {
  const numbers = readdirSync(folder).map((name) => Number(/-(\d{3,6})\.rec$/.exec(name)?.[1] ?? 0));
  return Math.max(0, ...numbers);
}
