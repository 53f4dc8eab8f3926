// Inverse markets count contracts of a fixed quote value. Seen as a linear market, a level holds contracts × value ÷ price
// of the base asset, at the level's own price and floored to a lot: never more than is there.
import type { Decimal } from '../../core/decimal.ts';
import { magnitudeMax, type DecimalColumn } from './decimal-column.ts';

export interface ContractScale {
  /** Quote value of one contract. */
  readonly value: Decimal;
  readonly tick: Decimal;
  /** In the base asset. */
  readonly lot: Decimal;
}

/** Turns every row's contracts into whole lots, by the price in the same row, in ticks; false when they are too many. */
export function contractsToLots(
  contracts: DecimalColumn,
  ticks: DecimalColumn,
  scale: ContractScale,
): boolean {
  const { value, tick, lot } = scale;
  // lots = contracts × value ÷ (ticks × tick × lot), with all powers of ten gathered above or below the line.
  const numerator = value.digits * 10n ** BigInt(tick.decimals + lot.decimals);
  const denominator = tick.digits * lot.digits * 10n ** BigInt(value.decimals + contracts.decimals);
  const common = greatestCommonDivisor(numerator, denominator);
  const [exactAbove, exactBelow] = [numerator / common, denominator / common];
  const [above, below] = [Number(exactAbove), Number(exactBelow)];
  for (let row = 0; row < contracts.count; row += 1) {
    const price = ticks.at(row);
    // The empty side of a best-bid-ask message has neither price nor quantity.
    if (price === 0) continue;
    const dividend = contracts.at(row) * above;
    const divisor = price * below;
    const areExact = dividend <= Number.MAX_SAFE_INTEGER && divisor <= Number.MAX_SAFE_INTEGER;
    const quantity = areExact
      ? (dividend - (dividend % divisor)) / divisor
      : Number((BigInt(contracts.at(row)) * exactAbove) / (BigInt(price) * exactBelow));
    if (quantity > magnitudeMax) return false;
    contracts.set(row, quantity);
  }
  return true;
}

const lotDecimalsMax = 9;

/** The largest power of ten that is no more than one contract's base quantity at the price: 0.001 for 100 USD at 61 800. */
export function chooseBaseLot(value: Decimal, price: Decimal): Decimal {
  const billionths =
    (value.digits * 10n ** BigInt(price.decimals + lotDecimalsMax)) /
    (price.digits * 10n ** BigInt(value.decimals));
  const exponent = billionths.toString().length - 1 - lotDecimalsMax;
  return exponent >= 0
    ? { digits: 10n ** BigInt(exponent), decimals: 0 }
    : { digits: 1n, decimals: -exponent };
}

function greatestCommonDivisor(left: bigint, right: bigint): bigint {
  let [larger, smaller] = [left, right];
  while (smaller !== 0n) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}
