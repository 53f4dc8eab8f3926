// Venues and pairs of them for people.
import { formatFeeRateBps, formatQuote } from '../../../core/money.ts';
import { rounded } from '../../../reports/readable.ts';
import { titleLine } from '../../view/frame/panel.ts';
import { table, type Column } from '../../view/frame/table.ts';
import { emptyLine, line, paint, quiet, wrap, type Line } from '../../view/styled-line.ts';
import { rowsOf, type DescribedVenue } from './capability-rows.ts';
import type { FeeFloor } from './fee-floors.ts';

export interface TextOptions {
  readonly width: number;
  readonly useColour: boolean;
}

/** Wider, and the eye loses the row. */
const widthMost = 100;
const gap = '  ';

/** A block for each venue. Lines with their line ends. */
export function renderVenues(venues: readonly DescribedVenue[], { width, useColour }: TextOptions): string {
  const room = Math.min(width, widthMost);
  const blocks = venues.map((venue) => [titleLine(venue.name, room), ...capabilityLines(venue, room)]);
  return printed(
    blocks.flatMap((block, index) => (index === 0 ? block : [emptyLine, ...block])),
    useColour,
  );
}

function capabilityLines(venue: DescribedVenue, width: number): Line[] {
  const rows = rowsOf(venue);
  const labelWidth = Math.max(...rows.map(([label]) => label.length));
  const room = Math.max(20, width - labelWidth - gap.length);
  return rows.flatMap(([label, words]) =>
    wrap(words, room).map((text, index) =>
      line(quiet((index === 0 ? label : '').padEnd(labelWidth)), gap, text),
    ),
  );
}

export function renderFloors(
  floors: readonly FeeFloor[],
  notes: readonly string[],
  { width, useColour }: TextOptions,
): string {
  const cells = floors.map(({ primary, hedge, maker, taker, perMillion }) => [
    primary,
    hedge,
    formatFeeRateBps(maker),
    formatFeeRateBps(taker),
    rounded(formatQuote(perMillion), 2),
  ]);
  const rows = cells.map((each) => ({ cells: each, tone: 'plain' as const }));
  const words = notes.flatMap((note) => wrap(note, Math.min(width, widthMost)));
  return printed(
    [
      ...table(columns, rows, Math.min(width, tableWidth)),
      emptyLine,
      ...words.map((text) => line(quiet(text))),
    ],
    useColour,
  );
}

const tableWidth = 60;
const columns: readonly Column[] = [
  { title: 'primary', align: 'left', widthMin: 0, dispensable: 0 },
  { title: 'hedge', align: 'left', widthMin: 0, dispensable: 0 },
  { title: 'maker bps', align: 'right', widthMin: 0, dispensable: 1 },
  { title: 'taker bps', align: 'right', widthMin: 0, dispensable: 1 },
  { title: 'fees per 1M', align: 'right', widthMin: 0, dispensable: 0 },
];

const printed = (lines: readonly Line[], useColour: boolean): string =>
  lines.map((each) => `${paint(each, useColour)}\n`).join('');
