// Round trips, taken as they close, as rows of exact texts: what comparisons are made of. A row has all that the run gained or lost since the one
// before it: what was abandoned on the way to a round trip is what that round trip took, and so is funding that was paid while it was held. So rows,
// and what came after the last of them, add up to the run, to the last unit.
import { assertPresent } from '../core/assert.ts';
import {
  addQuote,
  formatBase,
  formatQuote,
  parseQuote,
  subtractQuote,
  zeroQuote,
  type QuoteAmount,
} from '../core/money.ts';
import type { Side } from '../core/side.ts';
import { spreadOf } from '../ledger/cycle.ts';
import { subtractExact, toQuoteAmount } from '../ledger/exact-amount.ts';
import type { PairLedger } from '../ledger/ledger.ts';
import type { RoundTrip } from '../ledger/round-trip.ts';
import { amountText } from './figures.ts';

const moneyNames = [
  'volume',
  'gross',
  'fees',
  'funding',
  'net',
  'primaryGross',
  'hedgeGross',
  'primaryNet',
  'hedgeNet',
] as const;

/**
 * Exact decimal texts in the reporting asset. Volume is what the primary leg traded of matched quantity, fees are less rebates, funding is
 * received > 0; what either leg brought is together what the pair did, gross and net.
 */
export type MoneyRow = Readonly<Record<(typeof moneyNames)[number], string>>;

/** Times in µs of the run's own clock. */
export interface RoundTripRow extends MoneyRow {
  readonly iteration: number;
  /** Of BUILD on the primary. */
  readonly side: Side;
  readonly startUs: number;
  readonly endUs: number;
  /** What was matched there and back; edges are over this. */
  readonly quantity: string;
  readonly entryBought: string;
  /** Sold − bought. */
  readonly entrySpread: string;
  readonly exitBought: string;
  readonly exitSpread: string;
}

export interface RoundTrips {
  readonly rows: readonly RoundTripRow[];
  /** What came after the last of them, or instead of any. */
  readonly rest: MoneyRow;
}

/** Where the rhythm of the run stands. */
export interface Rhythm {
  readonly ledger: PairLedger;
  readonly nowUs: number;
  readonly cycle: { readonly iteration: number };
}

type Totals = Readonly<Record<(typeof moneyNames)[number], QuoteAmount>>;

export class RoundTripBook {
  readonly #rows: RoundTripRow[] = [];
  #before: Totals | undefined;
  #iteration = 0;
  #startUs = 0;
  #endedCycles = 0;
  #endUs = 0;

  /** To be called after every turn. A round trip has closed when the next iteration begins: whatever belongs to it is booked by then. */
  look({ ledger, nowUs, cycle }: Rhythm): void {
    if (cycle.iteration !== this.#iteration) {
      this.#close(ledger);
      this.#iteration = cycle.iteration;
      this.#startUs = nowUs;
    }
    const ended = ledger.endedCycles('completed') + ledger.endedCycles('abandoned');
    if (ended !== this.#endedCycles) this.#endUs = nowUs;
    this.#endedCycles = ended;
  }

  /** At the end of the run, once. */
  close(ledger: PairLedger): RoundTrips {
    this.#close(ledger);
    return { rows: this.#rows, rest: moneyRow(totalsOf(ledger), this.#before ?? nothing) };
  }

  #close(ledger: PairLedger): void {
    const trip = this.#iteration === 0 ? undefined : ledger.roundTrip(this.#iteration);
    if (trip === undefined) return;
    const totals = totalsOf(ledger);
    const times = { startUs: this.#startUs, endUs: this.#endUs };
    this.#rows.push({ ...aboutTrip(trip), ...times, ...moneyRow(totals, this.#before ?? nothing) });
    this.#before = totals;
  }
}

/** What several rows come to together. */
export const addMoney = (rows: readonly MoneyRow[]): MoneyRow =>
  rowOf((name) => formatQuote(rows.reduce((sum, row) => addQuote(sum, unitsOf(row[name])), zeroQuote)));

const unitsOf = (text: string): QuoteAmount =>
  assertPresent(parseQuote(text), () => `the amount ${text} of a row`);

/** From the start of the run until now; what is open is worth the mids. */
function totalsOf(ledger: PairLedger): Totals {
  const { total, primary, hedge } = ledger.pnl(ledger.lastMarks());
  return {
    volume: toQuoteAmount(ledger.tally().volume),
    gross: toQuoteAmount(total.gross),
    fees: toQuoteAmount(subtractExact(total.fees, total.rebates)),
    funding: toQuoteAmount(total.funding),
    net: toQuoteAmount(total.net),
    primaryGross: toQuoteAmount(primary.gross),
    hedgeGross: toQuoteAmount(hedge.gross),
    primaryNet: toQuoteAmount(primary.net),
    hedgeNet: toQuoteAmount(hedge.net),
  };
}

const nothing: Totals = rowOf(() => zeroQuote);

const moneyRow = (totals: Totals, before: Totals): MoneyRow =>
  rowOf((name) => formatQuote(subtractQuote(totals[name], before[name])));

function rowOf<Value>(
  of: (name: (typeof moneyNames)[number]) => Value,
): Readonly<Record<(typeof moneyNames)[number], Value>> {
  const entries = moneyNames.map((name) => [name, of(name)] as const);
  return Object.fromEntries(entries) as Record<(typeof moneyNames)[number], Value>;
}

const aboutTrip = ({ iteration, buildSide, quantity, entry, exit }: RoundTrip) => ({
  iteration,
  side: buildSide,
  quantity: formatBase(quantity),
  entryBought: amountText(entry.bought),
  entrySpread: amountText(spreadOf(entry)),
  exitBought: amountText(exit.bought),
  exitSpread: amountText(spreadOf(exit)),
});
