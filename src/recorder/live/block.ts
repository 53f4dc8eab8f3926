// One block of a live recording as bytes, and back: what was heard of a market in about a second.
import { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { decodeBody, encodeBody } from '../binary/body.ts';
import { checksumLength } from '../binary/layout.ts';
import type { MessageColumns } from '../recording.ts';
import { blockMarker, blockPrelude, lanePrelude } from './layout.ts';

/** Each in its own order of arrival. */
export interface Lanes {
  readonly book: MessageColumns;
  readonly trades: MessageColumns;
}

export function encodeBlock({ book, trades }: Lanes): Buffer {
  const prelude = Buffer.alloc(blockPrelude.size);
  const bookBody = encodeLane(book, prelude.subarray(blockPrelude.bookLane));
  const tradeBody = encodeLane(trades, prelude.subarray(blockPrelude.tradeLane));
  prelude.writeUInt32LE(blockMarker);
  const length = blockPrelude.size + bookBody.length + tradeBody.length + checksumLength;
  prelude.writeUInt32LE(length, blockPrelude.length);
  const content = Buffer.concat([prelude, bookBody, tradeBody], length);
  content.writeUInt32LE(crc32(content.subarray(0, length - checksumLength)), length - checksumLength);
  return content;
}

export interface DecodedBlock {
  readonly lanes: Lanes;
  /** Where the next block begins. */
  readonly end: number;
}

/** `undefined` where no whole block begins at `start`. */
export function decodeBlock(bytes: Buffer, start: number): DecodedBlock | undefined {
  if (start + blockPrelude.size + checksumLength > bytes.length) return undefined;
  if (bytes.readUInt32LE(start) !== blockMarker) return undefined;
  const length = bytes.readUInt32LE(start + blockPrelude.length);
  const end = start + length;
  if (length < blockPrelude.size + checksumLength || end > bytes.length) return undefined;
  const block = bytes.subarray(start, end - checksumLength);
  if (crc32(block) !== bytes.readUInt32LE(block.length + start)) return undefined;
  const bookLane = block.subarray(blockPrelude.bookLane);
  const tradeLane = block.subarray(blockPrelude.tradeLane);
  const bookEnd = blockPrelude.size + bookLane.readUInt32LE(lanePrelude.bodyLength);
  const tradeEnd = bookEnd + tradeLane.readUInt32LE(lanePrelude.bodyLength);
  if (tradeEnd !== block.length) return undefined;
  const book = decodeLane(bookLane, block.subarray(blockPrelude.size, bookEnd));
  const trades = decodeLane(tradeLane, block.subarray(bookEnd, tradeEnd));
  return book === undefined || trades === undefined ? undefined : { lanes: { book, trades }, end };
}

function encodeLane(messages: MessageColumns, lane: Buffer): Uint8Array {
  const { count, venueTimesUs, localTimesUs, lots } = messages;
  const startUs = venueTimesUs[0] ?? 0;
  let clockOffsetUs = count === 0 ? 0 : Infinity;
  for (let row = 0; row < count; row += 1) {
    clockOffsetUs = Math.min(clockOffsetUs, (localTimesUs[row] as number) - (venueTimesUs[row] as number));
  }
  const body = encodeBody(messages, { startUs, clockOffsetUs });
  lane.writeUInt32LE(count, lanePrelude.messages);
  lane.writeUInt32LE(lots.length, lanePrelude.levels);
  lane.writeUInt32LE(body.length, lanePrelude.bodyLength);
  lane.writeDoubleLE(startUs, lanePrelude.startUs);
  lane.writeDoubleLE(clockOffsetUs, lanePrelude.clockOffsetUs);
  return body;
}

function decodeLane(lane: Buffer, body: Uint8Array): MessageColumns | undefined {
  return decodeBody(body, lane.readUInt32LE(lanePrelude.messages), lane.readUInt32LE(lanePrelude.levels), {
    startUs: lane.readDoubleLE(lanePrelude.startUs),
    clockOffsetUs: lane.readDoubleLE(lanePrelude.clockOffsetUs),
  });
}
