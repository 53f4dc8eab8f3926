// Instruments from the venue's own words.
import { describe, expect, test } from 'vitest';
import { formatDecimal } from '../../core/decimal.ts';
import { formatFeeRateBps, formatQuote } from '../../core/money.ts';
import { formatSharePercent } from '../../core/share.ts';
import { capabilities, instrumentOf, listingOf, noTerms, type AccountTerms } from './rules.ts';
import fixture from './testing/fixtures/instruments.json' with { type: 'json' };
import { instrumentsShape } from './wire.ts';

const listings = instrumentsShape.parse(fixture).result;
const fill = {
  tradeId: '1-1',
  orderId: '0x01',
  clientId: '1',
  instrument: 'BTC_USDT_Perp',
  side: 'buy',
  price: '50000.0',
  size: '0.002',
  feeAsset: 'USDT',
  venueTimeUs: 1,
} as const;
const terms: AccountTerms = {
  marginRules: { risk_brackets: [{ initial_margin_rate: '0.02', maintenance_margin_rate: '0.01' }] },
  leverages: { results: [{ instrument: 'BTC_USDT_Perp', leverage: '10' }] },
  fills: [
    { ...fill, liquidity: 'maker', fee: '-0.001' },
    { ...fill, liquidity: 'taker', fee: '0.045' },
    { ...fill, liquidity: 'taker', fee: '0.055' },
  ],
};

function instrument(base: string, account: AccountTerms) {
  const listing = listingOf(listings, base);
  if (!listing.ok) throw new Error(listing.message);
  const found = instrumentOf(listing.value, 'main', account);
  if (!found.ok) throw new Error(found.message);
  return found.value;
}

describe('instruments of grvt', () => {
  test('have the venue’s tick, lot and minima, and the account’s leverage and latest fees', () => {
    const { key, tickSize, lotSize, minQuantity, minNotional, fees, margin, restingLifeMs } = instrument(
      'BTC',
      terms,
    );
    expect(restingLifeMs).toBe(1_000 * (capabilities.makerExpirySecondsMin ?? 0));
    expect(key).toBe('grvt/main/BTC_USDT_Perp');
    expect([formatDecimal(tickSize), formatDecimal(lotSize), minQuantity]).toEqual(['0.1', '0.001', 1]);
    expect(formatQuote(minNotional)).toBe('100');
    expect([fees.maker, fees.taker].map(formatFeeRateBps)).toEqual(['-0.1', '4.5']);
    expect([margin.initial, margin.maintenance].map(formatSharePercent)).toEqual(['10', '1']);
  });

  test('with small letters in the name of their coin are found by capitals', () => {
    const thousands = listings.map((listing) => ({ ...listing, base: `k${listing.base}` }));
    const found = listingOf(thousands, 'KBTC');
    expect(found.ok && found.value.base).toBe('kBTC');
  });

  test('without an account have listed fees, from the expensive end, and no minimum that nobody states', () => {
    const { fees, margin, minNotional } = instrument('AAVE', noTerms);
    expect(fees).toEqual(capabilities.listedFees);
    expect([margin.initial, margin.maintenance].map(formatSharePercent)).toEqual(['10', '5']);
    expect(minNotional).toBe(0n);
  });

  test('a fee in another asset tells nothing of the rate', () => {
    const fills = [{ ...fill, liquidity: 'taker', fee: '0.045', feeAsset: 'GRVT' }] as const;
    expect(instrument('BTC', { ...terms, fills }).fees).toEqual(capabilities.listedFees);
  });

  test('a coin that is not listed is refused, with those that are', () => {
    const found = listingOf(listings, 'DOGE');
    expect(found).toMatchObject({ ok: false, code: 'unknown-instrument' });
    expect(!found.ok && found.remedy).toContain('BTC, AAVE');
  });

  test('a tick that cannot be read is no instrument', () => {
    const [listing] = listings;
    if (listing === undefined) throw new Error('a listing');
    const found = instrumentOf({ ...listing, tick_size: '1e-1' }, 'main', noTerms);
    expect(found).toMatchObject({ ok: false, code: 'malformed' });
  });
});
