// Words that several checks need.
import type { CheckFailure } from '../../core/checked.ts';
import type { FeeSchedule } from '../../core/instrument.ts';
import { formatFeeRateBps } from '../../core/money.ts';
import { nearestRank } from '../../reports/latency-summary.ts';
import { latency } from '../../reports/readable.ts';
import type { VenueSite } from '../../venues/adapter.ts';
import { notKnown, type Judgement } from './finding.ts';

export const siteText = (site: VenueSite): string =>
  site.kind === 'local'
    ? `a local server, ${site.origin}: nothing of this is real`
    : `its own hosts, ${site.environment}`;

/** "2/5 bps", maker and taker. */
export const feesText = ({ maker, taker }: FeeSchedule): string =>
  `${formatFeeRateBps(maker)}/${formatFeeRateBps(taker)} bps`;

/** By nearest rank, in µs; at least one sample. */
export function medianAndTail(samplesUs: readonly number[]): { readonly p50: number; readonly p99: number } {
  const sorted = Float64Array.from(samplesUs).toSorted();
  return { p50: nearestRank(sorted, 50), p99: nearestRank(sorted, 99) };
}

/** "1.2 / 3.4 ms" */
export function roundTripText(samplesUs: readonly number[]): string {
  const { p50, p99 } = medianAndTail(samplesUs);
  return `${latency(p50)} / ${latency(p99)}`;
}

/** Nobody answered, so nothing is known of what was asked. */
export const unanswered = ({ message, remedy }: CheckFailure): Judgement => notKnown(message, remedy);

const ofTheConnection: ReadonlySet<string> = new Set([
  'venue-unreachable',
  'venue-unavailable',
  'venue-timed-out',
  'venue-rate-limited',
  'venue-too-slow',
]);

/** The venue did not answer, or does not work at the moment: neither keys nor symbols are at fault. */
export const isOfTheConnection = ({ code }: CheckFailure): boolean => ofTheConnection.has(code);
