// funding.csv: one line for each funding payment, in the order of booking. Amounts are exact decimal text, times whole µs since
// the epoch; columns have the names that code and JSON use.
import type { Instrument } from '../core/instrument.ts';
import { formatQuote } from '../core/money.ts';
import type { FundingPayment } from '../ledger/entries.ts';
import { formatCsvLine } from './csv.ts';

const columns = [
  'venue',
  'account',
  'instrument',
  'paymentId',
  'amount',
  'asset',
  'venueTimeUs',
  'localTimeUs',
] as const;

/** The first line, with its end. */
export const fundingCsvHeader = `${formatCsvLine(columns)}\n`;

/** One line, with its end. The amount: received > 0, paid < 0. */
export function formatFunding(payment: FundingPayment, instrument: Instrument): string {
  const row: Readonly<Record<(typeof columns)[number], string>> = {
    venue: instrument.venue,
    account: instrument.account,
    instrument: instrument.symbol,
    paymentId: payment.paymentId,
    amount: formatQuote(payment.amount.amount),
    asset: payment.amount.asset,
    venueTimeUs: String(payment.venueTimeUs),
    localTimeUs: String(payment.atUs),
  };
  return `${formatCsvLine(columns.map((name) => row[name]))}\n`;
}
