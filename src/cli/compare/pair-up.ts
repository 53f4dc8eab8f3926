// Round trips of two on the same markets, side by side: the time of each market is cut into stretches, and a stretch holds what either did in it.
// Trips do not match one to one, but what the market did in a stretch it did to both.
import type { RoundTripRow } from '../../reports/round-trip-book.ts';
import type { Term } from '../../statistics/block-sample.ts';
import type { ContenderMarket } from './contender.ts';

/** In order of the markets and of time. */
export type Stretch = readonly RoundTripRow[];

export interface PairedStretches {
  readonly a: readonly Stretch[];
  readonly b: readonly Stretch[];
  /** How many markets both had, and how many only one of them. */
  readonly shared: number;
  readonly leftOut: number;
}

/** `undefined` where no market is the same. A stretch is so long that the slower of the two makes about one round trip in it. */
export function pairUp(
  a: readonly ContenderMarket[],
  b: readonly ContenderMarket[],
): PairedStretches | undefined {
  const others = new Map(
    b.flatMap((market) => (market.key === undefined ? [] : [[market.key, market] as const])),
  );
  const shared = a.flatMap((market) => {
    const other = market.key === undefined ? undefined : others.get(market.key);
    return other === undefined ? [] : [{ a: market, b: other }];
  });
  if (shared.length === 0) return undefined;
  const trips = Math.min(countTrips(shared.map((pair) => pair.a)), countTrips(shared.map((pair) => pair.b)));
  const seconds = shared.reduce((sum, pair) => sum + Math.max(pair.a.seconds, pair.b.seconds), 0);
  const stretchUs = Math.max(1, (seconds * 1_000_000) / Math.max(1, trips));
  const stretches = shared.map((pair) => cutTogether(pair.a.roundTrips, pair.b.roundTrips, stretchUs));
  return {
    a: stretches.flatMap((market) => market.a),
    b: stretches.flatMap((market) => market.b),
    shared: shared.length,
    leftOut: a.length + b.length - 2 * shared.length,
  };
}

export const countTrips = (markets: readonly ContenderMarket[]): number =>
  markets.reduce((sum, { roundTrips }) => sum + roundTrips.length, 0);

/** A ratio's part in a stretch: nothing where nothing was traded. */
export const termOf = (stretch: Stretch, term: (row: RoundTripRow) => Term): Term =>
  stretch
    .map(term)
    .reduce((sum, { amount, base }) => ({ amount: sum.amount + amount, base: sum.base + base }), {
      amount: 0,
      base: 0,
    });

function cutTogether(
  a: readonly RoundTripRow[],
  b: readonly RoundTripRow[],
  stretchUs: number,
): { readonly a: Stretch[]; readonly b: Stretch[] } {
  const all = [...a, ...b];
  if (all.length === 0) return { a: [], b: [] };
  const startUs = Math.min(...all.map((row) => row.startUs));
  const placeOf = ({ startUs: fromUs, endUs }: RoundTripRow): number =>
    Math.floor(((fromUs + endUs) / 2 - startUs) / stretchUs);
  const count = Math.max(...all.map(placeOf)) + 1;
  const cut = (rows: readonly RoundTripRow[]): Stretch[] => {
    const stretches = Array.from({ length: count }, (): RoundTripRow[] => []);
    for (const row of rows) stretches[placeOf(row)]?.push(row);
    return stretches;
  };
  return { a: cut(a), b: cut(b) };
}
