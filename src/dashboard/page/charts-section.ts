// Results over time, since this dashboard has watched.
import { renderPicture } from '../../reports/review/chart/svg.ts';
import { lineChart, type Line } from '../../reports/review/chart/time-charts.ts';
import type { History } from '../fleet/history.ts';
import { text } from './markup.ts';

/** `id` begins the names of its elements: letters, digits, "_" and "-". */
export function chartsSection({ points, stepSeconds }: History, id: string, quoteAsset: string): string {
  if (points.length < 2) return '<p class="quiet">Pictures begin with the second look.</p>';
  const startsUs = points.map(({ atMs }) => atMs * 1_000);
  const pnl: Line[] = [
    { label: 'gross', tone: 'second', figures: points.map(({ grossPnl }) => grossPnl) },
    { label: 'net', tone: 'first', figures: points.map(({ netPnl }) => netPnl) },
  ];
  const costs = points.filter(({ costPerMillion }) => costPerMillion !== null);
  const about = { startsUs, stepSeconds, isFromMiddle: true };
  const last = points.at(-1);
  const pictures = [
    renderPicture(
      lineChart(
        { ...about, title: 'PnL', description: `net is ${last?.netPnl ?? ''} now`, unit: quoteAsset },
        pnl,
      ),
      `${id}-pnl`,
    ),
  ];
  if (costs.length >= 2) {
    const cost = costs.map(({ costPerMillion }) => costPerMillion ?? '0');
    pictures.push(
      renderPicture(
        lineChart(
          {
            ...about,
            startsUs: costs.map(({ atMs }) => atMs * 1_000),
            title: 'Cost per $1M',
            description: `${cost.at(-1) ?? ''} now`,
            unit: `${quoteAsset} per 1M`,
          },
          [{ label: 'cost per $1M', tone: 'first', figures: cost }],
        ),
        `${id}-cost`,
      ),
    );
  }
  return `<div class="pictures">${pictures.map((picture) => `<figure>${picture}</figure>`).join('')}</div><p class="quiet">since ${text(new Date(points[0]?.atMs ?? 0).toISOString().slice(11, 19))} UTC, when this dashboard began to watch</p>`;
}
