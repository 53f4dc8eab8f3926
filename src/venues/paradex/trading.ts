// The venue port over the wire: requests leave at once, and what comes of them arrives as events. Orders that are not ours are not
// told of: positions reveal them. An order that the venue closes before it rested, because it would not have it, is told as refused.
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
import { asRecord } from '../wire/json.ts';
import { isFill, isOrder } from './account-frames.ts';
import {
  askFills,
  askFunding,
  askMargin,
  askOrder,
  askPosition,
  cumulativeOf,
  malformed,
  type Traded,
} from './account-queries.ts';
import { BegunOrders } from './begun-orders.ts';
import { refusalOf } from './failures.ts';
import type { OrderCalls } from './order-socket.ts';
import { outcomeOf } from './order-words.ts';
import { kindOf, OrderWriter, type SignedOrder } from './order-writer.ts';
import type { Answered, Rest } from './rest.ts';
import type { ParadexSigner } from './sign.ts';
import { ToldOrders } from './told-orders.ts';
import { paymentShape, type Fill, type Order, type Payment } from './wire.ts';

export interface TradingOptions {
  readonly account: VenueAccountKey;
  readonly rest: Rest;
  readonly signer: ParadexSigner;
  readonly ids: ClientIds;
  readonly emit: Emit;
  /** The way to the venue that is open now. */
  readonly calls: () => OrderCalls;
  readonly witness: OrderWitness | undefined;
}

type Request = Pick<RequestFailedEvent, 'instrument' | 'request' | 'clientOrderId' | 'requestId'>;

interface TradedHere extends Traded {
  readonly begun: BegunOrders;
  readonly orders: ForeseenOrder<SignedOrder>;
}

export class Trading implements Venue {
  readonly account: VenueAccountKey;
  readonly #options: TradingOptions;
  readonly #traded = new Map<InstrumentKey, TradedHere>();
  readonly #bySymbol = new Map<string, Traded>();
  readonly #told = new ToldOrders();
  /** Orders without a reply yet, and what waits for it. */
  readonly #placing = new Map<ClientOrderId, (() => void)[]>();

  constructor(options: TradingOptions) {
    this.account = options.account;
    this.#options = options;
  }

  /** From now on the instrument can be traded, and its orders are told of. */
  add(instrument: Instrument): void {
    const grid = new InstrumentGrid(instrument);
    const { rest, signer, ids } = this.#options;
    const writer = new OrderWriter(instrument, grid, signer);
    const begun = new BegunOrders({
      begin: (kind, timestampMs) => writer.begin(kind, timestampMs),
      venueMs: () => rest.venueMs(),
    });
    const orders = new ForeseenOrder(
      () => microseconds(rest.venueMs()),
      (order) => writer.write(order, ids.text(order.clientOrderId), begun.take(kindOf(order))),
    );
    const traded = { instrument, grid, begun, orders };
    this.#traded.set(instrument.key, traded);
    this.#bySymbol.set(instrument.symbol, traded);
  }

  place(order: RiskApproved): void {
    const { instrument, clientOrderId, side, timeInForce } = order;
    const request: Request = { instrument, request: 'place', clientOrderId, requestId: undefined };
    const traded = this.#find(request);
    if (traded === undefined) return;
    if (timeInForce === 'fok') {
      // The venue would let it rest instead.
      const text = 'paradex has no fill-or-kill';
      queueMicrotask(() => this.#fail(request, { kind: 'refused', reason: 'other', text }));
      return;
    }
    const { calls, witness } = this.#options;
    this.#told.remember(clientOrderId, side);
    this.#placing.set(clientOrderId, []);
    const parameters = traded.orders.take(order);
    calls().call({ method: 'order.create', parameters }, (answer) => {
      const waiting = this.#placing.get(clientOrderId) ?? [];
      this.#placing.delete(clientOrderId);
      witness?.answered(clientOrderId, 'place');
      if (answer.ok) this.#tellReply(traded, answer.value);
      else this.#fail(request, answer.failure);
      for (const proceed of waiting) proceed();
    });
    setImmediate(() => this.prepare());
  }

  foresee(order: OrderRequest): void {
    this.#traded.get(order.instrument)?.orders.foresee(order);
  }

  /** To be called now and then: what can be done for the next orders before they come. */
  prepare(): void {
    for (const { begun } of this.#traded.values()) begun.prepare();
  }

  cancel(instrument: InstrumentKey, clientOrderId: ClientOrderId): void {
    const request: Request = { instrument, request: 'cancel', clientOrderId, requestId: undefined };
    const traded = this.#find(request);
    if (traded !== undefined) this.#cancel(traded, request, clientOrderId);
  }

  queryOrder(instrument: InstrumentKey, clientOrderId: ClientOrderId): void {
    const { rest, ids, emit } = this.#options;
    this.#ask(
      { instrument, request: 'query-order', clientOrderId, requestId: undefined },
      (traded) => askOrder(rest, traded, ids.text(clientOrderId)),
      (state) => {
        if (state === undefined) emit({ kind: 'order-not-found', instrument, clientOrderId });
        else emit({ kind: 'order-report', instrument, clientOrderId, ...state });
      },
    );
  }

  queryPosition(instrument: InstrumentKey, requestId: number): void {
    const { rest, emit } = this.#options;
    this.#ask(
      { instrument, request: 'query-position', clientOrderId: undefined, requestId },
      (traded) => askPosition(rest, traded),
      (position) => emit({ kind: 'position-report', instrument, requestId, position }),
    );
  }

  queryFills(instrument: InstrumentKey, requestId: number, sinceVenueTimeUs: number): void {
    const { rest, emit } = this.#options;
    const request: Request = { instrument, request: 'query-fills', clientOrderId: undefined, requestId };
    this.#ask(
      request,
      (traded) => askFills(rest, traded, sinceVenueTimeUs),
      (fills, traded) => {
        const areRead = fills.every((fill) => this.#tellFill(traded, fill));
        // A report says that all fills were told.
        if (areRead) emit({ kind: 'fills-report', instrument, requestId });
        else this.#fail(request, malformed(`a fill of ${traded.instrument.symbol}`).failure);
      },
    );
  }

  queryFunding(instrument: InstrumentKey, requestId: number, sinceVenueTimeUs: number): void {
    const { rest, emit } = this.#options;
    const request: Request = { instrument, request: 'query-funding', clientOrderId: undefined, requestId };
    this.#ask(
      request,
      (traded) => askFunding(rest, traded, sinceVenueTimeUs),
      (payments, traded) => {
        const areRead = payments.every((payment) => this.#tellPayment(traded, payment));
        if (areRead) emit({ kind: 'funding-report', instrument, requestId });
        else this.#fail(request, malformed(`a payment of ${traded.instrument.symbol}`).failure);
      },
    );
  }

  queryMargin(instrument: InstrumentKey, requestId: number): void {
    const { rest, emit } = this.#options;
    this.#ask(
      { instrument, request: 'query-margin', clientOrderId: undefined, requestId },
      () => askMargin(rest),
      (margin) => emit({ kind: 'margin-report', instrument, requestId, ...margin }),
    );
  }

  /** Data of a private channel; false when they cannot be read. */
  tell(channel: string, data: unknown): boolean {
    const point = channel.indexOf('.');
    const traded = this.#bySymbol.get(channel.slice(point + 1));
    if (traded === undefined) return true;
    switch (channel.slice(0, point)) {
      case 'orders':
        if (!isOrder(data)) return false;
        this.#witness(data);
        return this.#tellOrder(traded, data);
      case 'fills':
        return isFill(data) && this.#tellFill(traded, data);
      case 'funding_payments': {
        const payment = paymentShape.safeParse(data);
        return payment.success && this.#tellPayment(traded, payment.data);
      }
      default:
        return true;
    }
  }

  /** A cancel may overtake its order inside the venue: then it is sent again once the order has its reply. */
  #cancel(traded: Traded, request: Request, clientOrderId: ClientOrderId): void {
    const { ids, calls, witness } = this.#options;
    const parameters = { client_id: ids.text(clientOrderId), market: traded.instrument.symbol };
    calls().call({ method: 'order.cancel', parameters }, (answer) => {
      witness?.answered(clientOrderId, 'cancel');
      if (answer.ok) return;
      const { failure } = answer;
      const placing = this.#placing.get(clientOrderId);
      const isUnknown = failure.kind === 'refused' && failure.reason === 'unknown-order';
      if (isUnknown && placing !== undefined)
        placing.push(() => this.#cancel(traded, request, clientOrderId));
      else this.#fail(request, failure);
    });
  }

  /** The reply to an order says that it is queued; what became of it comes on the stream, unless it is there already. */
  #tellReply(traded: Traded, result: unknown): void {
    const order = asRecord(result)?.['order'];
    if (isOrder(order)) this.#tellOrder(traded, order);
  }

  /** False when it cannot be read. */
  #tellOrder(traded: Traded, order: Order): boolean {
    const clientOrderId = this.#options.ids.ofText(order.client_id);
    if (clientOrderId === undefined) return true;
    const cumulativeQuantity = cumulativeOf(order, traded.grid);
    if (cumulativeQuantity === undefined) return false;
    const venueTimeUs = microseconds(order.last_updated_at);
    this.#told.remember(clientOrderId, order.side === 'BUY' ? 'buy' : 'sell');
    if (order.status === 'OPEN') this.#accept(traded, clientOrderId, order.id, venueTimeUs);
    if (order.status !== 'CLOSED') return true;
    const reason = order.cancel_reason ?? '';
    const hasFilled = cumulativeQuantity > 0;
    const isFilled = hasFilled && traded.grid.lots(order.remaining_size) === 0;
    const outcome = outcomeOf(reason, { hasFilled, isFilled });
    const { key: instrument } = traded.instrument;
    if (outcome === 'refused' && !this.#told.isAccepted(clientOrderId)) {
      const request: Request = { instrument, request: 'place', clientOrderId, requestId: undefined };
      if (this.#told.end(clientOrderId)) this.#fail(request, refusalOf(reason));
      return true;
    }
    this.#accept(traded, clientOrderId, order.id, venueTimeUs);
    if (this.#told.end(clientOrderId))
      this.#options.emit({
        kind: 'order-ended',
        instrument,
        clientOrderId,
        outcome,
        cumulativeQuantity,
        venueTimeUs,
      });
    return true;
  }

  #witness({ client_id: clientId, status }: Order): void {
    const clientOrderId = this.#options.ids.ofText(clientId);
    if (clientOrderId === undefined || (status !== 'OPEN' && status !== 'CLOSED')) return;
    this.#options.witness?.streamed(clientOrderId, status === 'OPEN' ? 'open' : 'ended');
  }

  #accept(traded: Traded, clientOrderId: ClientOrderId, venueOrderId: string, venueTimeUs: number): void {
    if (!this.#told.accept(clientOrderId)) return;
    const { key: instrument } = traded.instrument;
    this.#options.emit({ kind: 'order-accepted', instrument, clientOrderId, venueOrderId, venueTimeUs });
  }

  /**
   * False when it cannot be read. The venue's documentation calls the side of a fill that of its taker, its clients read it as
   * the account's own: where the order is known, its side is the fill's.
   */
  #tellFill(traded: Traded, fill: Fill): boolean {
    const clientOrderId = this.#options.ids.ofText(fill.client_id ?? '');
    if (clientOrderId === undefined) return true;
    const price = traded.grid.ticks(fill.price);
    const quantity = traded.grid.lots(fill.size);
    const amount = parseUnits(fill.fee);
    if (price === undefined || quantity === undefined || amount === undefined) return false;
    const venueTimeUs = microseconds(fill.created_at);
    this.#options.emit({
      kind: 'fill',
      instrument: traded.instrument.key,
      clientOrderId,
      tradeId: fill.id,
      venueOrderId: fill.order_id,
      side: this.#told.side(clientOrderId) ?? (fill.side === 'BUY' ? 'buy' : 'sell'),
      price,
      quantity,
      liquidity: fill.liquidity === 'MAKER' ? 'maker' : 'taker',
      fee: { asset: fill.fee_currency, amount: quoteAmount(amount) },
      venueTimeUs,
    });
    return true;
  }

  /** False when it cannot be read. */
  #tellPayment({ instrument: { key, quote } }: Traded, { id, created_at, payment }: Payment): boolean {
    const amount = parseUnits(payment);
    if (amount === undefined) return false;
    this.#options.emit({
      kind: 'funding-payment',
      instrument: key,
      paymentId: id,
      amount: { asset: quote, amount: quoteAmount(amount) },
      venueTimeUs: microseconds(created_at),
    });
    return true;
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
    this.#options.emit({ kind: 'request-failed', ...request, failure });
  }
}
