// Funding on a simulated venue: when it is paid, by whom to whom, and that money still balances.
import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../core/events.ts';
import { parseFundingRateBps } from '../../core/funding.ts';
import { formatQuote, lots, ticks } from '../../core/money.ts';
import type { OrderRequest, RiskApproved } from '../../core/order.ts';
import { ann, termsOf, testInstrument } from './testing/exchange.ts';
import { openSimulatedVenue, startUs, type SimulatedHarness } from './testing/venue-harness.ts';

const eightHoursUs = 28_800_000_000;
const context = { instrument: testInstrument.key, role: 'quote', cycle: 0, tickOffset: 0 } as const;

/** Mid 100.00, a rate of 1 bps; we are long 10 ETH, ann is short 4. */
async function open(bps: string = '1'): Promise<SimulatedHarness> {
  const harness = openSimulatedVenue({ policy: { fundingRate: parseFundingRateBps(bps) } });
  harness.show([
    ['buy', ticks(9_999), lots(5_000)],
    ['sell', ticks(10_001), lots(5_000)],
  ]);
  const order = { ...termsOf({ id: 1, side: 'buy', quantity: 1_000 }), ...context };
  harness.venue.place(order satisfies OrderRequest as RiskApproved);
  await harness.settle();
  harness.listing.engine.place(ann, termsOf({ id: 2, side: 'sell', quantity: 400 }), harness.time.nowUs());
  return harness;
}

/** Others trade at that time, and everything arrives. */
async function tradeAt(harness: SimulatedHarness, timeUs: number): Promise<readonly EngineEvent[]> {
  harness.source.trade(timeUs, 'buy', 10_001, 1);
  return harness.settle();
}

const fundingIn = (events: readonly EngineEvent[]): readonly EngineEvent[] =>
  events.filter(({ kind }) => kind === 'funding-payment' || kind === 'funding-rate');

describe('funding', () => {
  test('its terms are published when the market begins: the next of 00:00, 08:00 and 16:00 UTC', async () => {
    const { received } = await open();
    expect(fundingIn(received)).toMatchObject([
      { kind: 'funding-rate', rate: 10n ** 14n, intervalMs: 28_800_000, nextAtUs: eightHoursUs },
    ]);
  });

  test('is paid at its time, once, and the next one is published', async () => {
    const harness = await open();
    expect(fundingIn(await tradeAt(harness, eightHoursUs - 1))).toEqual([]);
    expect(fundingIn(await tradeAt(harness, eightHoursUs))).toMatchObject([
      // 10 ETH at 100.00, 1 bps.
      { paymentId: `funding-${eightHoursUs}`, amount: { asset: 'USD' }, venueTimeUs: eightHoursUs },
      { kind: 'funding-rate', nextAtUs: 2 * eightHoursUs },
    ]);
    expect(fundingIn(await tradeAt(harness, eightHoursUs + 1))).toEqual([]);
  });

  test('comes again under the same id when it is asked for, with what was paid since, and nobody else hears of it', async () => {
    const harness = await open();
    await tradeAt(harness, eightHoursUs);
    await tradeAt(harness, 2 * eightHoursUs);
    const { key } = testInstrument;
    harness.venue.queryFunding(key, 7, eightHoursUs + 1);
    expect(await harness.settle()).toMatchObject([
      { kind: 'funding-payment', paymentId: `funding-${2 * eightHoursUs}`, venueTimeUs: 2 * eightHoursUs },
      { kind: 'funding-report', instrument: key, requestId: 7 },
    ]);
    harness.venue.queryFunding(key, 8, 2 * eightHoursUs);
    expect(await harness.settle()).toHaveLength(2);
    harness.venue.queryFunding(key, 9, 2 * eightHoursUs + 1);
    expect(await harness.settle()).toMatchObject([{ kind: 'funding-report', requestId: 9 }]);
  });

  test.each([
    ['1', '-0.1', '0.04'],
    ['-2', '0.2', '-0.08'],
  ])('at a rate of %s bps the long gets %s and the short %s', async (bps, long, short) => {
    const harness = await open(bps);
    await tradeAt(harness, eightHoursUs);
    const { ledger, account } = harness.venue;
    const received = [account, ann].map((key) =>
      formatQuote(ledger.holding(ledger.account(key), testInstrument.symbol).funding),
    );
    expect(received).toEqual([long, short]);
  });

  test('payments that came due in a silence of the market are all made', async () => {
    const harness = await open();
    const events = await tradeAt(harness, 3 * eightHoursUs + 5);
    expect(fundingIn(events).map(({ kind }) => kind)).toEqual([
      'funding-payment',
      'funding-payment',
      'funding-payment',
      'funding-rate',
    ]);
  });

  test('money balances: what accounts pay, the other side of their positions receives', async () => {
    const harness = await open('1.2345678');
    await tradeAt(harness, 5 * eightHoursUs);
    const { ledger } = harness.venue;
    const holdings = [...ledger.accounts()].flatMap((account) => [...account.holdings.values()]);
    const outside = ledger.outside(testInstrument.symbol);
    const cash = holdings.reduce((sum, holding) => sum + holding.cash, outside.cash + ledger.feeIncome);
    const funding = holdings.reduce((sum, holding) => sum + holding.funding, 0n);
    expect([cash, funding + outside.funding]).toEqual([0n, 0n]);
    expect(funding).not.toBe(0n);
  });

  test('a rate of nothing is published, and nothing is paid', async () => {
    const harness = await open('0');
    expect(fundingIn(harness.received)).toMatchObject([{ kind: 'funding-rate', rate: 0n }]);
    const later = fundingIn(await tradeAt(harness, eightHoursUs));
    expect(later).toMatchObject([{ kind: 'funding-rate', nextAtUs: 2 * eightHoursUs }]);
  });

  test('a venue without funding says nothing of it', async () => {
    const harness = openSimulatedVenue();
    harness.show([['buy', ticks(9_999), lots(5)]]);
    expect(fundingIn(await tradeAt(harness, startUs + eightHoursUs))).toEqual([]);
  });
});
