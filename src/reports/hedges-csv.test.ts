import { describe, expect, it } from 'vitest';
import { lots, ticks } from '../core/money.ts';
import { deriveClientOrderId, type OrderRole } from '../core/order.ts';
import type { Side } from '../core/side.ts';
import { testInstrument } from '../core/testing/test-pair.ts';
import { HedgeEpisode } from '../ledger/hedge-episode.ts';
import { formatHedge, hedgesCsvHeader } from './hedges-csv.ts';

const hedge = testInstrument('beta', '0.001');
const startedAtUs = 1_767_600_000_000_000;

function episode(): HedgeEpisode {
  const primary = testInstrument('alpha', '0.001');
  return new HedgeEpisode({ hedge, primary, cycle: 3, side: 'sell', startedAtUs });
}

function fill(
  told: HedgeEpisode,
  [role, price, quantity, liquidity]: [OrderRole, number, number, 'maker' | 'taker'],
  side: Side = 'sell',
): void {
  told.recordFill({
    instrument: hedge.key,
    tradeId: '1',
    venueOrderId: 'v',
    clientOrderId: deriveClientOrderId(1, 1),
    role,
    side,
    price: ticks(price),
    quantity: lots(quantity),
    liquidity,
    fee: { asset: 'USD', amount: told.notional },
    venueTimeUs: 0,
    atUs: 0,
    cycle: 3,
    tickOffset: 0,
  });
}

describe('hedges.csv', () => {
  it('has one line for a hedge, with its average price in exact decimals', () => {
    expect(hedgesCsvHeader).toBe(
      'venue,account,instrument,cycle,side,hedgeMode,quantity,averagePrice,notional,quoteAsset,liquidity,tries,largestTickOffset,reducedQuantity,startedLocalTimeUs,endedLocalTimeUs,outcome\n',
    );
    const told = episode();
    for (const tickOffset of [0, 1, 2]) told.recordTry({ role: 'hedge', tickOffset });
    fill(told, ['hedge', 299_999, 40, 'taker']);
    fill(told, ['hedge', 299_998, 60, 'taker']);
    told.endedAtUs = startedAtUs + 12_500;
    expect(formatHedge(told, 'iterative')).toBe(
      'beta,main,ETH-TEST,3,sell,iterative,0.1,2999.984,299.9984,USD,taker,3,2,0,1767600000000000,1767600000012500,hedged\n',
    );
  });

  it('says what the primary gave back, and leaves out what there was not', () => {
    const told = episode();
    told.recordTry({ role: 'hedge', tickOffset: 1_500 });
    told.recordTry({ role: 'reduce', tickOffset: 1_495 });
    fill(told, ['reduce', 299_900, 100, 'taker']);
    told.endedAtUs = startedAtUs + 1;
    expect(formatHedge(told, 'market')).toBe(
      'beta,main,ETH-TEST,3,sell,market,0,,0,USD,,2,1500,0.1,1767600000000000,1767600000000001,reduced\n',
    );
    expect(formatHedge(episode(), 'market')).toMatch(/,1767600000000000,,open\n$/);
  });

  it('counts nothing that was on the other side, or for another reason', () => {
    const told = episode();
    told.recordTry({ role: 'quote', tickOffset: 9 });
    fill(told, ['hedge', 300_000, 40, 'taker'], 'buy');
    fill(told, ['trim', 300_000, 1, 'taker']);
    expect(told).toMatchObject({ tries: 0, tickOffsetMax: 0, hedged: 0, reduced: 0 });
  });

  it.each([
    ['maker', ['maker', 'maker']],
    ['mixed', ['maker', 'taker']],
  ] as const)('calls a hedge %s that was %o', (liquidity, [first, second]) => {
    const told = episode();
    fill(told, ['hedge', 300_010, 1, first]);
    fill(told, ['hedge', 300_000, 2, second]);
    // (3000.10 + 2 × 3000.00) ÷ 3 has no end: it is rounded at the 18th decimal.
    expect(formatHedge(told, 'bbo')).toContain(`,0.003,3000.033333333333333333,9.0001,USD,${liquidity},`);
  });
});
