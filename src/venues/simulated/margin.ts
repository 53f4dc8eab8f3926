// Initial margin: whether an account can carry one more order. Cross margin over all instruments of the account, each at its
// worst case (everything on one side fills), marked at mid. There is no maintenance margin and no liquidation here.
import { valueAtMid, type Instrument } from '../../core/instrument.ts';
import {
  absLots,
  addLots,
  maxLots,
  subtractLots,
  zeroLots,
  zeroQuote,
  type Lots,
  type QuoteAmount,
} from '../../core/money.ts';
import type { Side } from '../../core/side.ts';
import type { Book } from '../../market/book.ts';
import type { Holding, VenueAccount, VenueLedger } from './venue-ledger.ts';

/** What an order would add to its account. */
export interface AddedOrder {
  readonly symbol: string;
  readonly side: Side;
  readonly quantity: Lots;
}

/**
 * Whether equity × leverage covers the worst case with the order added. What does not enlarge the worst case is always
 * affordable, so that an account in trouble can still reduce.
 */
export function affords(
  ledger: VenueLedger,
  account: VenueAccount,
  added: AddedOrder,
  leverage: bigint,
): boolean {
  ledger.holding(account, added.symbol);
  const before = worstCase(ledger, account, { ...added, quantity: zeroLots });
  const after = worstCase(ledger, account, added);
  return after <= before || after <= equity(ledger, account) * leverage;
}

/** Collateral, cash and the marked value of all positions. */
export function equity(ledger: VenueLedger, account: VenueAccount): QuoteAmount {
  let sum: bigint = account.collateral;
  for (const { instrument, position, cash } of account.holdings.values()) {
    sum += cash + markedValue(instrument, ledger.markBook(instrument.symbol), position);
  }
  return sum as QuoteAmount;
}

/** The largest marked value that the positions can grow to, summed over the instruments. */
function worstCase(ledger: VenueLedger, account: VenueAccount, added: AddedOrder): bigint {
  let sum = 0n;
  for (const holding of account.holdings.values()) {
    const longest = addLots(holding.position, working(account, holding, 'buy', added));
    const shortest = subtractLots(holding.position, working(account, holding, 'sell', added));
    const worst = maxLots(absLots(longest), absLots(shortest));
    sum += markedValue(holding.instrument, ledger.markBook(holding.instrument.symbol), worst);
  }
  return sum;
}

/** Quantity that works on one side of one instrument. Reduce-only orders cannot enlarge anything. */
function working(account: VenueAccount, { instrument }: Holding, side: Side, added: AddedOrder): Lots {
  let sum = added.symbol === instrument.symbol && added.side === side ? added.quantity : zeroLots;
  for (const order of account.workingOrders) {
    if (order.symbol !== instrument.symbol || order.side !== side || order.reduceOnly) continue;
    sum = addLots(sum, order.remaining);
  }
  return sum;
}

/** At mid, at the one side that is there, or at nothing in an empty book. */
function markedValue(instrument: Instrument, book: Book, quantity: Lots): QuoteAmount {
  const bid = book.bids.bestPrice() ?? book.asks.bestPrice();
  const ask = book.asks.bestPrice() ?? book.bids.bestPrice();
  return bid === undefined || ask === undefined ? zeroQuote : valueAtMid(instrument, bid, ask, quantity);
}
