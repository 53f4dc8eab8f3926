// Initial margin: the worst case of everything held and ordered, at each instrument's rate, against equity.
import { describe, expect, test } from 'vitest';
import { formatQuote } from '../../core/money.ts';
import { defineInstrument } from '../../core/instrument.ts';
import { percent } from '../../core/share.ts';
import { equity, marginOf } from './margin.ts';
import { ann, Exchange, testInstrument, type PlainOrder } from './testing/exchange.ts';

const halfMargin = defineInstrument({
  ...testInstrument,
  margin: { initial: percent(50), maintenance: percent(20) },
});

/** Mid 1.00; equity 10 at a margin of one half carries 20 ETH, which are 2000 lots. Deep books on both sides. */
function open(): Exchange {
  const exchange = new Exchange({ collateral: '10', instrument: halfMargin });
  return exchange.given(() => exchange.snapshot(['buy', 99, 5_000], ['sell', 101, 5_000]));
}

const refused = { kind: 'refused', reason: 'insufficient-margin' };

describe('initial margin', () => {
  test.each<readonly [string, readonly Omit<PlainOrder, 'id'>[], Omit<PlainOrder, 'id'>, boolean]>([
    ['exactly what equity carries', [], { side: 'buy', quantity: 2_000, price: 90 }, true],
    ['one lot more', [], { side: 'buy', quantity: 2_001, price: 90 }, false],
    ['one lot more, sold', [], { side: 'sell', quantity: 2_001, price: 110 }, false],
    [
      'what together with a resting order is too much',
      [{ side: 'buy', quantity: 1_500, price: 90 }],
      { side: 'buy', quantity: 501, price: 90 },
      false,
    ],
    [
      'the same on the other side: only one side can be the worst case',
      [{ side: 'buy', quantity: 1_500, price: 90 }],
      { side: 'sell', quantity: 1_500, price: 110 },
      true,
    ],
    [
      'what turns a position over, as far as equity carries',
      [{ side: 'buy', quantity: 1_000 }],
      { side: 'sell', quantity: 3_000, price: 110 },
      false,
    ],
    [
      'what would be too much, were the resting order not reduce-only',
      [
        { side: 'buy', quantity: 1_000 },
        { side: 'sell', quantity: 1_000, price: 110, reduceOnly: true },
      ],
      { side: 'sell', quantity: 2_900, price: 110 },
      true,
    ],
    ['a market order that is too large', [], { side: 'buy', quantity: 2_500 }, false],
  ])('%s', (_name, before, order, accepted) => {
    const exchange = open();
    before.forEach((earlier, index) =>
      expect(exchange.place(ann, { id: index + 1, ...earlier })).toBeUndefined(),
    );
    const refusal = exchange.place(ann, { id: 9, ...order });
    expect(refusal?.reason).toBe(accepted ? undefined : 'insufficient-margin');
  });

  test('an account under water can still reduce, and nothing else', () => {
    const exchange = open();
    exchange.place(ann, { id: 1, side: 'buy', quantity: 1_900 });
    exchange.snapshot(['buy', 40, 5_000], ['sell', 42, 5_000]);
    expect(exchange.place(ann, { id: 2, side: 'buy', quantity: 1, price: 30 })).toMatchObject(refused);
    expect(exchange.place(ann, { id: 3, side: 'sell', quantity: 1_900 })).toBeUndefined();
  });

  test('a reduce-only order needs no margin', () => {
    const exchange = open();
    exchange.place(ann, { id: 1, side: 'buy', quantity: 1_900 });
    exchange.snapshot(['buy', 40, 5_000], ['sell', 42, 5_000]);
    expect(
      exchange.place(ann, { id: 2, side: 'sell', quantity: 1_900, price: 50, reduceOnly: true }),
    ).toBeUndefined();
  });

  test('equity is collateral, cash and marked positions, fees paid', () => {
    const exchange = open();
    exchange.place(ann, { id: 1, side: 'buy', quantity: 1_000 });
    // Bought 10 ETH at 1.01 with 5 bps of fee, marked at 1.00.
    expect(formatQuote(equity(exchange.ledger, exchange.ledger.account(ann)))).toBe('9.89495');
  });

  test('what the venue says of an account: margin of the worst case, and of what is held', () => {
    const exchange = open();
    exchange.place(ann, { id: 1, side: 'buy', quantity: 1_000 });
    exchange.place(ann, { id: 2, side: 'buy', quantity: 200, price: 90 });
    const { ledger } = exchange;
    const { initialMargin, maintenanceMargin } = marginOf(ledger, ledger.account(ann));
    expect([initialMargin, maintenanceMargin].map(formatQuote)).toEqual(['6', '2']);
  });

  test('without any price there is nothing to judge by', () => {
    const exchange = new Exchange({ collateral: '1', instrument: halfMargin });
    expect(exchange.place(ann, { id: 1, side: 'buy', quantity: 1_000_000, price: 100 })).toBeUndefined();
  });
});
