// Orders at the local server: what a client's body asks for, read strictly, and the routes that place, cancel and show orders.
import { z } from 'zod';
import { assertPresent } from '../../core/assert.ts';
import type { VenueAccountKey } from '../../core/instrument.ts';
import type { LocalExchange } from '../local/local-exchange.ts';
import type { LocalOrder, LocalTerms, OrderReference } from '../local/local-order.ts';
import { jsonOf, jsonReply, type LocalRequest, type Reply } from '../local/request.ts';
import type { Refusal } from '../simulated/venue-order.ts';
import { errorReply, historyRow, orderBody, refusalReply, type Listed } from './server-words.ts';

const uint32 = z
  .int()
  .min(0)
  .max(2 ** 32 - 1);

/** What the venue takes more than that, this server does not trade: better refused than ignored. */
const orderSchema = z.strictObject({
  clientId: uint32.optional(),
  orderType: z.enum(['Limit', 'Market']),
  postOnly: z.boolean().optional(),
  price: z.string().optional(),
  quantity: z.string(),
  reduceOnly: z.boolean().optional(),
  selfTradePrevention: z.enum(['RejectTaker', 'RejectMaker', 'RejectBoth']).optional(),
  side: z.enum(['Bid', 'Ask']),
  symbol: z.string(),
  timeInForce: z.enum(['GTC', 'IOC', 'FOK']).optional(),
});

const referenceSchema = z.object({
  clientId: z.coerce.number().pipe(uint32).optional(),
  orderId: z.string().optional(),
  symbol: z.string(),
});

export class ServerOrders {
  readonly #exchange: LocalExchange;
  readonly #listings: ReadonlyMap<string, Listed>;

  constructor(exchange: LocalExchange, listings: ReadonlyMap<string, Listed>) {
    this.#exchange = exchange;
    this.#listings = listings;
  }

  place(account: VenueAccountKey, request: LocalRequest): Reply {
    const terms = this.#termsOf(jsonOf(request));
    return 'status' in terms ? terms : this.#told(this.#exchange.place(account, terms));
  }

  cancel(account: VenueAccountKey, request: LocalRequest): Reply {
    const reference = referenceOf(jsonOf(request));
    if ('status' in reference) return reference;
    return this.#told(this.#exchange.cancel(account, reference));
  }

  cancelAll(account: VenueAccountKey, request: LocalRequest): Reply {
    const body = z.object({ symbol: z.string() }).safeParse(jsonOf(request));
    if (!body.success) return badRequest(z.prettifyError(body.error));
    return this.#list(this.#exchange.cancelAll(account, body.data.symbol));
  }

  /** An order that rests: what has ended is not found. */
  show(account: VenueAccountKey, { query }: LocalRequest): Reply {
    const reference = referenceOf(Object.fromEntries(query));
    if ('status' in reference) return reference;
    const order = this.#exchange.order(account, reference);
    if (order === undefined || order.order.end !== undefined)
      return refusalReply({ reason: 'unknown-order' });
    return this.#told(order);
  }

  showAll(account: VenueAccountKey, { query }: LocalRequest): Reply {
    return this.#list(this.#exchange.orders(account, query.get('symbol') ?? undefined));
  }

  history(account: VenueAccountKey, { query }: LocalRequest): Reply {
    const symbol = query.get('symbol');
    const orderId = query.get('orderId');
    const orders = [...this.#exchange.endedOrders(account), ...this.#exchange.orders(account)].filter(
      (each) =>
        (symbol === null || each.symbol === symbol) &&
        (orderId === null || each.order.venueOrderId === orderId),
    );
    const rows = pageOf(orders, query).map((each) => historyRow(each, this.#listingOf(each.symbol)));
    return jsonReply(200, rows);
  }

  #termsOf(body: unknown): LocalTerms | Reply {
    if (typeof body === 'object' && body !== null && 'brokerId' in body)
      return badRequest('brokerId is sent by no adapter of ours');
    const parsed = orderSchema.safeParse(body);
    if (!parsed.success) return badRequest(z.prettifyError(parsed.error));
    const { clientId, orderType, postOnly, reduceOnly, side, symbol, timeInForce } = parsed.data;
    const listing = this.#listings.get(symbol);
    if (listing === undefined) return refusalReply({ reason: 'unknown-instrument' });
    const quantity = listing.grid.lots(parsed.data.quantity);
    if (quantity === undefined) return tooFine('QUANTITY');
    const price = parsed.data.price === undefined ? undefined : listing.grid.ticks(parsed.data.price);
    if (parsed.data.price !== undefined && price === undefined) return tooFine('PRICE');
    if ((orderType === 'Limit') !== (price !== undefined))
      return badRequest('Limit orders have a price, and market orders have none');
    return {
      symbol,
      clientId: clientId === undefined ? undefined : String(clientId),
      side: side === 'Bid' ? 'buy' : 'sell',
      price,
      quantity,
      timeInForce: timeInForce === 'IOC' ? 'ioc' : timeInForce === 'FOK' ? 'fok' : 'gtc',
      postOnly: postOnly ?? false,
      reduceOnly: reduceOnly ?? false,
      expiresAtUs: undefined,
    };
  }

  #told(result: LocalOrder | Refusal): Reply {
    if (result.kind === 'refused') return refusalReply(result);
    return jsonReply(200, orderBody(result, this.#listingOf(result.symbol)));
  }

  #list(orders: readonly LocalOrder[]): Reply {
    return jsonReply(
      200,
      orders.map((each) => orderBody(each, this.#listingOf(each.symbol))),
    );
  }

  #listingOf(symbol: string): Listed {
    return assertPresent(this.#listings.get(symbol), `the listing of ${symbol}`);
  }
}

/** Rows that come oldest first, in the order and of the page that the query asks for. */
export function pageOf<Row>(rows: readonly Row[], query: URLSearchParams): Row[] {
  const sorted = query.get('sortDirection') === 'Asc' ? rows : rows.toReversed();
  const offset = Number(query.get('offset') ?? 0);
  return sorted.slice(offset, offset + Math.min(Number(query.get('limit') ?? 100), 1_000));
}

/** Exactly one of the two ids. */
function referenceOf(parameters: unknown): OrderReference | Reply {
  const parsed = referenceSchema.safeParse(parameters);
  if (!parsed.success) return badRequest(z.prettifyError(parsed.error));
  const { clientId, orderId } = parsed.data;
  if ((clientId === undefined) === (orderId === undefined))
    return badRequest('One of orderId or clientId must be specified');
  return orderId === undefined ? { clientId: String(clientId) } : { venueOrderId: orderId };
}

const badRequest = (message: string): Reply =>
  errorReply({ status: 400, code: 'INVALID_CLIENT_REQUEST', message });

const tooFine = (what: 'PRICE' | 'QUANTITY'): Reply =>
  errorReply({
    status: 400,
    code: `INVALID_${what}`,
    message: `${what === 'PRICE' ? 'Price' : 'Quantity'} decimal too long`,
  });
