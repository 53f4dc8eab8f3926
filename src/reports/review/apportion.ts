// Shares of a rounded total that add up to it: rounded each on its own they would not, and a table that does not add up is not believed.
import { floorDivide } from '../../core/decimal.ts';

/**
 * Every part ÷ `divisor`, as a whole number beside its exact value (the one below or the one above), so that all add up to `total`, which
 * is their exact sum, rounded. Those that lose most by being rounded down are rounded up, of equal ones the first.
 */
export function apportion(parts: readonly bigint[], divisor: bigint, total: bigint): bigint[] {
  const whole = parts.map((part) => floorDivide(part, divisor));
  let missing = total - sum(whole);
  const byLoss = parts
    .map((part, index) => ({ index, loss: part - (whole[index] ?? 0n) * divisor }))
    .sort((left, right) => compare(right.loss, left.loss));
  for (const { index } of byLoss) {
    if (missing <= 0n) break;
    whole[index] = (whole[index] ?? 0n) + 1n;
    missing -= 1n;
  }
  return whole;
}

const compare = (left: bigint, right: bigint): number => (left < right ? -1 : left > right ? 1 : 0);

function sum(values: readonly bigint[]): bigint {
  let total = 0n;
  for (const value of values) total += value;
  return total;
}
