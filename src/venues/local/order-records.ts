// What a local venue keeps of orders beside the matching engine: the client's own id, the times, the money that it filled for. It
// hears the engine, brings the record up to date, and then tells it on.
import { assertPresent } from '../../core/assert.ts';
import { notional, type Instrument, type VenueAccountKey } from '../../core/instrument.ts';
import { addQuote, zeroQuote } from '../../core/money.ts';
import type { OrderListener } from '../simulated/matcher.ts';
import type { VenueLedger } from '../simulated/venue-ledger.ts';
import type { VenueOrder } from '../simulated/venue-order.ts';
import type { ExchangeListener } from './exchange-listener.ts';
import type { LocalOrder, LocalTerms, OrderReference } from './local-order.ts';
import { OrderIndex } from './order-index.ts';

export interface OrderRecordsOptions {
  readonly ledger: VenueLedger;
  readonly tell: (what: (listener: ExchangeListener) => void) => void;
  /** An order was accepted that the venue is to end at a time. */
  readonly expires: (order: LocalOrder, atUs: number) => void;
}

export class OrderRecords {
  readonly #options: OrderRecordsOptions;
  readonly #index = new OrderIndex();
  readonly #records = new WeakMap<VenueOrder, LocalOrder>();
  #arriving: LocalTerms | undefined;

  constructor(options: OrderRecordsOptions) {
    this.#options = options;
  }

  /** An order that is accepted during the work came with these terms; the venue's own, as for a liquidation, come with none. */
  whileArriving<Result>(terms: LocalTerms, work: () => Result): Result {
    this.#arriving = terms;
    try {
      return work();
    } finally {
      this.#arriving = undefined;
    }
  }

  of(order: VenueOrder): LocalOrder {
    return assertPresent(this.#records.get(order), 'the record of an order that was accepted');
  }

  find(account: VenueAccountKey, reference: OrderReference): LocalOrder | undefined {
    return this.#index.find(account, reference);
  }

  /** Of the account, oldest first. */
  ended(account: VenueAccountKey): LocalOrder[] {
    return this.#index.ended(account);
  }

  /** For the matching engine of an instrument. */
  listener(instrument: Instrument): OrderListener {
    const { ledger, tell } = this.#options;
    return {
      accepted: (order, venueTimeUs) => {
        const record = this.#register(order, venueTimeUs);
        tell((listener) => listener.accepted?.(record, venueTimeUs));
      },
      filled: (fill) => {
        const record = this.of(
          assertPresent(ledger.order(fill.account, fill.clientOrderId), 'the order of a fill'),
        );
        const paid = notional(instrument, fill.price, fill.quantity);
        record.filledNotional = addQuote(record.filledNotional, paid);
        record.fees = addQuote(record.fees, fill.fee.amount);
        record.updatedAtUs = fill.venueTimeUs;
        tell((listener) => listener.filled?.(record, fill));
      },
      ended: (order, _end, venueTimeUs) => {
        const record = this.of(order);
        record.updatedAtUs = venueTimeUs;
        this.#index.end(record);
        tell((listener) => listener.ended?.(record, venueTimeUs));
      },
    };
  }

  #register(order: VenueOrder, atUs: number): LocalOrder {
    const terms = this.#arriving;
    const { account, symbol } = order;
    const record: LocalOrder = {
      kind: 'order',
      account,
      symbol,
      clientId: terms?.clientId,
      expiresAtUs: terms?.expiresAtUs,
      order,
      createdAtUs: atUs,
      updatedAtUs: atUs,
      filledNotional: zeroQuote,
      fees: zeroQuote,
    };
    this.#records.set(order, record);
    this.#index.add(record);
    if (record.expiresAtUs !== undefined) this.#options.expires(record, record.expiresAtUs);
    return record;
  }
}
