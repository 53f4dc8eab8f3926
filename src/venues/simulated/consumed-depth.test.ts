// What our takers consume is not there twice, however often the feed repeats it; and what the venue shows of it.
import { describe, expect, test } from 'vitest';
import { ann, bob, Exchange } from './testing/exchange.ts';

/** Ten lots asked at 101 and at 102, of which Ann has taken six at 101. */
function open(): Exchange {
  const exchange = new Exchange();
  return exchange.given(
    () => exchange.snapshot(['buy', 99, 10], ['sell', 101, 10], ['sell', 102, 10]),
    () => exchange.place(ann, { id: 1, side: 'buy', quantity: 6 }),
  );
}

const left = (exchange: Exchange): number => exchange.displayed('sell', 101);

describe('consumed depth', () => {
  test('the next taker finds what is left, then the next level', () => {
    const exchange = open();
    exchange.place(bob, { id: 2, side: 'buy', quantity: 7 });
    expect(exchange.log()).toEqual([
      '2 accepted',
      '2 taker buy 4 at 101',
      '2 taker buy 3 at 102',
      '2 filled with 7',
    ]);
  });

  test.each([
    ['the same quantity again', 10, 4],
    ['a larger quantity', 12, 6],
    ['a smaller quantity, still above what was consumed', 7, 1],
    ['a quantity below what was consumed', 5, 0],
  ])('the feed says %s', (_name, quantity, expected) => {
    const exchange = open();
    exchange.levels(['sell', 101, quantity]);
    expect(left(exchange)).toBe(expected);
  });

  test('a level that shrank below what was consumed gives back only what comes on top', () => {
    const exchange = open();
    exchange.levels(['sell', 101, 2]);
    exchange.levels(['sell', 101, 10]);
    expect(left(exchange)).toBe(8);
  });

  test('a level that goes and comes back is a new one', () => {
    const exchange = open();
    exchange.levels(['sell', 101, 0]);
    expect(exchange.engine.outside.isIntact()).toBe(true);
    exchange.levels(['sell', 101, 10]);
    expect(left(exchange)).toBe(10);
  });

  test('a snapshot repeats what was consumed, and forgets it where it no longer names the level', () => {
    const exchange = open();
    exchange.snapshot(['sell', 101, 10]);
    expect(left(exchange)).toBe(4);
    exchange.snapshot(['sell', 102, 10]);
    exchange.snapshot(['sell', 101, 10]);
    expect(left(exchange)).toBe(10);
  });

  test('a level that is wholly consumed is no touch: post-only orders may stand there', () => {
    const exchange = open();
    exchange.place(bob, { id: 2, side: 'buy', quantity: 4 });
    expect(
      exchange.place(bob, { id: 3, side: 'buy', quantity: 5, price: 101, postOnly: true }),
    ).toBeUndefined();
  });

  test('quotes that fill a resting order on their way are consumed as well', () => {
    const exchange = open();
    exchange.given(() => exchange.place(ann, { id: 2, side: 'buy', quantity: 3, price: 100 }));
    exchange.levels(['sell', 100, 8]);
    expect(exchange.log()).toEqual(['2 maker buy 3 at 100', '2 filled with 3']);
    expect(exchange.displayed('sell', 100)).toBe(5);
  });
});
