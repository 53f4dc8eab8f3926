// How many places a series needs before a difference that is there is found, nine times out of ten, by an interval at 95 %.
import type { Estimate } from './block-sample.ts';

/** Of the standard normal: the 97.5th and the 90th percentile. */
const reach = 1.959964;
const certainty = 1.281552;

/** `estimate` over `count` places; the same dependence and spread are expected of those to come. */
export function placesNeeded(
  { standardError }: Pick<Estimate, 'standardError'>,
  count: number,
  difference: number,
): number {
  const variance = standardError ** 2 * count;
  return Math.ceil(((reach + certainty) ** 2 * variance) / difference ** 2);
}
