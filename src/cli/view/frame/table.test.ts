import { describe, expect, it } from 'vitest';
import { paint } from '../styled-line.ts';
import { table, type Column } from './table.ts';

const columns: readonly Column[] = [
  { title: 'name', align: 'left', widthMin: 6, dispensable: 0 },
  { title: 'edge', align: 'right', widthMin: 6, dispensable: 2 },
  { title: 'fees', align: 'right', widthMin: 6, dispensable: 1 },
];
const body = [
  { cells: ['one', '+12.72', '-0.02'], tone: 'plain' as const },
  { cells: ['two', '-3.95', '-123.4567'], tone: 'plain' as const },
];
const drawn = (width: number): string[] => table(columns, body, width).map((pieces) => paint(pieces, false));

describe('a table', () => {
  it('puts numbers under each other, and grows a column with its content', () => {
    expect(drawn(30)).toEqual([
      'name      edge       fees ────',
      'one     +12.72      -0.02',
      'two      -3.95  -123.4567',
    ]);
  });

  it('leaves out the most dispensable columns until the rest fits', () => {
    expect(drawn(24)).toEqual(['name         fees ──────', 'one         -0.02', 'two     -123.4567']);
    expect(drawn(10)).toEqual(['name   ───', 'one', 'two']);
  });
});
