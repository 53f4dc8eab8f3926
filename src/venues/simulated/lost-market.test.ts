// A market that the feed has lost sight of, or that has not spoken for too long: nothing is taken on it, and nothing is made of the gap.
import { beforeEach, describe, expect, test } from 'vitest';
import { ann, Exchange } from './testing/exchange.ts';

const unseen = { kind: 'refused', reason: 'not-trading' };

describe('a market that is lost', () => {
  let exchange: Exchange;

  beforeEach(() => {
    exchange = new Exchange();
    exchange.snapshot(['buy', 99, 10], ['sell', 101, 10]);
    exchange.place(ann, { id: 1, side: 'buy', quantity: 5, price: 99 });
    exchange.trade('sell', 99, 4);
    exchange.lose();
    exchange.log();
  });

  test('takes no orders, neither those that would trade nor those that would rest', () => {
    expect(
      exchange.place(ann, { id: 2, side: 'buy', quantity: 1, timeInForce: 'ioc', price: 101 }),
    ).toMatchObject(unseen);
    expect(exchange.place(ann, { id: 3, side: 'buy', quantity: 1, price: 98 })).toMatchObject(unseen);
    expect(exchange.replace(ann, 1, 98, 5)).toMatchObject(unseen);
    expect(exchange.log()).toEqual([]);
  });

  test('still cancels', () => {
    expect(exchange.cancel(ann, 1)).toBeUndefined();
    expect(exchange.log()).toEqual(['1 canceled with 0']);
  });

  test('takes orders again with its next book, in which ours have kept their places and have not come nearer', () => {
    exchange.snapshot(['buy', 99, 6], ['sell', 101, 10]);
    expect(exchange.place(ann, { id: 2, side: 'sell', quantity: 1, price: 102 })).toBeUndefined();
    exchange.log();
    exchange.trade('sell', 99, 6);
    expect(exchange.log()).toEqual([]);
    exchange.trade('sell', 99, 5);
    expect(exchange.log()).toEqual(['1 maker buy 5 at 99', '1 filled with 5']);
  });

  test('has traded with our orders where it comes back beyond their prices', () => {
    exchange.snapshot(['buy', 97, 6], ['sell', 98, 10]);
    expect(exchange.log()).toEqual(['1 maker buy 5 at 99', '1 filled with 5']);
  });
});

describe('a book that may only be so old', () => {
  test('takes no order when it has not spoken for longer, and does again with its next word', () => {
    const exchange = new Exchange({ bookAgeUsMax: 5_000 });
    exchange.snapshot(['buy', 99, 10], ['sell', 101, 10]);
    exchange.timeUs += 4_000;
    expect(exchange.place(ann, { id: 1, side: 'buy', quantity: 1 })).toBeUndefined();
    exchange.trade('buy', 101, 1);
    expect(exchange.place(ann, { id: 2, side: 'buy', quantity: 1 })).toMatchObject(unseen);
    exchange.levels(['buy', 98, 1]);
    expect(exchange.place(ann, { id: 3, side: 'buy', quantity: 1 })).toBeUndefined();
  });

  test('may be as old as it likes on a venue of our own', () => {
    const exchange = new Exchange();
    exchange.snapshot(['buy', 99, 10], ['sell', 101, 10]);
    exchange.timeUs += 60_000_000;
    expect(exchange.place(ann, { id: 1, side: 'buy', quantity: 1 })).toBeUndefined();
  });
});
