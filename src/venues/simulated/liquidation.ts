// Liquidation: an account whose equity has fallen below its maintenance margin loses its orders and, at the market, all that it
// holds. What comes of it reaches the account like any fill, under an order id that the account never gave.
import { absLots } from '../../core/money.ts';
import type { ClientOrderId } from '../../core/order.ts';
import { oppositeSide, sideOfSign } from '../../core/side.ts';
import type { ListedMarket } from './listed-market.ts';
import { equity, maintenanceMargin } from './margin.ts';
import type { VenueAccount, VenueLedger } from './venue-ledger.ts';

export class Liquidator {
  readonly #ledger: VenueLedger;
  /** By symbol. */
  readonly #listings = new Map<string, ListedMarket>();
  #orders = 0;

  constructor(ledger: VenueLedger) {
    this.#ledger = ledger;
  }

  add(listing: ListedMarket): void {
    this.#listings.set(listing.instrument.symbol, listing);
  }

  /** A mark has moved: closes every account that no longer carries what it holds. What finds no depth waits for the next move. */
  check(timeUs: number): void {
    for (const account of this.#ledger.accounts()) {
      if (!holdsAnything(account)) continue;
      if (equity(this.#ledger, account) >= maintenanceMargin(this.#ledger, account)) continue;
      this.#liquidate(account, timeUs);
    }
  }

  #liquidate(account: VenueAccount, timeUs: number): void {
    for (const { symbol, clientOrderId } of account.workingOrders) {
      this.#listings.get(symbol)?.engine.cancel(account.key, clientOrderId, timeUs);
    }
    for (const { instrument, position } of account.holdings.values()) {
      const listing = this.#listings.get(instrument.symbol);
      if (position === 0 || listing === undefined) continue;
      this.#orders += 1;
      listing.engine.place(
        account.key,
        {
          // Ids of accounts are above zero.
          clientOrderId: -this.#orders as ClientOrderId,
          side: oppositeSide(sideOfSign(position)),
          quantity: absLots(position),
          price: undefined,
          timeInForce: 'ioc',
          postOnly: false,
          reduceOnly: true,
        },
        timeUs,
      );
      listing.publishChanges(timeUs);
    }
  }
}

function holdsAnything({ holdings }: VenueAccount): boolean {
  for (const { position } of holdings.values()) if (position !== 0) return true;
  return false;
}
