// The auditor: its own simple model of fills and money. From the fills that a venue has in its books it works out what position,
// cash, fees and traded notional must be, and what the bot's ledger must therefore say. It shares no code with that ledger.
import type { Instrument } from '../../src/core/instrument.ts';
import { formatQuote, quoteAmount } from '../../src/core/money.ts';
import type { AccountView } from '../../src/ledger/instrument-account.ts';
import type { VenueFill } from '../../src/venues/simulated/venue-order.ts';
import type { LegTruth } from '../observed.ts';

/** Sums in units of 10^−18 of the quote asset; lots where it is a position. */
export interface Sums {
  /** Signed lots, long > 0. */
  position: number;
  /** What selling brought and buying cost, fees apart. */
  cash: bigint;
  /** Charged > 0. */
  fees: bigint;
  makerNotional: bigint;
  takerNotional: bigint;
  fills: number;
}

const feeScale = 10n ** 8n;

export class LegAuditor {
  /** Of our own fills, and of everybody's on the account. */
  readonly own: Sums = nothing();
  readonly all: Sums = nothing();

  book(instrument: Instrument, fills: readonly VenueFill[]): void {
    for (const fill of fills) {
      book(this.all, instrument, fill);
      if (fill.clientOrderId > 0) book(this.own, instrument, fill);
    }
  }

  /** Whether the venue's own books add up; a sentence when they do not. */
  compareWithVenue({ position, cash, fees, funding }: LegTruth): string | undefined {
    const { all } = this;
    if (position !== all.position)
      return `the venue holds ${position} lots, its fills add up to ${all.position}`;
    if (fees !== all.fees)
      return `the venue charged ${money(fees)} of fees, its fills add up to ${money(all.fees)}`;
    const expected = all.cash - all.fees + funding;
    return cash === expected
      ? undefined
      : `the venue's cash is ${money(cash)}, its fills, fees and funding add up to ${money(expected)}`;
  }

  /** Whether the bot's books say the same of its own fills; what it corrected at mid is added to the expectation. */
  compareWithBot(account: AccountView, corrected: Corrections, funding: bigint): string | undefined {
    const { own } = this;
    const { quote } = account.instrument;
    const fees = account.fees.get(quote);
    const rows: readonly (readonly [what: string, booked: bigint, expected: bigint])[] = [
      ['position in lots', BigInt(account.position), BigInt(own.position) + corrected.quantity],
      ['cash', account.cash, own.cash + corrected.cash],
      ['fees', fees === undefined ? 0n : fees.charged - fees.rebated, own.fees],
      ['funding', account.funding.get(quote) ?? 0n, funding],
      ['maker notional', account.makerNotional, own.makerNotional],
      ['taker notional', account.takerNotional, own.takerNotional],
      ['number of fills', BigInt(account.fillCount), BigInt(own.fills)],
    ];
    const wrong = rows.find(([, booked, expected]) => booked !== expected);
    if (wrong === undefined) return undefined;
    const [what, booked, expected] = wrong;
    const isCount = what === 'position in lots' || what === 'number of fills';
    const show = (value: bigint): string => (isCount ? String(value) : money(value));
    return `${what}: ${show(booked)} is booked, ${show(expected)} is what the fills add up to`;
  }
}

export interface Corrections {
  /** Signed lots. */
  readonly quantity: bigint;
  readonly cash: bigint;
}

/** What the bot booked by its own word, at mid: half of bid + ask, rounded against it below 10^−18. */
export function correctionsOf(
  instrument: Instrument,
  adjustments: readonly { readonly quantity: number; readonly bid: number; readonly ask: number }[],
): Corrections {
  let [quantity, cash] = [0n, 0n];
  for (const each of adjustments) {
    quantity += BigInt(each.quantity);
    const twice = BigInt(each.bid + each.ask) * BigInt(each.quantity) * instrument.quoteUnitsPerTickLot;
    cash -= (twice - (((twice % 2n) + 2n) % 2n)) / 2n;
  }
  return { quantity, cash };
}

function book(sums: Sums, instrument: Instrument, { side, price, quantity, liquidity }: VenueFill): void {
  const worth = BigInt(price) * BigInt(quantity) * instrument.quoteUnitsPerTickLot;
  const rate = liquidity === 'maker' ? instrument.fees.maker : instrument.fees.taker;
  sums.position += side === 'buy' ? quantity : -quantity;
  sums.cash += side === 'buy' ? -worth : worth;
  sums.fees += roundedUp(worth * rate, feeScale);
  if (liquidity === 'maker') sums.makerNotional += worth;
  else sums.takerNotional += worth;
  sums.fills += 1;
}

function roundedUp(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  return dividend % divisor > 0n ? quotient + 1n : quotient;
}

const money = (units: bigint): string => formatQuote(quoteAmount(units));

const nothing = (): Sums => ({
  position: 0,
  cash: 0n,
  fees: 0n,
  makerNotional: 0n,
  takerNotional: 0n,
  fills: 0,
});
