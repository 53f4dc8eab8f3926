// A reconciliation for people: the verdict first, then every difference, then what was compared.
import { counted } from '../../reports/readable.ts';
import { table, type Column, type TableRow } from '../view/frame/table.ts';
import { emptyLine, line, paint, quiet, toned, wrap, type Line } from '../view/styled-line.ts';
import type { Difference } from './compare-books.ts';
import type { BooksReport, LegReport, ReconcileReport } from './reconcile-report.ts';

export interface TextOptions {
  readonly width: number;
  readonly useColour: boolean;
}

/** Wider, and the eye loses the row. */
const widthMost = 120;

/** Lines with their line ends. */
export function renderReconciliation(report: ReconcileReport, { width, useColour }: TextOptions): string {
  const { baseAsset, legs, world, differences, notes } = report;
  const columns = Math.min(width, widthMost);
  const { primary, hedge } = legs;
  const lines = [
    verdictLine(report),
    line(quiet(`  ${baseAsset} · ${primary.venue} primary, ${hedge.venue} hedge · ${world}`)),
    ...(differences.length === 0 ? [] : [emptyLine, ...differenceTable(differences, columns)]),
    emptyLine,
    ...comparedTable([primary, hedge], columns),
    ...notes.flatMap((note) => [emptyLine, ...wrap(note, columns).map((each) => line(each))]),
  ];
  return lines.map((each) => `${paint(each, useColour)}\n`).join('');
}

function verdictLine({ verdict, legs, differences }: ReconcileReport): Line {
  const { primary, hedge } = legs;
  if (verdict === 'differs')
    return line(
      toned('bad', '● '),
      toned('strong-bad', 'DIFFERS'),
      ` · ${counted(differences.length, 'difference')} between what the run has booked and what its venues say`,
    );
  const fills = counted(primary.here.fills + hedge.here.fills, 'fill');
  const payments = counted(primary.here.payments + hedge.here.payments, 'funding payment');
  return line(
    toned('good', '● '),
    toned('strong-good', 'EQUAL'),
    ` · ${fills}, ${payments} and both positions, to the smallest unit`,
  );
}

const text = (title: string, dispensable = 0): Column => ({
  title,
  align: 'left',
  widthMin: 0,
  dispensable,
});
const figure = (title: string): Column => ({ title, align: 'right', widthMin: 0, dispensable: 0 });

function differenceTable(differences: readonly Difference[], width: number): Line[] {
  const columns = [
    text('venue'),
    text('time', 1),
    text('what'),
    text('difference'),
    text('run'),
    text('history'),
  ];
  const body = differences.map((each): TableRow => {
    const { venue, what, id, venueTimeUs, difference, here, there } = each;
    const named = id === null ? what : `${what} ${id}`;
    return {
      tone: 'plain',
      cells: [venue, timeText(venueTimeUs), named, inWords(difference), here ?? '–', there ?? '–'],
    };
  });
  return table(columns, body, width);
}

function inWords(difference: Difference['difference']): string {
  switch (difference) {
    case 'missing-here':
      return 'missing in the run';
    case 'missing-there':
      return 'missing at the venue';
    case 'position':
      return 'at its end, and now';
    default:
      return difference;
  }
}

function comparedTable(legs: readonly LegReport[], width: number): Line[] {
  const columns = [
    text('venue'),
    text('book'),
    figure('fills'),
    text('fees'),
    text('funding'),
    figure('position'),
  ];
  const row = (venue: string, book: string, books: BooksReport): TableRow => ({
    tone: 'plain',
    cells: [venue, book, String(books.fills), amounts(books.fees), amounts(books.funding), books.position],
  });
  return table(
    columns,
    legs.flatMap(({ venue, here, there }) => [row(venue, 'run', here), row('', 'history', there)]),
    width,
  );
}

const amounts = (byAsset: Readonly<Record<string, string>>): string =>
  Object.entries(byAsset)
    .map(([asset, amount]) => `${amount} ${asset}`)
    .join(', ') || '0';

const timeText = (venueTimeUs: number | null): string =>
  venueTimeUs === null ? '' : new Date(Math.floor(venueTimeUs / 1_000)).toISOString();
