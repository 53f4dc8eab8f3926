// What the venue tells of the account's orders, as events: from the private feeds, and from histories. Orders that are not ours are
// not told of: positions reveal them.
import type { Instrument, InstrumentKey } from '../../core/instrument.ts';
import { parseQuote } from '../../core/money.ts';
import type { ClientOrderId } from '../../core/order.ts';
import type { OrderWitness } from '../order-witness.ts';
import type { ClientIds } from '../wire/client-ids.ts';
import type { InstrumentGrid } from '../wire/decimal-grid.ts';
import type { Emit } from '../wire/emitter.ts';
import type { Fields } from '../wire/json.ts';
import { makeRoom } from '../wire/make-room.ts';
import { refusalOfReason } from './failures.ts';
import { readFill, readOrder, type FeedFrame, type FillFeed, type OrderFeed } from './frames.ts';

/** An instrument that is traded, and its numbers as text. */
export interface Traded {
  readonly instrument: Instrument;
  readonly grid: InstrumentGrid;
}

type Outcome = 'filled' | 'canceled' | 'expired' | 'refused';

/** Ends by the order's own terms; all others are cancels. */
const expiries: ReadonlySet<string> = new Set([
  'EXPIRED',
  'MARKET_CANCEL',
  'IOC_CANCEL',
  'AON_CANCEL',
  'FOK_CANCEL',
]);

export class AccountFeed {
  readonly #ids: ClientIds;
  readonly #emit: Emit;
  readonly #witness: OrderWitness | undefined;
  readonly #bySymbol = new Map<string, Traded>();
  /** Orders that were told to be open, oldest first: every later word on them says so again. */
  readonly #open = new Set<ClientOrderId>();
  /** Cancels on their way, and where: the venue's word on one that found nothing does not name the instrument. */
  readonly #cancelling = new Map<ClientOrderId, InstrumentKey>();

  constructor(ids: ClientIds, emit: Emit, witness?: OrderWitness) {
    this.#ids = ids;
    this.#emit = emit;
    this.#witness = witness;
  }

  /** From now on the instrument's orders are told of. */
  add(traded: Traded): void {
    this.#bySymbol.set(traded.instrument.symbol, traded);
  }

  /** A cancel leaves: its order ends, or the venue says that there was none. */
  cancels(instrument: InstrumentKey, clientOrderId: ClientOrderId): void {
    makeRoom(this.#cancelling);
    this.#cancelling.set(clientOrderId, instrument);
  }

  /** False when it cannot be read. */
  told({ stream, feed }: FeedFrame): boolean {
    switch (stream) {
      case 'v1.order':
        return this.#toldOrder(feed);
      case 'v1.fill':
        return this.#toldFill(feed);
      case 'v1.cancel':
        return this.#toldCancel(feed);
      default:
        return true;
    }
  }

  /** One execution, from the feed or from the history. False when it cannot be read. */
  tellFill(fill: FillFeed): boolean {
    const traded = this.#bySymbol.get(fill.instrument);
    const clientOrderId = this.#ids.ofText(fill.clientId);
    if (traded === undefined || clientOrderId === undefined) return true;
    const { instrument, grid } = traded;
    const price = grid.ticks(fill.price);
    const quantity = grid.lots(fill.size);
    const amount = parseQuote(fill.fee);
    if (price === undefined || quantity === undefined || amount === undefined) return false;
    const { tradeId, orderId: venueOrderId, side, liquidity, venueTimeUs } = fill;
    this.#emit({
      kind: 'fill',
      instrument: instrument.key,
      clientOrderId,
      tradeId,
      venueOrderId,
      side,
      price,
      quantity,
      liquidity,
      fee: { asset: fill.feeAsset ?? instrument.quote, amount },
      venueTimeUs,
    });
    return true;
  }

  #toldFill(feed: Fields): boolean {
    const fill = readFill(feed);
    return fill !== undefined && this.tellFill(fill);
  }

  #toldOrder(feed: Fields): boolean {
    const order = readOrder(feed);
    if (order === undefined) return false;
    const traded = this.#bySymbol.get(order.instrument);
    const clientOrderId = this.#ids.ofText(order.clientId);
    if (traded === undefined || clientOrderId === undefined) return true;
    if (order.status !== 'PENDING')
      this.#witness?.streamed(clientOrderId, order.status === 'OPEN' ? 'open' : 'ended');
    switch (order.status) {
      case 'PENDING':
        return true;
      case 'OPEN':
        this.#tellOpen(traded, clientOrderId, order);
        return true;
      case 'FILLED':
        return this.#tellEnd(traded, clientOrderId, order, 'filled');
      case 'REJECTED':
        return this.#tellRejected(traded, clientOrderId, order);
      case 'CANCELLED':
        return this.#tellEnd(
          traded,
          clientOrderId,
          order,
          expiries.has(order.reason) ? 'expired' : 'canceled',
        );
      default:
        return false;
    }
  }

  #tellOpen({ instrument }: Traded, clientOrderId: ClientOrderId, order: OrderFeed): void {
    if (this.#open.has(clientOrderId)) return;
    makeRoom(this.#open);
    this.#open.add(clientOrderId);
    const { orderId: venueOrderId, venueTimeUs } = order;
    this.#emit({
      kind: 'order-accepted',
      instrument: instrument.key,
      clientOrderId,
      venueOrderId,
      venueTimeUs,
    });
  }

  /** An order that was never open: its request was refused, though by another messenger. */
  #tellRejected(traded: Traded, clientOrderId: ClientOrderId, order: OrderFeed): boolean {
    // A cancel that overtook its order keeps it out of the book.
    if (order.reason === 'CLIENT_CANCEL') return this.#tellEnd(traded, clientOrderId, order, 'canceled');
    const reason = refusalOfReason(order.reason) ?? 'other';
    this.#emit({
      kind: 'request-failed',
      instrument: traded.instrument.key,
      request: 'place',
      clientOrderId,
      requestId: undefined,
      failure: { kind: 'refused', reason, text: `rejected: ${order.reason}` },
    });
    return true;
  }

  #tellEnd(
    { instrument, grid }: Traded,
    clientOrderId: ClientOrderId,
    { traded, venueTimeUs }: OrderFeed,
    outcome: Outcome,
  ): boolean {
    const cumulativeQuantity = grid.lots(traded);
    if (cumulativeQuantity === undefined) return false;
    this.#open.delete(clientOrderId);
    // A cancel that came too late is still told of.
    if (outcome === 'canceled') this.#cancelling.delete(clientOrderId);
    const { key } = instrument;
    this.#emit({
      kind: 'order-ended',
      instrument: key,
      clientOrderId,
      outcome,
      cumulativeQuantity,
      venueTimeUs,
    });
    return true;
  }

  /** A cancel is waited for no longer: while it waited, no such order was open and none came. */
  #toldCancel({ client_order_id: clientId, cancel_status: status }: Fields): boolean {
    if (typeof clientId !== 'string' || typeof status !== 'string') return false;
    const clientOrderId = this.#ids.ofText(clientId);
    const instrument = clientOrderId === undefined ? undefined : this.#cancelling.get(clientOrderId);
    if (clientOrderId === undefined || instrument === undefined || status !== 'EXPIRED') return true;
    this.#cancelling.delete(clientOrderId);
    const failure = { kind: 'refused', reason: 'unknown-order', text: 'no such order is open' } as const;
    this.#emit({
      kind: 'request-failed',
      instrument,
      request: 'cancel',
      clientOrderId,
      requestId: undefined,
      failure,
    });
    return true;
  }
}
