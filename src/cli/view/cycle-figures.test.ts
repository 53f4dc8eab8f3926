import { describe, expect, it } from 'vitest';
import { BookedPair } from '../../ledger/testing/booked-pair.ts';
import { cycleFigures } from './cycle-figures.ts';
import { statusOf } from './testing/shown-run.ts';

function figuresOf(pair: BookedPair) {
  return [...pair.ledger.cycles()].map((cycle) => cycleFigures(cycle, statusOf(pair)));
}

describe('a finished cycle', () => {
  it('shows the worked figures of two real cycles', () => {
    const pair = new BookedPair();
    pair.trade('build', 1, { side: 'buy', primary: '2925.59', hedge: '2929.31', quantity: '0.01' });
    pair.trade('unwind', 1, { side: 'sell', primary: '2925.35', hedge: '2929.30', quantity: '0.01' });
    expect(figuresOf(pair)).toMatchObject([
      {
        kind: 'BUILD',
        side: 'buy',
        primaryPrice: '2925.59',
        hedgePrice: '2929.31',
        spread: '+3.72',
        edgeBps: '+12.72',
      },
      {
        kind: 'UNWIND',
        side: 'sell',
        primaryPrice: '2925.35',
        hedgePrice: '2929.30',
        spread: '-3.95',
        edgeBps: '-13.48',
      },
    ]);
  });

  it('shows average prices of what was matched, with the decimals of each venue', () => {
    const pair = new BookedPair({ hedge: { tick: '0.1' } });
    pair.begin('build', 1, 'buy');
    pair.book({ leg: 'primary', side: 'buy', price: '3000.00', quantity: '0.01' });
    pair.book({ leg: 'primary', side: 'buy', price: '3000.01', quantity: '0.01' });
    pair.book({ leg: 'hedge', side: 'sell', price: '3001.0', quantity: '0.02' });
    pair.end();
    expect(figuresOf(pair)).toMatchObject([
      { matched: '0.02', primaryPrice: '3000.01', hedgePrice: '3001.0', spread: '+1.00', took: '3 s' },
    ]);
  });

  it('shows fees as they change the result: paid below zero, a rebate above', () => {
    const pair = new BookedPair({ primary: { makerBps: '-1' }, hedge: { takerBps: '5' } });
    pair.trade('build', 1, { side: 'buy', primary: '3000.00', hedge: '3000.00', quantity: '1' });
    expect(figuresOf(pair)).toMatchObject([{ fees: '-1.2000' }]);
  });

  it('says of a cycle that matched nothing why it has no figures', () => {
    const pair = new BookedPair();
    pair.begin('build', 1, 'sell');
    pair.end('abandoned');
    expect(figuresOf(pair)).toMatchObject([
      {
        side: 'sell',
        matched: '0',
        primaryPrice: 'n/a',
        hedgePrice: 'n/a',
        spread: 'n/a',
        edgeBps: 'abandoned',
      },
    ]);
  });
});
