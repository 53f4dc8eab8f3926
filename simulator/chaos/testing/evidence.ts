// Rounds as the judge sees them: a hedged pair that nothing is wrong with, and what a test changes of it.
import type { FillRow } from '../../../src/reports/fills-csv.ts';
import type { FillReport } from '../../../src/venues/local/ledger-report.ts';
import type { Evidence } from '../evidence.ts';
import type { PlacedWord } from '../words.ts';

/** One lot of the coarser venue. */
export const quantum = 10n ** 16n;

export function venueFill(tradeId: string, change: Partial<FillReport> = {}): FillReport {
  return {
    symbol: 'ETH_USDC_PERP',
    tradeId,
    venueOrderId: `order of ${tradeId}`,
    clientId: `client's ${tradeId}`,
    side: 'buy',
    price: '3000',
    quantity: '0.1',
    liquidity: 'maker',
    fee: '0.06',
    venueTimeUs: 1_000_000,
    ...change,
  };
}

export function bookedAs(fill: FillReport, change: Partial<FillRow> = {}): FillRow {
  const { tradeId, side, price, quantity, liquidity, fee, venueTimeUs } = fill;
  return {
    venue: 'backpack',
    account: 'main',
    instrument: fill.symbol,
    tradeId,
    orderId: fill.venueOrderId,
    clientOrderId: 1,
    role: 'quote',
    side,
    quantity,
    price,
    notional: '300',
    quoteAsset: 'USDC',
    fee,
    feeAsset: 'USDC',
    liquidity,
    venueTimeUs,
    localTimeUs: venueTimeUs,
    cycle: 1,
    cycleKind: 'build',
    iteration: 1,
    tickOffset: 0,
    ...change,
  };
}

export const placed = (clientOrderId: number, role = 'quote'): PlacedWord => ({
  kind: 'placed',
  clientOrderId,
  role,
  instrument: 'backpack/main/ETH_USDC_PERP',
  side: 'buy',
  quantityLots: 1,
});

export interface Scene {
  readonly primary: readonly FillReport[];
  readonly hedge: readonly FillReport[];
}

/** Bought and sold again, each hedged 20 ms later. */
export const hedgedRound: Scene = {
  primary: [
    venueFill('p1', { side: 'buy', venueTimeUs: 1_000_000 }),
    venueFill('p2', { side: 'sell', venueTimeUs: 5_000_000 }),
  ],
  hedge: [
    venueFill('h1', { side: 'sell', venueTimeUs: 1_020_000, liquidity: 'taker' }),
    venueFill('h2', { side: 'buy', venueTimeUs: 5_020_000, liquidity: 'taker' }),
  ],
};

export function evidenceOf({ primary, hedge }: Scene, change: Partial<Evidence> = {}): Evidence {
  const all = [...primary, ...hedge];
  return {
    ended: { exitCode: 0, diedAt: undefined },
    refusal: undefined,
    truth: {
      primary: { fills: primary, position: '0', openOrders: 0 },
      hedge: { fills: hedge, position: '0', openOrders: 0 },
    },
    booked: all.map((fill) => bookedAs(fill)),
    journaled: new Set(all.map(({ tradeId }) => tradeId)),
    unreadable: [],
    placed: [placed(1), placed(2, 'hedge')],
    ...change,
  };
}
