// What two are compared by: each is a ratio of sums over round trips, so that it agrees with the summaries of the runs, and has an interval.
import type { RoundTripRow } from '../../reports/round-trip-book.ts';
import type { Term } from '../../statistics/block-sample.ts';

export interface Measure {
  readonly name: string;
  readonly unit: 'percent' | 'bps';
  readonly term: (row: RoundTripRow) => Term;
}

const share = (isCounted: boolean): Term => ({ amount: isCounted ? 1 : 0, base: 1 });
const perVolume = (amount: string, { volume }: RoundTripRow): Term => ({
  amount: Number(amount),
  base: Number(volume),
});

/** What the verdict is about: what a round trip brings after fees, of its volume. Its opposite is the loss per volume. */
export const netPerVolume: Measure = { name: 'net', unit: 'bps', term: (row) => perVolume(row.net, row) };

export const measures: readonly Measure[] = [
  netPerVolume,
  { name: 'gross', unit: 'bps', term: (row) => perVolume(row.gross, row) },
  { name: 'primary leg, gross', unit: 'bps', term: (row) => perVolume(row.primaryGross, row) },
  { name: 'hedge leg, gross', unit: 'bps', term: (row) => perVolume(row.hedgeGross, row) },
  {
    name: 'entry edge',
    unit: 'bps',
    term: ({ entrySpread, entryBought }) => ({ amount: Number(entrySpread), base: Number(entryBought) }),
  },
  {
    name: 'exit edge',
    unit: 'bps',
    term: ({ exitSpread, exitBought }) => ({ amount: Number(exitSpread), base: Number(exitBought) }),
  },
  { name: 'won', unit: 'percent', term: ({ net }) => share(Number(net) > 0) },
  { name: 'built by buying', unit: 'percent', term: ({ side }) => share(side === 'buy') },
];

const factors = { percent: 100, bps: 10_000 } as const;

/** A ratio in the measure's unit. */
export const inUnit = (ratio: number, { unit }: Measure): number => ratio * factors[unit];
