// Margin of an account on a simulated venue: cross margin over all its instruments, marked at mid. Initial margin reckons each
// instrument at its worst case (everything on one side fills), maintenance margin with what is held.
import { valueAtMid, type Instrument } from '../../core/instrument.ts';
import type { AccountMargin } from '../../core/margin.ts';
import {
  absLots,
  addLots,
  maxLots,
  quoteAmount,
  subtractLots,
  zeroLots,
  zeroQuote,
  type Lots,
  type QuoteAmount,
} from '../../core/money.ts';
import { shareRoundedUp } from '../../core/share.ts';
import type { Side } from '../../core/side.ts';
import type { Holding, VenueAccount, VenueLedger } from './venue-ledger.ts';

/** What an order would add to its account. */
export interface AddedOrder {
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: Lots;
}

/**
 * Whether equity covers the initial margin with the order added. What does not enlarge that margin is always affordable, so
 * that an account in trouble can still reduce.
 */
export function affords(ledger: VenueLedger, account: VenueAccount, added: AddedOrder): boolean {
  ledger.holding(account, added.symbol);
  const before = initialMargin(ledger, account, undefined);
  const after = initialMargin(ledger, account, added);
  return after <= before || after <= equity(ledger, account);
}

/** What the venue says of the account when it is asked. */
export function marginOf(ledger: VenueLedger, account: VenueAccount): AccountMargin {
  return {
    equity: equity(ledger, account),
    initialMargin: initialMargin(ledger, account, undefined),
    maintenanceMargin: maintenanceMargin(ledger, account),
  };
}

/** Collateral, cash and the marked value of all positions. */
export function equity(ledger: VenueLedger, account: VenueAccount): QuoteAmount {
  let sum: bigint = account.collateral;
  for (const { instrument, position, cash } of account.holdings.values()) {
    sum += cash + markedValue(ledger, instrument, position);
  }
  return quoteAmount(sum);
}

/** What the positions that are held must be backed by: with less, the account is liquidated. */
export function maintenanceMargin(ledger: VenueLedger, account: VenueAccount): QuoteAmount {
  let sum = 0n;
  for (const { instrument, position } of account.holdings.values()) {
    if (position === 0) continue;
    const value = markedValue(ledger, instrument, absLots(position));
    sum += shareRoundedUp(value, instrument.margin.maintenance);
  }
  return quoteAmount(sum);
}

/** The largest value that the positions can grow to, at each instrument's rate. */
function initialMargin(
  ledger: VenueLedger,
  account: VenueAccount,
  added: AddedOrder | undefined,
): QuoteAmount {
  let sum = 0n;
  for (const holding of account.holdings.values()) {
    const { instrument, position } = holding;
    const longest = addLots(position, working(account, holding, 'buy', added));
    const shortest = subtractLots(position, working(account, holding, 'sell', added));
    const worst = maxLots(absLots(longest), absLots(shortest));
    const value = markedValue(ledger, instrument, worst);
    sum += shareRoundedUp(value, instrument.margin.initial);
  }
  return quoteAmount(sum);
}

/** Quantity that works on one side of one instrument. Reduce-only orders cannot enlarge anything. */
function working(
  account: VenueAccount,
  { instrument }: Holding,
  side: Side,
  added: AddedOrder | undefined,
): Lots {
  let sum = added?.symbol === instrument.symbol && added.side === side ? added.quantity : zeroLots;
  for (const order of account.workingOrders) {
    if (order.symbol !== instrument.symbol || order.side !== side || order.reduceOnly) continue;
    sum = addLots(sum, order.remaining);
  }
  return sum;
}

/** At mid, at the one side that is there, or at nothing in an empty book. */
export function markedValue(ledger: VenueLedger, instrument: Instrument, quantity: Lots): QuoteAmount {
  const book = ledger.markBook(instrument.symbol);
  const bid = book.bids.bestPrice() ?? book.asks.bestPrice();
  const ask = book.asks.bestPrice() ?? book.bids.bestPrice();
  return bid === undefined || ask === undefined ? zeroQuote : valueAtMid(instrument, bid, ask, quantity);
}
