// Reads lines of a record back, exactly. Whatever is accepted encodes to the very same line again: that one check refuses
// every other spelling, so that a record has one text and a text has one meaning.
import type { BookEvent, EngineEvent, TimeEvent, TradeEvent } from '../core/events.ts';
import type { InstrumentKey } from '../core/instrument.ts';
import { LevelBuffer } from '../core/levels.ts';
import type { Lots, Ticks } from '../core/money.ts';
import { encodeCommand, encodeEvent } from './encode.ts';
import { unreadable, type Field } from './fields.ts';
import { LineCursor } from './line-cursor.ts';
import { commandMark, lineTag, quotationMark, sideTag } from './line-forms.ts';
import { rareEvent, recordedCommand } from './record-shapes.ts';
import type { RecordedCommand } from './recorded.ts';

const shownLengthMax = 200;
const levelsUsual = 4;

/** A line that no event or command encodes to. */
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

/** The levels of a book event are its own: nothing else writes into them. */
export function decodeEvent(line: string): EngineEvent | CorruptLine {
  const event = parseEvent(line);
  return event !== undefined && encodeEvent(event) === line ? event : corrupt(line);
}

export function decodeCommand(line: string): RecordedCommand | CorruptLine {
  const command = parseJson(line, recordedCommand);
  return command !== undefined && encodeCommand(command) === line ? command : corrupt(line);
}

/** Reads what `writeTurn` wrote: events first, then commands. */
export function decodeTurn(payload: string): DecodedTurn | CorruptLine {
  const events: EngineEvent[] = [];
  const commands: RecordedCommand[] = [];
  const lines = payload.split('\n');
  const rest = lines.pop();
  if (rest !== '') return corrupt(rest ?? '');
  for (const line of lines) {
    if (line.startsWith(commandMark)) {
      const command = decodeCommand(line.slice(commandMark.length));
      if (command.kind === 'corrupt-line') return corrupt(line);
      commands.push(command);
    } else {
      const event = decodeEvent(line);
      if (event.kind === 'corrupt-line') return event;
      if (commands.length > 0) return corrupt(line);
      events.push(event);
    }
  }
  return { kind: 'decoded-turn', events, commands };
}

function parseEvent(line: string): EngineEvent | undefined {
  switch (line.charAt(0)) {
    case lineTag.bookChange:
    case lineTag.bookSnapshot:
      return parseBook(line);
    case lineTag.trade:
      return parseTrade(line);
    case lineTag.time:
      return parseTime(line);
    default:
      return parseJson(line, rareEvent);
  }
}

function parseTime(line: string): TimeEvent | undefined {
  const atUs = new LineCursor(line, 1).integer();
  return Number.isNaN(atUs) ? undefined : { kind: 'time', atUs };
}

function parseBook(line: string): BookEvent | undefined {
  const parts = parseMarketLine(line);
  if (parts === undefined) return undefined;
  const isSnapshot = line.startsWith(lineTag.bookSnapshot);
  const { atUs, venueTimeUs, instrument, levels } = parts;
  return { kind: 'book', atUs, instrument, venueTimeUs, isSnapshot, levels };
}

function parseTrade(line: string): TradeEvent | undefined {
  const parts = parseMarketLine(line);
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

/** The common form of trades and books: tag, time, delay, levels and instrument. */
function parseMarketLine(line: string): MarketLine | undefined {
  const cursor = new LineCursor(line, 1);
  const atUs = cursor.integer();
  cursor.take();
  const venueTimeUs = atUs - cursor.integer();
  cursor.take();
  const levels = new LevelBuffer(levelsUsual);
  while (!cursor.isAt(' ') && !cursor.isAtEnd()) {
    const side = cursor.take() === sideTag.buy ? 'buy' : 'sell';
    const price = cursor.integer();
    cursor.take();
    const quantity = cursor.integer();
    if (Number.isNaN(price + quantity)) return undefined;
    levels.push(side, price as Ticks, quantity as Lots);
  }
  cursor.take();
  const instrument = parseInstrument(cursor.rest());
  if (instrument === undefined || !Number.isSafeInteger(venueTimeUs)) return undefined;
  return { atUs, venueTimeUs, levels, instrument };
}

function parseInstrument(text: string): InstrumentKey | undefined {
  if (!text.startsWith(quotationMark)) return text as InstrumentKey;
  const key = parseJsonText(text);
  return typeof key === 'string' ? (key as InstrumentKey) : undefined;
}

function parseJson<Value>(line: string, field: Field<Value>): Value | undefined {
  const value = field.read(parseJsonText(line));
  return value === unreadable ? undefined : value;
}

function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function corrupt(line: string): CorruptLine {
  return {
    kind: 'corrupt-line',
    line: line.length > shownLengthMax ? `${line.slice(0, shownLengthMax)}…` : line,
  };
}
