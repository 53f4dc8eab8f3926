// What a reconciliation comes to: the verdict, what was compared, and every difference.
import { assertPresent } from '../../core/assert.ts';
import { formatLots, type Instrument, type InstrumentKey } from '../../core/instrument.ts';
import { formatQuote, zeroQuote, type Money } from '../../core/money.ts';
import type { PairConfig } from '../../core/pair.ts';
import type { LegBooks } from './books.ts';
import { compareBooks, type Difference } from './compare-books.ts';

export interface ReconcileReport {
  readonly verdict: 'equal' | 'differs';
  readonly runDirectory: string;
  readonly world: string;
  readonly baseAsset: string;
  readonly legs: { readonly primary: LegReport; readonly hedge: LegReport };
  readonly differences: readonly Difference[];
  /** What a reader should know of the run's book. */
  readonly notes: readonly string[];
}

export interface LegReport {
  readonly venue: string;
  readonly symbol: string;
  /** By the run's own book. */
  readonly here: BooksReport;
  /** By the venue's. */
  readonly there: BooksReport;
}

/** Amounts by asset, as decimal texts; fees charged > 0, funding received > 0. */
export interface BooksReport {
  readonly fills: number;
  readonly fees: Readonly<Record<string, string>>;
  readonly payments: number;
  readonly funding: Readonly<Record<string, string>>;
  readonly position: string;
}

type Books = ReadonlyMap<InstrumentKey, LegBooks>;

export function reportReconciliation(
  { primary, hedge }: Pick<PairConfig, 'primary' | 'hedge'>,
  { here, there }: { readonly here: Books; readonly there: Books },
): Pick<ReconcileReport, 'verdict' | 'legs' | 'differences'> {
  const differences = [primary, hedge].flatMap((instrument) =>
    compareBooks(instrument, booksOf(here, instrument), booksOf(there, instrument)),
  );
  const legOf = (instrument: Instrument): LegReport => ({
    venue: instrument.venue,
    symbol: instrument.symbol,
    here: reportBooks(instrument, booksOf(here, instrument)),
    there: reportBooks(instrument, booksOf(there, instrument)),
  });
  return {
    verdict: differences.length === 0 ? 'equal' : 'differs',
    legs: { primary: legOf(primary), hedge: legOf(hedge) },
    differences,
  };
}

const booksOf = (books: Books, { key }: Instrument): LegBooks =>
  assertPresent(books.get(key), `books of ${key}`);

function reportBooks(instrument: Instrument, { fills, payments, position }: LegBooks): BooksReport {
  const paid = payments.filter(({ amount }) => amount.amount !== 0n);
  return {
    fills: fills.length,
    fees: sumsOf(fills.map(({ fee }) => fee)),
    payments: paid.length,
    funding: sumsOf(paid.map(({ amount }) => amount)),
    position: formatLots(instrument, position),
  };
}

function sumsOf(amounts: readonly Money[]): Readonly<Record<string, string>> {
  const sums = new Map<string, bigint>();
  for (const { asset, amount } of amounts) sums.set(asset, (sums.get(asset) ?? zeroQuote) + amount);
  return Object.fromEntries([...sums].map(([asset, sum]) => [asset, formatQuote(sum as Money['amount'])]));
}
