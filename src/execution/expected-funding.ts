// What a round trip is expected to pay or receive in funding: nothing, unless a payment falls into the time that it may last.
import { convert } from '../core/conversion.ts';
import { floorDivide, UNIT_DECIMALS } from '../core/decimal.ts';
import { baseToLotsTowardsZero } from '../core/instrument.ts';
import { limits, microseconds } from '../core/limits.ts';
import { negateLots } from '../core/money.ts';
import type { Side } from '../core/side.ts';
import { expectedFunding } from '../market/funding.ts';
import type { PairState } from './pair-state.ts';

/**
 * For one unit of base that is built on `side` now, in 10^−18 of the reporting asset: received > 0, rounded against us.
 * `undefined` while a venue has not published its funding.
 */
export function expectedFundingOf(state: PairState, side: Side): bigint | undefined {
  const { config, ledger, nowUs } = state;
  const time = { fromUs: nowUs, untilUs: nowUs + microseconds(longestMs(state)) };
  let total = 0n;
  for (const leg of state.legs) {
    const size = baseToLotsTowardsZero(leg.instrument, config.size);
    const isLong = (side === 'buy') === (leg === state.primary);
    const amount = expectedFunding(leg, isLong ? size : negateLots(size), time);
    if (amount === undefined) return undefined;
    const { quote } = leg.instrument;
    total += convert({ asset: quote, amount }, ledger.conversions.rateOf(quote)).amount;
  }
  return total === 0n ? 0n : floorDivide(total * 10n ** BigInt(UNIT_DECIMALS), config.size);
}

/** Both quotes may take as long as an attempt lasts, and the pair rests or is held between them. */
function longestMs({ config }: PairState): number {
  return 2 * limits.attemptPatienceMs + (config.hold ?? config.sleep).mostMs;
}
