import { describe, expect, it } from 'vitest';
import { lots, parseQuote } from '../core/money.ts';
import { BookedPair, rate, type PairChoices } from '../ledger/testing/booked-pair.ts';
import { summarise, type SummaryContext } from './summary.ts';
import type { RunSummary } from './run-summary.ts';

const context: Omit<SummaryContext, 'marks'> = {
  world: 'simulated',
  durationUs: 0,
  endReason: 'iterations-completed',
  eventLogHash: 'f00d',
  hedgeFailures: 0,
  recoveries: 0,
};

function summaryOf(pair: BookedPair, more: Partial<SummaryContext> = {}): RunSummary {
  return summarise(pair.ledger, { ...context, marks: pair.ledger.lastMarks(), ...more });
}

function markedPair(choices: PairChoices = {}): BookedPair {
  const pair = new BookedPair(choices);
  pair.ledger.markTo(pair.nowUs, pair.price('primary', '3000'), pair.price('primary', '3000'));
  pair.ledger.markHedgeTo(pair.nowUs, pair.price('hedge', '3000'), pair.price('hedge', '3000'));
  return pair;
}

const oneRoundTrip = [
  { side: 'buy', primary: '3000', hedge: '3001', quantity: '0.1' },
  { side: 'sell', primary: '3000', hedge: '3000.5', quantity: '0.1' },
] as const;

describe('the summary of a run', () => {
  it('has the keys that programs rely on', () => {
    const summary = summaryOf(new BookedPair());
    const keys = [
      'cycles',
      'netDelta',
      'volume',
      'grossPnl',
      'netPnl',
      'averageEdgeBps',
      'pnlPercent',
      'costPerMillion',
      'fillRate',
      'volumePerHour',
      'exposureSeconds',
      'hedgeFailures',
      'recoveries',
      'positions',
      'endReason',
      'eventLogHash',
    ];
    expect(Object.keys(summary)).toEqual(expect.arrayContaining(keys));
    expect(JSON.parse(JSON.stringify(summary))).toEqual(summary);
  });

  it('has no ratio where nothing was traded, tried or timed, and no dust where there is none', () => {
    const summary = summaryOf(new BookedPair());
    expect(summary).toMatchObject({
      cycles: 0,
      volume: '0',
      grossPnl: '0',
      netPnl: '0',
      averageEdgeBps: null,
      pnlPercent: null,
      costPerMillion: null,
      fillRate: null,
      volumePerHour: null,
      netDelta: '0',
      hedgeLatency: null,
    });
    expect(summary.roundTrips).toMatchObject({ count: 0, winRate: null, entrySpread: null });
    expect(summary.spreadBySide.buy).toEqual({
      cycles: 0,
      quantity: '0',
      averageSpread: null,
      averageEdgeBps: null,
    });
    expect(summary).not.toHaveProperty('dust');
  });

  it('counts volume on the primary leg, and notional per venue beside it', () => {
    const pair = new BookedPair({ primary: { makerBps: '-1' }, hedge: { takerBps: '5' } });
    pair.alternate(oneRoundTrip);
    const { volume, legs, fees, rebates } = summaryOf(pair);
    expect(volume).toBe('600');
    expect(legs.primary).toMatchObject({
      venue: 'north',
      makerNotional: '600',
      takerNotional: '0',
      fills: 2,
    });
    expect(legs.hedge).toMatchObject({ venue: 'south', makerNotional: '0', takerNotional: '600.15' });
    expect(legs.hedge.fees).toEqual([{ asset: 'USDC', charged: '0.300075', rebated: '0' }]);
    expect({ fees, rebates }).toEqual({ fees: '0.300075', rebates: '0.06' });
  });

  it('tells gross from net, and derives edge, percentage and cost from them and the volume', () => {
    const pair = new BookedPair({ primary: { makerBps: '-1' }, hedge: { takerBps: '5' } });
    pair.alternate(oneRoundTrip);
    const funding = { asset: 'USDC', amount: parseQuote('-0.01')! };
    pair.fund('hedge', funding);
    expect(summaryOf(pair, { durationUs: 90_000_000 })).toMatchObject({
      grossPnl: '0.05',
      funding: '-0.01',
      netPnl: '-0.200075',
      averageEdgeBps: '0.8333',
      pnlPercent: '0.008333',
      costPerMillion: '333.4583',
      volumePerHour: '24000.00',
      durationSeconds: '90.000',
    });
  });

  it('counts attempts, cycles and round trips', () => {
    const pair = new BookedPair();
    pair.alternate(oneRoundTrip);
    pair.begin('build', 2, 'buy');
    pair.end('abandoned');
    expect(summaryOf(pair)).toMatchObject({
      cycles: 2,
      cyclesAbandoned: 1,
      attempts: { completed: 2, failed: 1 },
      fillRate: '0.6667',
      roundTrips: {
        count: 1,
        wins: 1,
        winRate: '1.0000',
        entrySpread: '1.00000000',
        exitSpread: '-0.50000000',
      },
    });
  });

  it('says what the market was, and passes on what no fill can tell', () => {
    const pair = new BookedPair();
    expect(summaryOf(pair)).toMatchObject({ world: 'simulated', notice: 'synthetic: no evidence of profit' });
    expect(summaryOf(pair, { world: 'replay' }).notice).toBe('recorded market, simulated fills');
    const passedOn = {
      endReason: 'attempts-exhausted',
      hedgeFailures: 3,
      recoveries: 2,
      eventLogHash: 'beef',
    };
    expect(summaryOf(pair, passedOn)).toMatchObject(passedOn);
  });

  it('shows the rate of every other asset, and whether anybody stated it', () => {
    const conversions = [rate('USDT', 'USDC', '0.9998'), rate('POINT', 'USDC', '1', true)];
    expect(summaryOf(new BookedPair({ hedge: { quote: 'USDT' }, conversions }))).toMatchObject({
      quoteAsset: 'USDC',
      conversionRates: [
        { asset: 'USDT', rate: '0.9998', assumed: false },
        { asset: 'POINT', rate: '1', assumed: true },
      ],
    });
  });

  it('lists adjustments with their price and reason', () => {
    const pair = new BookedPair();
    const [bid, ask] = [pair.price('hedge', '2999.99'), pair.price('hedge', '3000')];
    const adjustment = { quantity: lots(-7), bid, ask, atUs: pair.nowUs, reason: 'adopted at start' };
    pair.ledger.bookAdjustment({ instrument: pair.hedge.key, ...adjustment });
    const marks = { primary: undefined, hedge: { bid, ask } };
    expect(summaryOf(pair, { marks }).adjustments).toEqual([
      {
        instrument: 'south/main/ETH-PERP',
        quantity: '-0.007',
        price: '2999.995',
        localTimeUs: pair.nowUs,
        reason: 'adopted at start',
      },
    ]);
  });

  it('integrates exposure and open interest over time', () => {
    const pair = markedPair();
    const startUs = pair.nowUs;
    pair.book({ leg: 'primary', side: 'buy', price: '3000', quantity: '0.1', atUs: startUs });
    pair.book({ leg: 'hedge', side: 'sell', price: '3000', quantity: '0.1', atUs: startUs + 250_000 });
    pair.ledger.markTo(startUs + 3_600_000_000, pair.price('primary', '3000'), pair.price('primary', '3000'));
    const { exposureSeconds, legs } = summaryOf(pair);
    expect(exposureSeconds).toBe('75.000000');
    expect(legs.primary.openInterestHours).toBe('300.000000');
    expect(legs.hedge.openInterestHours).toBe('299.979167');
  });
});

describe('positions at the end', () => {
  it('are "0" when flat', () => {
    const pair = new BookedPair();
    pair.alternate(oneRoundTrip);
    expect(summaryOf(pair)).toMatchObject({ netDelta: '0', positions: { primary: '0', hedge: '0' } });
  });

  it.each([
    ['dust on the finer leg', '0.104', '0.10', { netDelta: '0.004', dust: { primary: '0.004' } }],
    ['a whole quantum left: exposure, not dust', '0.12', '0.10', { netDelta: '0.02', dust: undefined }],
  ])('name %s apart, without hiding it', (_name, bought, sold, expected) => {
    const pair = markedPair({ hedge: { lot: '0.01' } });
    pair.begin('build', 1, 'buy');
    pair.book({ leg: 'primary', side: 'buy', price: '3000', quantity: bought });
    pair.book({ leg: 'primary', side: 'sell', price: '3000', quantity: sold });
    const { netDelta, dust } = summaryOf(pair);
    expect({ netDelta, dust }).toEqual(expected);
  });

  it('are dust where their own venue takes no order so small, though the other one would', () => {
    const pair = markedPair({ primary: { minQuantity: 50 } });
    pair.book({ leg: 'primary', side: 'buy', price: '3000', quantity: '0.02' });
    expect(summaryOf(pair)).toMatchObject({ netDelta: '0.02', dust: { primary: '0.02' } });
  });

  it('name dust on each leg, also when both cancel out in the net delta', () => {
    const pair = markedPair({ hedge: { minNotional: '10' } });
    pair.book({ leg: 'primary', side: 'buy', price: '3000', quantity: '0.003' });
    pair.book({ leg: 'hedge', side: 'sell', price: '3000', quantity: '0.003' });
    expect(summaryOf(pair)).toMatchObject({ netDelta: '0', dust: { primary: '0.003', hedge: '-0.003' } });
  });
});

describe('hedge latency in the summary', () => {
  it('is percentiles by nearest rank on both clocks, each a latency that was measured', () => {
    const pair = new BookedPair();
    for (let millisecond = 1; millisecond <= 151; millisecond += 1) {
      const quoteAtUs = pair.nowUs + 1_000_000;
      pair.book({ leg: 'primary', side: 'buy', price: '3000', quantity: '0.1', atUs: quoteAtUs });
      const hedgeAtUs = quoteAtUs + millisecond * 1_000;
      const times = { atUs: hedgeAtUs, venueTimeUs: hedgeAtUs - 40 };
      pair.book({ leg: 'hedge', side: 'sell', price: '3000', quantity: '0.1', ...times });
    }
    const mark = { bid: pair.price('primary', '3000'), ask: pair.price('primary', '3000') };
    expect(summaryOf(pair, { marks: { primary: mark, hedge: mark } }).hedgeLatency).toEqual({
      samples: 151,
      local: { p50Us: 76_000, p99Us: 150_000, maxUs: 151_000 },
      venue: { p50Us: 75_960, p99Us: 149_960, maxUs: 150_960 },
    });
  });
});
