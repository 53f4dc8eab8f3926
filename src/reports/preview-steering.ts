// What the user steers a run by, in words before it starts: what a trade must promise, and what ends the run.
import { formatEdgeBps } from '../core/edge.ts';
import { limits } from '../core/limits.ts';
import { formatQuote } from '../core/money.ts';
import type { DurationRange, PairConfig } from '../core/pair.ts';
import { counted, duration, rounded } from './readable.ts';

/** What a BUILD or an UNWIND waits for, and what it does not wait for; empty where nothing is asked. */
export function gatesOf({ steering, hold, primary: { quote } }: PairConfig): string[] {
  const { entryEdgeMin, exitEdgeMin, costPerMillionMax, unwindPatienceMs, unwindAdverseMax } = steering;
  const gates: (string | undefined)[] = [
    entryEdgeMin === undefined ? undefined : `BUILD at an edge of ${formatEdgeBps(entryEdgeMin)} bps or more`,
    costPerMillionMax === undefined
      ? undefined
      : `BUILD at an expected cost of ${rounded(formatQuote(costPerMillionMax), 2)} ${quote} per 1M or less`,
    hold === undefined ? undefined : `held for ${rangeText(hold)}`,
    exitEdgeMin === undefined ? undefined : `UNWIND at an edge of ${formatEdgeBps(exitEdgeMin)} bps or more`,
    unwindPatienceMs === undefined ? undefined : `UNWIND taken after ${milliseconds(unwindPatienceMs)}`,
    unwindAdverseMax === undefined
      ? undefined
      : `UNWIND taken when its edge has fallen by ${formatEdgeBps(unwindAdverseMax)} bps`,
  ];
  return gates.filter((gate) => gate !== undefined);
}

/** Whichever comes first; the daily loss and the limits stand by themselves. */
export function endsOf({ steering, primary: { quote }, ...config }: PairConfig): string[] {
  const { costPerMillionMax, waitMaxMs, untilUs, volumePerDayMax } = steering;
  const ends: (string | undefined)[] = [
    config.iterations === undefined ? undefined : counted(config.iterations, 'round trip'),
    config.attemptsMax === undefined ? undefined : counted(config.attemptsMax, 'attempt'),
    config.durationMaxMs === undefined ? undefined : milliseconds(config.durationMaxMs),
    untilUs === undefined ? undefined : `at ${new Date(untilUs / 1_000).toISOString()}`,
    config.volumeMax === undefined
      ? undefined
      : `${rounded(formatQuote(config.volumeMax), 2)} ${quote} of volume`,
    ...volumePerDayMax.map(({ venue, amount }) => `${rounded(formatQuote(amount), 2)} a day on ${venue}`),
    waitMaxMs === undefined ? undefined : `${milliseconds(waitMaxMs)} of waiting for a BUILD that pays`,
    costPerMillionMax === undefined
      ? undefined
      : `${limits.costWindowRoundTripsMin} to ${limits.costWindowRoundTrips} round trips that cost more than the cap`,
  ];
  return ends.filter((end) => end !== undefined);
}

const rangeText = ({ leastMs, mostMs }: DurationRange): string =>
  leastMs === mostMs ? milliseconds(leastMs) : `${milliseconds(leastMs)} to ${milliseconds(mostMs)}`;

/** Parts of a second are shown where there are any. */
function milliseconds(ms: number): string {
  return ms % 1_000 === 0 ? duration(String(ms / 1_000)) : `${ms / 1_000} s`;
}
