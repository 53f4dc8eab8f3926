// What a live recording says of its market before the first message: as the venue listed it when the file was begun.
import { Buffer } from 'node:buffer';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { formatDecimal } from '../../core/decimal.ts';
import type { Instrument } from '../../core/instrument.ts';
import { formatFeeRateBps, formatQuote } from '../../core/money.ts';
import { decimalText, listedSchema } from '../binary/facts-schema.ts';
import { checksumLength, magic } from '../binary/layout.ts';
import { parseJson } from '../binary/parse-json.ts';
import type { ListedTerms } from '../recording.ts';
import { livePrelude, liveVersion } from './layout.ts';

export interface RecordingHead {
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly tickSize: string;
  readonly lotSize: string;
  readonly listed: ListedTerms;
  /** How far the venue's clock was ahead of the recorder's, as measured when the file was begun, in µs. */
  readonly venueClockAheadUs: number;
}

const headSchema: z.ZodType<RecordingHead> = z.strictObject({
  symbol: z.string().min(1),
  base: z.string().min(1),
  quote: z.string().min(1),
  tickSize: decimalText,
  lotSize: decimalText,
  listed: listedSchema,
  venueClockAheadUs: z.int(),
});

export function headOf(instrument: Instrument, venueClockAheadUs: number): RecordingHead {
  const { symbol, base, quote, tickSize, lotSize, venue, minQuantity, minNotional, fees } = instrument;
  return {
    symbol,
    base,
    quote,
    tickSize: formatDecimal(tickSize),
    lotSize: formatDecimal(lotSize),
    listed: {
      venue,
      minLots: minQuantity,
      minNotional: formatQuote(minNotional),
      makerFeeBps: formatFeeRateBps(fees.maker),
      takerFeeBps: formatFeeRateBps(fees.taker),
    },
    venueClockAheadUs,
  };
}

/** The beginning of a file. */
export function encodeHead(head: RecordingHead): Buffer {
  const json = Buffer.from(JSON.stringify(head), 'utf8');
  const prelude = Buffer.alloc(livePrelude.length);
  magic.copy(prelude);
  prelude.writeUInt32LE(liveVersion, livePrelude.version);
  prelude.writeUInt32LE(json.length, livePrelude.headLength);
  const content = Buffer.concat([prelude, json]);
  const checksum = Buffer.alloc(checksumLength);
  checksum.writeUInt32LE(crc32(content));
  return Buffer.concat([content, checksum]);
}

export interface DecodedHead {
  readonly head: RecordingHead;
  /** Where the first block begins. */
  readonly end: number;
}

/** Why there is none, where there is none. `bytes` begin with the magic and the version. */
export function decodeHead(bytes: Buffer): DecodedHead | 'truncated' | 'corrupt' {
  if (bytes.length < livePrelude.length) return 'truncated';
  const jsonEnd = livePrelude.length + bytes.readUInt32LE(livePrelude.headLength);
  const end = jsonEnd + checksumLength;
  if (bytes.length < end) return 'truncated';
  if (crc32(bytes.subarray(0, jsonEnd)) !== bytes.readUInt32LE(jsonEnd)) return 'corrupt';
  const parsed = headSchema.safeParse(parseJson(bytes.toString('utf8', livePrelude.length, jsonEnd)));
  return parsed.success ? { head: parsed.data, end } : 'corrupt';
}
