// A review as a page: the verdict first, then what it cost and how much was done, then everything else.
import type { RunReview } from '../run-review.ts';
import { exactCell, momentText, wordCell } from './cells.ts';
import { costSection } from './cost-section.ts';
import { latencySection, spreadSection } from './distribution-sections.ts';
import { factsOf } from './facts.ts';
import { wordColumn, type Page, type Table } from './page.ts';
import { alertsSection, replaySection, venuesSection } from './record-sections.ts';
import { fillRateSection, netDeltaSection, pnlSection } from './time-sections.ts';
import { remarksOf, verdictOf } from './verdict.ts';

export function pageOf(review: RunReview): Page {
  const { summary } = review;
  const { legs, baseAsset, world } = summary;
  return {
    title: `${baseAsset} · ${legs.primary.venue} primary, ${legs.hedge.venue} hedge · ${world}`,
    verdict: verdictOf(review),
    remarks: remarksOf(review),
    facts: factsOf(review),
    sections: [
      costSection(review),
      pnlSection(review),
      spreadSection(review),
      fillRateSection(review),
      latencySection(review),
      netDeltaSection(review),
      venuesSection(review),
      replaySection(review),
      ...alertsSection(review),
    ],
    about: aboutTable(review),
  };
}

function aboutTable({ run, summary }: RunReview): Table {
  const time = (atUs: number | null): string => (atUs === null ? 'nothing has happened' : momentText(atUs));
  return {
    caption: 'Where it came from',
    columns: [wordColumn(''), wordColumn('')],
    rows: [
      ['folder', run.folder],
      ['from', time(run.startedAtUs)],
      ['until', time(run.lastAtUs)],
      ['strategy', run.strategy],
      ['modes', `${run.primaryMode} primary, ${run.hedgeMode} hedge, ${run.makerPolicy}`],
      ['order size', `${run.size} ${summary.baseAsset}`],
      ...(run.queueModel === null ? [] : [['queue model', run.queueModel] as const]),
      ['processes', String(run.processes)],
      ['version', run.engineVersion],
    ]
      .map(([label = '', value = '']) => [wordCell(label), wordCell(value)])
      .concat([[wordCell('event log'), exactCell(summary.eventLogHash)]]),
  };
}
