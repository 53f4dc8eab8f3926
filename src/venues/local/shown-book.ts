// The book as a local venue shows it: every change is numbered, and only what really changed is told. A venue then makes of it what
// it publishes: snapshots, deltas, or the best prices alone.
import type { Instrument } from '../../core/instrument.ts';
import { LevelBuffer } from '../../core/levels.ts';
import { zeroLots, type Lots, type Ticks } from '../../core/money.ts';
import type { Side } from '../../core/side.ts';
import { Book } from '../../market/book.ts';
import type { MarketMessage } from '../../ports/market-source.ts';
import type { Moment, PublicChannel } from '../simulated/listed-market.ts';
import type { VenueIds } from '../simulated/venue-ids.ts';
import type { LevelsChanged, PublicTrade } from './exchange-listener.ts';

export interface ShownBookListener {
  levelsChanged(change: LevelsChanged): void;
  traded(trade: PublicTrade): void;
}

type Pending =
  | {
      readonly kind: 'book';
      readonly isSnapshot: boolean;
      readonly venueTimeUs: number;
      readonly levels: LevelBuffer;
    }
  | { readonly kind: 'trade'; readonly trade: PublicTrade };

export class ShownBook implements PublicChannel {
  readonly book = new Book();
  readonly #instrument: Instrument;
  readonly #ids: VenueIds;
  readonly #listener: ShownBookListener;
  #sequence = 0;
  #venueTimeUs = 0;
  #pending: Pending[] = [];
  /** Buffers that were told of and can be filled again. */
  readonly #free: LevelBuffer[] = [];
  readonly #changes = new LevelBuffer();
  /** For snapshots: what they name. */
  readonly #named = new Book();

  constructor(instrument: Instrument, ids: VenueIds, listener: ShownBookListener) {
    this.#instrument = instrument;
    this.#ids = ids;
    this.#listener = listener;
  }

  /** Of the last change; 0 before the first. */
  get sequence(): number {
    return this.#sequence;
  }

  /** Of the last change, in µs. */
  get venueTimeUs(): number {
    return this.#venueTimeUs;
  }

  sendTrade({ price, quantity, aggressor, venueTimeUs }: MarketMessage): void {
    this.sendOwnTrade(price, quantity, aggressor, venueTimeUs);
  }

  sendOwnBook(venueTimeUs: number): LevelBuffer {
    return this.#openBook(false, venueTimeUs);
  }

  sendBook(isSnapshot: boolean, { venueTimeUs }: Moment): LevelBuffer {
    return this.#openBook(isSnapshot, venueTimeUs);
  }

  #openBook(isSnapshot: boolean, venueTimeUs: number): LevelBuffer {
    const levels = this.#free.pop() ?? new LevelBuffer();
    levels.clear();
    this.#pending.push({ kind: 'book', isSnapshot, venueTimeUs, levels });
    return levels;
  }

  sendOwnTrade(price: Ticks, quantity: Lots, aggressor: Side, venueTimeUs: number): void {
    const tradeId = this.#ids.nextTradeId();
    const trade = { instrument: this.#instrument, tradeId, price, quantity, aggressor, venueTimeUs };
    this.#pending.push({ kind: 'trade', trade });
  }

  /** Tells what was sent since the last time. */
  flush(): void {
    if (this.#pending.length === 0) return;
    const pending = this.#pending;
    this.#pending = [];
    for (const item of pending) {
      if (item.kind === 'trade') {
        this.#listener.traded(item.trade);
        continue;
      }
      this.#show(item.levels, item.isSnapshot, item.venueTimeUs);
      this.#free.push(item.levels);
    }
  }

  #show(levels: LevelBuffer, isSnapshot: boolean, venueTimeUs: number): void {
    const changes = this.#changes;
    changes.clear();
    if (isSnapshot) this.#removeUnnamed(levels);
    for (let index = 0; index < levels.count; index += 1) {
      this.#set(levels.side(index), levels.price(index), levels.quantity(index));
    }
    if (changes.count === 0) return;
    this.#sequence += 1;
    this.#venueTimeUs = venueTimeUs;
    this.#listener.levelsChanged({
      instrument: this.#instrument,
      sequence: this.#sequence,
      venueTimeUs,
      levels: changes,
    });
  }

  #removeUnnamed(levels: LevelBuffer): void {
    this.#named.apply(levels, true);
    for (const side of ['buy', 'sell'] as const) {
      for (const price of this.book.side(side).prices()) {
        if (this.#named.side(side).quantityOf(price) === 0) this.#set(side, price, zeroLots);
      }
    }
  }

  #set(side: Side, price: Ticks, quantity: Lots): void {
    const shown = this.book.side(side);
    if (shown.quantityOf(price) === quantity) return;
    shown.set(price, quantity);
    this.#changes.push(side, price, quantity);
  }
}
