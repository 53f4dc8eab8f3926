// The simulated venue's own books: every account's orders, fills, position and cash, and beside them the outside market and
// the venue's fee income, so that quantity and money sum to zero. This is the truth that simulations judge the engine by,
// and it shares no code with the engine's ledger.
import { assert, assertPresent } from '../../core/assert.ts';
import { notional, type Instrument, type VenueAccountKey } from '../../core/instrument.ts';
import {
  addLots,
  addQuote,
  negateLots,
  subtractLots,
  subtractQuote,
  zeroLots,
  zeroQuote,
  type Lots,
  type QuoteAmount,
} from '../../core/money.ts';
import type { ClientOrderId } from '../../core/order.ts';
import type { Book } from '../../market/book.ts';
import type { OrderEnd, VenueFill, VenueOrder, VenuePayment } from './venue-order.ts';

/** What one holder has of one instrument. */
export interface Holding {
  readonly instrument: Instrument;
  /** Long > 0. */
  position: Lots;
  /** What trading has paid in (> 0) or out, fees and funding included. */
  cash: QuoteAmount;
  /** Paid > 0, received < 0; already inside `cash`. */
  fees: QuoteAmount;
  /** Received > 0, paid < 0; already inside `cash`. */
  funding: QuoteAmount;
}

export interface VenueAccount {
  readonly key: VenueAccountKey;
  readonly collateral: QuoteAmount;
  readonly holdings: Map<string, Holding>;
  readonly orders: Map<ClientOrderId, VenueOrder>;
  readonly workingOrders: Set<VenueOrder>;
  /** Oldest first. */
  readonly fills: VenueFill[];
  /** Oldest first. */
  readonly payments: VenuePayment[];
}

interface Listed {
  readonly instrument: Instrument;
  /** The outside book, for marks. */
  readonly book: Book;
  readonly outside: Holding;
}

/** A venue's history is finite: of ended orders, fills and payments at least this many stay known per account. */
export const historyMin = 20_000;

/** The same of a venue inside a run: nobody asks it for what is older but the run itself, which asks for what it lacks. */
export const historyMinInside = 2_000;

export class VenueLedger {
  readonly #collateral: QuoteAmount;
  readonly #historyMin: number;
  readonly #accounts = new Map<VenueAccountKey, VenueAccount>();
  readonly #listed = new Map<string, Listed>();
  readonly #endedOrders = new Map<VenueAccountKey, ClientOrderId[]>();
  #feeIncome: QuoteAmount = zeroQuote;

  /** `collateral` is what every account begins with, in the quote asset that all instruments of the venue share. */
  constructor(collateral: QuoteAmount, historyKept: number = historyMin) {
    this.#collateral = collateral;
    this.#historyMin = historyKept;
  }

  /** Lists an instrument; `book` is where it is marked. */
  list(instrument: Instrument, book: Book): void {
    assert(!this.#listed.has(instrument.symbol), `${instrument.symbol} is listed once`);
    for (const other of this.#listed.values()) {
      assert(
        other.instrument.quote === instrument.quote,
        'all instruments of one venue are margined in one asset',
      );
    }
    this.#listed.set(instrument.symbol, { instrument, book, outside: emptyHolding(instrument) });
  }

  /** The account, opened by its first use. */
  account(key: VenueAccountKey): VenueAccount {
    const known = this.#accounts.get(key);
    if (known !== undefined) return known;
    const opened: VenueAccount = {
      key,
      collateral: this.#collateral,
      holdings: new Map(),
      orders: new Map(),
      workingOrders: new Set(),
      fills: [],
      payments: [],
    };
    this.#accounts.set(key, opened);
    return opened;
  }

  accounts(): Iterable<VenueAccount> {
    return this.#accounts.values();
  }

  /** The other side of everything that was not traded between accounts. */
  outside(symbol: string): Holding {
    return this.#listing(symbol).outside;
  }

  /** Fees charged less rebates paid, over all accounts. */
  get feeIncome(): QuoteAmount {
    return this.#feeIncome;
  }

  markBook(symbol: string): Book {
    return this.#listing(symbol).book;
  }

  /** What the account has of the instrument, empty at first. */
  holding(account: VenueAccount, symbol: string): Holding {
    const known = account.holdings.get(symbol);
    if (known !== undefined) return known;
    const holding = emptyHolding(this.#listing(symbol).instrument);
    account.holdings.set(symbol, holding);
    return holding;
  }

  position(key: VenueAccountKey, symbol: string): Lots {
    return this.#accounts.get(key)?.holdings.get(symbol)?.position ?? zeroLots;
  }

  order(key: VenueAccountKey, clientOrderId: ClientOrderId): VenueOrder | undefined {
    return this.#accounts.get(key)?.orders.get(clientOrderId);
  }

  /** Fills of one instrument at or after a venue time, oldest first. */
  fillsSince(key: VenueAccountKey, symbol: string, sinceUs: number): readonly VenueFill[] {
    const fills = this.#accounts.get(key)?.fills ?? [];
    let first = fills.length;
    while (first > 0 && (fills[first - 1] as VenueFill).venueTimeUs >= sinceUs) first -= 1;
    return fills.slice(first).filter((fill) => fill.symbol === symbol);
  }

  /** Funding payments on one instrument at or after a venue time, oldest first. */
  paymentsSince(key: VenueAccountKey, symbol: string, sinceUs: number): readonly VenuePayment[] {
    const payments = this.#accounts.get(key)?.payments ?? [];
    return payments.filter((payment) => payment.symbol === symbol && payment.venueTimeUs >= sinceUs);
  }

  addOrder(order: VenueOrder): void {
    const account = this.account(order.account);
    const namesake = account.orders.get(order.clientOrderId);
    assert(
      namesake === undefined || namesake.end !== undefined,
      'a client order id is that of one open order',
    );
    this.holding(account, order.symbol);
    account.orders.set(order.clientOrderId, order);
    account.workingOrders.add(order);
  }

  endOrder(order: VenueOrder, end: OrderEnd): void {
    assert(order.end === undefined, 'an order ends once');
    order.end = end;
    order.remaining = zeroLots;
    const account = this.account(order.account);
    account.workingOrders.delete(order);
    this.#forgetOldOrders(account, order.clientOrderId);
  }

  /**
   * Books one side of a trade: position, cash and fee of the account, and the mirror image on the outside, from which the two
   * sides of a trade between accounts cancel.
   */
  bookFill(fill: VenueFill): void {
    const { instrument, outside } = this.#listing(fill.symbol);
    const account = this.account(fill.account);
    const holding = this.holding(account, fill.symbol);
    const bought = fill.side === 'buy' ? fill.quantity : negateLots(fill.quantity);
    const paid = notional(instrument, fill.price, bought);
    holding.position = addLots(holding.position, bought);
    holding.cash = subtractQuote(subtractQuote(holding.cash, paid), fill.fee.amount);
    holding.fees = addQuote(holding.fees, fill.fee.amount);
    this.#feeIncome = addQuote(this.#feeIncome, fill.fee.amount);
    outside.position = subtractLots(outside.position, bought);
    outside.cash = addQuote(outside.cash, paid);
    account.fills.push(fill);
    this.#trim(account.fills);
  }

  /** Pays funding (> 0) to the account, out of what the other side of its position pays. */
  bookFunding(account: VenueAccount, payment: VenuePayment): void {
    const { symbol, amount } = payment;
    const holding = this.holding(account, symbol);
    const { outside } = this.#listing(symbol);
    holding.cash = addQuote(holding.cash, amount);
    holding.funding = addQuote(holding.funding, amount);
    outside.cash = subtractQuote(outside.cash, amount);
    outside.funding = subtractQuote(outside.funding, amount);
    account.payments.push(payment);
    this.#trim(account.payments);
  }

  #listing(symbol: string): Listed {
    return assertPresent(this.#listed.get(symbol), `the listing of ${symbol}`);
  }

  /** Takes out the oldest, many at a time. */
  #trim<Kept>(history: Kept[]): readonly Kept[] {
    const surplus = history.length - this.#historyMin;
    return 4 * surplus >= this.#historyMin ? history.splice(0, surplus) : [];
  }

  #forgetOldOrders(account: VenueAccount, endedNow: ClientOrderId): void {
    const ended = this.#endedOrders.get(account.key) ?? [];
    this.#endedOrders.set(account.key, ended);
    ended.push(endedNow);
    for (const clientOrderId of this.#trim(ended))
      if (account.orders.get(clientOrderId)?.end !== undefined) account.orders.delete(clientOrderId);
  }
}

function emptyHolding(instrument: Instrument): Holding {
  return { instrument, position: zeroLots, cash: zeroQuote, fees: zeroQuote, funding: zeroQuote };
}
