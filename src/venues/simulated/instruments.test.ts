// What the simulated venues list: their ticks, lots and fees, and what is said of a ticker that they do not list.
import { describe, expect, it } from 'vitest';
import { formatDecimal } from '../../core/decimal.ts';
import { formatFeeRateBps, type BaseQuantity } from '../../core/money.ts';
import { isMultipleOfLot } from '../../core/instrument.ts';
import {
  defaultSimulatedTicker,
  simulatedPair,
  simulatedTickers,
  type SimulatedPair,
} from './instruments.ts';

function listed(ticker: string): SimulatedPair {
  const pair = simulatedPair(ticker);
  if ('kind' in pair) throw new Error(pair.remedy);
  return pair;
}

describe('simulated instruments', () => {
  it.each([
    { ticker: 'ETH', startPrice: '3000', tick: '0.01', lot: '0.001' },
    { ticker: 'BTC', startPrice: '62000', tick: '0.1', lot: '0.0001' },
    { ticker: 'SOL', startPrice: '140', tick: '0.01', lot: '0.01' },
  ])('$ticker opens at $startPrice with tick $tick and lot $lot', ({ ticker, startPrice, tick, lot }) => {
    const pair = listed(ticker);
    expect(formatDecimal(pair.startPrice)).toBe(startPrice);
    for (const instrument of [pair.primary, pair.hedge]) {
      expect(formatDecimal(instrument.tickSize)).toBe(tick);
      expect(formatDecimal(instrument.lotSize)).toBe(lot);
      expect(instrument.minQuantity).toBe(1);
      expect(instrument.base).toBe(ticker);
    }
  });

  it('tells the two venues apart: name, quote asset, fees', () => {
    const { primary, hedge } = listed('ETH');
    expect(primary.key).toBe('sim-a/main/ETH-USDC-PERP');
    expect(hedge.key).toBe('sim-b/main/ETH-USDT-PERP');
    const fees = [primary, hedge].map(({ fees: { maker, taker } }) =>
      [maker, taker].map(formatFeeRateBps).join('/'),
    );
    expect(fees).toEqual(['2/5', '3/5.5']);
  });

  it('gives both venues one lot, so that every fill can be hedged', () => {
    for (const ticker of simulatedTickers) {
      const { primary, hedge } = listed(ticker);
      expect(isMultipleOfLot(hedge, primary.baseUnitsPerLot as BaseQuantity)).toBe(true);
    }
  });

  it('lists the default ticker', () => {
    expect(simulatedTickers).toContain(defaultSimulatedTicker);
  });

  it('knows a ticker in any letter case', () => {
    expect(listed('sol').primary.symbol).toBe('SOL-USDC-PERP');
  });

  it.each(['DOGE', '', 'constructor', 'ETH-PERP'])(
    'answers the unknown ticker "%s" with the known ones',
    (ticker) => {
      expect(simulatedPair(ticker)).toMatchObject({
        kind: 'unknown-ticker',
        ticker,
        known: ['ETH', 'BTC', 'SOL'],
        remedy: expect.stringContaining('ETH, BTC, SOL'),
      });
    },
  );
});
