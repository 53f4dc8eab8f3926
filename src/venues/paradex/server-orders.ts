// Orders at the local server, by request and by socket: what a client asks for, read strictly and its signature verified; and what
// the venue looks at only after it has taken an order, so that such an order is closed instead of refused.
import { z } from 'zod';
import { parseUnits } from '../../core/decimal.ts';
import type { VenueAccountKey } from '../../core/instrument.ts';
import type { LocalExchange } from '../local/local-exchange.ts';
import type { LocalOrder, LocalTerms, OrderReference } from '../local/local-order.ts';
import type { Refusal } from '../simulated/venue-order.ts';
import { signedDecimals } from './order-writer.ts';
import type { Auth, AuthError } from './server-auth.ts';
import { closedFor, millis, orderBody, refusalError, type Listed } from './server-words.ts';

/** What the venue takes more than that, this server does not trade: better refused than ignored. */
const orderSchema = z.strictObject({
  market: z.string(),
  side: z.enum(['BUY', 'SELL']),
  type: z.enum(['LIMIT', 'MARKET']),
  size: z.string(),
  price: z.string().optional(),
  instruction: z.enum(['GTC', 'IOC', 'POST_ONLY']),
  client_id: z.string().max(64).optional(),
  flags: z.array(z.literal('REDUCE_ONLY')).optional(),
  signature: z.string(),
  signature_timestamp: z.int(),
  recv_window: z.int().min(10).optional(),
  stp: z.enum(['EXPIRE_MAKER', 'EXPIRE_TAKER', 'EXPIRE_BOTH']).optional(),
});
type OrderRequest = z.infer<typeof orderSchema>;

export interface ServerOrdersOptions {
  readonly exchange: LocalExchange;
  readonly listings: ReadonlyMap<string, Listed>;
  readonly auth: Auth;
  readonly address: string;
  /** An order that was closed at once. */
  readonly closed: (account: VenueAccountKey, body: Record<string, unknown>) => void;
}

export interface PlacedOrder {
  readonly body: Record<string, unknown>;
  /** What rests, or may; an order that was closed at once is none. */
  readonly order: LocalOrder | undefined;
}

const closedKept = 1_000;

export class ServerOrders {
  readonly #options: ServerOrdersOptions;
  /** Orders that never rested, the oldest first. */
  #closed: Record<string, unknown>[] = [];
  #closedCount = 0;

  constructor(options: ServerOrdersOptions) {
    this.#options = options;
  }

  place(account: VenueAccountKey, asked: unknown): PlacedOrder | AuthError {
    const parsed = orderSchema.safeParse(asked);
    if (!parsed.success)
      return { status: 400, error: 'VALIDATION_ERROR', message: z.prettifyError(parsed.error) };
    const { exchange, listings } = this.#options;
    const request = parsed.data;
    const unsigned = this.#refuseSignature(request);
    if (unsigned !== undefined) return unsigned;
    const listing = listings.get(request.market);
    if (listing === undefined) return refusalError('unknown-instrument');
    const terms = termsOf(request, listing);
    if ('error' in terms) return terms;
    const result = exchange.place(account, terms);
    if (result.kind === 'order') return { body: this.body(result), order: result };
    return this.#closeOrRefuse(account, request, result);
  }

  /** The venue answers that the cancel is queued; what comes of it is told on the stream. */
  cancel(account: VenueAccountKey, reference: OrderReference): { readonly id: string } | AuthError {
    const result = this.#options.exchange.cancel(account, reference);
    if (result.kind === 'order') return { id: result.order.venueOrderId };
    const known = this.#options.exchange.order(account, reference);
    return known === undefined
      ? refusalError('unknown-order')
      : { status: 400, error: 'ORDER_IS_CLOSED', message: 'the order is closed' };
  }

  cancelAll(account: VenueAccountKey, market: string | undefined): void {
    this.#options.exchange.cancelAll(account, market);
  }

  open(account: VenueAccountKey, market: string | undefined): Record<string, unknown>[] {
    return this.#options.exchange.orders(account, market).map((order) => this.body(order));
  }

  /** An order that rests: what has ended is not found. */
  find(account: VenueAccountKey, reference: OrderReference): Record<string, unknown> | AuthError {
    const order = this.#options.exchange.order(account, reference);
    return order === undefined || order.order.end !== undefined
      ? refusalError('unknown-order')
      : this.body(order);
  }

  /** Open and ended ones, the newest first. */
  history(account: VenueAccountKey): Record<string, unknown>[] {
    const { exchange } = this.#options;
    const orders = [...exchange.endedOrders(account), ...exchange.orders(account)];
    return [...this.#closed, ...orders.map((order) => this.body(order))].reverse();
  }

  body(order: LocalOrder): Record<string, unknown> {
    const { listings, address } = this.#options;
    const listing = listings.get(order.symbol);
    return listing === undefined ? {} : orderBody(order, listing, address);
  }

  #refuseSignature(request: OrderRequest): AuthError | undefined {
    const size = parseUnits(request.size, signedDecimals);
    const price = request.type === 'MARKET' ? 0n : parseUnits(request.price ?? '', signedDecimals);
    if (size === undefined || size < 0n) return refusalError('invalid-quantity');
    if (price === undefined || price < 0n) return refusalError('invalid-price');
    const {
      market,
      side,
      type,
      signature,
      signature_timestamp: timestampMs,
      recv_window: windowMs,
    } = request;
    const signed = { timestampMs, market, side, type, size, price, signature, windowMs };
    return this.#options.auth.refuseOrder(signed);
  }

  #closeOrRefuse(
    account: VenueAccountKey,
    request: OrderRequest,
    { reason }: Refusal,
  ): PlacedOrder | AuthError {
    const why = closedFor[reason];
    if (why === undefined) return refusalError(reason);
    const { exchange, address, closed } = this.#options;
    this.#closedCount += 1;
    const atMs = millis(exchange.nowUs());
    const body = {
      account: address,
      avg_fill_price: '',
      cancel_reason: '',
      client_id: request.client_id ?? '',
      created_at: atMs,
      flags: request.flags ?? [],
      id: `${exchange.nowUs()}${this.#closedCount}`,
      instruction: request.instruction,
      last_updated_at: atMs,
      market: request.market,
      price: request.price ?? '0',
      published_at: atMs,
      received_at: atMs,
      remaining_size: request.size,
      seq_no: exchange.nowUs() * 1_000,
      side: request.side,
      size: request.size,
      status: 'NEW',
      stp: 'EXPIRE_TAKER',
      timestamp: request.signature_timestamp,
      trigger_price: '0',
      type: request.type,
    };
    const ended = { ...body, cancel_reason: why, status: 'CLOSED' };
    this.#closed = [...this.#closed.slice(-closedKept), ended];
    closed(account, ended);
    return { body, order: undefined };
  }
}

function termsOf(request: OrderRequest, { grid }: Listed): LocalTerms | AuthError {
  const { market, side, type, instruction, client_id: clientId, flags } = request;
  const quantity = grid.lots(request.size);
  if (quantity === undefined) return refusalError('invalid-quantity');
  const price = type === 'MARKET' ? undefined : grid.ticks(request.price ?? '');
  if (type === 'LIMIT' && price === undefined) return refusalError('invalid-price');
  return {
    symbol: market,
    clientId: clientId === '' ? undefined : clientId,
    side: side === 'BUY' ? 'buy' : 'sell',
    price,
    quantity,
    timeInForce: instruction === 'IOC' ? 'ioc' : 'gtc',
    postOnly: instruction === 'POST_ONLY',
    reduceOnly: flags?.includes('REDUCE_ONLY') ?? false,
    expiresAtUs: undefined,
  };
}
