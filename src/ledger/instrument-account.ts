// What one instrument's own bookings add up to: position, cash, fees, funding and traded notional, each in its own asset.
import { assert } from '../core/assert.ts';
import { notional, valueAtMid, type Instrument } from '../core/instrument.ts';
import {
  addLots,
  addQuote,
  negateQuote,
  subtractQuote,
  zeroLots,
  zeroQuote,
  type Lots,
  type Money,
  type QuoteAmount,
} from '../core/money.ts';
import { sideSign } from '../core/side.ts';
import { BookedTrades } from './booked-trades.ts';
import { DailyNotional } from './daily-notional.ts';
import type { Adjustment, FundingPayment, LedgerFill } from './entries.ts';

/** Both positive: a rebate is money received. */
export interface FeeSums {
  readonly charged: QuoteAmount;
  readonly rebated: QuoteAmount;
}

export interface AccountView {
  readonly instrument: Instrument;
  /** Long > 0. */
  readonly position: Lots;
  /** In the instrument's quote: what selling brought (+) and buying cost (−), adjustments at mid included, fees apart. */
  readonly cash: QuoteAmount;
  readonly makerNotional: QuoteAmount;
  readonly takerNotional: QuoteAmount;
  readonly fillCount: number;
  /** In the instrument's quote, by the UTC day of the venue's clock. */
  readonly dailyNotional: Pick<DailyNotional, 'on'>;
  /** By fee asset. */
  readonly fees: ReadonlyMap<string, FeeSums>;
  /** By asset; received > 0, paid < 0. */
  readonly funding: ReadonlyMap<string, QuoteAmount>;
}

export class InstrumentAccount implements AccountView {
  readonly instrument: Instrument;
  readonly dailyNotional = new DailyNotional();
  readonly fees = new Map<string, FeeSums>();
  readonly funding = new Map<string, QuoteAmount>();
  readonly trades = new BookedTrades();
  readonly #paymentIds = new Set<string>();
  #position: Lots = zeroLots;
  #cash: QuoteAmount = zeroQuote;
  #makerNotional: QuoteAmount = zeroQuote;
  #takerNotional: QuoteAmount = zeroQuote;

  constructor(instrument: Instrument) {
    this.instrument = instrument;
  }

  get position(): Lots {
    return this.#position;
  }

  get cash(): QuoteAmount {
    return this.#cash;
  }

  get makerNotional(): QuoteAmount {
    return this.#makerNotional;
  }

  get takerNotional(): QuoteAmount {
    return this.#takerNotional;
  }

  get fillCount(): number {
    return this.trades.count;
  }

  bookFill(fill: LedgerFill): void {
    assert(fill.quantity > 0, () => `fill ${fill.tradeId} has a positive quantity`);
    assert(!this.trades.has(fill.tradeId), () => `fill ${fill.tradeId} is booked once`);
    this.trades.add(fill);
    const traded = notional(this.instrument, fill.price, fill.quantity);
    this.#move(
      (sideSign(fill.side) * fill.quantity) as Lots,
      fill.side === 'buy' ? negateQuote(traded) : traded,
    );
    if (fill.liquidity === 'maker') this.#makerNotional = addQuote(this.#makerNotional, traded);
    else this.#takerNotional = addQuote(this.#takerNotional, traded);
    this.dailyNotional.add(traded, fill.venueTimeUs);
    this.#addFee(fill.fee);
  }

  bookAdjustment({ bid, ask, quantity }: Adjustment): void {
    this.#move(quantity, negateQuote(valueAtMid(this.instrument, bid, ask, quantity)));
  }

  hasBookedFunding(paymentId: string): boolean {
    return this.#paymentIds.has(paymentId);
  }

  bookFunding({ paymentId, amount: { asset, amount } }: FundingPayment): void {
    assert(!this.hasBookedFunding(paymentId), `funding ${paymentId} is booked once`);
    this.#paymentIds.add(paymentId);
    this.funding.set(asset, addQuote(this.funding.get(asset) ?? zeroQuote, amount));
  }

  #move(quantity: Lots, cash: QuoteAmount): void {
    this.#position = addLots(this.#position, quantity);
    this.#cash = addQuote(this.#cash, cash);
  }

  #addFee({ asset, amount }: Money): void {
    const { charged, rebated } = this.fees.get(asset) ?? { charged: zeroQuote, rebated: zeroQuote };
    this.fees.set(
      asset,
      amount < 0n
        ? { charged, rebated: subtractQuote(rebated, amount) }
        : { charged: addQuote(charged, amount), rebated },
    );
  }
}
