// Sizes and what they cost, for people: the best first.
import { table, type Column } from '../view/frame/table.ts';
import { line, paint } from '../view/styled-line.ts';
import type { SizeCost } from './size-costs.ts';

export interface SizesReport {
  readonly command: 'sizes';
  readonly notice: string;
  readonly baseAsset: string;
  readonly market: string;
  /** How much more than the smallest size the best may cost. */
  readonly extraBps: number;
  /** Null where not even the smallest is nearly always there. */
  readonly best: string | null;
  readonly sizes: readonly (Omit<SizeCost, 'lots'> & { readonly size: string })[];
}

const width = 100;
const right = (title: string, widthMin: number): Column => ({
  title,
  align: 'right',
  widthMin,
  dispensable: 0,
});

/** Lines with their line ends. */
export function renderSizes({ notice, baseAsset, market, extraBps, best, sizes }: SizesReport): string {
  const verdict =
    best === null
      ? 'NO SIZE: not even the smallest is nearly always there'
      : `${best} ${baseAsset} is the largest that costs at most ${extraBps} bps more than the smallest`;
  const figure = (bps: number | null): string => (bps === null ? 'n/a' : bps.toFixed(3));
  const share = (of: number): string => `${(of * 100).toFixed(1)} %`;
  const rows = sizes.map(({ size, meanBps, p95Bps, borneShare, atTouchShare }) => ({
    cells: [size, figure(meanBps), figure(p95Bps), share(atTouchShare), share(borneShare)],
    tone: size === best ? ('strong' as const) : ('plain' as const),
  }));
  const lines = [
    line(`● ${verdict}`),
    line(`  to be taken on ${market}, looked at once a second: ${notice}`),
    line(''),
    ...table(
      [
        right(`size ${baseAsset}`, 10),
        right('bps beyond mid', 14),
        right('p95', 8),
        right('at the touch', 12),
        right('in the book', 11),
      ],
      rows,
      width,
    ),
  ];
  return lines.map((each) => `${paint(each, false)}\n`).join('');
}
