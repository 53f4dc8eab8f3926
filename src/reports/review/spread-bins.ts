// How the spreads of cycles are distributed, by direction: an average hides whether a direction always pays a little, or loses rarely and much.
import { floorDivide, formatUnits } from '../../core/decimal.ts';
import type { Side } from '../../core/side.ts';

/** What a cycle earned of its buy price, in 10^−18 bps. */
export interface CycleEdge {
  readonly side: Side;
  readonly edge: bigint;
}

/** From the one, included, to the other. The first of a direction also holds what is below it, the last what is above. */
export interface SpreadBin {
  readonly fromBps: string;
  readonly toBps: string;
  readonly cycles: number;
}

/** By what the primary leg did: between two venues with a standing basis the directions lie far apart. */
export type SpreadBins = Readonly<Record<Side, readonly SpreadBin[]>>;

const binsMost = 20n;
/** Of the cycles so many in a thousand may lie beyond either end: a few far away would press all others into one bin. */
const beyondPerMille = 5;
const unit = 10n ** 18n;

interface Range {
  readonly least: bigint;
  readonly most: bigint;
}

/** Bins are of one width, so that both directions can be compared. */
export function binSpreads(cycles: readonly CycleEdge[]): SpreadBins {
  const [buys, sells] = [sortedOf(cycles, 'buy'), sortedOf(cycles, 'sell')];
  const ranges = { buy: rangeOf(buys), sell: rangeOf(sells) };
  const width = niceWidth([ranges.buy, ranges.sell]);
  return { buy: bin(buys, ranges.buy, width), sell: bin(sells, ranges.sell, width) };
}

function sortedOf(cycles: readonly CycleEdge[], side: Side): bigint[] {
  const edges = cycles.filter((cycle) => cycle.side === side).map(({ edge }) => edge);
  return edges.sort((left, right) => (left < right ? -1 : left > right ? 1 : 0));
}

function rangeOf(sorted: readonly bigint[]): Range | undefined {
  const beyond = Math.floor((sorted.length * beyondPerMille) / 1_000);
  const [least, most] = [sorted[beyond], sorted[sorted.length - 1 - beyond]];
  return least === undefined || most === undefined ? undefined : { least, most };
}

function bin(sorted: readonly bigint[], range: Range | undefined, width: bigint): readonly SpreadBin[] {
  if (range === undefined) return [];
  const [first, last] = [floorDivide(range.least, width), floorDivide(range.most, width)];
  const counts = new Array<number>(Number(last - first) + 1).fill(0);
  for (const edge of sorted) {
    const index = Number(clamp(floorDivide(edge, width), first, last) - first);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts.map((count, index) => ({
    fromBps: formatUnits((first + BigInt(index)) * width),
    toBps: formatUnits((first + BigInt(index) + 1n) * width),
    cycles: count,
  }));
}

/** 1, 2 or 5 of some power of ten: the smallest with which the bins are few enough. */
function niceWidth(ranges: readonly (Range | undefined)[]): bigint {
  for (let power = unit / 100n; ; power *= 10n) {
    const steps = [1n, 2n, 5n].map((step) => step * power);
    const width = steps.find((step) =>
      ranges.every((range) => range === undefined || (range.most - range.least) / step < binsMost - 1n),
    );
    if (width !== undefined) return width;
  }
}

const clamp = (value: bigint, least: bigint, most: bigint): bigint =>
  value < least ? least : value > most ? most : value;
