// Reads the lines of a record back, exactly. Whatever is accepted encodes to the very same bytes again, so that a record has one text
// and a text has one meaning: the short forms are read by a cursor that takes one spelling only, and JSON is written again and compared.
import type { BookEvent, EngineEvent, TimeEvent, TradeEvent } from '../core/events.ts';
import type { InstrumentKey } from '../core/instrument.ts';
import type { LevelBuffer } from '../core/levels.ts';
import type { Lots, Ticks } from '../core/money.ts';
import { ByteCursor } from './byte-cursor.ts';
import { jsonText } from './encode.ts';
import { unreadable, type Field } from './fields.ts';
import { KnownKeys } from './known-keys.ts';
import { LentLevels } from './lent-levels.ts';
import { codeOf, commandMark, lineTag, quotationMark, sideTag } from './line-forms.ts';
import { rareEvent, recordedCommand } from './record-shapes.ts';
import type { RecordedCommand } from './recorded.ts';

const shownLengthMax = 200;

const newline = codeOf('\n');
const space = codeOf(' ');
const colon = codeOf(':');
const quotation = codeOf(quotationMark);
const command = codeOf(commandMark);
const time = codeOf(lineTag.time);
const trade = codeOf(lineTag.trade);
const bookChange = codeOf(lineTag.bookChange);
const bookSnapshot = codeOf(lineTag.bookSnapshot);
const buy = codeOf(sideTag.buy);
const sell = codeOf(sideTag.sell);

/** Lines that no turn is written as. */
export interface CorruptLine {
  readonly kind: 'corrupt-line';
  /** The line, or its beginning where it is long. */
  readonly line: string;
}

export interface DecodedTurn {
  readonly kind: 'decoded-turn';
  readonly events: readonly EngineEvent[];
  readonly commands: readonly RecordedCommand[];
}

/**
 * Reads what `writeTurn` wrote, from `start` on: events first, then commands. The levels of market events are lent where a lender is
 * given, and their own otherwise.
 */
export function decodeTurn(
  bytes: Uint8Array,
  start: number = 0,
  levels: LentLevels = new LentLevels(),
): DecodedTurn | CorruptLine {
  levels.takeBack();
  const events: EngineEvent[] = [];
  const commands: RecordedCommand[] = [];
  const cursor = new ByteCursor(bytes, start, bytes.length);
  while (!cursor.isAtEnd) {
    const lineStart = cursor.position;
    const item = cursor.skip(command) ? readJson(cursor, recordedCommand) : readEvent(cursor, levels);
    const isCommand = bytes[lineStart] === command;
    if (item === undefined || !cursor.skip(newline) || (!isCommand && commands.length > 0))
      return corrupt(bytes.subarray(lineStart));
    if (isCommand) commands.push(item as RecordedCommand);
    else events.push(item as EngineEvent);
  }
  return { kind: 'decoded-turn', events, commands };
}

function readEvent(cursor: ByteCursor, lender: LentLevels): EngineEvent | undefined {
  if (cursor.skip(bookChange)) return readBook(cursor, lender, false);
  if (cursor.skip(trade)) return readTrade(cursor, lender);
  if (cursor.skip(time)) return readTime(cursor);
  if (cursor.skip(bookSnapshot)) return readBook(cursor, lender, true);
  return readJson(cursor, rareEvent);
}

function readTime(cursor: ByteCursor): TimeEvent | undefined {
  const atUs = cursor.integer();
  return Number.isNaN(atUs) ? undefined : { kind: 'time', atUs };
}

function readBook(cursor: ByteCursor, lender: LentLevels, isSnapshot: boolean): BookEvent | undefined {
  const parts = readMarketLine(cursor, lender);
  if (parts === undefined) return undefined;
  const { atUs, venueTimeUs, instrument, levels } = parts;
  return { kind: 'book', atUs, instrument, venueTimeUs, isSnapshot, levels };
}

function readTrade(cursor: ByteCursor, lender: LentLevels): TradeEvent | undefined {
  const parts = readMarketLine(cursor, lender);
  if (parts === undefined || parts.levels.count !== 1) return undefined;
  const { atUs, venueTimeUs, instrument, levels } = parts;
  const [price, quantity, aggressor] = [levels.price(0), levels.quantity(0), levels.side(0)];
  return { kind: 'trade', atUs, instrument, venueTimeUs, price, quantity, aggressor };
}

interface MarketLine {
  readonly atUs: number;
  readonly venueTimeUs: number;
  readonly levels: LevelBuffer;
  readonly instrument: InstrumentKey;
}

/** The common form of trades and books: time, delay, levels and instrument. */
function readMarketLine(cursor: ByteCursor, lender: LentLevels): MarketLine | undefined {
  const atUs = cursor.integer();
  if (!cursor.skip(space)) return undefined;
  const venueTimeUs = atUs - cursor.integer();
  if (!cursor.skip(space) || !Number.isSafeInteger(venueTimeUs)) return undefined;
  const levels = lender.lend();
  while (!cursor.skip(space)) {
    const isBuy = cursor.skip(buy);
    if (!isBuy && !cursor.skip(sell)) return undefined;
    const price = cursor.integer();
    if (!cursor.skip(colon)) return undefined;
    const quantity = cursor.integer();
    if (Number.isNaN(price + quantity)) return undefined;
    levels.push(isBuy ? 'buy' : 'sell', price as Ticks, quantity as Lots);
  }
  const instrument = readInstrument(cursor);
  return instrument === undefined ? undefined : { atUs, venueTimeUs, levels, instrument };
}

const keys = new KnownKeys();

function readInstrument(cursor: ByteCursor): InstrumentKey | undefined {
  const isQuoted = cursor.isAt(quotation);
  const bytes = cursor.restOfLine();
  if (bytes === undefined || !isQuoted) return bytes && keys.keyOf(bytes);
  const key = parseJson(textOf(bytes));
  return typeof key === 'string' && isNeededQuote(key) && jsonText(key) === textOf(bytes)
    ? (key as InstrumentKey)
    : undefined;
}

/** Plain text stands without quotation marks. */
const isNeededQuote = (key: string): boolean => key.startsWith(quotationMark) || !/^[ -~]*$/.test(key);

function readJson<Value>(cursor: ByteCursor, field: Field<Value>): Value | undefined {
  const bytes = cursor.restOfLine();
  if (bytes === undefined) return undefined;
  const text = textOf(bytes);
  const value = field.read(parseJson(text));
  return value !== unreadable && jsonText(field.write(value)) === text ? value : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');

function corrupt(bytes: Uint8Array): CorruptLine {
  const line = textOf(bytes).split('\n', 1).join();
  return {
    kind: 'corrupt-line',
    line: line.length > shownLengthMax ? `${line.slice(0, shownLengthMax)}…` : line,
  };
}
