// The last finished cycles, the latest first: what was paired at which prices.
import type { Line } from '../styled-line.ts';
import { cycleFigures } from '../cycle-figures.ts';
import type { FrameModel } from './frame-model.ts';
import { table, type Column } from './table.ts';

const columns: readonly Column[] = [
  { title: 'cycle', align: 'left', widthMin: 5, dispensable: 0 },
  { title: 'kind', align: 'left', widthMin: 6, dispensable: 0 },
  { title: 'side', align: 'left', widthMin: 4, dispensable: 0 },
  { title: 'matched', align: 'right', widthMin: 7, dispensable: 0 },
  { title: 'primary', align: 'right', widthMin: 8, dispensable: 0 },
  { title: 'hedge', align: 'right', widthMin: 8, dispensable: 0 },
  { title: 'spread', align: 'right', widthMin: 7, dispensable: 1 },
  { title: 'edge bps', align: 'right', widthMin: 8, dispensable: 0 },
  { title: 'fees', align: 'right', widthMin: 8, dispensable: 2 },
  { title: 'took', align: 'right', widthMin: 8, dispensable: 3 },
];

/** The titles and at most `rowsMax` cycles. */
export function cyclesPanel({ cycles, status }: FrameModel, width: number, rowsMax: number): Line[] {
  const body = cycles.slice(0, rowsMax).map((cycle) => {
    const figures = cycleFigures(cycle, status);
    return {
      cells: [
        `${cycle.start.number}`,
        figures.kind,
        figures.side,
        figures.matched,
        figures.primaryPrice,
        figures.hedgePrice,
        figures.spread,
        figures.edgeBps,
        figures.fees,
        figures.took,
      ],
      tone: cycle.outcome === 'abandoned' ? ('quiet' as const) : ('plain' as const),
    };
  });
  return table(columns, body, width);
}
