// The figures of several runs as if they were one: sums are exact, and ratios are those of the sums.
import { assertPresent } from '../../core/assert.ts';
import { formatRounded, ratioUnits } from '../../core/decimal.ts';
import { formatQuote, parseQuote } from '../../core/money.ts';
import { places, type Ratio, type RunSummary } from '../../reports/run-summary.ts';

/** As in the summary of a run. */
export interface PooledFigures {
  readonly durationSeconds: string;
  readonly cycles: number;
  readonly cyclesAbandoned: number;
  readonly attempts: { readonly completed: number; readonly failed: number };
  readonly fillRate: Ratio;
  readonly roundTrips: number;
  readonly wins: number;
  readonly winRate: Ratio;
  readonly volume: string;
  readonly volumePerHour: Ratio;
  readonly grossPnl: string;
  readonly fees: string;
  readonly rebates: string;
  readonly funding: string;
  readonly netPnl: string;
  readonly averageEdgeBps: Ratio;
  readonly costPerMillion: Ratio;
  readonly exposureSeconds: string;
  readonly hedgeFailures: number;
}

/** What of a summary is added up. */
export type PoolableSummary = Pick<
  RunSummary,
  | 'durationSeconds'
  | 'cycles'
  | 'cyclesAbandoned'
  | 'attempts'
  | 'volume'
  | 'grossPnl'
  | 'fees'
  | 'rebates'
  | 'funding'
  | 'netPnl'
  | 'exposureSeconds'
  | 'hedgeFailures'
> & { readonly roundTrips: Pick<RunSummary['roundTrips'], 'count' | 'wins'> };

export function poolFigures(summaries: readonly PoolableSummary[]): PooledFigures {
  const money = (of: (summary: PoolableSummary) => string): bigint =>
    summaries.reduce((sum, summary) => sum + unitsOf(of(summary)), 0n);
  const count = (of: (summary: PoolableSummary) => number): number =>
    summaries.reduce((sum, summary) => sum + of(summary), 0);
  const seconds = money(({ durationSeconds }) => durationSeconds);
  const volume = money((summary) => summary.volume);
  const gross = money(({ grossPnl }) => grossPnl);
  const net = money(({ netPnl }) => netPnl);
  const completed = count(({ attempts }) => attempts.completed);
  const failed = count(({ attempts }) => attempts.failed);
  const roundTrips = count((summary) => summary.roundTrips.count);
  const wins = count((summary) => summary.roundTrips.wins);
  return {
    durationSeconds: formatRounded(seconds, places.seconds),
    cycles: count(({ cycles }) => cycles),
    cyclesAbandoned: count(({ cyclesAbandoned }) => cyclesAbandoned),
    attempts: { completed, failed },
    fillRate: share(BigInt(completed), BigInt(completed + failed), places.share),
    roundTrips,
    wins,
    winRate: share(BigInt(wins), BigInt(roundTrips), places.share),
    volume: exactText(volume),
    volumePerHour: share(volume * 3_600n, seconds, places.perHour),
    grossPnl: exactText(gross),
    fees: exactText(money(({ fees }) => fees)),
    rebates: exactText(money(({ rebates }) => rebates)),
    funding: exactText(money(({ funding }) => funding)),
    netPnl: exactText(net),
    averageEdgeBps: share(gross * 10_000n, volume, places.bps),
    costPerMillion: share(-net * 1_000_000n, volume, places.perMillion),
    exposureSeconds: formatRounded(
      money(({ exposureSeconds }) => exposureSeconds),
      places.valueTime,
    ),
    hedgeFailures: count(({ hedgeFailures }) => hedgeFailures),
  };
}

const unitsOf = (text: string): bigint =>
  assertPresent(parseQuote(text), () => `the amount ${text} of a summary`);
const exactText = (units: bigint): string => formatQuote(units as Parameters<typeof formatQuote>[0]);

function share(part: bigint, whole: bigint, decimals: number): Ratio {
  return whole === 0n ? null : formatRounded(ratioUnits(part, whole), decimals);
}
