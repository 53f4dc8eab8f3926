// What the venue's sockets say: answers to requests, and feeds. Feeds come thousands of times a second, so they are read by hand: what
// is missing or of another kind makes a frame unreadable, never a zero.
import type { LevelBuffer } from '../../core/levels.ts';
import type { Side } from '../../core/side.ts';
import type { InstrumentGrid } from '../wire/decimal-grid.ts';
import { errorIn, type GrvtError } from './failures.ts';
import { asRecord, parseJson, type Fields } from '../wire/json.ts';

export type Frame =
  { readonly kind: 'answer'; readonly id: number; readonly result: Fields | GrvtError } | FeedFrame;

export interface FeedFrame {
  readonly kind: 'feed';
  readonly stream: string;
  /** 0 is a snapshot; from then on each names the one before it. */
  readonly sequence: number;
  readonly previous: number;
  readonly feed: Fields;
}

/** `undefined` for a frame that cannot be read. */
export function parseFrame(text: string): Frame | undefined {
  const frame = asRecord(parseJson(text));
  if (frame === undefined) return undefined;
  const feed = asRecord(frame['feed']);
  if (feed !== undefined) {
    const { stream } = frame;
    const sequence = whole(frame['sequence_number']);
    const previous = whole(frame['prev_sequence_number']) ?? 0;
    if (typeof stream !== 'string' || sequence === undefined) return undefined;
    return { kind: 'feed', stream, sequence, previous, feed };
  }
  const id = whole(frame['id']);
  if (id === undefined) return undefined;
  const error = errorIn(frame['error']);
  const result = error ?? asRecord(frame['result']);
  return result === undefined ? undefined : { kind: 'answer', id, result };
}

export function isError(result: Fields | GrvtError): result is GrvtError {
  return 'code' in result && 'message' in result;
}

/** The first sequence number of each feed of a subscription, by its selector without what follows an @. */
export function readFirstSequences({ subs, first_sequence_number: firsts }: Fields): Map<string, number> {
  const bySelector = new Map<string, number>();
  if (!Array.isArray(subs) || !Array.isArray(firsts)) return bySelector;
  for (const [index, selector] of subs.entries()) {
    const first = whole(firsts[index]);
    if (typeof selector === 'string' && first !== undefined)
      bySelector.set(selector.replace(/@.*$/, ''), first);
  }
  return bySelector;
}

/** Fills the buffer with the levels of a book; `false` when one of them cannot be read, or is off the grid. */
export function readLevels({ bids, asks }: Fields, grid: InstrumentGrid, levels: LevelBuffer): boolean {
  levels.clear();
  return readSide('buy', bids, grid, levels) && readSide('sell', asks, grid, levels);
}

function readSide(side: Side, rows: unknown, grid: InstrumentGrid, levels: LevelBuffer): boolean {
  if (rows === undefined || rows === null) return true;
  if (!Array.isArray(rows)) return false;
  for (const row of rows as Fields[]) {
    const { price: priceText, size } = row;
    if (typeof priceText !== 'string' || typeof size !== 'string') return false;
    const price = grid.ticks(priceText);
    const quantity = grid.lots(size);
    if (price === undefined || quantity === undefined || quantity < 0) return false;
    levels.push(side, price, quantity);
  }
  return true;
}

export interface TradeFeed {
  readonly price: string;
  readonly size: string;
  readonly aggressor: Side;
  readonly venueTimeUs: number;
}

export function readTrade({ price, size, is_taker_buyer, event_time }: Fields): TradeFeed | undefined {
  const venueTimeUs = microsecondsOf(event_time);
  if (typeof price !== 'string' || typeof size !== 'string' || typeof is_taker_buyer !== 'boolean')
    return undefined;
  if (venueTimeUs === undefined) return undefined;
  return { price, size, aggressor: is_taker_buyer ? 'buy' : 'sell', venueTimeUs };
}

export interface FundingFeed {
  /** In percent of the position's value, for the present interval. */
  readonly ratePercent: string;
  readonly nextAtUs: number;
}

/** Of a ticker; `undefined` where it does not say. */
export function readFunding({ funding_rate, next_funding_time }: Fields): FundingFeed | undefined {
  const nextAtUs = microsecondsOf(next_funding_time);
  return typeof funding_rate === 'string' && nextAtUs !== undefined
    ? { ratePercent: funding_rate, nextAtUs }
    : undefined;
}

export interface OrderFeed {
  readonly orderId: string;
  readonly clientId: string;
  readonly instrument: string;
  readonly status: string;
  readonly reason: string;
  /** Traded so far. */
  readonly traded: string;
  readonly venueTimeUs: number;
}

/** An order, from its stream or from an answer. */
export function readOrder(order: Fields): OrderFeed | undefined {
  const { order_id: orderId, legs } = order;
  const clientId = asRecord(order['metadata'])?.['client_order_id'];
  const instrument = Array.isArray(legs) ? asRecord(legs[0])?.['instrument'] : undefined;
  const state = asRecord(order['state']);
  if (state === undefined) return undefined;
  const { status, reject_reason: reason, traded_size: sizes } = state;
  const traded: unknown = Array.isArray(sizes) ? sizes[0] : undefined;
  const venueTimeUs = microsecondsOf(state['update_time']);
  if (typeof orderId !== 'string' || typeof clientId !== 'string' || typeof instrument !== 'string')
    return undefined;
  if (typeof status !== 'string' || typeof traded !== 'string' || venueTimeUs === undefined) return undefined;
  return {
    orderId,
    clientId,
    instrument,
    status,
    reason: typeof reason === 'string' ? reason : 'UNSPECIFIED',
    traded,
    venueTimeUs,
  };
}

export interface FillFeed {
  readonly tradeId: string;
  readonly orderId: string;
  readonly clientId: string;
  readonly instrument: string;
  readonly side: Side;
  readonly price: string;
  readonly size: string;
  readonly liquidity: 'maker' | 'taker';
  readonly fee: string;
  /** `undefined` where the venue does not say: then it is the quote coin. */
  readonly feeAsset: string | undefined;
  readonly venueTimeUs: number;
}

/** A fill, from its stream or from the history. */
export function readFill(fill: Fields): FillFeed | undefined {
  const { trade_id: tradeId, order_id: orderId, client_order_id: clientId, instrument } = fill;
  const { price, size, fee, is_buyer: isBuyer, is_taker: isTaker, fee_currency: feeAsset } = fill;
  const venueTimeUs = microsecondsOf(fill['event_time']);
  if (typeof tradeId !== 'string' || typeof orderId !== 'string' || typeof clientId !== 'string')
    return undefined;
  if (typeof instrument !== 'string' || typeof price !== 'string' || typeof size !== 'string')
    return undefined;
  if (typeof fee !== 'string' || typeof isBuyer !== 'boolean' || typeof isTaker !== 'boolean')
    return undefined;
  if (venueTimeUs === undefined) return undefined;
  return {
    tradeId,
    orderId,
    clientId,
    instrument,
    side: isBuyer ? 'buy' : 'sell',
    price,
    size,
    liquidity: isTaker ? 'taker' : 'maker',
    fee,
    feeAsset: typeof feeAsset === 'string' && feeAsset !== '' ? feeAsset : undefined,
    venueTimeUs,
  };
}

/** The venue's times are nanoseconds in text; what is below a µs is cut off. */
export function microsecondsOf(nanoseconds: unknown): number | undefined {
  if (typeof nanoseconds !== 'string' || !/^\d{1,19}$/.test(nanoseconds)) return undefined;
  return Number(nanoseconds.slice(0, -3));
}

/** Nanoseconds in text, as the venue takes them. */
export const nanosecondsText = (microseconds: number): string =>
  microseconds === 0 ? '0' : `${microseconds}000`;

/** Numbers come as such, and as text. */
function whole(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) ? number : undefined;
}
