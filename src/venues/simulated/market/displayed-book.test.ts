// What the venue displays and what it says of it: the deltas add up, and an order takes what is there and no more.
import { describe, expect, it } from 'vitest';
import { LevelBuffer } from '../../../core/levels.ts';
import { lots, ticks } from '../../../core/money.ts';
import { DisplayedBook, type Executions } from './displayed-book.ts';

type Level = readonly ['buy' | 'sell', number, number];

function bookOf(levels: readonly Level[]): {
  book: DisplayedBook;
  changes: LevelBuffer;
} {
  const changes = new LevelBuffer();
  const book = new DisplayedBook(changes);
  for (const [side, price, quantity] of levels) book.show(side, ticks(price), lots(quantity));
  changes.clear();
  return { book, changes };
}

const twoSided: readonly Level[] = [
  ['buy', 99, 10],
  ['buy', 98, 20],
  ['sell', 101, 5],
  ['sell', 103, 7],
  ['sell', 104, 9],
];

const executed = ({ count, prices, quantities }: Executions): number[][] =>
  prices.slice(0, count).map((price, index) => [price, quantities[index] as number]);

describe('displayed book', () => {
  it('names a level that changed twice once, with its last quantity', () => {
    const { book, changes } = bookOf(twoSided);
    book.show('buy', ticks(100), lots(1));
    book.show('buy', ticks(100), lots(4));
    book.remove('sell', ticks(101));
    expect(changes.toJSON()).toEqual([1, 100, 4, 0, 101, 0]);
    expect([book.best('buy'), book.best('sell'), book.mid(), book.spreadTicks()]).toEqual([
      100, 103, 101.5, 3,
    ]);
  });

  it('tells a bid and an ask at one price apart', () => {
    const { book, changes } = bookOf(twoSided);
    book.remove('buy', ticks(99));
    book.show('sell', ticks(99), lots(3));
    expect(changes.toJSON()).toEqual([1, 99, 0, 0, 99, 3]);
  });

  it.each([
    { title: 'part of the touch', quantity: 3, limit: Infinity, trades: [[101, 3]], changes: [0, 101, 2] },
    { title: 'the touch exactly', quantity: 5, limit: Infinity, trades: [[101, 5]], changes: [0, 101, 0] },
    {
      title: 'through levels',
      quantity: 8,
      limit: Infinity,
      trades: [
        [101, 5],
        [103, 3],
      ],
      changes: [0, 101, 0, 0, 103, 4],
    },
    {
      title: 'nothing at its limit or beyond',
      quantity: 8,
      limit: 103,
      trades: [[101, 5]],
      changes: [0, 101, 0],
    },
    {
      title: 'never the last level',
      quantity: 1000,
      limit: Infinity,
      trades: [
        [101, 5],
        [103, 7],
      ],
      changes: [0, 101, 0, 0, 103, 0],
    },
  ])('a buyer takes $title', ({ quantity, limit, trades, changes: expected }) => {
    const { book, changes } = bookOf(twoSided);
    const executions: Executions = { count: 0, prices: [], quantities: [] };
    book.take('buy', lots(quantity), limit, executions);
    expect(executed(executions)).toEqual(trades);
    expect(changes.toJSON()).toEqual(expected);
  });

  it('a seller takes bids from the best down', () => {
    const { book } = bookOf([...twoSided, ['buy', 97, 1]]);
    const executions: Executions = { count: 0, prices: [], quantities: [] };
    book.take('sell', lots(15), -Infinity, executions);
    expect(executed(executions)).toEqual([
      [99, 10],
      [98, 5],
    ]);
  });

  it('copies the whole book, best first', () => {
    const { book } = bookOf(twoSided);
    const levels = new LevelBuffer();
    book.copyTo(levels);
    expect(levels.toJSON()).toEqual([1, 99, 10, 1, 98, 20, 0, 101, 5, 0, 103, 7, 0, 104, 9]);
  });
});
