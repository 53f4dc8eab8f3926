// fills.csv: one line for each fill, in the order of booking, with all that a run's figures are made of. Money, prices and
// quantities are exact decimal text, times whole µs since the epoch; columns have the names that code and JSON use.
import { parseDecimal } from '../core/decimal.ts';
import { formatLots, formatPrice, notional, type Instrument } from '../core/instrument.ts';
import { formatQuote } from '../core/money.ts';
import type { CycleStart } from '../ledger/cycle.ts';
import type { LedgerFill } from '../ledger/entries.ts';
import { formatCsvLine, parseCsv } from './csv.ts';

/** What a column holds: how it is read, and what is said when it cannot be. */
interface Field<Value> {
  readonly expected: string;
  parse(text: string): Value | undefined;
}

const text: Field<string> = { expected: 'a name', parse: (value) => (value === '' ? undefined : value) };
const decimal: Field<string> = {
  expected: 'a decimal number',
  parse: (value) => (parseDecimal(value) === undefined ? undefined : value),
};
const whole: Field<number> = { expected: 'a whole number', parse: parseWhole };

function oneOf<Value extends string>(...values: readonly Value[]): Field<Value> {
  const expected = `one of ${values.map((value) => `"${value}"`).join(', ')}`;
  return { expected, parse: (given) => values.find((value) => value === given) };
}

const columns = {
  venue: text,
  account: text,
  instrument: text,
  tradeId: text,
  orderId: text,
  clientOrderId: whole,
  role: oneOf('quote', 'hedge', 'trim', 'reduce', 'offset', 'probe'),
  side: oneOf('buy', 'sell'),
  quantity: decimal,
  price: decimal,
  notional: decimal,
  quoteAsset: text,
  fee: decimal,
  feeAsset: text,
  liquidity: oneOf('maker', 'taker'),
  venueTimeUs: whole,
  localTimeUs: whole,
  cycle: whole,
  cycleKind: oneOf('build', 'unwind', ''),
  iteration: whole,
  tickOffset: whole,
};

type Columns = typeof columns;

/** A fill as the file has it. Fee: charged > 0, rebate < 0. Outside any cycle `cycle` and `iteration` are 0, the kind empty. */
export type FillRow = {
  readonly [Name in keyof Columns]: Columns[Name] extends Field<infer Value> ? Value : never;
};

export type ParsedFills =
  | { readonly kind: 'fills'; readonly rows: readonly FillRow[] }
  | { readonly kind: 'malformed'; readonly lineNumber: number; readonly problem: string };

const columnNames = Object.keys(columns) as readonly (keyof Columns)[];
const header = formatCsvLine(columnNames);

/** The first line, with its end. */
export const fillsCsvHeader = `${header}\n`;

/** One line, with its end. `cycle` is the fill's own; `undefined` outside any. */
export function formatFill(fill: LedgerFill, instrument: Instrument, cycle: CycleStart | undefined): string {
  const row: FillRow = {
    venue: instrument.venue,
    account: instrument.account,
    instrument: instrument.symbol,
    tradeId: fill.tradeId,
    orderId: fill.venueOrderId,
    clientOrderId: fill.clientOrderId,
    role: fill.role,
    side: fill.side,
    quantity: formatLots(instrument, fill.quantity),
    price: formatPrice(instrument, fill.price),
    notional: formatQuote(notional(instrument, fill.price, fill.quantity)),
    quoteAsset: instrument.quote,
    fee: formatQuote(fill.fee.amount),
    feeAsset: fill.fee.asset,
    liquidity: fill.liquidity,
    venueTimeUs: fill.venueTimeUs,
    localTimeUs: fill.atUs,
    cycle: cycle === undefined ? 0 : fill.cycle,
    cycleKind: cycle?.kind ?? '',
    iteration: cycle?.iteration ?? 0,
    tickOffset: fill.tickOffset,
  };
  return `${formatCsvLine(columnNames.map((name) => String(row[name])))}\n`;
}

/** Strict: another header, a field too few, or a value that is none of its column's makes the whole file malformed. */
export function parseFillsCsv(csv: string): ParsedFills {
  const parsed = parseCsv(csv);
  if (parsed.kind === 'malformed') return parsed;
  const [first, ...lines] = parsed.lines;
  if (first === undefined || formatCsvLine(first.fields) !== header) {
    return { kind: 'malformed', lineNumber: 1, problem: `the header is not "${header}"` };
  }
  const rows: FillRow[] = [];
  for (const { lineNumber, fields } of lines) {
    const problem = problemIn(fields);
    if (problem !== undefined) return { kind: 'malformed', lineNumber, problem };
    const values = columnNames.map((name, index) => [name, columns[name].parse(fields[index] ?? '')]);
    rows.push(Object.fromEntries(values) as FillRow);
  }
  return { kind: 'fills', rows };
}

function problemIn(fields: readonly string[]): string | undefined {
  if (fields.length !== columnNames.length) {
    return `the line has ${fields.length} fields instead of ${columnNames.length}`;
  }
  const wrong = columnNames.findIndex(
    (name, index) => columns[name].parse(fields[index] ?? '') === undefined,
  );
  const name = columnNames[wrong];
  return name === undefined
    ? undefined
    : `${name} is "${fields[wrong]}" instead of ${columns[name].expected}`;
}

function parseWhole(value: string): number | undefined {
  const number = /^-?\d+$/.test(value) ? Number(value) : undefined;
  return Number.isSafeInteger(number) ? number : undefined;
}
