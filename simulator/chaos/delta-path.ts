// How naked a round truly was: the fills of both venues in the order of their time, and net delta before and after each. Both servers
// stamp by the clock of one machine.
import { parseUnits } from '../../src/core/decimal.ts';
import type { FillReport } from '../../src/venues/local/ledger-report.ts';
import type { Evidence } from './evidence.ts';
import type { LegName } from './round-plan.ts';

export interface DeltaStep {
  readonly leg: LegName;
  readonly fill: FillReport;
  /** Net delta in base units of 10^−18. */
  readonly before: bigint;
  readonly after: bigint;
}

export interface Exposure {
  /** ∫ |net delta| × price dt, in units of 10^−18 of the quote asset × seconds; the price is that of the fill before. */
  readonly valueSecondsUnits: bigint;
  /** The longest time in which net delta was a quantum or more. */
  readonly longestMs: number;
}

export function deltaPath(truth: Evidence['truth']): DeltaStep[] {
  const fills = (['primary', 'hedge'] as const)
    .flatMap((leg) => truth[leg].fills.map((fill) => ({ leg, fill })))
    .sort((left, right) => left.fill.venueTimeUs - right.fill.venueTimeUs);
  let delta = 0n;
  return fills.map(({ leg, fill }) => {
    const before = delta;
    const quantity = unitsOf(fill.quantity);
    delta += fill.side === 'buy' ? quantity : -quantity;
    return { leg, fill, before, after: delta };
  });
}

/** Until it was looked at, in µs of the venues' clock: what is naked then has been so up to there. */
export function exposureOf(path: readonly DeltaStep[], quantum: bigint, untilUs: number): Exposure {
  let valueMicroseconds = 0n;
  let longestUs = 0;
  let nakedSinceUs: number | undefined;
  for (const [index, { after, fill }] of path.entries()) {
    const { venueTimeUs } = fill;
    const size = after < 0n ? -after : after;
    if (size < quantum) {
      if (nakedSinceUs !== undefined) longestUs = Math.max(longestUs, venueTimeUs - nakedSinceUs);
      nakedSinceUs = undefined;
    } else nakedSinceUs ??= venueTimeUs;
    const nextUs = path[index + 1]?.fill.venueTimeUs ?? Math.max(untilUs, venueTimeUs);
    valueMicroseconds += ((size * unitsOf(fill.price)) / unit) * BigInt(nextUs - venueTimeUs);
  }
  if (nakedSinceUs !== undefined) longestUs = Math.max(longestUs, untilUs - nakedSinceUs);
  return { valueSecondsUnits: valueMicroseconds / 1_000_000n, longestMs: Math.round(longestUs / 1_000) };
}

const unit = 10n ** 18n;

/** What a ledger of our own says is a decimal. */
export function unitsOf(text: string): bigint {
  const units = parseUnits(text);
  if (units === undefined) throw new TypeError(`"${text}" is no decimal`);
  return units;
}
