// Binary frames of the public channels (SBE, schema 1): a header, a block of fixed fields, groups, and the market's name. Blocks and
// entries may grow at their end; their lengths are in the frame. https://docs.paradex.trade/ws/general-information/binary-encoding-sbe
import { assertPresent } from '../../core/assert.ts';
import { decimalToUnits, type Decimal } from '../../core/decimal.ts';
import type { Side } from '../../core/side.ts';

/** Prices and sizes are in 10^−8 there, and times in µs. */
export interface BookFrame {
  readonly kind: 'book';
  readonly market: string;
  readonly venueTimeUs: number;
  readonly sequence: number;
  readonly isSnapshot: boolean;
  /** From the best price of each side; ends at the first level that is not taken, and says so. */
  everyLevel(take: (side: Side, price: number, size: number) => boolean): boolean;
}

export interface TradeFrame {
  readonly kind: 'trade';
  readonly market: string;
  readonly venueTimeUs: number;
  readonly aggressor: Side;
  readonly price: number;
  readonly size: number;
}

export interface FundingFrame {
  readonly kind: 'funding';
  readonly market: string;
  /** Of a whole period, in 10^−8. */
  readonly rate: number;
  readonly periodHours: number;
}

/** What is neither of these is of no concern here. */
export type MarketFrame = BookFrame | TradeFrame | FundingFrame | { readonly kind: 'other' };

const frameDecimals = 8;
export const headerBytes = 8;
export const schemaId = 1;
export const templates = { trade: 1, book: 3, funding: 5 } as const;
/** Where fields begin in their block. */
export const tradeFields = {
  time: 0,
  sequence: 8,
  id: 16,
  side: 24,
  price: 25,
  size: 33,
  created: 41,
  type: 49,
};
export const bookFields = { time: 0, sequence: 8, packet: 16 };
export const fundingFields = { time: 0, sequence: 8, rate: 16, created: 32, rate8h: 48, hours: 56 };
/** Of version 1; a later one may be longer. */
export const blockBytes = { trade: 50, book: 89, funding: 58 };
const buyCode = 1;
const snapshotCode = 0;
const groupHeaderBytes = 4;

/** `undefined` for what does not have this form. */
export function parseMarketFrame(bytes: Buffer): MarketFrame | undefined {
  try {
    return parse(bytes);
  } catch (error) {
    // A frame that ends too early.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function parse(bytes: Buffer): MarketFrame | undefined {
  const block = bytes.readUInt16LE(0);
  if (bytes.readUInt16LE(4) !== schemaId) return undefined;
  const end = headerBytes + block;
  switch (bytes.readUInt16LE(2)) {
    case templates.book:
      return parseBook(bytes, end);
    case templates.trade:
      return {
        kind: 'trade',
        market: textAt(bytes, end),
        venueTimeUs: numberAt(bytes, headerBytes + tradeFields.created),
        aggressor: bytes.readUInt8(headerBytes + tradeFields.side) === buyCode ? 'buy' : 'sell',
        price: numberAt(bytes, headerBytes + tradeFields.price),
        size: numberAt(bytes, headerBytes + tradeFields.size),
      };
    case templates.funding:
      return {
        kind: 'funding',
        market: textAt(bytes, end),
        rate: numberAt(bytes, headerBytes + fundingFields.rate),
        periodHours: bytes.readInt16LE(headerBytes + fundingFields.hours),
      };
    default:
      return { kind: 'other' };
  }
}

function parseBook(bytes: Buffer, groups: number): BookFrame {
  const bids = groupAt(bytes, groups);
  const asks = groupAt(bytes, bids.end);
  return {
    kind: 'book',
    market: textAt(bytes, asks.end),
    venueTimeUs: numberAt(bytes, headerBytes + bookFields.time),
    sequence: numberAt(bytes, headerBytes + bookFields.sequence),
    isSnapshot: bytes.readUInt8(headerBytes + bookFields.packet) === snapshotCode,
    everyLevel: (take) =>
      everyEntry(bytes, bids, (price, size) => take('buy', price, size)) &&
      everyEntry(bytes, asks, (price, size) => take('sell', price, size)),
  };
}

interface Group {
  readonly start: number;
  readonly stride: number;
  readonly count: number;
  readonly end: number;
}

function groupAt(bytes: Buffer, offset: number): Group {
  const stride = bytes.readUInt16LE(offset);
  const count = bytes.readUInt16LE(offset + 2);
  const start = offset + groupHeaderBytes;
  return { start, stride, count, end: start + stride * count };
}

function everyEntry(
  bytes: Buffer,
  { start, stride, end }: Group,
  take: (price: number, size: number) => boolean,
): boolean {
  for (let entry = start; entry < end; entry += stride)
    if (!take(numberAt(bytes, entry), numberAt(bytes, entry + 8))) return false;
  return true;
}

/** What is no safe integer comes out as none, and fits no step. */
const numberAt = (bytes: Buffer, offset: number): number => Number(bytes.readBigInt64LE(offset));

function textAt(bytes: Buffer, offset: number): string {
  const length = bytes.readUInt8(offset);
  return bytes.toString('latin1', offset + 1, offset + 1 + length);
}

/** Whole steps of a tick or lot in what frames carry. */
export class UnitGrid {
  readonly #step: number;

  constructor(step: Decimal) {
    this.#step = Number(assertPresent(decimalToUnits(step, frameDecimals), 'a step that frames can carry'));
  }

  /** `undefined` between two steps, and beyond safe integers. */
  steps(units: number): number | undefined {
    return Number.isSafeInteger(units) && units % this.#step === 0 ? units / this.#step : undefined;
  }

  units(steps: number): number {
    return steps * this.#step;
  }
}
