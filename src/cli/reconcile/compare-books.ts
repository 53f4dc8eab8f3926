// What differs between the run's book and the venue's, of one leg: fill by fill, fee by fee, payment by payment, and the position.
import { formatLots, formatPrice, type Instrument } from '../../core/instrument.ts';
import { formatQuote, type Money } from '../../core/money.ts';
import type { BookedFill, BookedPayment, LegBooks } from './books.ts';

export interface Difference {
  readonly venue: string;
  readonly symbol: string;
  readonly what: 'fill' | 'payment' | 'position';
  /** As the venue has it; null for the position. */
  readonly id: string | null;
  /** In µs of the venue's clock; null for the position. */
  readonly venueTimeUs: number | null;
  readonly difference:
    | 'missing-here'
    | 'missing-there'
    | 'order'
    | 'side'
    | 'price'
    | 'quantity'
    | 'liquidity'
    | 'fee'
    | 'amount'
    | 'position';
  /** By the run's own book, in words; null where it has nothing. */
  readonly here: string | null;
  /** By the venue's. */
  readonly there: string | null;
}

/** In the order of the venue's clock; the position comes last. */
export function compareBooks(instrument: Instrument, here: LegBooks, there: LegBooks): readonly Difference[] {
  const of = { venue: instrument.venue, symbol: instrument.symbol };
  const entries = [
    ...compareEntries(fillsOf(instrument, here), fillsOf(instrument, there)),
    ...compareEntries(paymentsOf(here), paymentsOf(there)),
  ].sort((left, right) => (left.venueTimeUs ?? 0) - (right.venueTimeUs ?? 0));
  return [...entries, ...comparePositions(instrument, here, there)].map((each) => ({ ...of, ...each }));
}

type Found = Omit<Difference, 'venue' | 'symbol'>;

/** A fill or a payment as texts, by what can differ in it. */
interface Entry {
  readonly what: 'fill' | 'payment';
  readonly id: string;
  readonly venueTimeUs: number;
  readonly whole: string;
  readonly parts: readonly (readonly [Found['difference'], string])[];
}

function fillsOf(instrument: Instrument, { fills }: LegBooks): readonly Entry[] {
  return fills.map((fill: BookedFill) => {
    const [price, quantity] = [formatPrice(instrument, fill.price), formatLots(instrument, fill.quantity)];
    const fee = moneyText(fill.fee);
    return {
      what: 'fill',
      id: fill.tradeId,
      venueTimeUs: fill.venueTimeUs,
      whole: `${fill.side} ${quantity} at ${price}, fee ${fee}`,
      parts: [
        ['order', String(fill.clientOrderId)],
        ['side', fill.side],
        ['price', price],
        ['quantity', quantity],
        ['liquidity', fill.liquidity],
        ['fee', fee],
      ],
    };
  });
}

/** A venue may list intervals in which nothing was held: nothing was paid then. */
function paymentsOf({ payments }: LegBooks): readonly Entry[] {
  return payments
    .filter(({ amount }) => amount.amount !== 0n)
    .map(({ paymentId, amount, venueTimeUs }: BookedPayment) => {
      const whole = moneyText(amount);
      return { what: 'payment', id: paymentId, venueTimeUs, whole, parts: [['amount', whole]] };
    });
}

function* compareEntries(here: readonly Entry[], there: readonly Entry[]): Generator<Found> {
  const [ours, theirs] = [byId(here), byId(there)];
  for (const entry of ours.values()) {
    const other = theirs.get(entry.id);
    if (other === undefined)
      yield { ...named(entry), difference: 'missing-there', here: entry.whole, there: null };
    else yield* compareParts(entry, other);
  }
  for (const entry of theirs.values())
    if (!ours.has(entry.id))
      yield { ...named(entry), difference: 'missing-here', here: null, there: entry.whole };
}

function* compareParts(here: Entry, there: Entry): Generator<Found> {
  for (const [index, [difference, text]] of here.parts.entries()) {
    const other = there.parts[index]?.[1] ?? null;
    if (text !== other) yield { ...named(here), difference, here: text, there: other };
  }
}

function comparePositions(instrument: Instrument, here: LegBooks, there: LegBooks): readonly Found[] {
  if (here.position === there.position) return [];
  return [
    {
      what: 'position',
      id: null,
      venueTimeUs: null,
      difference: 'position',
      here: formatLots(instrument, here.position),
      there: formatLots(instrument, there.position),
    },
  ];
}

const byId = (entries: readonly Entry[]): ReadonlyMap<string, Entry> =>
  new Map(entries.map((entry) => [entry.id, entry]));

const named = ({ what, id, venueTimeUs }: Entry): Pick<Found, 'what' | 'id' | 'venueTimeUs'> => ({
  what,
  id,
  venueTimeUs,
});

const moneyText = ({ asset, amount }: Money): string => `${formatQuote(amount)} ${asset}`;
