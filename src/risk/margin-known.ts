// Nothing is built on margin that nobody knows: a venue that has not told it, or not of late, is no venue with enough of it.
import { limits, microseconds } from '../core/limits.ts';
import type { Refusal } from './refusal.ts';
import type { MarginLeg } from './view.ts';

export function checkMarginKnown({ instrument, marginCheck }: MarginLeg, nowUs: number): Refusal | undefined {
  const { latest } = marginCheck;
  if (latest !== undefined && nowUs - latest.askedAtUs <= microseconds(limits.marginAgeMsMax))
    return undefined;
  const what = latest === undefined ? 'not known yet' : 'not known of late';
  return { code: 'margin-unknown', text: `the margin of ${instrument.venueAccount} is ${what}` };
}
