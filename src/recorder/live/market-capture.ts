// What a venue says of one market in public, becoming blocks of a recording. The book is followed, so that a file can begin at any
// moment, and so that an empty snapshot, by which adapters say that they have lost the market, is written down as just that.
import type { BookEvent, TradeEvent } from '../../core/events.ts';
import { LevelBuffer } from '../../core/levels.ts';
import { limits } from '../../core/limits.ts';
import { Book } from '../../market/book.ts';
import { copyBook } from '../copy-book.ts';
import { MessageWriter } from '../message-writer.ts';
import { encodeBlock } from './block.ts';
import { BookChanges } from './book-changes.ts';

interface Times {
  readonly venueUs: number;
  readonly localUs: number;
}

export class MarketCapture {
  readonly #book = new Book();
  readonly #changes = new BookChanges();
  readonly #levels = new LevelBuffer(1_024);
  #bookLane = new MessageWriter();
  #tradeLane = new MessageWriter();
  /** Of the first message in the lane of the book, and of the last in any. */
  #beganAt: Times | undefined;
  #bookAt: Times = { venueUs: 0, localUs: 0 };
  #tradeUs = 0;
  /** No book is known: none has come yet, or it was lost. */
  #isLost = true;
  /** The next book is written down whole. */
  #isAnew = true;
  #messages = 0;
  #losses = 0;
  #heardAtUs = 0;

  /** Since the beginning, with those that were left out. */
  get messages(): number {
    return this.#messages;
  }

  /** How often the market was lost, or a block was left out. */
  get losses(): number {
    return this.#losses;
  }

  /** When something was heard last, in µs of the recorder's clock; 0 before. */
  get heardAtUs(): number {
    return this.#heardAtUs;
  }

  /** The book as it is known; empty where it is lost. */
  get book(): Book {
    return this.#book;
  }

  /** A block is due, whatever the time. */
  get isFull(): boolean {
    return this.#bookLane.levelCount + this.#tradeLane.levelCount >= limits.recordBlockLevelsMax;
  }

  hear(event: BookEvent | TradeEvent): void {
    this.#heardAtUs = event.atUs;
    if (event.kind === 'book') this.#hearBook(event);
    else this.#hearTrade(event);
  }

  /** What was heard since the last block; `undefined` when that is nothing. */
  takeBlock(): Buffer | undefined {
    const [book, trades] = [this.#bookLane, this.#tradeLane];
    if (book.messageCount === 0 && trades.messageCount === 0) return undefined;
    this.#emptyLanes();
    return encodeBlock({ book: book.columns(), trades: trades.columns() });
  }

  /** The next block can be read without those before it. */
  beginAnew(): void {
    this.#isAnew = true;
  }

  /** Forgets what was heard since the last block: whoever replays the rest loses the market there, until the next book. */
  leaveOut(): void {
    const at = this.#beganAt ?? this.#bookAt;
    if (!this.#isAnew) this.#losses += 1;
    this.#isAnew = true;
    this.#emptyLanes();
    this.#noteBook(at);
    this.#bookLane.lost(at.venueUs, at.localUs);
  }

  #hearBook({ levels, isSnapshot, venueTimeUs, atUs }: BookEvent): void {
    const at = { venueUs: Math.max(this.#bookAt.venueUs, venueTimeUs), localUs: atUs };
    if (isSnapshot && levels.count === 0) {
      this.#lose(at);
      return;
    }
    if (this.#isLost && !isSnapshot) return;
    const isWhole = this.#isLost || this.#isAnew;
    if (isSnapshot && !isWhole) this.#changes.find(this.#book, levels, this.#levels);
    this.#book.apply(levels, isSnapshot);
    if (isWhole) copyBook(this.#book, this.#levels);
    else if (!isSnapshot) this.#levels.copyFrom(levels);
    this.#isLost = false;
    this.#isAnew = false;
    this.#messages += 1;
    this.#noteBook(at);
    this.#bookLane.book(isWhole, at.venueUs, at.localUs, this.#levels);
  }

  #lose(at: Times): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#losses += 1;
    this.#book.bids.clear();
    this.#book.asks.clear();
    this.#noteBook(at);
    this.#bookLane.lost(at.venueUs, at.localUs);
  }

  #noteBook(at: Times): void {
    this.#bookAt = at;
    this.#beganAt ??= at;
  }

  #hearTrade({ venueTimeUs, atUs, aggressor, price, quantity }: TradeEvent): void {
    this.#tradeUs = Math.max(this.#tradeUs, venueTimeUs);
    this.#messages += 1;
    this.#tradeLane.trade(this.#tradeUs, atUs, aggressor, price, quantity);
  }

  #emptyLanes(): void {
    this.#bookLane = new MessageWriter();
    this.#tradeLane = new MessageWriter();
    this.#beganAt = undefined;
  }
}
