// Binary frames of the public channels, as the local server sends them.
import type { Ticks } from '../../core/money.ts';
import type { Side } from '../../core/side.ts';
import type { PublicTrade } from '../local/exchange-listener.ts';
import type { ShownBook } from '../local/shown-book.ts';
import {
  blockBytes,
  bookFields,
  fundingFields,
  headerBytes,
  schemaId,
  templates,
  tradeFields,
  UnitGrid,
} from './market-frames.ts';
import type { Listed } from './server-words.ts';

const schemaVersion = 1;
const levelsMax = 15;
const entryBytes = 16;
/** What stands for "none" in a field that may be empty. */
const none = -(2n ** 63n);
const codes = { buy: 1, sell: 2, fill: 1 } as const;

/** The best levels, all of them anew. */
export function bookFrame({ instrument }: Listed, shown: ShownBook): Buffer {
  const bids = levelsOf(shown, 'buy');
  const asks = levelsOf(shown, 'sell');
  const prices = new UnitGrid(instrument.tickSize);
  const quantities = new UnitGrid(instrument.lotSize);
  const groups = Buffer.alloc(8 + (bids.length + asks.length) * entryBytes);
  let offset = 0;
  for (const [side, levels] of [
    ['buy', bids],
    ['sell', asks],
  ] as const) {
    groups.writeUInt16LE(entryBytes, offset);
    groups.writeUInt16LE(levels.length, offset + 2);
    offset += 4;
    for (const price of levels) {
      groups.writeBigInt64LE(BigInt(prices.units(price)), offset);
      groups.writeBigInt64LE(BigInt(quantities.units(shown.book.side(side).quantityOf(price))), offset + 8);
      offset += entryBytes;
    }
  }
  const block = Buffer.alloc(blockBytes.book);
  block.writeBigInt64LE(BigInt(shown.venueTimeUs), bookFields.time);
  block.writeBigInt64LE(BigInt(shown.sequence), bookFields.sequence);
  for (let field = bookFields.packet + 1; field < blockBytes.book; field += 8)
    block.writeBigInt64LE(none, field);
  return frame(templates.book, [block, groups], instrument.symbol);
}

export function tradeFrame({ instrument }: Listed, trade: PublicTrade): Buffer {
  const block = Buffer.alloc(blockBytes.trade);
  block.writeBigInt64LE(BigInt(trade.venueTimeUs), tradeFields.time);
  block.writeBigInt64LE(BigInt(trade.tradeId), tradeFields.id);
  block.writeUInt8(codes[trade.aggressor], tradeFields.side);
  block.writeBigInt64LE(BigInt(new UnitGrid(instrument.tickSize).units(trade.price)), tradeFields.price);
  block.writeBigInt64LE(BigInt(new UnitGrid(instrument.lotSize).units(trade.quantity)), tradeFields.size);
  block.writeBigInt64LE(BigInt(trade.venueTimeUs), tradeFields.created);
  block.writeUInt8(codes.fill, tradeFields.type);
  return frame(templates.trade, [block], instrument.symbol);
}

/** `rate` of a period, in 10^−8. */
export function fundingFrame(
  { instrument }: Listed,
  { rate, periodHours, atUs }: { readonly rate: bigint; readonly periodHours: number; readonly atUs: number },
): Buffer {
  const block = Buffer.alloc(blockBytes.funding);
  block.writeBigInt64LE(BigInt(atUs), fundingFields.time);
  block.writeBigInt64LE(rate, fundingFields.rate);
  block.writeBigInt64LE(BigInt(atUs), fundingFields.created);
  block.writeBigInt64LE((rate * 8n) / BigInt(periodHours), fundingFields.rate8h);
  block.writeInt16LE(periodHours, fundingFields.hours);
  return frame(templates.funding, [block], instrument.symbol);
}

/** The first part is the block. */
function frame(template: number, parts: readonly [Buffer, ...Buffer[]], market: string): Buffer {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt16LE(parts[0].length, 0);
  header.writeUInt16LE(template, 2);
  header.writeUInt16LE(schemaId, 4);
  header.writeUInt16LE(schemaVersion, 6);
  const name = Buffer.from(market, 'latin1');
  return Buffer.concat([header, ...parts, Buffer.from([name.length]), name]);
}

function levelsOf({ book }: ShownBook, side: Side): Ticks[] {
  const levels: Ticks[] = [];
  for (const price of book.side(side).prices()) {
    if (levels.length === levelsMax) break;
    levels.push(price);
  }
  return levels;
}
