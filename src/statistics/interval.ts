// What an estimate may be, by how series that might have been differ from it: each is measured in its own standard error, so that an interval
// of a few dozen dependent trips is as wide as it has to be (bootstrap-t: Hall 1988; Götze and Künsch 1996 for blocks).
import type { Random } from '../ports/random.ts';
import { BlockSample, type Estimate, type Series } from './block-sample.ts';

export interface Interval extends Estimate {
  readonly low: number;
  readonly high: number;
}

/** An interval leaves out the truth so often. */
const falseShare = 0.05;

const resamples = 999;

/** Of a ratio, or of the difference of two that stand at the same places; `undefined` where there is too little to say. */
export function intervalOf(series: Series, random: Random): Interval | undefined {
  return intervalOfSum([{ sample: new BlockSample(series), sign: 1 }], random);
}

export interface Part {
  readonly sample: BlockSample;
  readonly sign: 1 | -1;
}

/** Of samples that know nothing of each other, added up with their signs. */
export function intervalOfSum(parts: readonly Part[], random: Random): Interval | undefined {
  if (parts.some(({ sample }) => !sample.isEnough)) return undefined;
  const { value, standardError } = addUp(parts, ({ estimate }) => estimate);
  const distances = Float64Array.from({ length: resamples }, () => {
    const might = addUp(parts, (sample) => sample.resample(random));
    const away = Math.abs(might.value - value);
    return away === 0 ? 0 : away / might.standardError;
  }).sort();
  const reach = distances[Math.ceil((1 - falseShare) * (resamples + 1)) - 1] ?? Infinity;
  // Where nothing differs from anything, nothing else might have been.
  const width = standardError === 0 ? 0 : reach * standardError;
  return { value, standardError, low: value - width, high: value + width };
}

function addUp(parts: readonly Part[], estimateOf: (sample: BlockSample) => Estimate): Estimate {
  let value = 0;
  let variance = 0;
  for (const { sample, sign } of parts) {
    const estimate = estimateOf(sample);
    value += sign * estimate.value;
    variance += estimate.standardError ** 2;
  }
  return { value, standardError: Math.sqrt(variance) };
}
