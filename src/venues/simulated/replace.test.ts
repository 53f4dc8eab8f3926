// Replacing an order: what keeps the place in the queue, what costs it, and what leaves the order as it was.
import { describe, expect, test } from 'vitest';
import { ann, bob, cleo, Exchange, type ExchangeOptions } from './testing/exchange.ts';

/** Ann's order 1, then Bob's order 2, both to buy 5 at 100; others bid 99 and ask 105. */
function open(options: ExchangeOptions = {}): Exchange {
  const exchange = new Exchange(options);
  return exchange.given(
    () => exchange.snapshot(['buy', 99, 10], ['sell', 105, 10]),
    () => exchange.place(ann, { id: 1, side: 'buy', quantity: 5, price: 100, postOnly: true }),
    () => exchange.place(bob, { id: 2, side: 'buy', quantity: 5, price: 100 }),
  );
}

/** Who of the two is filled first. */
function first(exchange: Exchange): string | undefined {
  exchange.log();
  exchange.trade('sell', 100, 1);
  return exchange.log()[0];
}

describe('replace', () => {
  test('a smaller quantity at the same price keeps the place', () => {
    const exchange = open();
    expect(exchange.replace(ann, 1, 100, 3)).toBeUndefined();
    expect(exchange.displayed('buy', 100)).toBe(8);
    expect(first(exchange)).toBe('1 maker buy 1 at 100');
  });

  test.each([
    ['nothing changed: the place is kept', 5, '1 maker buy 1 at 100'],
    ['a larger quantity: the order queues anew', 6, '2 maker buy 1 at 100'],
  ])('at the same price, %s', (_name, quantity, filled) => {
    const exchange = open();
    exchange.replace(ann, 1, 100, quantity);
    expect(first(exchange)).toBe(filled);
  });

  test('another price queues anew there, and is shown there only', () => {
    const exchange = open();
    exchange.replace(ann, 1, 99, 5);
    expect(exchange.displayed('buy', 100)).toBe(5);
    expect(exchange.displayed('buy', 99)).toBe(15);
    expect(exchange.order(ann, 1)?.queue.ahead).toBe(10);
  });

  test('the quantity is a total: what has filled counts towards it', () => {
    const exchange = open();
    exchange.trade('sell', 100, 2);
    exchange.replace(ann, 1, 100, 4);
    expect(exchange.order(ann, 1)).toMatchObject({ filled: 2, remaining: 2, quantity: 4 });
  });

  test('a total that has filled already ends the order', () => {
    const exchange = open();
    exchange.trade('sell', 100, 2);
    exchange.log();
    exchange.replace(ann, 1, 100, 2);
    expect(exchange.log()).toEqual(['1 canceled with 2']);
  });

  test('a price that crosses takes', () => {
    const exchange = open();
    exchange.replace(bob, 2, 105, 5);
    expect(exchange.log()).toEqual(['2 accepted', '2 taker buy 5 at 105', '2 filled with 5']);
  });

  test.each([
    ['post-only to a price that crosses', 1, 105, 5, 'post-only-would-cross'],
    ['to a price of zero', 1, 0, 5, 'invalid-price'],
    ['to a quantity of zero', 1, 100, 0, 'invalid-quantity'],
    ['of an order that is not there', 7, 100, 5, 'unknown-order'],
  ])('%s is refused and leaves the order in its place', (_name, id, price, quantity, reason) => {
    const exchange = open();
    expect(exchange.replace(ann, id, price, quantity)).toMatchObject({ reason });
    expect(exchange.log()).toEqual([]);
    expect(first(exchange)).toBe('1 maker buy 1 at 100');
  });

  test('a reduce-only order is never replaced beyond the position', () => {
    const exchange = open();
    exchange.given(
      () => exchange.place(cleo, { id: 3, side: 'buy', quantity: 4 }),
      () => exchange.place(cleo, { id: 4, side: 'sell', quantity: 2, price: 110, reduceOnly: true }),
    );
    exchange.replace(cleo, 4, 110, 9);
    expect(exchange.order(cleo, 4)?.remaining).toBe(4);
  });

  test('margin counts only what the replacement adds', () => {
    // Two dollars at a margin of a tenth carry 20: 19 ETH at 1.02 are inside, 30 are not, and 19 once more would not be either.
    const exchange = open({ collateral: '2' });
    expect(exchange.replace(ann, 1, 100, 1_900)).toBeUndefined();
    expect(exchange.replace(ann, 1, 100, 3_000)).toMatchObject({ reason: 'insufficient-margin' });
    expect(exchange.replace(ann, 1, 99, 1_900)).toBeUndefined();
  });

  test.each([
    [true, false],
    [false, true],
  ])('with newIdOnReplace %s the venue order id stays the same: %s', (newIdOnReplace, same) => {
    const exchange = open({ newIdOnReplace });
    const before = exchange.order(ann, 1)?.venueOrderId;
    exchange.replace(ann, 1, 98, 5);
    expect(exchange.order(ann, 1)?.venueOrderId === before).toBe(same);
    expect(exchange.log()).toEqual(['1 accepted']);
  });
});
