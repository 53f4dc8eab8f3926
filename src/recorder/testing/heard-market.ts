// A market as an adapter tells it, for tests of what is recorded of it: events in the order in which they are heard, and what is true after each.
import * as fc from 'fast-check';
import type { BookEvent, TradeEvent } from '../../core/events.ts';
import { defineInstrument } from '../../core/instrument.ts';
import { LevelBuffer } from '../../core/levels.ts';
import { usualMargin } from '../../core/margin.ts';
import { feeRate, lots, parseQuote, ticks, type QuoteAmount } from '../../core/money.ts';
import type { Side } from '../../core/side.ts';
import { Book } from '../../market/book.ts';
import type { MarketSource } from '../../ports/market-source.ts';

export const heardInstrument = defineInstrument({
  venue: 'alpha',
  account: 'main',
  symbol: 'ETH_USD_PERP',
  base: 'ETH',
  quote: 'USD',
  tickSize: { digits: 5n, decimals: 1 },
  lotSize: { digits: 1n, decimals: 3 },
  minQuantity: lots(10),
  minNotional: parseQuote('5') as QuoteAmount,
  fees: { maker: feeRate(-2_000n), taker: feeRate(50_000n) },
  margin: usualMargin,
});

type Level = readonly [side: Side, price: number, quantity: number];

export const startUs = 1_780_000_000_000_000;

export function bookEvent(atUs: number, isSnapshot: boolean, levels: readonly Level[]): BookEvent {
  const buffer = new LevelBuffer();
  for (const [side, price, quantity] of levels) buffer.push(side, ticks(price), lots(quantity));
  const { key: instrument } = heardInstrument;
  return { kind: 'book', instrument, atUs, venueTimeUs: atUs - 4_000, isSnapshot, levels: buffer };
}

export function tradeEvent(atUs: number, aggressor: Side, price: number, quantity: number): TradeEvent {
  return {
    kind: 'trade',
    instrument: heardInstrument.key,
    atUs,
    venueTimeUs: atUs - 4_000,
    price: ticks(price),
    quantity: lots(quantity),
    aggressor,
  };
}

const side = fc.constantFrom('buy', 'sell');
const level = fc.tuple(side, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }));
const change = fc.tuple(side, fc.integer({ min: 1, max: 12 }), fc.nat(4));

/** What is heard next: `delayUs` is how long it was under way, `passUs` the time since what was heard before. */
const heard = fc.record({
  passUs: fc.nat(3_000),
  delayUs: fc.nat(20_000),
  what: fc.oneof(
    { weight: 4, arbitrary: fc.record({ changes: fc.array(change, { maxLength: 4 }) }) },
    { weight: 2, arbitrary: fc.record({ whole: fc.array(level, { minLength: 1, maxLength: 6 }) }) },
    { weight: 1, arbitrary: fc.record({ whole: fc.constant([]) }) },
    { weight: 3, arbitrary: fc.record({ traded: level }) },
  ),
});

/** In the order of being heard; changes come only where a book is known, because adapters keep to that. */
export const heardMarkets: fc.Arbitrary<(BookEvent | TradeEvent)[]> = fc
  .array(heard, { maxLength: 60 })
  .map((all) => {
    let atUs = startUs;
    let isKnown = false;
    return all.flatMap(({ passUs, delayUs, what }): (BookEvent | TradeEvent)[] => {
      atUs += passUs;
      const times = { atUs, venueTimeUs: atUs - delayUs };
      if ('traded' in what) return [{ ...tradeEvent(atUs, ...what.traded), ...times }];
      if ('changes' in what) return isKnown ? [{ ...bookEvent(atUs, false, what.changes), ...times }] : [];
      isKnown = what.whole.length > 0;
      return [{ ...bookEvent(atUs, true, what.whole), ...times }];
    });
  });

/** What a reader of the market knows after each word about the book: all levels, or that it is lost. */
export function booksHeard(events: readonly (BookEvent | TradeEvent)[]): string[] {
  const book = new Book();
  const books: string[] = [];
  for (const event of events) {
    if (event.kind === 'trade') continue;
    book.apply(event.levels, event.isSnapshot);
    const isLost = event.isSnapshot && event.levels.count === 0;
    if (isLost && (books.at(-1) ?? 'lost') === 'lost') continue;
    books.push(isLost ? 'lost' : levelsOf(book));
  }
  return books;
}

/** The same of a source; of trades the price, with the side that took. */
export function replayOf(source: MarketSource): { readonly books: string[]; readonly trades: string[] } {
  const book = new Book();
  const books: string[] = [];
  const trades: string[] = [];
  while (source.nextTimeUs < Infinity) {
    const { kind, levels, aggressor, price, quantity, localTimeUs } = source.take();
    if (kind === 'trade') {
      trades.push(`${aggressor} ${quantity} at ${price}, heard ${localTimeUs}`);
      continue;
    }
    book.apply(levels, kind !== 'levels');
    books.push(kind === 'lost' ? 'lost' : levelsOf(book));
  }
  return { books, trades };
}

function levelsOf(book: Book): string {
  return (['buy', 'sell'] as const)
    .map((each) => {
      const levels = book.side(each);
      return levels.prices().map((price) => `${price}:${levels.quantityOf(price)}`);
    })
    .map((levels) => levels.join(' '))
    .join(' | ');
}
