// When the outside market fills a resting order: behind the queue, through the price, by quotes that cross, and how much.
import { describe, expect, test } from 'vitest';
import { ann, bob, Exchange, termsOf } from './testing/exchange.ts';
import { levelsMessage, tradeMessage } from './testing/scripted-source.ts';
import type { QueueModelName } from './models/queue.ts';

/** Ten lots bid at 99, ten asked at 102. */
function open(queueModel: QueueModelName = 'riskAverse'): Exchange {
  const exchange = new Exchange({ queueModel });
  return exchange.given(() => exchange.snapshot(['buy', 99, 10], ['sell', 102, 10]));
}

function withBid(price: number, quantity: number, queueModel?: QueueModelName): Exchange {
  const exchange = open(queueModel);
  return exchange.given(() => exchange.place(ann, { id: 1, side: 'buy', quantity, price }));
}

describe('trades at the price', () => {
  test('fill nothing while the queue ahead lasts, then what is left of the trade', () => {
    const exchange = withBid(99, 5);
    exchange.trade('sell', 99, 8);
    expect(exchange.log()).toEqual([]);
    exchange.trade('sell', 99, 4);
    expect(exchange.log()).toEqual(['1 maker buy 2 at 99']);
    exchange.trade('sell', 99, 4);
    expect(exchange.log()).toEqual(['1 maker buy 3 at 99', '1 filled with 5']);
  });

  test('inside the spread there is no queue: the first trade fills', () => {
    const exchange = withBid(100, 5);
    exchange.trade('sell', 100, 2);
    expect(exchange.log()).toEqual(['1 maker buy 2 at 100']);
  });

  test.each([
    ['a taker of the same side', 'buy', 102],
    ['a trade at a better price', 'sell', 101],
  ] as const)('%s does not reach the order', (_name, aggressor, price) => {
    const exchange = withBid(100, 5);
    exchange.trade(aggressor, price, 50);
    expect(exchange.log()).toEqual([]);
  });

  test('who joined after us trades after us', () => {
    const exchange = withBid(100, 5);
    exchange.levels(['buy', 100, 40]);
    exchange.trade('sell', 100, 3);
    expect(exchange.log()).toEqual(['1 maker buy 3 at 100']);
  });

  test('sell orders are filled by buying takers in the same way', () => {
    const exchange = open();
    exchange.given(() => exchange.place(ann, { id: 1, side: 'sell', quantity: 5, price: 102 }));
    exchange.trade('buy', 102, 13);
    expect(exchange.log()).toEqual(['1 maker sell 3 at 102']);
  });
});

describe('trades through the price', () => {
  test('the queue is gone: the order gets the whole trade, at its own price', () => {
    const exchange = withBid(99, 5);
    exchange.trade('sell', 98, 3);
    expect(exchange.log()).toEqual(['1 maker buy 3 at 99']);
  });

  test('one trade fills no more than its quantity, better prices first', () => {
    const exchange = withBid(100, 5);
    exchange.given(() => exchange.place(bob, { id: 2, side: 'buy', quantity: 5, price: 101 }));
    exchange.trade('sell', 99, 7);
    expect(exchange.log()).toEqual(['2 maker buy 5 at 101', '2 filled with 5', '1 maker buy 2 at 100']);
  });
});

describe('trades through the price, and after', () => {
  test('once traded through, nobody stands ahead, even while the feed still shows the level', () => {
    const exchange = withBid(99, 5);
    exchange.given(() => exchange.trade('sell', 98, 1));
    exchange.trade('sell', 99, 2);
    expect(exchange.log()).toEqual(['1 maker buy 2 at 99']);
  });
});

describe('quotes that come to the price', () => {
  test('the level falls and sellers stand at our price: they fill the order', () => {
    const exchange = withBid(99, 5);
    exchange.levels(['buy', 99, 0], ['sell', 99, 3]);
    expect(exchange.log()).toEqual(['1 maker buy 3 at 99']);
  });

  test('through the price: still at our price, which is better for the other side', () => {
    const exchange = withBid(99, 5);
    exchange.levels(['buy', 99, 0], ['sell', 97, 30]);
    expect(exchange.log()).toEqual(['1 maker buy 5 at 99', '1 filled with 5']);
  });

  test('while others still stand ahead at our price, they come first', () => {
    const exchange = withBid(99, 5);
    exchange.levels(['sell', 99, 12]);
    expect(exchange.log()).toEqual(['1 maker buy 2 at 99']);
  });

  test('all quotes up to our price count, less the queue ahead', () => {
    const exchange = withBid(99, 5);
    exchange.levels(['sell', 98, 8], ['sell', 99, 4]);
    expect(exchange.log()).toEqual(['1 maker buy 2 at 99']);
  });

  test('buyers who come to the price of a sell order fill it', () => {
    const exchange = open();
    exchange.given(() => exchange.place(ann, { id: 1, side: 'sell', quantity: 5, price: 102 }));
    exchange.levels(['sell', 102, 0], ['buy', 102, 3]);
    expect(exchange.log()).toEqual(['1 maker sell 3 at 102']);
  });

  test('the same quotes fill once, not with every message', () => {
    const exchange = withBid(99, 5);
    exchange.levels(['buy', 99, 0], ['sell', 99, 3]);
    exchange.levels(['sell', 99, 3], ['sell', 103, 1]);
    expect(exchange.log()).toEqual(['1 maker buy 3 at 99']);
  });
});

describe('a level and its trade, sent together', () => {
  test.each(['trade first', 'level first'])('%s: the queue ahead moves once', (order) => {
    const exchange = withBid(99, 5);
    const trade = (timeUs: number) => tradeMessage(timeUs, 'sell', 99, 8);
    const level = (timeUs: number) => levelsMessage('levels', timeUs, [['buy', 99, 2]]);
    exchange.together(...(order === 'trade first' ? [trade, level] : [level, trade]));
    expect(exchange.log()).toEqual([]);
    expect(exchange.order(ann, 1)?.queue.ahead).toBe(2);
  });
});

describe('priority among our orders', () => {
  test('quotes that do not reach a better order, for the queue ahead of it, do not reach a worse one', () => {
    const exchange = withBid(99, 5);
    exchange.given(() => exchange.place(bob, { id: 2, side: 'buy', quantity: 5, price: 98 }));
    exchange.levels(['sell', 98, 6]);
    expect(exchange.log()).toEqual([]);
  });

  test('who joined after the level shrank is not filled before those who were there', () => {
    const exchange = withBid(99, 5);
    exchange.together(
      (timeUs) => levelsMessage('levels', timeUs, [['buy', 99, 4]]),
      (timeUs) => {
        const order = termsOf({ id: 2, side: 'buy', quantity: 5, price: 99 });
        expect(exchange.engine.place(bob, order, timeUs)).toBeUndefined();
        return tradeMessage(timeUs, 'sell', 99, 5);
      },
    );
    expect(exchange.log()).toEqual(['2 accepted']);
  });
});

describe('the three models on the same market', () => {
  test.each([
    ['tradedThrough', []],
    ['riskAverse', ['1 maker buy 1 at 99']],
    ['probabilistic', ['1 maker buy 4 at 99']],
  ] as const)('%s: six of ten cancel, six join, a trade of eleven', (queueModel, log) => {
    const exchange = open(queueModel).given();
    exchange.given(
      () => exchange.levels(['buy', 99, 20]),
      () => exchange.levels(['buy', 99, 10]),
      () => exchange.place(ann, { id: 1, side: 'buy', quantity: 50, price: 99 }),
      () => exchange.levels(['buy', 99, 20]),
      () => exchange.levels(['buy', 99, 14]),
    );
    exchange.trade('sell', 99, 11);
    expect(exchange.log()).toEqual(log);
  });

  test.each([
    ['tradedThrough', 'at', []],
    ['tradedThrough', 'through', ['1 maker buy 5 at 99']],
    ['riskAverse', 'at', ['1 maker buy 5 at 99']],
    ['probabilistic', 'at', ['1 maker buy 5 at 99']],
  ] as const)('%s: five sellers come to stand %s the price', (queueModel, where, log) => {
    const exchange = withBid(99, 50, queueModel);
    exchange.levels(['buy', 99, 0], ['sell', where === 'at' ? 99 : 98, 5]);
    expect(exchange.log()).toEqual(log);
  });
});
