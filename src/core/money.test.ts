// Money with units: exact products, fees that never flatter, bands that never widen.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDecimal } from './decimal.ts';
import { convert, parityRate } from './conversion.ts';
import {
  baseToLotsTowardsZero,
  defineInstrument,
  isTradable,
  lotsOn,
  lotsToBase,
  notional,
  valueAtMid,
  type Instrument,
} from './instrument.ts';
import { usualMargin } from './margin.ts';
import {
  addMoney,
  baseQuantity,
  feeOn,
  feeRate,
  formatFeeRateBps,
  formatQuote,
  lots,
  midShiftedByBps,
  parseFeeRateBps,
  parseQuote,
  quoteAmount,
  ticks,
  zeroQuote,
} from './money.ts';

function instrument(tick: string, lot: string, minNotional: string = '0'): Instrument {
  const [tickSize, lotSize] = [parseDecimal(tick), parseDecimal(lot)];
  if (tickSize === undefined || lotSize === undefined) throw new Error('tick and lot are decimals');
  return defineInstrument({
    venue: 'alpha',
    account: 'main',
    symbol: 'X',
    base: 'X',
    quote: 'USD',
    tickSize,
    lotSize,
    minQuantity: lots(1),
    minNotional: parseQuote(minNotional) ?? zeroQuote,
    fees: { maker: feeRate(0n), taker: feeRate(0n) },
    margin: usualMargin,
  });
}

describe('units', () => {
  it('refuses ticks and lots that are no safe integers', () => {
    for (const value of [0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) {
      expect(() => ticks(value)).toThrow('safe integer');
      expect(() => lots(value)).toThrow('safe integer');
    }
  });

  it('refuses to add amounts of two assets', () => {
    const usd = { asset: 'USD', amount: quoteAmount(1n) };
    expect(() => addMoney(usd, { asset: 'USDT', amount: quoteAmount(1n) })).toThrow('one asset');
  });

  it('multiplies price and quantity exactly: 3072.80 × 0.01 is 30.728', () => {
    expect(formatQuote(notional(instrument('0.01', '0.001'), ticks(307_280), lots(10)))).toBe('30.728');
  });

  it('values a position at a mid of half a tick', () => {
    expect(formatQuote(valueAtMid(instrument('0.1', '0.01'), ticks(100), ticks(101), lots(-100)))).toBe(
      '-10.05',
    );
  });

  it('turns lots into base and back, and dust is what is left over', () => {
    const coarse = instrument('0.01', '0.01');
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000, max: 1_000_000 }),
        fc.bigInt({ min: 0n, max: 9n * 10n ** 15n }),
        (count, dust) => {
          const whole = lotsToBase(coarse, lots(count));
          const withDust = baseQuantity(count < 0 ? whole - dust : whole + dust);
          expect(baseToLotsTowardsZero(coarse, withDust)).toBe(count);
        },
      ),
    );
  });

  it.each([
    ['finer by a power of ten', '0.001', '0.00001'],
    ['coarser by a power of ten', '0.00001', '0.001'],
    ['the same', '0.01', '0.01'],
    ['no power of ten', '0.005', '0.02'],
    ['finer by as much as numbers bear', '1000000', '0.000001'],
  ])('turns lots of one instrument into whole lots of another that are %s', (_case, from, to) => {
    const [one, other] = [instrument('0.01', from), instrument('0.01', to)];
    fc.assert(
      fc.property(fc.integer({ min: -9_000, max: 9_000 }), (count) => {
        const expected = lotsToBase(one, lots(count)) / other.baseUnitsPerLot;
        expect(lotsOn(other, one, lots(count))).toBe(Number(expected));
      }),
    );
  });

  it('takes for a bug what is more lots of the other than can be counted', () => {
    const [huge, tiny] = [instrument('0.01', '1000000'), instrument('0.01', '0.000001')];
    expect(() => lotsOn(tiny, huge, lots(9_008))).toThrow(/safe integer/);
  });

  it('takes the venue’s minimum notional into account', () => {
    const listed = instrument('0.01', '0.001', '10');
    expect(isTradable(listed, ticks(300_000), lots(3))).toBe(false);
    expect(isTradable(listed, ticks(300_000), lots(4))).toBe(true);
  });
});

describe('fees', () => {
  it.each(['5.5', '0.3', '-0.5', '2', '0'])('%s bps come back as written', (bps) => {
    const rate = parseFeeRateBps(bps);
    expect(rate === undefined ? undefined : formatFeeRateBps(rate)).toBe(bps);
  });

  it('are never under-charged and rebates never over-paid', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 24n }),
        fc.bigInt({ min: -100_000n, max: 100_000n }),
        (amount, rate) => {
          const fee = feeOn(quoteAmount(amount), feeRate(rate));
          expect(fee * 10n ** 8n >= amount * rate).toBe(true);
          expect((fee - 1n) * 10n ** 8n < amount * rate).toBe(true);
        },
      ),
    );
  });
});

describe('the price band', () => {
  it('never reaches beyond its share of the mid, and stays no whole tick short of it, however large prices are', () => {
    const anyBid = fc.oneof(
      fc.integer({ min: 100, max: 10_000_000 }),
      fc.integer({ min: 100, max: 4_000_000_000_000_000 }),
    );
    fc.assert(
      fc.property(anyBid, fc.integer({ min: 1, max: 50 }), (bid, spread) => {
        const twice = BigInt(bid + bid + spread);
        const above = midShiftedByBps(ticks(bid), ticks(bid + spread), 50);
        const below = midShiftedByBps(ticks(bid), ticks(bid + spread), -50);
        expect(BigInt(above) * 20_000n <= twice * 10_050n).toBe(true);
        expect(BigInt(below) * 20_000n >= twice * 9_950n).toBe(true);
        expect(BigInt(above + 1) * 20_000n > twice * 10_050n).toBe(true);
        expect(BigInt(below - 1) * 20_000n < twice * 9_950n).toBe(true);
        expect(above - below).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('conversion', () => {
  it('marks a parity that nobody stated as assumed, and one asset’s own as not', () => {
    expect(parityRate('USDT', 'USD').assumed).toBe(true);
    expect(parityRate('USD', 'USD').assumed).toBe(false);
  });

  it('rounds against us, towards minus infinity', () => {
    const rate = {
      asset: 'USDT',
      reportingAsset: 'USD',
      rateUnits: 333_333_333_333_333_333n,
      assumed: false,
    };
    expect(convert({ asset: 'USDT', amount: quoteAmount(-1n) }, rate).amount).toBe(-1n);
    expect(convert({ asset: 'USDT', amount: quoteAmount(1n) }, rate).amount).toBe(0n);
  });
});
