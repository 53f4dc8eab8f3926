// Two books of one leg agree to the smallest unit, each asset by itself.
import { describe, expect, it } from 'vitest';
import { lots, quoteAmount } from '../../../core/money.ts';
import { testInstrument } from '../../../core/testing/test-pair.ts';
import { compareBooked, nothingBooked, withFill } from './booked.ts';

const fill = (asset: string, amount: bigint) =>
  ({ side: 'buy', quantity: lots(5), fee: { asset, amount: quoteAmount(amount * 10n ** 18n) } }) as const;

describe('fees of two assets', () => {
  it('are never one number, and a book that has them in another asset does not agree', () => {
    const instrument = testInstrument('alpha', '0.001');
    const booked = withFill(withFill(nothingBooked, fill('USD', 2n)), fill('BNB', 1n));
    const said = withFill(withFill(nothingBooked, fill('USD', 1n)), fill('USD', 2n));
    expect(compareBooked(instrument, 'alpha itself', said, booked)).toBe(
      'alpha itself says 2 fills, position 0.01, fees 3 USD, and here are booked 2 fills, position 0.01, fees 2 USD and 1 BNB',
    );
    expect(compareBooked(instrument, 'alpha itself', booked, booked)).toMatch(
      /confirms .* fees 2 USD and 1 BNB$/,
    );
  });
});
