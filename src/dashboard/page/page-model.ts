// The page as parts that are sent apart: a skeleton that changes only when runs come and go, and sections that change with what they show.
import { rounded, signed } from '../../reports/readable.ts';
import type { FleetRun } from '../fleet/fleet.ts';
import { shownVerdict } from '../fleet/shown-verdict.ts';
import { alertsSection } from './alerts-section.ts';
import { boundsSection } from './bounds-section.ts';
import { chartsSection } from './charts-section.ts';
import { legsSection } from './legs-section.ts';
import { shapeOf, text, withMinus } from './markup.ts';
import { nameOf, overallOf, overviewSection } from './overview-section.ts';
import { resultsSection } from './results-section.ts';
import { verdictSection } from './verdict-section.ts';

export interface PageParts {
  /** The inside of the main part, with places for sections. */
  readonly skeleton: string;
  /** The inside of each, by its place. */
  readonly sections: ReadonlyMap<string, string>;
  /** Of the window. */
  readonly title: string;
  /** What somebody who is read to hears when it is another than before. */
  readonly announcement: string;
}

/** In the order in which they are shown, under their titles. */
const shown = [
  ['legs', 'Legs'],
  ['results', 'Results'],
  ['bounds', 'Limits and targets'],
  ['alerts', 'Alerts'],
  ['charts', 'Over time'],
  ['about', 'This run'],
] as const;

export function partsOf(runs: readonly FleetRun[], nowMs: number): PageParts {
  const sections = new Map<string, string>();
  sections.set('overview', overviewSection(runs, nowMs));
  for (const run of runs) {
    if (run.isOpen) addSections(sections, run, nowMs);
    else sections.set(placeOf(run, 'ended'), endedSection(run, nowMs));
  }
  const overall = overallOf(runs, nowMs);
  const open = runs.filter(({ isOpen }) => isOpen);
  return {
    skeleton: skeletonOf(runs),
    sections,
    title: `${overall.line} · evenkeel`,
    announcement:
      open.map((run) => `${nameOf(run)}: ${shownVerdict(run, nowMs).word}`).join('. ') || overall.line,
  };
}

const controlNames = {
  pause: 'Pause',
  resume: 'Resume',
  flatten: 'Flatten',
  halt: 'Halt',
} as const;

const placeOf = ({ name }: FleetRun, section: string): string => `${name}-${section}`;

function addSections(sections: Map<string, string>, run: FleetRun, nowMs: number): void {
  const { status, history, name } = run;
  sections.set(placeOf(run, 'verdict'), verdictSection(run, nowMs));
  if (status === undefined) return;
  sections.set(placeOf(run, 'legs'), legsSection(status));
  sections.set(placeOf(run, 'results'), resultsSection(status));
  sections.set(placeOf(run, 'bounds'), boundsSection(status));
  sections.set(placeOf(run, 'alerts'), alertsSection(status));
  sections.set(
    placeOf(run, 'charts'),
    chartsSection(history, name.replaceAll(/[^\w-]/g, '-'), status.identity.quoteAsset),
  );
  sections.set(placeOf(run, 'about'), aboutSection(run));
}

function skeletonOf(runs: readonly FleetRun[]): string {
  const open = runs.filter(({ isOpen }) => isOpen);
  const over = runs.filter(({ isOpen }) => !isOpen);
  const ended =
    over.length === 0
      ? ''
      : `<section class="ended"><h2>Ended</h2>${over.map((run) => `<div data-section="${text(placeOf(run, 'ended'))}"></div>`).join('')}</section>`;
  return `<div data-section="overview"></div>${open.map(articleOf).join('')}${ended}`;
}

function articleOf(run: FleetRun): string {
  const { name, status } = run;
  const title = text(`${name}-title`);
  const world =
    status === undefined
      ? ''
      : `<span class="world ${status.identity.world}">${status.identity.world}</span>`;
  const buttons = Object.entries(controlNames).map(
    ([action, label]) => `<button type="button" data-action="${action}">${label}</button>`,
  );
  const parts = shown.map(
    ([section, heading]) =>
      `<section class="part-${section}"><h3 class="title">${heading}</h3><div data-section="${text(placeOf(run, section))}"></div></section>`,
  );
  return `<article id="${text(name)}" aria-labelledby="${title}"><header><h2 id="${title}">${text(nameOf(run))} ${world}</h2><p class="quiet">${text(status?.identity.notice ?? '')}</p></header><div data-section="${text(placeOf(run, 'verdict'))}"></div><div class="controls" role="group" aria-label="Controls of ${text(nameOf(run))}" data-run="${text(name)}" data-name="${text(nameOf(run))}">${buttons.join('')}</div><div class="parts">${parts.join('')}</div></article>`;
}

function aboutSection({ status, folder }: FleetRun): string {
  if (status === undefined) return '';
  const { identity } = status;
  const rows: [string, string][] = [
    ['folder', folder],
    [
      'process',
      `${identity.processId}, since ${new Date(identity.startedAtMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`,
    ],
    ['version', identity.engineVersion],
    ['pace', identity.speed],
    ...identity.settings.map(({ name, value }): [string, string] => [name, value]),
  ];
  return `<details><summary>settings and folder</summary><dl class="pairs">${rows.map(([label, value]) => `<div><dt>${text(label)}</dt><dd>${text(value)}</dd></div>`).join('')}</dl></details>`;
}

function endedSection(run: FleetRun, nowMs: number): string {
  const { tone, word, meaning, explanation, remedy } = shownVerdict(run, nowMs);
  const { lastWord } = run;
  const figures =
    lastWord === undefined
      ? ''
      : `<p class="quiet">net ${withMinus(signed(lastWord.netPnl, 4))} ${text(lastWord.quoteAsset)}, volume ${rounded(lastWord.volume, 2)}, cost per $1M ${rounded(lastWord.costPerMillion, 2)}</p>`;
  return `<div class="card"><p>${shapeOf(tone)} <strong class="${tone}">${text(word)}</strong> ${text(nameOf(run))} <span class="quiet">${text([lastWord?.world ?? '', meaning, explanation].filter((part) => part !== '').join(' · '))}</span></p>${figures}${remedy === undefined ? '' : `<p class="remedy"><strong>You:</strong> ${text(remedy)}</p>`}<p class="quiet name">${text(run.name)}</p></div>`;
}
