// What each order type does at the exchange: against the outside market, against other accounts, and when refused.
import { describe, expect, test } from 'vitest';
import { defineInstrument } from '../../core/instrument.ts';
import { lots, parseQuote, type QuoteAmount } from '../../core/money.ts';
import { ann, bob, cleo, Exchange, testInstrument, type PlainOrder } from './testing/exchange.ts';
import type { Level } from './testing/scripted-source.ts';

/** Bids 99 and 98, asks 101 and 102, ten lots each. */
const ladder: readonly Level[] = [
  ['buy', 99, 10],
  ['buy', 98, 10],
  ['sell', 101, 10],
  ['sell', 102, 10],
];

function open(options: ConstructorParameters<typeof Exchange>[0] = {}): Exchange {
  const exchange = new Exchange(options);
  return exchange.given(() => exchange.snapshot(...ladder));
}

interface Case {
  readonly name: string;
  readonly order: Omit<PlainOrder, 'id'>;
  readonly log: readonly string[];
}

function runs(cases: readonly Case[]): void {
  test.each(cases)('$name', ({ order, log }) => {
    const exchange = open();
    expect(exchange.place(ann, { id: 1, ...order })).toBeUndefined();
    expect(exchange.log()).toEqual(log);
  });
}

function refuses(cases: readonly (Omit<Case, 'log'> & { readonly reason: string })[]): void {
  test.each(cases)('$name', ({ order, reason }) => {
    const exchange = open();
    expect(exchange.place(ann, { id: 1, ...order })).toMatchObject({ kind: 'refused', reason });
    expect(exchange.log()).toEqual([]);
    expect(exchange.order(ann, 1)).toBeUndefined();
  });
}

describe('limit order', () => {
  runs([
    {
      name: 'away from the market it rests',
      order: { side: 'buy', quantity: 5, price: 100 },
      log: ['1 accepted'],
    },
    {
      name: 'at the other touch it takes, at the price that stands there',
      order: { side: 'buy', quantity: 5, price: 101 },
      log: ['1 accepted', '1 taker buy 5 at 101', '1 filled with 5'],
    },
    {
      name: 'with a generous limit it walks the depth, best price first',
      order: { side: 'sell', quantity: 15, price: 90 },
      log: ['1 accepted', '1 taker sell 10 at 99', '1 taker sell 5 at 98', '1 filled with 15'],
    },
    {
      name: 'it takes no further than its limit and rests with the remainder',
      order: { side: 'buy', quantity: 15, price: 101 },
      log: ['1 accepted', '1 taker buy 10 at 101'],
    },
  ]);

  test('the remainder that rests is shown at its price', () => {
    const exchange = open();
    exchange.place(ann, { id: 1, side: 'buy', quantity: 15, price: 101 });
    expect(exchange.displayed('buy', 101)).toBe(5);
    expect(exchange.displayed('sell', 101)).toBe(0);
  });
});

describe('market order', () => {
  runs([
    {
      name: 'it walks the depth without a bound',
      order: { side: 'buy', quantity: 12 },
      log: ['1 accepted', '1 taker buy 10 at 101', '1 taker buy 2 at 102', '1 filled with 12'],
    },
    {
      name: 'what finds no depth expires',
      order: { side: 'sell', quantity: 25 },
      log: ['1 accepted', '1 taker sell 10 at 99', '1 taker sell 10 at 98', '1 expired with 20'],
    },
  ]);
});

describe('immediate or cancel', () => {
  runs([
    {
      name: 'it takes what is there within its limit, and the rest expires',
      order: { side: 'buy', quantity: 15, price: 101, timeInForce: 'ioc' },
      log: ['1 accepted', '1 taker buy 10 at 101', '1 expired with 10'],
    },
    {
      name: 'with nothing within its limit it expires untouched',
      order: { side: 'buy', quantity: 15, price: 100, timeInForce: 'ioc' },
      log: ['1 accepted', '1 expired with 0'],
    },
  ]);
});

describe('fill or kill', () => {
  runs([
    {
      name: 'it fills completely, over several levels',
      order: { side: 'buy', quantity: 20, price: 102, timeInForce: 'fok' },
      log: ['1 accepted', '1 taker buy 10 at 101', '1 taker buy 10 at 102', '1 filled with 20'],
    },
  ]);
  refuses([
    {
      name: 'one lot too much within the limit: nothing is traded',
      order: { side: 'buy', quantity: 11, price: 101, timeInForce: 'fok' },
      reason: 'would-not-fill-completely',
    },
  ]);

  test('orders of other accounts count, those of its own account do not', () => {
    const exchange = open();
    exchange.given(
      () => exchange.place(bob, { id: 1, side: 'sell', quantity: 3, price: 101 }),
      () => exchange.place(ann, { id: 1, side: 'sell', quantity: 5, price: 101 }),
    );
    const order = { id: 2, side: 'buy', price: 101, timeInForce: 'fok' } as const;
    expect(exchange.place(ann, { ...order, quantity: 14 })).toMatchObject({
      reason: 'would-not-fill-completely',
    });
    expect(exchange.place(ann, { ...order, quantity: 13 })).toBeUndefined();
    expect(exchange.order(ann, 2)).toMatchObject({ end: 'filled', filled: 13 });
  });

  test('reduce-only orders of others do not count, since their position may not last', () => {
    const exchange = open();
    exchange.given(
      () => exchange.place(bob, { id: 1, side: 'buy', quantity: 3 }),
      () => exchange.place(bob, { id: 2, side: 'sell', quantity: 3, price: 101, reduceOnly: true }),
    );
    const order = { id: 1, side: 'buy', quantity: 8, price: 101, timeInForce: 'fok' } as const;
    expect(exchange.place(ann, order)).toMatchObject({ reason: 'would-not-fill-completely' });
  });
});

describe('post-only order', () => {
  runs([
    {
      name: 'one tick inside the spread it rests',
      order: { side: 'buy', quantity: 5, price: 100, postOnly: true },
      log: ['1 accepted'],
    },
  ]);
  refuses([
    {
      name: 'at the other touch it is refused on arrival',
      order: { side: 'buy', quantity: 5, price: 101, postOnly: true },
      reason: 'post-only-would-cross',
    },
    {
      name: 'beyond the other touch it is refused on arrival',
      order: { side: 'sell', quantity: 5, price: 98, postOnly: true },
      reason: 'post-only-would-cross',
    },
    {
      name: 'as immediate or cancel it contradicts itself',
      order: { side: 'sell', quantity: 5, price: 102, postOnly: true, timeInForce: 'ioc' },
      reason: 'other',
    },
    {
      name: 'as market order it contradicts itself',
      order: { side: 'sell', quantity: 5, postOnly: true },
      reason: 'other',
    },
  ]);

  test('an own order on the other side counts as the market', () => {
    const exchange = open();
    exchange.place(bob, { id: 1, side: 'sell', quantity: 1, price: 100 });
    const order = { id: 2, side: 'buy', quantity: 1, price: 100, postOnly: true } as const;
    expect(exchange.place(ann, order)).toMatchObject({ reason: 'post-only-would-cross' });
  });
});

describe('reduce-only order', () => {
  const long = (exchange: Exchange, quantity: number): Exchange =>
    exchange.given(() => exchange.place(ann, { id: 90, side: 'buy', quantity }));

  refuses([
    {
      name: 'without a position it is refused',
      order: { side: 'sell', quantity: 1, price: 99, reduceOnly: true },
      reason: 'reduce-only-would-increase',
    },
  ]);

  test('on the side of the position it is refused', () => {
    const order = { id: 1, side: 'buy', quantity: 1, reduceOnly: true } as const;
    expect(long(open(), 5).place(ann, order)).toMatchObject({ reason: 'reduce-only-would-increase' });
  });

  test('larger than the position it is cut to it, and ends canceled with what it filled', () => {
    const exchange = long(open(), 5);
    exchange.place(ann, { id: 1, side: 'sell', quantity: 8, reduceOnly: true });
    expect(exchange.log()).toEqual(['1 accepted', '1 taker sell 5 at 99', '1 canceled with 5']);
    expect(exchange.position(ann)).toBe(0);
  });

  test('at a venue that refuses what is larger than the position, it is refused', () => {
    const exchange = long(open({ oversizedReduceOnly: 'refuse' }), 5);
    const order = { id: 1, side: 'sell', price: 99, reduceOnly: true } as const;
    expect(exchange.place(ann, { ...order, quantity: 6 })).toMatchObject({
      reason: 'reduce-only-would-increase',
    });
    expect(exchange.place(ann, { ...order, quantity: 5 })).toBeUndefined();
  });

  test('a resting one shrinks with the position and ends when the position is gone', () => {
    const exchange = long(open(), 5).given();
    exchange.place(ann, { id: 1, side: 'sell', quantity: 5, price: 105, reduceOnly: true });
    exchange.place(ann, { id: 2, side: 'sell', quantity: 3 });
    expect(exchange.displayed('sell', 105)).toBe(2);
    exchange.place(ann, { id: 3, side: 'sell', quantity: 2 });
    expect(exchange.log().slice(-1)).toEqual(['1 canceled with 0']);
    expect(exchange.displayed('sell', 105)).toBe(0);
  });

  test('two of them together do not take the position across zero, even in one trade', () => {
    const exchange = long(open(), 5);
    exchange.given(
      () => exchange.place(ann, { id: 1, side: 'sell', quantity: 4, price: 100, reduceOnly: true }),
      () => exchange.place(ann, { id: 2, side: 'sell', quantity: 4, price: 100, reduceOnly: true }),
    );
    exchange.trade('buy', 100, 50);
    expect(exchange.log()).toEqual([
      '1 maker sell 4 at 100',
      '1 filled with 4',
      '2 maker sell 1 at 100',
      '2 canceled with 1',
    ]);
  });
});

describe('orders of several accounts', () => {
  test('at one price the earlier order is first, at different prices the better one', () => {
    const exchange = open();
    exchange.given(
      () => exchange.place(ann, { id: 1, side: 'buy', quantity: 2, price: 99 }),
      () => exchange.place(bob, { id: 2, side: 'buy', quantity: 2, price: 100 }),
      () => exchange.place(ann, { id: 3, side: 'buy', quantity: 2, price: 100 }),
    );
    exchange.place(cleo, { id: 9, side: 'sell', quantity: 3, price: 99 });
    expect(exchange.log()).toEqual([
      '9 accepted',
      '2 maker buy 2 at 100',
      '2 filled with 2',
      '9 taker sell 2 at 100',
      '3 maker buy 1 at 100',
      '9 taker sell 1 at 100',
      '9 filled with 3',
    ]);
  });

  test('a taker takes the outside quantity ahead of an own order, the order, then what stands behind it', () => {
    const exchange = open();
    exchange.given(
      () => exchange.place(ann, { id: 1, side: 'buy', quantity: 2, price: 99 }),
      () => exchange.levels(['buy', 99, 15]),
    );
    exchange.place(cleo, { id: 9, side: 'sell', quantity: 14, price: 99 });
    expect(exchange.log().filter((line) => line.startsWith('9 taker'))).toEqual([
      '9 taker sell 10 at 99',
      '9 taker sell 2 at 99',
      '9 taker sell 2 at 99',
    ]);
    expect(exchange.displayed('buy', 99)).toBe(3);
  });

  test('an account does not trade with itself: its resting order gives way', () => {
    const exchange = open();
    exchange.given(() => exchange.place(ann, { id: 1, side: 'buy', quantity: 5, price: 100 }));
    exchange.place(ann, { id: 2, side: 'sell', quantity: 3, price: 99 });
    expect(exchange.log()).toEqual([
      '2 accepted',
      '1 canceled with 0',
      '2 taker sell 3 at 99',
      '2 filled with 3',
    ]);
  });
});

describe('cancel', () => {
  test('it ends a resting order with what it has filled', () => {
    const exchange = open();
    exchange.given(() => exchange.place(ann, { id: 1, side: 'buy', quantity: 15, price: 101 }));
    expect(exchange.cancel(ann, 1)).toBeUndefined();
    expect(exchange.log()).toEqual(['1 canceled with 10']);
    expect(exchange.displayed('buy', 101)).toBe(0);
  });

  test.each([
    ['that was never placed', ann, 7],
    ['of another account', bob, 1],
    ['that has ended', ann, 2],
  ])('of an order %s is refused', (_name, account, id) => {
    const exchange = open();
    exchange.place(ann, { id: 1, side: 'buy', quantity: 1, price: 90 });
    exchange.place(ann, { id: 2, side: 'buy', quantity: 1 });
    expect(exchange.cancel(account, id)).toMatchObject({ reason: 'unknown-order' });
  });
});

describe('refusals by the rules', () => {
  const strict = defineInstrument({
    ...testInstrument,
    minQuantity: lots(3),
    minNotional: parseQuote('0.05') as QuoteAmount,
  });

  test.each([
    ['a price of zero', { side: 'buy', quantity: 5, price: 0 }, 'invalid-price'],
    ['a negative price', { side: 'buy', quantity: 5, price: -1 }, 'invalid-price'],
    ['a quantity of zero', { side: 'buy', quantity: 0, price: 90 }, 'invalid-quantity'],
    ['a negative quantity', { side: 'buy', quantity: -5, price: 90 }, 'invalid-quantity'],
    ['a quantity below the minimum', { side: 'buy', quantity: 2, price: 900 }, 'below-minimum'],
    ['a notional below the minimum', { side: 'buy', quantity: 5, price: 99 }, 'below-minimum'],
    [
      'a market order whose notional at the touch is below the minimum',
      { side: 'sell', quantity: 5 },
      'below-minimum',
    ],
  ] as const)('%s', (_name, order, reason) => {
    expect(open({ instrument: strict }).place(ann, { id: 1, ...order })).toMatchObject({ reason });
  });

  test('a minimum that is met exactly is met', () => {
    expect(
      open({ instrument: strict }).place(ann, { id: 1, side: 'buy', quantity: 5, price: 100 }),
    ).toBeUndefined();
  });

  test('a client order id is used once per account, ended orders included', () => {
    const exchange = open();
    exchange.place(ann, { id: 1, side: 'buy', quantity: 1 });
    const again = { id: 1, side: 'buy', quantity: 1 } as const;
    expect(exchange.place(ann, again)).toMatchObject({ reason: 'duplicate-client-order-id' });
    expect(exchange.place(bob, again)).toBeUndefined();
  });

  test.each(['active', 'unknown', undefined] as const)(
    'where ids are remembered as "%s", one is taken again as soon as its order has ended, and makes another order',
    (remembersClientOrderIds) => {
      const exchange = open({ instrument: { ...testInstrument, remembersClientOrderIds } });
      const order = { id: 1, side: 'buy', quantity: 1, price: 99 } as const;
      expect(exchange.place(ann, order)).toBeUndefined();
      expect(exchange.place(ann, order)).toMatchObject({ reason: 'duplicate-client-order-id' });
      exchange.cancel(ann, 1);
      expect(exchange.place(ann, { ...order, price: 101 })).toBeUndefined();
      expect(exchange.position(ann)).toBe(1);
    },
  );
});
