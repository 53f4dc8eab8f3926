// What it made, what that cost, and how well it works.
import { percent, rounded, signed, latency, duration } from '../../reports/readable.ts';
import { resultPlaces } from '../../reports/review/page/cells.ts';
import type { RunStatus } from '../../status/run-status.ts';
import { factList, figure, text, type Fact } from './markup.ts';

export function resultsSection({ money, quality, progress, identity }: RunStatus): string {
  const places = resultPlaces(money.volumeQuote);
  const amount = (field: keyof RunStatus['money'], shown: string): string =>
    figure(`money.${field}`, money[field], shown);
  const facts: Fact[] = [
    {
      label: `net PnL, ${identity.quoteAsset}`,
      figure: amount('netPnlQuote', signed(money.netPnlQuote, places)),
      remark: `gross ${amount('grossPnlQuote', signed(money.grossPnlQuote, places))}, fees ${amount('feesQuote', rounded(money.feesQuote, places))}`,
      tone: money.netPnlQuote.startsWith('-') ? 'bad' : 'good',
    },
    {
      label: `cost per $1M`,
      figure: amount('costPerMillionQuote', rounded(money.costPerMillionQuote, 2)),
      remark: `no-loss margin ${amount('noLossMarginQuote', signed(money.noLossMarginQuote, 2))}`,
    },
    {
      label: `volume, ${identity.quoteAsset}`,
      figure: amount('volumeQuote', rounded(money.volumeQuote, 2)),
      remark: `${amount('volumePerHourQuote', rounded(money.volumePerHourQuote, 0))} per hour`,
    },
    {
      label: 'today, net',
      figure: amount(
        'todayNetQuote',
        money.todayNetQuote === null ? 'n/a' : signed(money.todayNetQuote, places),
      ),
      remark: 'since 00:00 UTC',
    },
    {
      label: 'round trips',
      figure: figure(
        'progress.iterationsDone',
        String(progress.iterationsDone),
        String(progress.iterationsDone),
      ),
      remark: `${quality.roundTripsWon} won, in ${text(duration(progress.durationSeconds))}`,
    },
    {
      label: 'fill rate',
      figure: figure('quality.fillRateShare', quality.fillRateShare, percent(quality.fillRateShare)),
      remark: `${quality.attemptsCompleted} of ${quality.attemptsCompleted + quality.attemptsFailed} attempts`,
    },
    {
      label: 'hedge latency',
      figure: latencyText(quality),
      remark:
        quality.hedgeLatency === null ? 'nothing was hedged' : `p99 ${latency(quality.hedgeLatency.p99Us)}`,
    },
    {
      label: 'hedges failed',
      figure: figure('quality.hedgeFailures', String(quality.hedgeFailures), String(quality.hedgeFailures)),
      remark: `${quality.recoveries} recovered; ${rounded(quality.exposureQuoteSeconds, 2)} ${text(identity.quoteAsset)}·s naked`,
      tone: quality.hedgeFailures > 0 ? 'warning' : 'plain',
    },
  ];
  return factList(facts);
}

function latencyText({ hedgeLatency }: RunStatus['quality']): string {
  if (hedgeLatency === null) return 'n/a';
  const { p50Us } = hedgeLatency;
  return figure('quality.hedgeLatency.p50Us', String(p50Us), latency(p50Us));
}
