// The worked figures of real runs, booked as fills and read off the summary.
import { describe, expect, it } from 'vitest';
import { formatUnits, parseUnits } from '../core/decimal.ts';
import { BookedPair, type PairedTrade } from '../ledger/testing/booked-pair.ts';
import { rounded } from './readable.ts';
import { summarise } from './summary.ts';
import type { RunSummary } from './run-summary.ts';

function summaryOf(pair: BookedPair, lastPrice = '1000'): RunSummary {
  const mark = { bid: pair.price('primary', lastPrice), ask: pair.price('primary', lastPrice) };
  return summarise(pair.ledger, {
    world: 'replay',
    marks: { primary: mark, hedge: mark },
    durationUs: 1_000_000,
    endReason: 'iterations',
    eventLogHash: '',
    hedgeFailures: 0,
    recoveries: 0,
  });
}

/** Alternating cycles, each at a primary price and with the spread average sell − average buy that it is to have. */
function run(size: string, cycles: readonly { price: string; spread: string }[]): RunSummary {
  const pair = new BookedPair({ primary: { tick: '0.0001' }, hedge: { tick: '0.0001' } });
  pair.alternate(
    cycles.map(({ price, spread }, index): PairedTrade => {
      const side = index % 2 === 0 ? 'buy' : 'sell';
      const offset = parseUnits(spread)! * (side === 'buy' ? 1n : -1n);
      return { side, primary: price, hedge: formatUnits(parseUnits(price)! + offset), quantity: size };
    }),
  );
  return summaryOf(pair);
}

const repeated = (count: number, price: string, spread: string) =>
  Array.from({ length: count }, () => ({ price, spread }));

describe('the runs whose figures are known', () => {
  it('0.1 SOL × 6 cycles: volume 81.72, gross +0.0112 is +1.37 bps', () => {
    const summary = run('0.1', [...repeated(5, '136.2', '0.02'), { price: '136.2', spread: '0.012' }]);
    expect(summary).toMatchObject({ cycles: 6, volume: '81.72', grossPnl: '0.0112', netDelta: '0' });
    expect(rounded(summary.averageEdgeBps, 2)).toBe('1.37');
  });

  it('17 cycles: volume 231.19, gross +0.0178 is +0.77 bps, though the last BUILD is still open', () => {
    const summary = run('0.1', [...repeated(16, '136', '0.01'), { price: '135.9', spread: '0.018' }]);
    expect(summary).toMatchObject({ cycles: 17, volume: '231.19', grossPnl: '0.0178', netDelta: '0' });
    expect(summary.positions).toEqual({ primary: '0.1', hedge: '-0.1' });
    expect(summary.roundTrips.count).toBe(8);
    expect(rounded(summary.averageEdgeBps, 2)).toBe('0.77');
  });

  it('0.5 ETH × 8 cycles: volume 11 746.66, gross −1.0251 is −0.87 bps', () => {
    const summary = run('0.5', [...repeated(7, '2936.66', '-0.25'), { price: '2936.7', spread: '-0.3002' }]);
    expect(summary).toMatchObject({ cycles: 8, volume: '11746.66', grossPnl: '-1.0251' });
    expect(rounded(summary.averageEdgeBps, 2)).toBe('-0.87');
  });

  it('0.1 ETH × 10 cycles: volume 2 938.40, gross −0.13 is −0.0044 %', () => {
    const summary = run('0.1', repeated(10, '2938.4', '-0.13'));
    expect(summary).toMatchObject({ cycles: 10, volume: '2938.4', grossPnl: '-0.13' });
    expect(rounded(summary.pnlPercent, 4)).toBe('-0.0044');
    // Edge and percentage are one figure in two units.
    expect(summary.averageEdgeBps).toBe('-0.4424');
    expect(summary.pnlPercent).toBe('-0.004424');
  });
});

describe('two real cycles', () => {
  const pair = new BookedPair();
  pair.alternate([
    { side: 'buy', primary: '2925.59', hedge: '2929.31', quantity: '0.1' },
    { side: 'sell', primary: '2925.35', hedge: '2929.30', quantity: '0.1' },
  ]);
  const { spreadBySide, roundTrips } = summaryOf(pair);

  it('buy 2925.59, sell 2929.31: +3.72, which is +12.72 bps of the buy price', () => {
    expect(rounded(spreadBySide.buy.averageSpread, 2)).toBe('3.72');
    expect(rounded(spreadBySide.buy.averageEdgeBps, 2)).toBe('12.72');
  });

  it('sell 2925.35, buy 2929.30: −3.95, which is −13.48 bps of the buy price', () => {
    expect(rounded(spreadBySide.sell.averageSpread, 2)).toBe('-3.95');
    expect(rounded(spreadBySide.sell.averageEdgeBps, 2)).toBe('-13.48');
  });

  it('make one round trip that lost 0.023: neither cycle alone says so', () => {
    expect(roundTrips).toMatchObject({ count: 1, wins: 0, grossPnl: '-0.023' });
  });
});

describe('ten paired trades', () => {
  const trades: PairedTrade[] = [
    { side: 'buy', primary: '3072.80', hedge: '3068.53', quantity: '0.01' },
    { side: 'buy', primary: '3409.86', hedge: '3405.63', quantity: '0.01' },
    { side: 'buy', primary: '3411.17', hedge: '3406.87', quantity: '0.01' },
    { side: 'buy', primary: '3412.93', hedge: '3408.78', quantity: '0.01' },
    { side: 'buy', primary: '3413.35', hedge: '3409.19', quantity: '0.01' },
    { side: 'sell', primary: '3095.71', hedge: '3093.56', quantity: '0.16' },
    { side: 'sell', primary: '3087.82', hedge: '3085.59', quantity: '0.32' },
    { side: 'sell', primary: '3086.58', hedge: '3084.42', quantity: '0.16' },
    { side: 'sell', primary: '3085.82', hedge: '3083.59', quantity: '0.16' },
    { side: 'sell', primary: '3086.17', hedge: '3083.95', quantity: '0.16' },
  ];
  const pair = new BookedPair();
  trades.forEach((trade, index) => pair.trade('build', index + 1, trade));
  const { spreadBySide } = summaryOf(pair, '3090');

  it('have a BUY mean of −4.22 and a SELL mean of +2.20, by quantity as well as by trade', () => {
    expect(rounded(spreadBySide.buy.averageSpread, 2)).toBe('-4.22');
    expect(rounded(spreadBySide.sell.averageSpread, 2)).toBe('2.20');
    // By quantity −4.222 and 2.2033…; each trade counted once −4.222 and 2.198.
    expect(spreadBySide.buy.averageSpread).toBe('-4.22200000');
    expect(spreadBySide.sell.averageSpread).toBe('2.20333333');
  });

  it('are of 1.01 ETH', () => {
    const total = parseUnits(spreadBySide.buy.quantity)! + parseUnits(spreadBySide.sell.quantity)!;
    expect(formatUnits(total)).toBe('1.01');
    expect([spreadBySide.buy.cycles, spreadBySide.sell.cycles]).toEqual([5, 5]);
  });
});
