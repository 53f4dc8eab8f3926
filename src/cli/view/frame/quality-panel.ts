// How well the run works: does it get filled, how long is it naked, and did a hedge ever fail?
import { latency, percent, rounded, signed } from '../../../reports/readable.ts';
import type { LatencySummary } from '../../../reports/run-summary.ts';
import { noFigure } from '../figures.ts';
import type { Line } from '../styled-line.ts';
import type { FrameModel } from './frame-model.ts';
import { rows, titleLine } from './panel.ts';

export function qualityPanel({ summary, status }: FrameModel, width: number): Line[] {
  const { fillRate, attempts, exposureSeconds, quoteAsset, roundTrips, spreadBySide, hedgeLatency } = summary;
  const { hedgeFailures, recoveries } = status.counters;
  const rate = percent(fillRate);
  const attempted = attempts.completed + attempts.failed;
  const edges = [spreadBySide.buy, spreadBySide.sell].map(({ averageEdgeBps }) => signed(averageEdgeBps, 2));
  return [
    titleLine('quality', width),
    ...rows(
      [
        { label: 'fill rate', figures: [`${rate}, ${attempts.completed} of ${attempted}`, rate] },
        { label: 'hedge p50/p99', figures: [latencies(hedgeLatency)] },
        {
          label: 'exposure',
          figures: [`${rounded(exposureSeconds, 2)} ${quoteAsset}·s`, rounded(exposureSeconds, 0)],
        },
        { label: 'edge buy/sell', figures: [`${edges.join(' / ')} bps`, edges.join(' / ')] },
        { label: 'trips won', figures: [`${roundTrips.wins} of ${roundTrips.count}`] },
        {
          label: 'hedges failed',
          figures: [`${hedgeFailures}, ${recoveries} recovered`, `${hedgeFailures}`],
          tone: hedgeFailures > 0 ? 'strong-warning' : 'plain',
        },
      ],
      width,
    ),
  ];
}

/** On our own clock: from the primary's fill to its hedge's, as we heard of them. */
function latencies(summary: LatencySummary | null): string {
  if (summary === null) return noFigure;
  const [median, tail] = [latency(summary.local.p50Us), latency(summary.local.p99Us)];
  const [medianNumber, medianUnit] = median.split(' ');
  return tail.endsWith(` ${medianUnit}`) ? `${medianNumber} / ${tail}` : `${median} / ${tail}`;
}
