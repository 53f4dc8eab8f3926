// What is drawn from a range: from the run's own seeded stream, so that the same seed is the same run.
import { floorDivide } from '../core/decimal.ts';
import { baseQuantity, wholeCount, type BaseQuantity } from '../core/money.ts';
import { sizeStep, type DurationRange, type PairConfig } from '../core/pair.ts';
import type { Random } from '../ports/random.ts';

/** A whole multiple of both lots between the smallest and the largest order size, both included; all are as likely. */
export function drawSize(config: PairConfig, random: Random): BaseQuantity {
  const { size, sizeMin } = config;
  if (size === sizeMin) return size;
  const step = sizeStep(config);
  const steps = wholeCount(floorDivide(size - sizeMin, step));
  return baseQuantity(sizeMin + BigInt(random.below(steps + 1)) * step);
}

/** In whole ms, both ends included. */
export function drawMs({ leastMs, mostMs }: DurationRange, random: Random): number {
  return leastMs === mostMs ? leastMs : leastMs + random.below(mostMs - leastMs + 1);
}
