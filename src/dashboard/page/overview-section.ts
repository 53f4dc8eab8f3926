// All runs of the machine at a glance: the worst first in words, each run in a line, and what they come to on each venue.
import { counted, rounded, signed } from '../../reports/readable.ts';
import type { StatusTone } from '../../status/run-status.ts';
import type { FleetRun } from '../fleet/fleet.ts';
import { shownVerdict, type ShownVerdict } from '../fleet/shown-verdict.ts';
import { sumsByVenue, sumsOfResults, type VenueSum } from '../fleet/sums.ts';
import { figure, shapeOf, text, withMinus } from './markup.ts';

export interface Overall {
  readonly tone: StatusTone;
  /** One line, for the title of the window and for who is read to. */
  readonly line: string;
}

const rank: Readonly<Record<StatusTone, number>> = { good: 0, warning: 1, bad: 2 };

/** The worst of what goes on. */
export function overallOf(runs: readonly FleetRun[], nowMs: number): Overall {
  const open = runs.filter(({ isOpen }) => isOpen);
  if (open.length === 0) return { tone: 'good', line: 'Nothing is running' };
  const [worst] = open
    .map((run) => ({ run, verdict: shownVerdict(run, nowMs) }))
    .sort((left, right) => rank[right.verdict.tone] - rank[left.verdict.tone]);
  if (worst === undefined) return { tone: 'good', line: 'Nothing is running' };
  const { tone, word } = worst.verdict;
  return { tone, line: `${word} · ${nameOf(worst.run)}` };
}

export const nameOf = ({ status, lastWord, name }: FleetRun): string => {
  if (status !== undefined) return status.identity.pair;
  if (lastWord === undefined) return name;
  return `${lastWord.baseAsset} ${lastWord.legs.primary.venue}/${lastWord.legs.hedge.venue}`;
};

/** Of one run there is nothing to sum up. */
export function overviewSection(runs: readonly FleetRun[], nowMs: number): string {
  const open = runs.filter(({ isOpen }) => isOpen);
  if (open.length === 0)
    return `<div class="verdict good"><p class="headline">${shapeOf('good')}<strong>NOTHING IS RUNNING</strong></p><p>A run that is started on this machine, in this folder of runs, appears here by itself.</p></div>`;
  if (open.length === 1) return '';
  const statuses = open.flatMap(({ status }) => (status === undefined ? [] : [status]));
  return `<h2>${counted(open.length, 'pair')}</h2>
<ul class="fleet">${open.map((run) => fleetLine(run, shownVerdict(run, nowMs))).join('')}</ul>
${resultTable(statuses)}
${venueTable(sumsByVenue(statuses))}`;
}

function fleetLine(run: FleetRun, { tone, word, meaning }: ShownVerdict): string {
  return `<li><a href="#${text(run.name)}">${shapeOf(tone)}<strong>${text(word)}</strong> <span>${text(nameOf(run))}</span> <span class="quiet">${withMinus(text(meaning))}</span></a></li>`;
}

function resultTable(statuses: Parameters<typeof sumsOfResults>[0]): string {
  const rows = sumsOfResults(statuses).map(
    ({ quoteAsset, netPnlQuote, grossPnlQuote, volumeQuote }) =>
      `<tr><th scope="row">together, ${text(quoteAsset)}</th><td>${figure('sums.netPnlQuote', netPnlQuote, signed(netPnlQuote, 4))}</td><td>${figure('sums.grossPnlQuote', grossPnlQuote, signed(grossPnlQuote, 4))}</td><td>${figure('sums.volumeQuote', volumeQuote, rounded(volumeQuote, 2))}</td></tr>`,
  );
  return table('Results of all pairs', ['', 'net PnL', 'gross PnL', 'volume'], rows);
}

function venueTable(sums: readonly VenueSum[]): string {
  const rows = sums.map(
    ({ venue, quoteAsset, positions, orders, makerVolumeQuote, takerVolumeQuote, volumeTodayQuote }) =>
      `<tr><th scope="row">${text(venue)}</th><td>${positions
        .map(({ asset, quantityBase }) => `${text(quantityBase.replace(/^-/, '−'))} ${text(asset)}`)
        .join(
          ', ',
        )}</td><td>${orders}</td><td>${rounded(makerVolumeQuote, 0)}</td><td>${rounded(takerVolumeQuote, 0)}</td><td>${figure('venues.volumeTodayQuote', volumeTodayQuote, rounded(volumeTodayQuote, 0))} ${text(quoteAsset)}</td></tr>`,
  );
  return table('Sums by venue', ['venue', 'positions', 'orders', 'maker', 'taker', 'today'], rows);
}

/** Where it is too wide it scrolls by itself, by keyboard, too. */
const table = (caption: string, titles: readonly string[], rows: readonly string[]): string =>
  `<div class="table" role="region" aria-label="${caption}" tabindex="0"><table class="sums"><caption>${caption}</caption><thead><tr>${titles
    .map((title) => `<th scope="col">${title}</th>`)
    .join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
