// The venue port over the wire: orders and cancels go by the trading socket, and by request while that is down; questions go by
// request, over connections of their own. What comes of anything arrives as events.
import { z } from 'zod';
import type { RequestFailedEvent } from '../../core/events.ts';
import type { VenueFailure } from '../../core/failure.ts';
import type { Instrument, InstrumentKey, VenueAccountKey } from '../../core/instrument.ts';
import { limits, microseconds } from '../../core/limits.ts';
import { removesDelta, type ClientOrderId, type OrderRequest, type RiskApproved } from '../../core/order.ts';
import type { Venue } from '../../ports/venue.ts';
import type { OrderWitness } from '../order-witness.ts';
import { inBackground } from '../wire/background.ts';
import type { ClientIds } from '../wire/client-ids.ts';
import { InstrumentGrid } from '../wire/decimal-grid.ts';
import type { Emit } from '../wire/emitter.ts';
import { ForeseenOrder } from '../wire/foreseen-order.ts';
import type { Fields } from '../wire/json.ts';
import type { AccountFeed, Traded } from './account-feed.ts';
import type { AccountQueries } from './account-queries.ts';
import { nonceOf, OrderWriter, type SignedAsset } from './order-writer.ts';
import type { Answered, Rest } from './rest.ts';
import type { OrderSigner } from './sign.ts';
import type { TradeSocket } from './trade-socket.ts';
import { methods, paths } from './wire.ts';

export interface TradingOptions {
  readonly account: VenueAccountKey;
  readonly subAccountId: string;
  readonly chainId: number;
  readonly signer: OrderSigner;
  readonly ids: ClientIds;
  readonly feed: AccountFeed;
  readonly socket: Pick<TradeSocket, 'request'>;
  /** For orders and cancels while the socket is down. */
  readonly orders: Rest;
  readonly queries: AccountQueries;
  /** The venue's time in µs. */
  readonly venueTimeUs: () => number;
  readonly emit: Emit;
  readonly witness: OrderWitness | undefined;
}

interface TradedHere extends Traded {
  /** Orders as the parameters of their requests. */
  readonly orders: ForeseenOrder<string>;
}

type Request = Pick<RequestFailedEvent, 'instrument' | 'request' | 'clientOrderId' | 'requestId'>;

/** How long the venue lets a cancel wait for an order that it overtook, in ms: the shortest there is. */
const cancelWaitMs = 100;

const anyAnswer = z.record(z.string(), z.unknown());

export class Trading implements Venue {
  readonly account: VenueAccountKey;
  readonly #options: TradingOptions;
  readonly #traded = new Map<InstrumentKey, TradedHere>();
  readonly #cancelHead: string;

  constructor(options: TradingOptions) {
    this.#options = options;
    this.account = options.account;
    this.#cancelHead = `{"sub_account_id":"${options.subAccountId}","time_to_live_ms":"${cancelWaitMs}","client_order_id":"`;
  }

  /** From now on the instrument can be traded, and its orders are told of. */
  add(instrument: Instrument, asset: SignedAsset): void {
    const { signer, chainId, subAccountId, feed, venueTimeUs } = this.#options;
    const writer = new OrderWriter(instrument, asset, signer, chainId, subAccountId);
    const orders = new ForeseenOrder(venueTimeUs, (order) => this.#write(writer, order));
    const traded = { instrument, grid: new InstrumentGrid(instrument), orders };
    this.#traded.set(instrument.key, traded);
    feed.add(traded);
  }

  place(order: RiskApproved): void {
    const { instrument, clientOrderId } = order;
    const request: Request = { instrument, request: 'place', clientOrderId, requestId: undefined };
    const traded = this.#find(request);
    if (traded === undefined) return;
    this.#send(request, methods.createOrder, paths.createOrder, traded.orders.take(order));
  }

  foresee(order: OrderRequest): void {
    this.#traded.get(order.instrument)?.orders.foresee(order);
  }

  cancel(instrument: InstrumentKey, clientOrderId: ClientOrderId): void {
    const request: Request = { instrument, request: 'cancel', clientOrderId, requestId: undefined };
    if (this.#find(request) === undefined) return;
    const parameters = `${this.#cancelHead}${this.#options.ids.text(clientOrderId)}"}`;
    this.#options.feed.cancels(instrument, clientOrderId);
    this.#send(request, methods.cancelOrder, paths.cancelOrder, parameters);
  }

  queryOrder(instrument: InstrumentKey, clientOrderId: ClientOrderId): void {
    const { emit, queries, ids } = this.#options;
    this.#ask(
      { instrument, request: 'query-order', clientOrderId, requestId: undefined },
      (traded) => queries.order(traded, ids.text(clientOrderId)),
      (state) => {
        if (state === undefined) emit({ kind: 'order-not-found', instrument, clientOrderId });
        else emit({ kind: 'order-report', instrument, clientOrderId, ...state });
      },
    );
  }

  queryPosition(instrument: InstrumentKey, requestId: number): void {
    const { emit, queries } = this.#options;
    this.#ask(
      { instrument, request: 'query-position', clientOrderId: undefined, requestId },
      (traded) => queries.position(traded),
      (position) => emit({ kind: 'position-report', instrument, requestId, position }),
    );
  }

  queryFills(instrument: InstrumentKey, requestId: number, sinceVenueTimeUs: number): void {
    const { emit, queries, feed } = this.#options;
    const request: Request = { instrument, request: 'query-fills', clientOrderId: undefined, requestId };
    this.#ask(
      request,
      (traded) => queries.fills(traded, sinceVenueTimeUs),
      (fills) => {
        // A report says that all fills were told.
        if (fills.every((fill) => feed.tellFill(fill))) emit({ kind: 'fills-report', instrument, requestId });
        else this.#fail(request, { kind: 'malformed', text: 'a fill that cannot be read' });
      },
    );
  }

  queryFunding(instrument: InstrumentKey, requestId: number, sinceVenueTimeUs: number): void {
    const { emit, queries } = this.#options;
    this.#ask(
      { instrument, request: 'query-funding', clientOrderId: undefined, requestId },
      (traded) => queries.funding(traded, sinceVenueTimeUs),
      (payments, traded) => {
        const { quote: asset } = traded.instrument;
        for (const { amount, ...payment } of payments)
          emit({ kind: 'funding-payment', instrument, ...payment, amount: { asset, amount } });
        emit({ kind: 'funding-report', instrument, requestId });
      },
    );
  }

  queryMargin(instrument: InstrumentKey, requestId: number): void {
    const { emit, queries } = this.#options;
    this.#ask(
      { instrument, request: 'query-margin', clientOrderId: undefined, requestId },
      () => queries.margin(),
      (margin) => emit({ kind: 'margin-report', instrument, requestId, ...margin }),
    );
  }

  #write(writer: OrderWriter, order: OrderRequest): string {
    const { ids, venueTimeUs } = this.#options;
    const { clientOrderId } = order;
    // The end of the signature is the end of the order: what a process that dies leaves behind goes away by itself, and what takes
    // away net delta does not come late.
    const mayRest = order.timeInForce === 'gtc' && !removesDelta(order.role);
    const endsUs = venueTimeUs() + microseconds(mayRest ? limits.makerLifeMs : limits.requestLifeMs);
    return writer.write(order, {
      clientId: ids.text(clientOrderId),
      nonce: nonceOf(clientOrderId),
      expirationNs: BigInt(endsUs) * 1_000n,
    });
  }

  /** That the venue has taken a request is no news: what became of the order comes by the feeds. */
  #send(request: Request, method: string, path: string, parameters: string): void {
    const { socket, orders } = this.#options;
    const isSent = socket.request(method, parameters, (answer) => {
      this.#witness(request);
      if (isFailure(answer)) this.#fail(request, answer);
    });
    if (isSent) return;
    const sending = orders.post(path, parameters, anyAnswer).then((answer) => {
      this.#witness(request);
      if (!answer.ok) this.#fail(request, answer.failure);
    });
    inBackground(sending);
  }

  #ask<Value>(
    request: Request,
    ask: (traded: TradedHere) => Promise<Answered<Value>>,
    tell: (value: Value, traded: TradedHere) => void,
  ): void {
    const traded = this.#find(request);
    if (traded === undefined) return;
    const asking = ask(traded).then((answer) => {
      if (answer.ok) tell(answer.value, traded);
      else this.#fail(request, answer.failure);
    });
    inBackground(asking);
  }

  /** What is not followed is refused in a turn of its own, as all answers come. */
  #find(request: Request): TradedHere | undefined {
    const traded = this.#traded.get(request.instrument);
    if (traded !== undefined) return traded;
    const text = `${request.instrument} is not followed`;
    queueMicrotask(() => this.#fail(request, { kind: 'refused', reason: 'unknown-instrument', text }));
    return undefined;
  }

  #witness({ clientOrderId, request }: Request): void {
    const isOrder = request === 'place' || request === 'cancel';
    if (clientOrderId !== undefined && isOrder) this.#options.witness?.answered(clientOrderId, request);
  }

  #fail(request: Request, failure: VenueFailure): void {
    this.#options.emit({ kind: 'request-failed', ...request, failure });
  }
}

/** Failures of ours have a kind; results of the venue have none. */
const isFailure = (answer: Fields | VenueFailure): answer is VenueFailure => 'kind' in answer;
