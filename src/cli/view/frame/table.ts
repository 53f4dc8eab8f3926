// A small table: numbers on the right of their columns, and the least important columns left out where there is no room.
import { line, toned, type Line, type Tone } from '../styled-line.ts';
import { titleLine } from './panel.ts';

export interface Column {
  readonly title: string;
  readonly align: 'left' | 'right';
  /** Keeps the column steady while its content comes and goes. */
  readonly widthMin: number;
  /** Columns are left out by this number, the highest first; 0 always stays. */
  readonly dispensable: number;
}

export interface TableRow {
  readonly cells: readonly string[];
  readonly tone: Tone;
}

const gap = 2;

/** The first line holds the titles, and goes on as a light line. */
export function table(columns: readonly Column[], body: readonly TableRow[], width: number): Line[] {
  const widths = columns.map(({ title, widthMin }, index) =>
    Math.max(widthMin, title.length, ...body.map(({ cells }) => cells[index]?.length ?? 0)),
  );
  const shown = chooseColumns(columns, widths, width);
  const compose = (cells: readonly string[]): string =>
    shown
      .map((index) => {
        const cell = cells[index] ?? '';
        const columnWidth = widths[index] ?? 0;
        return columns[index]?.align === 'left' ? cell.padEnd(columnWidth) : cell.padStart(columnWidth);
      })
      .join(' '.repeat(gap));
  return [
    titleLine(compose(columns.map(({ title }) => title)), width),
    ...body.map(({ cells, tone }) => line(toned(tone, compose(cells)))),
  ];
}

function chooseColumns(columns: readonly Column[], widths: readonly number[], width: number): number[] {
  let shown = columns.map((_, index) => index);
  while (totalWidth(shown, widths) > width) {
    const most = Math.max(...shown.map((index) => columns[index]?.dispensable ?? 0));
    if (most === 0) break;
    shown = shown.filter((index) => columns[index]?.dispensable !== most);
  }
  return shown;
}

function totalWidth(shown: readonly number[], widths: readonly number[]): number {
  return shown.reduce((sum, index) => sum + (widths[index] ?? 0), 0) + gap * Math.max(0, shown.length - 1);
}
