import { describe, expect, it } from 'vitest';
import { knownStatus } from '../../status/testing/known-status.ts';
import { sumsByVenue, sumsOfResults } from './sums.ts';

const one = knownStatus();
const [primary, hedge] = one.legs;
const other = knownStatus({
  identity: { ...one.identity, baseAsset: 'SOL', quoteAsset: 'USDT' },
  legs: [
    { ...hedge, role: 'primary', positionBase: '-2.5', takerVolumeQuote: '0.0000000000000001' },
    { ...primary, role: 'hedge', positionBase: '2.5', quoteAsset: 'USDT' },
  ],
});

describe('sums over runs', () => {
  it('are exact, by venue, and keep assets apart', () => {
    expect(sumsByVenue([one, other])).toMatchObject([
      { venue: 'backpack', quoteAsset: 'USDC', runs: 1, orders: 1 },
      {
        venue: 'grvt',
        runs: 2,
        orders: 0,
        takerVolumeQuote: '120.0534000000000001',
        positions: [
          { asset: 'ETH', quantityBase: '0' },
          { asset: 'SOL', quantityBase: '-2.5' },
        ],
      },
      { venue: 'backpack', quoteAsset: 'USDT', runs: 1 },
    ]);
  });

  it('add no amounts of different assets', () => {
    expect(sumsOfResults([one, one, other])).toMatchObject([
      { quoteAsset: 'USDC', runs: 2, netPnlQuote: '-0.1848' },
      { quoteAsset: 'USDT', runs: 1, netPnlQuote: '-0.0924' },
    ]);
  });
});
