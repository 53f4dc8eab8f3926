// What the venue's streams say: books, trades and funding of a market, and the orders of the account. These come thousands of times a
// second, so they are read by hand: what is missing or of another kind makes a frame unreadable, never a zero.
import type { Side } from '../../core/side.ts';
import { asRecord, parseJson, type Fields } from '../wire/json.ts';

export type Frame =
  | { readonly kind: 'depth'; readonly symbol: string; readonly update: DepthUpdate }
  | { readonly kind: 'trade'; readonly symbol: string; readonly trade: PublicTrade }
  | { readonly kind: 'mark-price'; readonly symbol: string; readonly mark: MarkPrice }
  | { readonly kind: 'order'; readonly symbol: string; readonly update: OrderUpdate }
  /** A subscription was refused. */
  | { readonly kind: 'error'; readonly text: string }
  /** Of a stream that nobody listens to, or a word about subscriptions. */
  | { readonly kind: 'other' };

type Levels = readonly (readonly [price: string, quantity: string])[];

/** Sequence numbers from `first` to `last`; the levels that it names have these quantities now, 0 for none. */
export interface DepthUpdate {
  readonly first: number;
  readonly last: number;
  readonly asks: Levels;
  readonly bids: Levels;
  readonly venueTimeUs: number;
}

export interface PublicTrade {
  readonly price: string;
  readonly quantity: string;
  readonly aggressor: Side;
  readonly venueTimeUs: number;
}

export interface MarkPrice {
  /** As a share of the position's value, for the present interval. */
  readonly fundingRate: string;
  readonly nextFundingMs: number;
}

export interface OrderUpdate {
  readonly event: string;
  readonly venueOrderId: string;
  /** `undefined` for orders without one: of the website, or of the venue itself. */
  readonly clientId: number | undefined;
  readonly side: Side;
  readonly status: string;
  readonly cumulativeQuantity: string;
  readonly expiryReason: string | undefined;
  readonly fill: OrderFill | undefined;
  readonly venueTimeUs: number;
}

export interface OrderFill {
  readonly tradeId: string;
  readonly price: string;
  readonly quantity: string;
  readonly isMaker: boolean;
  readonly fee: string;
  readonly feeAsset: string;
}

/** `undefined` for a frame that cannot be read. */
export function parseFrame(text: string): Frame | undefined {
  const frame = asRecord(parseJson(text));
  if (frame === undefined) return undefined;
  if (frame['error'] !== undefined && frame['error'] !== null)
    return { kind: 'error', text: JSON.stringify(frame['error']).slice(0, 200) };
  const data = asRecord(frame['data']);
  if (data === undefined) return { kind: 'other' };
  const symbol = data['s'];
  if (typeof symbol !== 'string') return { kind: 'other' };
  switch (data['e']) {
    case 'depth': {
      const update = parseDepth(data);
      return update && { kind: 'depth', symbol, update };
    }
    case 'trade': {
      const trade = parseTrade(data);
      return trade && { kind: 'trade', symbol, trade };
    }
    case 'markPrice': {
      const mark = parseMark(data);
      return mark && { kind: 'mark-price', symbol, mark };
    }
    default: {
      if (typeof frame['stream'] !== 'string' || !frame['stream'].startsWith('account.orderUpdate'))
        return { kind: 'other' };
      const update = parseOrder(data);
      return update && { kind: 'order', symbol, update };
    }
  }
}

function parseDepth({ U, u, T, a, b }: Fields): DepthUpdate | undefined {
  const first = whole(U);
  const last = whole(u);
  const venueTimeUs = whole(T);
  if (first === undefined || last === undefined || venueTimeUs === undefined) return undefined;
  return areLevels(a) && areLevels(b) ? { first, last, asks: a, bids: b, venueTimeUs } : undefined;
}

function areLevels(value: unknown): value is Levels {
  if (!Array.isArray(value)) return false;
  return value.every(
    (level: unknown) => Array.isArray(level) && typeof level[0] === 'string' && typeof level[1] === 'string',
  );
}

function parseTrade({ p, q, m, T }: Fields): PublicTrade | undefined {
  const venueTimeUs = whole(T);
  if (typeof p !== 'string' || typeof q !== 'string' || typeof m !== 'boolean') return undefined;
  if (venueTimeUs === undefined) return undefined;
  return { price: p, quantity: q, aggressor: m ? 'sell' : 'buy', venueTimeUs };
}

function parseMark({ f, n }: Fields): MarkPrice | undefined {
  const nextFundingMs = whole(n);
  return typeof f === 'string' && nextFundingMs !== undefined ? { fundingRate: f, nextFundingMs } : undefined;
}

function parseOrder(data: Fields): OrderUpdate | undefined {
  const { e: event, i, c, S, X: status, z, R, T } = data;
  const venueTimeUs = whole(T);
  if (typeof event !== 'string' || typeof i !== 'string' || typeof status !== 'string') return undefined;
  if ((S !== 'Bid' && S !== 'Ask') || venueTimeUs === undefined) return undefined;
  // Trigger orders have no executed quantity before they are triggered.
  const cumulativeQuantity = typeof z === 'string' ? z : '0';
  const fill = event === 'orderFill' ? parseFill(data) : undefined;
  if (event === 'orderFill' && fill === undefined) return undefined;
  return {
    event,
    venueOrderId: i,
    clientId: whole(c),
    side: S === 'Bid' ? 'buy' : 'sell',
    status,
    cumulativeQuantity,
    expiryReason: typeof R === 'string' ? R : undefined,
    fill,
    venueTimeUs,
  };
}

function parseFill({ t, l, L, m, n, N }: Fields): OrderFill | undefined {
  const tradeId = whole(t);
  if (tradeId === undefined || typeof l !== 'string' || typeof L !== 'string') return undefined;
  if (typeof m !== 'boolean' || typeof n !== 'string' || typeof N !== 'string') return undefined;
  return { tradeId: String(tradeId), price: L, quantity: l, isMaker: m, fee: n, feeAsset: N };
}

/** The venue writes whole numbers as such, and long ones now and then as text. */
function whole(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}
