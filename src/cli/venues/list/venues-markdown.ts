// The table of venues as docs/venues.md has it.
import { capabilityRows, type DescribedVenue } from './capability-rows.ts';

/** Lines with their line ends, columns under each other. */
export function markdownTable(venues: readonly DescribedVenue[]): string {
  const rows = [
    ['', ...venues.map(({ name }) => name)],
    ...capabilityRows.map(({ label, describe }) => [
      label,
      ...venues.map(({ capabilities }) => describe(capabilities)),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(3, ...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  const lineOf = (cells: readonly string[], filling: string): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, filling)).join(' | ')} |\n`;
  const [titles = [], ...body] = rows;
  return [
    lineOf(titles, ' '),
    lineOf(
      titles.map(() => ''),
      '-',
    ),
    ...body.map((cells) => lineOf(cells, ' ')),
  ].join('');
}
