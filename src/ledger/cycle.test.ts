import { describe, expect, it } from 'vitest';
import { formatRounded, formatUnits } from '../core/decimal.ts';
import { formatBase, formatQuote } from '../core/money.ts';
import { spreadOf, type CycleView } from './cycle.ts';
import { perBaseUnits, shareUnits, toQuoteAmount } from './exact-amount.ts';
import { BookedPair, rate } from './testing/booked-pair.ts';

/** Average sell − average buy, and that over the average buy in bps. */
function figures(cycle: CycleView): { quantity: string; spread: string; edgeBps: string } {
  const matched = cycle.matched();
  return {
    quantity: formatBase(matched.quantity),
    spread: formatUnits(perBaseUnits(spreadOf(matched), matched.quantity)),
    edgeBps: formatRounded(shareUnits(spreadOf(matched), matched.bought, 10_000n), 2),
  };
}

describe('the spread of a cycle', () => {
  it.each([
    ['buy' as const, '2925.59', '2929.31', '3.72', '12.72'],
    ['sell' as const, '2925.35', '2929.30', '-3.95', '-13.48'],
  ])(
    '%s %s against %s is %s, and %s bps of the average buy price',
    (side, primary, hedge, spread, edgeBps) => {
      const pair = new BookedPair();
      const number = pair.trade('build', 1, { side, primary, hedge, quantity: '0.1' });
      expect(figures(pair.ledger.cycle(number)!)).toEqual({ quantity: '0.1', spread, edgeBps });
    },
  );

  it('would be 12.70 and −13.50 bps of the average sell price, which is not our convention', () => {
    expect(formatRounded((372n * 10n ** 22n) / 292931n, 2)).toBe('12.70');
    expect(formatRounded((-395n * 10n ** 22n) / 292535n, 2)).toBe('-13.50');
  });

  it('averages partial fills by their quantity', () => {
    const pair = new BookedPair();
    const number = pair.begin('build', 1, 'buy');
    pair.book({ leg: 'primary', side: 'buy', price: '100', quantity: '0.3' });
    pair.book({ leg: 'hedge', side: 'sell', price: '101', quantity: '0.3' });
    pair.book({ leg: 'primary', side: 'buy', price: '104', quantity: '0.1' });
    pair.book({ leg: 'hedge', side: 'sell', price: '103', quantity: '0.1' });
    expect(figures(pair.ledger.cycle(number)!)).toMatchObject({ quantity: '0.4', spread: '0.5' });
  });

  it('stays exact where an average has no end in decimals', () => {
    const pair = new BookedPair();
    const number = pair.begin('build', 1, 'buy');
    pair.book({ leg: 'primary', side: 'buy', price: '100', quantity: '0.3' });
    pair.book({ leg: 'hedge', side: 'sell', price: '100.01', quantity: '0.1' });
    pair.book({ leg: 'hedge', side: 'sell', price: '100.02', quantity: '0.2' });
    const matched = pair.ledger.cycle(number)!.matched();
    expect(formatQuote(toQuoteAmount(spreadOf(matched)))).toBe('0.005');
    expect(formatUnits(perBaseUnits(spreadOf(matched), matched.quantity))).toBe('0.016666666666666667');
  });

  it('compares both legs in the reporting asset', () => {
    const pair = new BookedPair({ hedge: { quote: 'USDT' }, conversions: [rate('USDT', 'USDC', '0.99')] });
    const number = pair.trade('build', 1, { side: 'buy', primary: '100', hedge: '100', quantity: '1' });
    expect(figures(pair.ledger.cycle(number)!)).toMatchObject({ spread: '-1', edgeBps: '-100.00' });
  });
});

describe('the matched quantity of a cycle', () => {
  it('is the smaller of both nets: what is not hedged yet is no volume yet', () => {
    const pair = new BookedPair();
    const number = pair.begin('build', 1, 'buy');
    pair.book({ leg: 'primary', side: 'buy', price: '100', quantity: '0.5' });
    expect(pair.ledger.cycle(number)!.matchedQuantity).toBe(0n);
    pair.book({ leg: 'hedge', side: 'sell', price: '101', quantity: '0.2' });
    expect(figures(pair.ledger.cycle(number)!)).toMatchObject({ quantity: '0.2', spread: '1' });
    expect(formatQuote(toQuoteAmount(pair.ledger.tally().volume))).toBe('20');
  });

  it('takes the first fills of the fuller leg', () => {
    const pair = new BookedPair();
    const number = pair.begin('build', 1, 'buy');
    pair.book({ leg: 'primary', side: 'buy', price: '100', quantity: '0.2' });
    pair.book({ leg: 'primary', side: 'buy', price: '200', quantity: '0.2' });
    pair.book({ leg: 'hedge', side: 'sell', price: '110', quantity: '0.3' });
    const matched = pair.ledger.cycle(number)!.matched();
    expect(formatQuote(toQuoteAmount(matched.bought))).toBe('40');
    expect(formatQuote(toQuoteAmount(matched.sold))).toBe('33');
  });

  it('leaves out what an emergency reduced again: it was the part without a hedge', () => {
    const pair = new BookedPair();
    const number = pair.begin('build', 1, 'buy');
    pair.book({ leg: 'primary', side: 'buy', price: '100', quantity: '0.2' });
    pair.book({ leg: 'hedge', side: 'sell', price: '101', quantity: '0.2' });
    pair.book({ leg: 'primary', side: 'buy', price: '102', quantity: '0.3' });
    pair.book({
      leg: 'primary',
      side: 'sell',
      price: '90',
      quantity: '0.3',
      role: 'reduce',
      liquidity: 'taker',
    });
    pair.end('abandoned');
    expect(figures(pair.ledger.cycle(number)!)).toMatchObject({ quantity: '0.2', spread: '1' });
    expect(formatQuote(toQuoteAmount(pair.ledger.tally().volume))).toBe('20');
    const { gross } = pair.ledger.pnl({
      primary: { bid: pair.price('primary', '100'), ask: pair.price('primary', '100') },
      hedge: { bid: pair.price('hedge', '101'), ask: pair.price('hedge', '101') },
    }).total;
    expect(formatQuote(toQuoteAmount(gross))).toBe('-3.6');
  });

  it('is exact where one lot is no multiple of the other', () => {
    const pair = new BookedPair({ primary: { lot: '0.003' }, hedge: { lot: '0.002' } });
    const number = pair.begin('build', 1, 'sell');
    pair.book({ leg: 'primary', side: 'sell', price: '100.01', quantity: '0.009' });
    pair.book({ leg: 'hedge', side: 'buy', price: '100', quantity: '0.008' });
    expect(figures(pair.ledger.cycle(number)!)).toMatchObject({ quantity: '0.008', spread: '0.01' });
    expect(formatQuote(toQuoteAmount(pair.ledger.tally().volume))).toBe('0.80008');
  });

  it.each([
    ['both legs on one side', 'buy', 'buy'],
    ['no hedge', 'buy', undefined],
    ['no primary', undefined, 'sell'],
  ] as const)('is nothing with %s', (_name, primary, hedge) => {
    const pair = new BookedPair();
    const number = pair.begin('build', 1, 'sell');
    if (primary) pair.book({ leg: 'primary', side: primary, price: '100', quantity: '0.1' });
    if (hedge) pair.book({ leg: 'hedge', side: hedge, price: '100', quantity: '0.1' });
    expect(pair.ledger.cycle(number)!.matchedQuantity).toBe(0n);
    expect(pair.ledger.tally().volume).toBe(0n);
  });

  it('follows what the primary leg did, and the decided side while it did nothing', () => {
    const pair = new BookedPair();
    const number = pair.begin('build', 1, 'sell');
    expect(pair.ledger.cycle(number)!.primarySide).toBe('sell');
    pair.book({ leg: 'primary', side: 'buy', price: '100', quantity: '0.1' });
    expect(pair.ledger.cycle(number)!.primarySide).toBe('buy');
  });
});

describe('sums over cycles', () => {
  it('count a late fill to its own cycle, also when that has ended and another runs', () => {
    const pair = new BookedPair();
    const first = pair.begin('build', 1, 'buy');
    pair.book({ leg: 'primary', side: 'buy', price: '100', quantity: '0.2' });
    pair.book({ leg: 'hedge', side: 'sell', price: '101', quantity: '0.1' });
    pair.end();
    pair.begin('unwind', 1, 'sell');
    expect(formatQuote(toQuoteAmount(pair.ledger.tally().volume))).toBe('10');
    pair.book({ leg: 'hedge', side: 'sell', price: '101', quantity: '0.1', cycle: first });
    expect(formatQuote(toQuoteAmount(pair.ledger.tally().volume))).toBe('20');
    expect(pair.ledger.tally().bySide.buy.count).toBe(1);
  });

  it('leave out fills outside any cycle, which positions and results hold all the same', () => {
    const pair = new BookedPair();
    pair.book({ leg: 'primary', side: 'buy', price: '100', quantity: '0.2', cycle: 0, role: 'trim' });
    pair.book({ leg: 'hedge', side: 'sell', price: '101', quantity: '0.2', cycle: 0, role: 'trim' });
    expect(pair.ledger.tally().volume).toBe(0n);
    expect(pair.ledger.position(pair.primary.key)).toBe(200);
  });

  it('count completed and abandoned cycles, each once', () => {
    const pair = new BookedPair();
    pair.begin('build', 1, 'buy');
    pair.end();
    pair.begin('unwind', 1, 'sell');
    pair.end('abandoned');
    pair.begin('unwind', 1, 'sell');
    expect(pair.ledger.endedCycles('completed')).toBe(1);
    expect(pair.ledger.endedCycles('abandoned')).toBe(1);
    expect([...pair.ledger.cycles()].map((cycle) => cycle.outcome)).toEqual([
      'completed',
      'abandoned',
      undefined,
    ]);
    expect(() => pair.ledger.endCycle(1, pair.nowUs, 'completed')).toThrow(/ends once/);
    expect(() => pair.ledger.endCycle(7, pair.nowUs, 'completed')).toThrow(/was begun/);
    const again = { number: 1, kind: 'build', iteration: 2, atUs: pair.nowUs, primarySide: 'buy' } as const;
    expect(() => pair.ledger.beginCycle(again)).toThrow(/begins once/);
  });
});
