// Sizes and what they cost, for people: the best first, then the hedge's book and the primary's, and what is not in any of it.
import { counted } from '../../reports/readable.ts';
import type { TextOptions } from '../backtest/backtest-text.ts';
import { table, type Column } from '../view/frame/table.ts';
import { emptyLine, line, paint, quiet, toned, wrap, type Line } from '../view/styled-line.ts';
import type { SizeCost } from './size-costs.ts';

export interface SizesReport {
  readonly command: 'sizes';
  readonly notice: string;
  readonly baseAsset: string;
  /** How many were looked at, one after the other. */
  readonly markets: number;
  /** How much more than the smallest size the best may cost. */
  readonly extraBps: number;
  /** Where every fill is hedged by taking: the size is chosen here. */
  readonly hedge: LegSizes;
  /** Where something is taken only when an UNWIND is late, in an emergency, and in the mode `market`. */
  readonly primary: LegSizes;
}

export interface LegSizes {
  readonly market: string;
  /** Null where not even the smallest is nearly always there. */
  readonly best: string | null;
  readonly sizes: readonly (Omit<SizeCost, 'lots'> & { readonly size: string })[];
}

/** Wider, and the eye loses the row. */
const widthMost = 110;
const right = (title: string, widthMin: number): Column => ({
  title,
  align: 'right',
  widthMin,
  dispensable: 0,
});

/** Lines with their line ends. */
export function renderSizes(report: SizesReport, { width, useColour }: TextOptions): string {
  const columns = Math.min(width, widthMost);
  const { notice, markets, hedge, primary } = report;
  const wrapped = (text: string): Line[] => wrap(text, columns - 2).map((each) => line('  ', each));
  const faint = (text: string): Line[] => wrap(text, columns - 2).map((each) => line('  ', quiet(each)));
  const lines = [
    line(toned(hedge.best === null ? 'bad' : 'good', '● '), toned('strong', verdict(report))),
    ...wrapped(`on the hedge ${largest(report, hedge)}`),
    ...wrapped(`on the primary, where it has to take, ${largest(report, primary)}`),
    ...faint(`${counted(markets, 'market')}, looked at once a second: ${notice}`),
    emptyLine,
    ...legTable(`hedge, ${hedge.market}`, hedge, report, columns),
    emptyLine,
    ...legTable(`primary, ${primary.market}`, primary, report, columns),
    emptyLine,
    ...faint(
      'Beyond mid is half the spread and what the depth costs, on either side. The hedge takes with every fill; the primary only when an UNWIND is late, in an emergency, and with --primary-mode market.',
    ),
    ...faint(
      'Not in it: fees, how long a quote of that size waits, what the market does between a fill and its hedge, and how others answer. `evenkeel sweep --grid size=…` has the first three.',
    ),
  ];
  return lines.map((each) => `${paint(each, useColour)}\n`).join('');
}

const verdict = ({ hedge: { best }, baseAsset }: SizesReport): string =>
  best === null ? 'NO SIZE' : `UP TO ${best} ${baseAsset}`;

const largest = ({ baseAsset, extraBps }: SizesReport, { best }: LegSizes): string =>
  best === null
    ? 'not even the smallest is nearly always there'
    : `${best} ${baseAsset} is the largest that costs at most ${extraBps} bps more than the smallest`;

function legTable(
  title: string,
  { sizes, best }: LegSizes,
  { baseAsset }: SizesReport,
  width: number,
): Line[] {
  const figure = (bps: number | null): string => (bps === null ? 'n/a' : bps.toFixed(3));
  const share = (of: number): string => `${(of * 100).toFixed(1)} %`;
  const rows = sizes.map(({ size, meanBps, p95Bps, borneShare, atTouchShare }) => ({
    cells: [size, figure(meanBps), figure(p95Bps), share(atTouchShare), share(borneShare)],
    tone: size === best ? ('strong' as const) : ('plain' as const),
  }));
  const heads = [
    right(`size ${baseAsset}`, 10),
    right('bps beyond mid', 14),
    right('p95', 8),
    right('at the touch', 12),
    right('in the book', 11),
  ];
  return [line(title), ...table(heads, rows, width)];
}
