// The public stream of one leg on its way to the process, and what can become of it: silence, gaps, and books that are not the
// venue's. Whatever was lost or distorted ends with a snapshot, as after any adapter's new subscription.
import type { BookEvent, MarketEvent } from '../../src/core/events.ts';
import type { Instrument } from '../../src/core/instrument.ts';
import { LevelBuffer } from '../../src/core/levels.ts';
import { lots, ticks, type Ticks } from '../../src/core/money.ts';
import { Book } from '../../src/market/book.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Side } from '../../src/core/side.ts';
import type { FaultKind } from '../scenario/fault-kinds.ts';
import type { LegName } from '../scenario/scenario.ts';
import type { FaultsInForce } from './fault-board.ts';
import type { Receiver } from './receiver.ts';

const sides = ['buy', 'sell'] as const;
const spikeMs = 1_000;
const publicFaults: readonly FaultKind[] = [
  'book-silent',
  'book-gap',
  'book-crossed',
  'book-empty',
  'price-spike',
  'price-zero',
];

export class PublicStream {
  readonly #leg: LegName;
  readonly #instrument: Instrument;
  readonly #clock: Clock;
  readonly #board: FaultsInForce;
  readonly #receiver: Receiver;
  /** What the venue has said, whether or not it was heard. */
  readonly #said = new Book();
  #venueTimeUs = 0;
  /** Nothing that the venue says is heard before this, in µs. */
  #cutUntilUs = 0;
  /** Something was lost: the next message is a snapshot. */
  #isBehind = false;

  constructor(
    leg: LegName,
    instrument: Instrument,
    parts: { readonly clock: Clock; readonly board: FaultsInForce; readonly receiver: Receiver },
  ) {
    this.#leg = leg;
    this.#instrument = instrument;
    this.#clock = parts.clock;
    this.#board = parts.board;
    this.#receiver = parts.receiver;
  }

  get isHealthy(): boolean {
    return !this.#isBehind && !this.#isCut() && !this.#board.isAnyActive(publicFaults, this.#leg);
  }

  hear(event: MarketEvent): void {
    if (event.kind === 'book') this.#said.apply(event.levels, event.isSnapshot);
    this.#venueTimeUs = event.venueTimeUs;
    if (this.#isCut() || this.#isSilenced()) {
      this.#isBehind = true;
      return;
    }
    if (this.#isBehind) this.subscribe();
    else this.#receiver.deliver(event);
    if (this.#board.isAnyActive(publicFaults, this.#leg)) this.#distort();
  }

  /** What a new subscription begins with. Nothing before the venue has said anything. */
  subscribe(): void {
    if (this.#venueTimeUs === 0 || this.#isCut()) return;
    this.#isBehind = false;
    const levels = new LevelBuffer();
    for (const side of sides) this.#pushSide(levels, side, (price) => price);
    this.#show(levels, true);
  }

  #isCut(): boolean {
    return this.#clock.nowUs() < this.#cutUntilUs;
  }

  #isSilenced(): boolean {
    return this.#board.strike('book-silent', this.#leg) !== undefined;
  }

  #distort(): void {
    const gap = this.#board.strike('book-gap', this.#leg);
    if (gap !== undefined) {
      this.#cut(gap.amount);
      return;
    }
    const levels = new LevelBuffer();
    const crossed = this.#board.strike('book-crossed', this.#leg);
    const ask = this.#said.asks.bestPrice();
    if (crossed !== undefined && ask !== undefined) {
      levels.push('buy', ticks(ask + 3), lots(1));
      this.#show(levels, false);
      this.#cut(crossed.amount);
      return;
    }
    const empty = this.#board.strike('book-empty', this.#leg);
    if (empty !== undefined) {
      this.#show(levels, true);
      this.#cut(empty.amount);
      return;
    }
    const spike = this.#board.strike('price-spike', this.#leg);
    if (spike !== undefined) {
      const sign = this.#clock.nowUs() % 2 === 0 ? 1 : -1;
      const moved = (price: Ticks): Ticks =>
        ticks(price + sign * Math.max(1, Math.round((price * spike.amount) / 10_000)));
      for (const side of sides) this.#pushSide(levels, side, moved);
      this.#show(levels, true);
      this.#cut(spikeMs);
      return;
    }
    const zero = this.#board.strike('price-zero', this.#leg);
    if (zero === undefined) return;
    // A bid of zero under a true ask reads as a mid of half the price; an ask of zero crosses everything.
    if (this.#clock.nowUs() % 2 === 0) this.#pushSide(levels, 'sell', (price) => price);
    levels.push(levels.count > 0 ? 'buy' : 'sell', ticks(0), lots(1));
    this.#show(levels, levels.count > 1);
    this.#cut(zero.amount);
  }

  /** Nothing more is heard for so long; then a snapshot comes at once. */
  #cut(ms: number): void {
    this.#cutUntilUs = this.#clock.nowUs() + ms * 1_000;
    this.#isBehind = true;
    this.#board.disturb('public', this.#leg, this.#cutUntilUs);
    this.#clock.wakeAt(this.#cutUntilUs, () => {
      if (this.#isBehind && this.#board.active('book-silent', this.#leg) === undefined) this.subscribe();
    });
  }

  #pushSide(levels: LevelBuffer, side: Side, moved: (price: Ticks) => Ticks): void {
    const half = this.#said.side(side);
    for (let price = half.bestPrice(); price !== undefined; price = half.nextWorse(price))
      levels.push(side, moved(price), half.quantityOf(price));
  }

  #show(levels: LevelBuffer, isSnapshot: boolean): void {
    const book: BookEvent = {
      kind: 'book',
      instrument: this.#instrument.key,
      venueTimeUs: this.#venueTimeUs,
      isSnapshot,
      levels,
      atUs: this.#clock.nowUs(),
    };
    this.#receiver.deliver(book);
  }
}
