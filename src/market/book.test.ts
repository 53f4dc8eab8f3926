// The book against a simple model, and the touch as others make it.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InstrumentKey } from '../core/instrument.ts';
import { LevelBuffer } from '../core/levels.ts';
import { lots, ticks } from '../core/money.ts';
import { createOrderRecord, deriveClientOrderId, transition, type OrderRecord } from '../core/order.ts';
import type { Side } from '../core/side.ts';
import { Book } from './book.ts';
import { BookSide } from './book-side.ts';
import { touchOfOthers } from './touch.ts';

describe('one side of a book', () => {
  const near = fc.integer({ min: 1, max: 60 });
  const anywhere = fc.oneof(near, fc.integer({ min: 1, max: 200_000 }));

  it.each<[string, Side, fc.Arbitrary<number>]>([
    ['bids near the touch', 'buy', near],
    ['asks near the touch', 'sell', near],
    ['bids far from one another, with a market that moves between them', 'buy', anywhere],
    ['asks far from one another, with a market that moves between them', 'sell', anywhere],
  ])('holds what a sorted map would hold: %s', (_case, side, price) => {
    const change = fc.record({ price, quantity: fc.integer({ min: 0, max: 3 }) });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 300 }), (changes) => {
        const book = new BookSide(side);
        const model = new Map<number, number>();
        for (const { price: at, quantity } of changes) {
          const before = best(model, side);
          if (quantity === 0) model.delete(at);
          else model.set(at, quantity);
          const changed = book.set(ticks(at), lots(quantity));
          expect(changed).toBe(JSON.stringify(before) !== JSON.stringify(best(model, side)));
          expect([book.bestPrice(), book.bestQuantity()]).toEqual(best(model, side) ?? [undefined, 0]);
        }
        const sorted = [...model].sort(([left], [right]) => (side === 'buy' ? right - left : left - right));
        expect(book.depth).toBe(sorted.length);
        expect(book.prices().map((at) => [at, book.quantityOf(at)])).toEqual(sorted);
        expect(sorted.map((_, rank) => [book.priceAt(rank), book.quantityAt(rank)])).toEqual(sorted);
      }),
    );
  });

  it('is bounded: levels far from the touch are forgotten beyond a number, the touch never', () => {
    const side = new BookSide('buy');
    side.set(ticks(1_000_000), lots(7));
    for (let price = 1; price <= 20_000; price += 1) side.set(ticks(price), lots(1));
    expect(side.depth).toBe(8_193);
    expect(side.bestPrice()).toBe(1_000_000);
    expect(side.bestQuantity()).toBe(7);
  });
});

describe('a book', () => {
  it('is replaced by a snapshot and changed by a delta', () => {
    const book = new Book();
    book.apply(levels(['buy', 99, 5], ['sell', 101, 5]), true);
    expect(book.apply(levels(['buy', 50, 1]), false)).toBe(false);
    expect(book.apply(levels(['buy', 100, 1]), false)).toBe(true);
    expect(book.isUsable()).toBe(true);
    book.apply(levels(['sell', 101, 7]), true);
    expect(book.isUsable()).toBe(false);
  });
});

it('property: a snapshot makes the same book, in whatever order it names the levels', () => {
  const price = fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 400_000 }));
  const row = fc.record({ isBid: fc.boolean(), price, quantity: fc.integer({ min: 0, max: 3 }) });
  fc.assert(
    fc.property(fc.array(row, { maxLength: 200 }), (rows) => {
      const model = { buy: new Map<number, number>(), sell: new Map<number, number>() };
      const book = new Book();
      book.apply(levels(['buy', 50, 9], ['sell', 51, 9]), true);
      const named = rows.map((one): [Side, number, number] => [
        one.isBid ? 'buy' : 'sell',
        one.price,
        one.quantity,
      ]);
      for (const [side, at, quantity] of named) {
        if (quantity === 0) model[side].delete(at);
        else model[side].set(at, quantity);
      }
      expect(book.apply(levels(...named), true)).toBe(true);
      for (const side of ['buy', 'sell'] as const) {
        const sorted = [...model[side]].sort(([left], [right]) =>
          side === 'buy' ? right - left : left - right,
        );
        expect(
          book
            .side(side)
            .prices()
            .map((at) => [at, book.side(side).quantityOf(at)]),
        ).toEqual(sorted);
      }
    }),
  );
});

describe('the touch as others make it', () => {
  const book = (...rows: [Side, number, number][]) => {
    const made = new Book();
    made.apply(levels(...rows), true);
    return made;
  };

  it.each([
    ['no order of ours', [], { bid: 100 }],
    ['ours within the level', [['buy', 100, 2]], { bid: 100 }],
    ['ours alone at the best level', [['buy', 100, 5]], { bid: 99 }],
    [
      'ours at two levels',
      [
        ['buy', 100, 5],
        ['buy', 99, 8],
      ],
      { bid: 98 },
    ],
  ] as const)('%s', (_case, own, expected) => {
    const shown = book(['buy', 100, 5], ['buy', 99, 8], ['buy', 98, 1], ['sell', 102, 4]);
    expect(touchOfOthers({ book: shown, bookVenueTimeUs: 10 }, resting(own))).toEqual({
      ...expected,
      ask: 102,
    });
  });

  it('sees through our own ask as well as through our own bid', () => {
    const shown = book(['buy', 98, 1], ['sell', 100, 5], ['sell', 102, 4]);
    expect(touchOfOthers({ book: shown, bookVenueTimeUs: 10 }, resting([['sell', 100, 5]]))).toEqual({
      bid: 98,
      ask: 102,
    });
  });

  it('takes nothing of ours out of a book that is older than our order', () => {
    const shown = book(['buy', 100, 5], ['sell', 102, 4]);
    expect(touchOfOthers({ book: shown, bookVenueTimeUs: 9 }, resting([['buy', 100, 5]]))).toEqual({
      bid: 100,
      ask: 102,
    });
  });

  it.each([
    ['an empty side', [['buy', 100, 5]]],
    [
      'a crossed book',
      [
        ['buy', 100, 5],
        ['sell', 100, 5],
      ],
    ],
    [
      'a zero price',
      [
        ['buy', 0, 5],
        ['sell', 100, 5],
      ],
    ],
  ] as const)('is unknown with %s', (_case, rows) => {
    expect(
      touchOfOthers(
        {
          book: book(
            ...rows.map(([side, price, quantity]): [Side, number, number] => [side, price, quantity]),
          ),
          bookVenueTimeUs: 0,
        },
        [],
      ),
    ).toBeUndefined();
  });
});

function best(model: ReadonlyMap<number, number>, side: Side): [number, number] | undefined {
  return [...model].sort(([left], [right]) => (side === 'buy' ? right - left : left - right))[0];
}

function levels(...rows: [Side, number, number][]): LevelBuffer {
  const buffer = new LevelBuffer(1);
  for (const [side, price, quantity] of rows) buffer.push(side, ticks(price), lots(quantity));
  return buffer;
}

function resting(rows: readonly (readonly [Side, number, number])[]): OrderRecord[] {
  return rows.map(([side, price, quantity], index) => {
    const order = createOrderRecord(
      {
        clientOrderId: deriveClientOrderId(1, index + 1),
        instrument: 'alpha/main/X' as InstrumentKey,
        role: 'quote',
        side,
        quantity: lots(quantity),
        price: ticks(price),
        timeInForce: 'gtc',
        postOnly: true,
        reduceOnly: false,
        cycle: 1,
        tickOffset: 0,
      },
      0,
    );
    transition(order, 'open');
    order.acceptedVenueTimeUs = 10;
    return order;
  });
}
