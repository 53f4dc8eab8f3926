// The venue port over the wire: requests leave at once, and what comes of them arrives as events, from replies and from the private
// stream, whichever is first. Orders that are not ours are not told of: positions reveal them.
import { parseUnits } from '../../core/decimal.ts';
import type { RequestFailedEvent } from '../../core/events.ts';
import type { VenueFailure } from '../../core/failure.ts';
import type { Instrument, InstrumentKey, VenueAccountKey } from '../../core/instrument.ts';
import { microseconds } from '../../core/limits.ts';
import { quoteAmount } from '../../core/money.ts';
import type { ClientOrderId, OrderRequest, RiskApproved } from '../../core/order.ts';
import type { Venue } from '../../ports/venue.ts';
import type { OrderWitness } from '../order-witness.ts';
import { inBackground } from '../wire/background.ts';
import type { ClientIds } from '../wire/client-ids.ts';
import { InstrumentGrid } from '../wire/decimal-grid.ts';
import type { Emit } from '../wire/emitter.ts';
import { ForeseenOrder } from '../wire/foreseen-order.ts';
import {
  askFills,
  askFunding,
  askMargin,
  askOrder,
  askPosition,
  malformed,
  type Traded,
} from './account-queries.ts';
import type { OrderFill, OrderUpdate } from './frames.ts';
import { outcomeOf } from './order-words.ts';
import type { Answered, Rest, SignedOrder } from './rest.ts';
import { ToldOrders } from './told-orders.ts';
import { createdAtUs, encodeCancel, encodeOrder, parseClientId, type Fill, type Order } from './wire.ts';

export interface TradingOptions {
  readonly account: VenueAccountKey;
  readonly rest: Rest;
  readonly ids: ClientIds;
  readonly emit: Emit;
  readonly witness?: OrderWitness | undefined;
}

interface TradedHere extends Traded {
  readonly orders: ForeseenOrder<SignedOrder>;
}

/** Which order it was, and when. */
type Where = Pick<OrderUpdate, 'side' | 'venueOrderId' | 'venueTimeUs'>;
type Request = Pick<RequestFailedEvent, 'instrument' | 'request' | 'clientOrderId' | 'requestId'>;

export class Trading implements Venue {
  readonly account: VenueAccountKey;
  readonly #rest: Rest;
  readonly #ids: ClientIds;
  readonly #emit: Emit;
  readonly #witness: OrderWitness | undefined;
  readonly #traded = new Map<InstrumentKey, TradedHere>();
  readonly #bySymbol = new Map<string, Traded>();
  readonly #told = new ToldOrders();
  /** Orders whose reply is awaited. */
  readonly #placing = new Map<ClientOrderId, Promise<void>>();

  constructor({ account, rest, ids, emit, witness }: TradingOptions) {
    this.account = account;
    this.#rest = rest;
    this.#ids = ids;
    this.#emit = emit;
    this.#witness = witness;
  }

  /** From now on the instrument can be traded, and its orders are told of. */
  add(instrument: Instrument): void {
    const grid = new InstrumentGrid(instrument);
    const orders = new ForeseenOrder(
      () => microseconds(this.#rest.timestampMs()),
      (order) =>
        this.#rest.sign(encodeOrder(instrument.symbol, grid, order, this.#ids.uint32(order.clientOrderId))),
    );
    const traded = { instrument, grid, orders };
    this.#traded.set(instrument.key, traded);
    this.#bySymbol.set(instrument.symbol, traded);
  }

  place(order: RiskApproved): void {
    const { instrument, clientOrderId } = order;
    const request: Request = { instrument, request: 'place', clientOrderId, requestId: undefined };
    const traded = this.#find(request);
    if (traded === undefined) return;
    const placing = this.#rest.place(traded.orders.take(order)).then((answer) => {
      this.#placing.delete(clientOrderId);
      this.#witness?.answered(clientOrderId, 'place');
      if (!answer.ok) this.#fail(request, answer.failure);
      else if (answer.value !== undefined) this.#tellReply(traded, order, answer.value);
    });
    this.#placing.set(clientOrderId, placing);
    inBackground(placing);
  }

  foresee(order: OrderRequest): void {
    this.#traded.get(order.instrument)?.orders.foresee(order);
  }

  cancel(instrument: InstrumentKey, clientOrderId: ClientOrderId): void {
    const request: Request = { instrument, request: 'cancel', clientOrderId, requestId: undefined };
    const traded = this.#find(request);
    if (traded !== undefined) inBackground(this.#cancel(traded, request, clientOrderId));
  }

  queryOrder(instrument: InstrumentKey, clientOrderId: ClientOrderId): void {
    const request: Request = { instrument, request: 'query-order', clientOrderId, requestId: undefined };
    const clientId = this.#ids.uint32(clientOrderId);
    this.#ask(
      request,
      (traded) =>
        askOrder(this.#rest, traded, {
          clientId,
          venueOrderId: this.#told.venueOrderId(clientOrderId),
          isMeant: (createdUs) => this.#ids.ofUint32(clientId, createdUs) === clientOrderId,
        }),
      (state) => {
        if (state === undefined) this.#emit({ kind: 'order-not-found', instrument, clientOrderId });
        else this.#emit({ kind: 'order-report', instrument, clientOrderId, ...state });
      },
    );
  }

  queryPosition(instrument: InstrumentKey, requestId: number): void {
    this.#ask(
      { instrument, request: 'query-position', clientOrderId: undefined, requestId },
      (traded) => askPosition(this.#rest, traded),
      (position) => this.#emit({ kind: 'position-report', instrument, requestId, position }),
    );
  }

  queryFills(instrument: InstrumentKey, requestId: number, sinceVenueTimeUs: number): void {
    const request: Request = { instrument, request: 'query-fills', clientOrderId: undefined, requestId };
    this.#ask(
      request,
      (traded) => askFills(this.#rest, traded, sinceVenueTimeUs),
      (fills, traded) => {
        const areRead = fills.every(({ fill, venueTimeUs }) => this.#tellOldFill(traded, fill, venueTimeUs));
        // A report says that all fills were told.
        if (areRead) this.#emit({ kind: 'fills-report', instrument, requestId });
        else this.#fail(request, malformed(`a fill of ${traded.instrument.symbol}`).failure);
      },
    );
  }

  queryFunding(instrument: InstrumentKey, requestId: number, sinceVenueTimeUs: number): void {
    this.#ask(
      { instrument, request: 'query-funding', clientOrderId: undefined, requestId },
      (traded) => askFunding(this.#rest, traded, sinceVenueTimeUs),
      (payments, traded) => {
        const { quote: asset } = traded.instrument;
        for (const { amount, ...payment } of payments)
          this.#emit({ kind: 'funding-payment', instrument, ...payment, amount: { asset, amount } });
        this.#emit({ kind: 'funding-report', instrument, requestId });
      },
    );
  }

  queryMargin(instrument: InstrumentKey, requestId: number): void {
    this.#ask(
      { instrument, request: 'query-margin', clientOrderId: undefined, requestId },
      () => askMargin(this.#rest),
      (margin) => this.#emit({ kind: 'margin-report', instrument, requestId, ...margin }),
    );
  }

  /** A word of the private stream; false when it cannot be read. */
  tell(symbol: string, update: OrderUpdate): boolean {
    const traded = this.#bySymbol.get(symbol);
    const { clientId, venueOrderId, fill, venueTimeUs } = update;
    const clientOrderId = clientId === undefined ? undefined : this.#ids.ofUint32(clientId, venueTimeUs);
    if (traded === undefined || clientOrderId === undefined) return true;
    const { key: instrument } = traded.instrument;
    const cumulativeQuantity = traded.grid.lots(update.cumulativeQuantity);
    if (cumulativeQuantity === undefined) return false;
    if (this.#told.accept(clientOrderId, venueOrderId))
      this.#emit({ kind: 'order-accepted', instrument, clientOrderId, venueOrderId, venueTimeUs });
    if (fill !== undefined && !this.#tellFill(traded, clientOrderId, update, fill)) return false;
    const outcome = outcomeOf(update.status, update.expiryReason, cumulativeQuantity > 0);
    this.#witness?.streamed(clientOrderId, outcome === undefined ? 'open' : 'ended');
    if (outcome !== undefined && this.#told.end(clientOrderId, venueOrderId))
      this.#emit({
        kind: 'order-ended',
        instrument,
        clientOrderId,
        outcome,
        cumulativeQuantity,
        venueTimeUs,
      });
    return true;
  }

  /** A cancel may overtake its order on another connection: then it is sent again once the order has its reply. */
  async #cancel(traded: Traded, request: Request, clientOrderId: ClientOrderId): Promise<void> {
    const encoded = encodeCancel(traded.instrument.symbol, this.#ids.uint32(clientOrderId));
    const placing = this.#placing.get(clientOrderId);
    let answer = await this.#rest.cancel(encoded);
    if (placing !== undefined && isUnknown(answer)) {
      await placing;
      answer = await this.#rest.cancel(encoded);
    }
    this.#witness?.answered(clientOrderId, 'cancel');
    if (!answer.ok) this.#fail(request, answer.failure);
    else if (answer.value !== undefined) this.#tellEnd(traded, clientOrderId, answer.value, undefined);
  }

  #tellReply(traded: Traded, order: OrderRequest, reply: Order): void {
    const { clientOrderId, instrument } = order;
    const { id: venueOrderId } = reply;
    const venueTimeUs = createdAtUs(reply) ?? microseconds(this.#rest.timestampMs());
    if (this.#told.accept(clientOrderId, venueOrderId))
      this.#emit({ kind: 'order-accepted', instrument, clientOrderId, venueOrderId, venueTimeUs });
    this.#tellEnd(traded, clientOrderId, reply, order.postOnly ? 'PostOnlyTaker' : undefined);
  }

  /**
   * The end of an order that filled nothing. Where something was filled, the stream tells the fills and then the end: an end
   * that came before its fills would only make them look lost.
   */
  #tellEnd(
    traded: Traded,
    clientOrderId: ClientOrderId,
    reply: Order,
    expiryReason: string | undefined,
  ): void {
    const { key: instrument } = traded.instrument;
    const cumulativeQuantity = traded.grid.lots(reply.executedQuantity ?? '0');
    const outcome = outcomeOf(reply.status, expiryReason, false);
    if (cumulativeQuantity !== 0 || outcome === undefined || !this.#told.end(clientOrderId, reply.id)) return;
    const venueTimeUs = microseconds(this.#rest.timestampMs());
    this.#emit({ kind: 'order-ended', instrument, clientOrderId, outcome, cumulativeQuantity, venueTimeUs });
  }

  /** False when it cannot be read. */
  #tellFill(traded: Traded, clientOrderId: ClientOrderId, update: Where, fill: OrderFill): boolean {
    const price = traded.grid.ticks(fill.price);
    const quantity = traded.grid.lots(fill.quantity);
    const amount = parseUnits(fill.fee);
    if (price === undefined || quantity === undefined || amount === undefined) return false;
    this.#emit({
      kind: 'fill',
      instrument: traded.instrument.key,
      clientOrderId,
      tradeId: fill.tradeId,
      venueOrderId: update.venueOrderId,
      side: update.side,
      price,
      quantity,
      liquidity: fill.isMaker ? 'maker' : 'taker',
      fee: { asset: fill.feeAsset, amount: quoteAmount(amount) },
      venueTimeUs: update.venueTimeUs,
    });
    return true;
  }

  /** A fill from the history. False when it cannot be read. */
  #tellOldFill(traded: Traded, row: Fill, venueTimeUs: number): boolean {
    const clientId = parseClientId(row.clientId);
    const clientOrderId = clientId === undefined ? undefined : this.#ids.ofUint32(clientId, venueTimeUs);
    if (clientOrderId === undefined) return true;
    if (row.tradeId === undefined || row.tradeId === null) return false;
    const side = row.side === 'Bid' ? 'buy' : 'sell';
    const { price, quantity, isMaker, fee, feeSymbol: feeAsset, orderId: venueOrderId } = row;
    const update = { side, venueOrderId, venueTimeUs } as const;
    const fill = { tradeId: String(row.tradeId), price, quantity, isMaker, fee, feeAsset };
    return this.#tellFill(traded, clientOrderId, update, fill);
  }

  #ask<Value>(
    request: Request,
    ask: (traded: Traded) => Promise<Answered<Value>>,
    tell: (value: Value, traded: Traded) => void,
  ): void {
    const traded = this.#find(request);
    if (traded === undefined) return;
    inBackground(
      ask(traded).then((answer) => {
        if (answer.ok) tell(answer.value, traded);
        else this.#fail(request, answer.failure);
      }),
    );
  }

  /** What is not followed is refused in a turn of its own, as all answers come. */
  #find(request: Request): TradedHere | undefined {
    const traded = this.#traded.get(request.instrument);
    if (traded !== undefined) return traded;
    const text = `${request.instrument} is not followed`;
    queueMicrotask(() => this.#fail(request, { kind: 'refused', reason: 'unknown-instrument', text }));
    return undefined;
  }

  #fail(request: Request, failure: VenueFailure): void {
    this.#emit({ kind: 'request-failed', ...request, failure });
  }
}

const isUnknown = (answer: Answered<unknown>): boolean =>
  !answer.ok && answer.failure.kind === 'refused' && answer.failure.reason === 'unknown-order';
