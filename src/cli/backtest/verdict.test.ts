// What a backtest is called, by what each bound says.
import { describe, expect, it } from 'vitest';
import { addMoney, type RoundTripRow } from '../../reports/round-trip-book.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import { reportBound, type BoundVerdict } from './bound-report.ts';
import type { MarketResult } from './play-market.ts';
import { judgeBacktest, type BoundReports } from './verdict.ts';

function boundsWith(
  pessimistic: BoundVerdict,
  riskAverse: BoundVerdict,
  optimistic: BoundVerdict,
): BoundReports {
  const like = (verdict: BoundVerdict) => ({ ...reportBound('optimistic', [], '0'), verdict });
  return { pessimistic: like(pessimistic), 'risk-averse': like(riskAverse), optimistic: like(optimistic) };
}

describe('a backtest is called', () => {
  it.each([
    ['good', ['good', 'good', 'good']],
    ['depends-on-the-queue', ['not-known', 'good', 'good']],
    ['depends-on-the-queue', ['nothing-traded', 'good', 'good']],
    ['optimistic-only', ['not-good', 'not-good', 'good']],
    ['optimistic-only', ['nothing-traded', 'not-known', 'good']],
    ['not-known', ['not-good', 'not-known', 'not-known']],
    ['not-good', ['nothing-traded', 'not-good', 'not-good']],
    ['nothing-traded', ['nothing-traded', 'nothing-traded', 'nothing-traded']],
    ['not-flat', ['good', 'good', 'not-flat']],
  ] as const)('%s where the bounds are %s', (word, [pessimistic, riskAverse, optimistic]) => {
    const verdict = judgeBacktest(boundsWith(pessimistic, riskAverse, optimistic));
    expect(verdict).toMatchObject({ word, isGood: word === 'good' });
  });

  it('nothing good in words, where only the optimist is paid', () => {
    expect(judgeBacktest(boundsWith('not-good', 'not-known', 'good')).text).toMatch(
      /^refused: .*optimistic bound alone/,
    );
  });
});

/** A run of nothing but these round trips, on 1 000 of volume each. */
function runOf(nets: readonly number[], overheads = 0): MarketResult {
  const roundTrips = nets.map((net) => ({ net: net.toFixed(6), volume: '1000' }) as RoundTripRow);
  const total = nets.reduce((sum, net) => sum + net, overheads);
  const summary = {
    ...emptySummary,
    volume: String(1_000 * nets.length),
    netPnl: total.toFixed(6),
    roundTrips: { count: nets.length, wins: 0 },
  } as unknown as MarketResult['summary'];
  const { rest, cost } = untraded;
  return { outcome: 'flat', alerts: {}, roundTrips, rest, cost, summary, runDirectory: null };
}

const zero = { amount: '0', perMillion: null };
const untraded: Pick<MarketResult, 'rest' | 'cost'> = {
  rest: addMoney([]),
  cost: {
    total: zero,
    parts: [],
    afterSeconds: 5,
    horizons: [
      {
        afterSeconds: 5,
        measured: 0,
        fills: 0,
        primary: zero,
        hedge: zero,
        adverseSelection: zero,
        held: zero,
      },
    ],
  },
};

const emptySummary = {
  durationSeconds: '60',
  cycles: 0,
  cyclesAbandoned: 0,
  attempts: { completed: 0, failed: 0 },
  grossPnl: '0',
  fees: '0',
  rebates: '0',
  funding: '0',
  exposureSeconds: '0',
  hedgeFailures: 0,
};

const random = createSeededRandom(4);
const netsAround = (mean: number, count: number): number[] =>
  Array.from({ length: count }, () => mean + 0.3 * random.normal());

describe('a bound', () => {
  it('is good where the whole interval of its cost is below the target, and not where it is above', () => {
    expect(reportBound('risk-averse', [runOf(netsAround(0.2, 100))], '0').verdict).toBe('good');
    expect(reportBound('risk-averse', [runOf(netsAround(-0.2, 100))], '0').verdict).toBe('not-good');
    expect(reportBound('risk-averse', [runOf(netsAround(-0.2, 100))], '400').verdict).toBe('good');
  });

  it('is not known where the interval holds the target, and says how many round trips it would take', () => {
    const { verdict, roundTripsNeeded } = reportBound('risk-averse', [runOf(netsAround(0.02, 40))], '0');
    expect(verdict).toBe('not-known');
    expect(roundTripsNeeded).toBeGreaterThan(40);
  });

  it('is not known with a handful of round trips, however well they went', () => {
    expect(reportBound('risk-averse', [runOf([5, 5, 5])], '0')).toMatchObject({
      verdict: 'not-known',
      cost: null,
    });
  });

  it('is not good where funding and what was abandoned cost more than the round trips brought', () => {
    expect(reportBound('risk-averse', [runOf(netsAround(0.2, 100), -50)], '0').verdict).toBe('not-known');
  });
});
