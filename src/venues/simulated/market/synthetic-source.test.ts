// What any reader of a market may rely on: the synthetic feed keeps to the protocol of a real one, for every listed ticker.
import { describe, expect, it } from 'vitest';
import type { LevelBuffer } from '../../../core/levels.ts';
import { oppositeSide } from '../../../core/side.ts';
import { Book } from '../../../market/book.ts';
import type { MarketMessage, MarketSource } from '../../../ports/market-source.ts';
import { simulatedTickers } from '../instruments.ts';
import { marketOf, startUs } from './testing/market-of.ts';

const messageCount = 10_000;
const venues = simulatedTickers.flatMap((ticker) => [
  { ticker, venue: 'primary' as const },
  { ticker, venue: 'hedge' as const },
]);

/** Reads on, and collects what is wrong with each message; `book` is what was shown before it. */
function faultsOf(source: MarketSource, check: (message: MarketMessage, book: Book) => string[]): string[] {
  const book = new Book();
  const faults: string[] = [];
  for (let index = 0; index < messageCount; index += 1) {
    const message = source.take();
    faults.push(...check(message, book).map((fault) => `message ${index}: ${fault}`));
    if (message.kind !== 'trade') book.apply(message.levels, message.kind === 'snapshot');
  }
  return faults;
}

const entries = (levels: LevelBuffer): { side: string; price: number; quantity: number }[] =>
  Array.from({ length: levels.count }, (_, index) => ({
    side: levels.side(index),
    price: levels.price(index),
    quantity: levels.quantity(index),
  }));

describe.each(venues)('synthetic $ticker on the $venue venue', ({ ticker, venue }) => {
  it('opens with one snapshot, and goes on with levels and trades', () => {
    const source = marketOf(1, ticker)[venue];
    expect(source.take().kind).toBe('snapshot');
    const kinds = new Set(Array.from({ length: messageCount }, () => source.take().kind));
    expect(kinds).toEqual(new Set(['levels', 'trade']));
  });

  it('tells the time of the next message beforehand, in whole µs that never go back', () => {
    const source = marketOf(1, ticker)[venue];
    expect(source.nextTimeUs).toBe(startUs);
    let lastUs = startUs;
    let nextUs = startUs;
    const faults = faultsOf(source, ({ venueTimeUs, localTimeUs }) => {
      const isRight = venueTimeUs === nextUs && venueTimeUs >= lastUs && Number.isSafeInteger(venueTimeUs);
      lastUs = venueTimeUs;
      nextUs = source.nextTimeUs;
      return isRight && localTimeUs === undefined ? [] : [`at ${venueTimeUs}, received at ${localTimeUs}`];
    });
    expect(faults).toEqual([]);
  });

  it('lends a message that asking for the next time does not change', () => {
    const source = marketOf(1, ticker)[venue];
    const faults = faultsOf(source, (message) => {
      const before = JSON.stringify(message);
      void source.nextTimeUs;
      return JSON.stringify(message) === before ? [] : [`${before} changed`];
    });
    expect(faults).toEqual([]);
  });

  it('always has two sides that do not cross', () => {
    const faults = faultsOf(marketOf(1, ticker)[venue], ({ kind }, book) =>
      kind === 'snapshot' || book.isUsable() ? [] : ['after a crossed or empty book'],
    );
    expect(faults).toEqual([]);
  });

  it('shows and trades whole lots', () => {
    const faults = faultsOf(marketOf(1, ticker)[venue], ({ kind, levels, quantity }) => {
      const isLots = (value: number, min: number): boolean => Number.isSafeInteger(value) && value >= min;
      if (kind === 'trade') return isLots(quantity, 1) ? [] : [`traded ${quantity}`];
      return entries(levels).flatMap((level) =>
        isLots(level.quantity, 0) ? [] : [`shows ${level.quantity}`],
      );
    });
    expect(faults).toEqual([]);
  });

  it('names at least one level per update, and none twice', () => {
    const faults = faultsOf(marketOf(1, ticker)[venue], ({ kind, levels }) => {
      const names = new Set(entries(levels).map(({ side, price }) => `${side} ${price}`));
      return kind === 'trade' || (names.size > 0 && names.size === levels.count) ? [] : [[...names].join()];
    });
    expect(faults).toEqual([]);
  });

  it('trades from the best level on, and then shows exactly what the trades left', () => {
    let orders = 0;
    let orderUs = 0;
    const left = new Map<number, number>();
    const faults = faultsOf(marketOf(1, ticker)[venue], (message, book) => {
      const { price, quantity, venueTimeUs } = message;
      if (message.kind === 'trade') {
        const passive = book.side(oppositeSide(message.aggressor));
        const remainder = passive.quantityOf(price) - quantity;
        const isNextLevel = passive.priceAt(left.size) === price;
        left.set(price, remainder);
        orderUs = venueTimeUs;
        return isNextLevel && remainder >= 0 ? [] : [`${quantity} at ${price} were not there`];
      }
      const shown = new Map(entries(message.levels).map((level) => [level.price, level.quantity]));
      const wrong = [...left].filter(([traded, remainder]) => shown.get(traded) !== remainder);
      const isLate = left.size > 0 && venueTimeUs !== orderUs;
      orders += Math.sign(left.size);
      left.clear();
      return [
        ...wrong.map(([traded]) => `${traded} is shown wrongly`),
        ...(isLate ? ['levels came late'] : []),
      ];
    });
    expect(faults).toEqual([]);
    expect(orders).toBeGreaterThan(200);
  });
});
