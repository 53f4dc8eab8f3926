// Liquidation on a simulated venue: when it comes, what it takes, and what the account hears of it.
import { describe, expect, test } from 'vitest';
import { lots, parseQuote, ticks, zeroQuote } from '../../core/money.ts';
import type { OrderRequest, RiskApproved } from '../../core/order.ts';
import { ann, termsOf, testInstrument, type PlainOrder } from './testing/exchange.ts';
import { openSimulatedVenue, type SimulatedHarness } from './testing/venue-harness.ts';

const context = { instrument: testInstrument.key, role: 'quote', cycle: 0, tickOffset: 0 } as const;
const { symbol } = testInstrument;

function show(harness: SimulatedHarness, mid: number, depth = 5_000): void {
  harness.show([
    ['buy', ticks(mid - 1), lots(depth)],
    ['sell', ticks(mid + 1), lots(depth)],
  ]);
}

async function place(harness: SimulatedHarness, order: PlainOrder): Promise<void> {
  harness.venue.place({ ...termsOf(order), ...context } satisfies OrderRequest as RiskApproved);
  await harness.settle();
}

/** Long 10 ETH at 100.01 with 160 dollars, less half a dollar of fee: at 5 % it is liquidated below about 88.5. */
async function long(): Promise<SimulatedHarness> {
  const harness = openSimulatedVenue({ policy: { collateral: parseQuote('160') ?? zeroQuote } });
  show(harness, 10_000);
  await place(harness, { id: 1, side: 'buy', quantity: 1_000 });
  return harness;
}

const position = ({ venue }: SimulatedHarness): number => venue.ledger.position(venue.account, symbol);

describe('liquidation', () => {
  test('comes when equity is below maintenance margin, and not before', async () => {
    const harness = await long();
    show(harness, 8_860);
    expect(position(harness)).toBe(1_000);
    show(harness, 8_840);
    expect(position(harness)).toBe(0);
  });

  test('ends the account’s orders first, and closes at the market with a taker fee', async () => {
    const harness = await long();
    await place(harness, { id: 2, side: 'sell', quantity: 500, price: 10_100 });
    show(harness, 8_000);
    const news = (await harness.settle()).filter(({ kind }) => kind !== 'book' && kind !== 'trade');
    expect(news).toMatchObject([
      { kind: 'order-ended', clientOrderId: 2, outcome: 'canceled' },
      { kind: 'order-accepted', clientOrderId: -1 },
      { kind: 'fill', clientOrderId: -1, side: 'sell', quantity: 1_000, price: 7_999, liquidity: 'taker' },
      { kind: 'order-ended', clientOrderId: -1, outcome: 'filled' },
    ]);
  });

  test('goes on with the next move where the book was too thin', async () => {
    const harness = await long();
    show(harness, 8_000, 600);
    expect(position(harness)).toBe(400);
    show(harness, 7_999, 600);
    expect(position(harness)).toBe(0);
  });

  test('leaves other accounts alone', async () => {
    const harness = await long();
    harness.listing.engine.place(ann, termsOf({ id: 7, side: 'buy', quantity: 100 }), harness.time.nowUs());
    show(harness, 8_800);
    expect([position(harness), harness.venue.ledger.position(ann, symbol)]).toEqual([0, 100]);
  });

  test('keeps the money of the venue balanced', async () => {
    const harness = await long();
    show(harness, 5_000);
    const { ledger } = harness.venue;
    const holdings = [...ledger.accounts()].flatMap((account) => [...account.holdings.values()]);
    const cash = holdings.reduce((sum, holding) => sum + holding.cash, 0n);
    expect(cash + ledger.outside(symbol).cash + ledger.feeIncome).toBe(0n);
  });
});
