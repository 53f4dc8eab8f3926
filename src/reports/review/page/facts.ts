// The figures that people go by, before any picture: what it cost, how much was done, and how naked the run was.
import { duration } from '../../readable.ts';
import type { RunReview } from '../run-review.ts';
import {
  amountCell,
  countCell,
  exactCell,
  latencyCell,
  percentCell,
  resultPlaces,
  signedCell,
  wordCell,
} from './cells.ts';
import type { Fact } from './page.ts';

export function factsOf({ summary, run, netDelta }: RunReview): Fact[] {
  const { quoteAsset, baseAsset, volume, attempts, roundTrips, hedgeLatency, noLossMargin } = summary;
  const places = resultPlaces(volume);
  const margin =
    Number(summary.rebates) === 0 ? [] : [wordCell('no-loss margin'), signedCell(noLossMargin.margin, 2)];
  return [
    {
      label: `Cost per 1M ${quoteAsset}`,
      figure: amountCell(summary.costPerMillion, 2),
      remark: margin.length > 0 ? margin : [wordCell('net of fees, rebates and funding')],
    },
    {
      label: `Volume, ${quoteAsset}`,
      figure: amountCell(volume, 2),
      remark: [
        amountCell(summary.volumePerHour, 2),
        wordCell(`per hour, ${duration(summary.durationSeconds)}`),
      ],
    },
    {
      label: `Net PnL, ${quoteAsset}`,
      figure: signedCell(summary.netPnl, places),
      remark: [wordCell('gross'), signedCell(summary.grossPnl, places)],
    },
    {
      label: 'Fill rate',
      figure: percentCell(summary.fillRate),
      remark: [
        countCell(attempts.completed),
        wordCell('of'),
        countCell(attempts.completed + attempts.failed),
        wordCell('attempts'),
      ],
    },
    {
      label: 'Round trips',
      figure: countCell(roundTrips.count),
      remark: [wordCell('won'), percentCell(roundTrips.winRate)],
    },
    {
      label: 'Hedge latency',
      figure: hedgeLatency === null ? wordCell('n/a') : latencyCell(hedgeLatency.local.p50Us),
      remark:
        hedgeLatency === null
          ? [wordCell('nothing was hedged')]
          : [wordCell('median; p99'), latencyCell(hedgeLatency.local.p99Us)],
    },
    {
      label: `Net delta, ${baseAsset}`,
      figure: exactCell(summary.netDelta),
      remark: [wordCell(`at the end; order size ${run.size}`)],
    },
    {
      label: `Exposure, ${quoteAsset}·s`,
      figure: amountCell(summary.exposureSeconds, 2),
      remark: [wordCell('naked'), countCell(netDelta.exposures), wordCell('times')],
    },
  ];
}
