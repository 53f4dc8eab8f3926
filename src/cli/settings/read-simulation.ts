// What only simulated and replayed markets have: a pace, a way to the venues, funding, and a model of the queue.
import type { QueueModelName } from '../../venues/simulated/models/queue.ts';
import { parseFundingRateBps, type FundingRate } from '../../core/funding.ts';
import { latencyProfiles, type LatencyProfile } from '../../venues/simulated/models/latency.ts';
import { choice, reader, type Reader } from './setting.ts';

/** `max` runs as fast as the machine can; a number is a multiple of real time. */
export type Speed = 'max' | number;

export const speed: Reader<Speed> = reader((text) => {
  if (text === 'max') return 'max';
  if (text === 'real') return 1;
  const factor = Number(text);
  return /^\d+(\.\d+)?$/.test(text) && factor >= 0.01 && factor <= 1_000_000 ? factor : undefined;
}, 'use real, max, or a multiple of real time such as 10');

export const latencyNames = Object.keys(latencyProfiles) as readonly LatencyProfile[];

export const latency: Reader<LatencyProfile> = choice(latencyNames);

const fundingBpsMax = 1_000;

/** Of each payment, every 8 h. */
export const fundingBps: Reader<FundingRate> = reader(
  (text) => (Math.abs(Number(text)) <= fundingBpsMax ? parseFundingRateBps(text) : undefined),
  `use basis points a payment from -${fundingBpsMax} to ${fundingBpsMax}, such as 1 or -0.5`,
);

const queueModels: Readonly<Record<string, QueueModelName>> = {
  'risk-averse': 'riskAverse',
  probabilistic: 'probabilistic',
  'traded-through': 'tradedThrough',
};

export const queueModelNames: readonly string[] = Object.keys(queueModels);

export const queueModel: Reader<QueueModelName> = reader(
  (text) => (Object.hasOwn(queueModels, text) ? queueModels[text] : undefined),
  `use ${queueModelNames.join(', ')}`,
);
