// A table of a page in docs/, made the way that the formatter would have it.

/** Lines with their line ends, columns under each other; the first row is the head. */
export function markdownTable(rows: readonly (readonly string[])[]): string {
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
