// The canonical text of events and commands: one value, one line of printable ASCII, the same on every machine. It is what
// the journal keeps and what the hash of a run is made of. `line-forms.ts` has the forms of the lines.
import { assertNever } from '../core/assert.ts';
import type { BookEvent, EngineEvent, TradeEvent } from '../core/events.ts';
import type { InstrumentKey } from '../core/instrument.ts';
import type { Lots, Ticks } from '../core/money.ts';
import type { Side } from '../core/side.ts';
import { AsciiBuffer } from './ascii-buffer.ts';
import { codeOf, commandMark, lineTag, quotationMark, sideTag } from './line-forms.ts';
import { rareEvent, recordedCommand } from './record-shapes.ts';
import type { RecordedCommand } from './recorded.ts';

const space = codeOf(' ');
const colon = codeOf(':');
const timeCode = codeOf(lineTag.time);
const tradeCode = codeOf(lineTag.trade);
const bookChangeCode = codeOf(lineTag.bookChange);
const bookSnapshotCode = codeOf(lineTag.bookSnapshot);
const buyCode = codeOf(sideTag.buy);
const sellCode = codeOf(sideTag.sell);
const commandCode = codeOf(commandMark);

/** Holds one line at a time while it becomes a string. */
const scratch = new AsciiBuffer();

/** Writes the events and then the commands of one turn, each line ended by a newline, commands behind a ">". */
export function writeTurn(
  buffer: AsciiBuffer,
  events: readonly EngineEvent[],
  commands: readonly RecordedCommand[],
): void {
  for (const event of events) {
    writeEvent(buffer, event);
    buffer.newline();
  }
  for (const command of commands) {
    buffer.character(commandCode);
    writeCommand(buffer, command);
    buffer.newline();
  }
}

/** One line, without its newline. Throws for a number that is no safe integer: nothing that could not be read back. */
export function encodeEvent(event: EngineEvent): string {
  scratch.clear();
  writeEvent(scratch, event);
  return scratch.toString();
}

/** One line, without its newline and its mark. Throws as `encodeEvent` does. */
export function encodeCommand(command: RecordedCommand): string {
  scratch.clear();
  writeCommand(scratch, command);
  return scratch.toString();
}

function writeEvent(buffer: AsciiBuffer, event: EngineEvent): void {
  switch (event.kind) {
    case 'book':
      writeBook(buffer, event);
      break;
    case 'trade':
      writeTrade(buffer, event);
      break;
    case 'time':
      buffer.character(timeCode);
      buffer.integer(event.atUs);
      break;
    case 'order-accepted':
    case 'fill':
    case 'order-ended':
    case 'order-report':
    case 'order-not-found':
    case 'request-failed':
    case 'position-report':
    case 'fills-report':
    case 'margin-report':
    case 'funding-rate':
    case 'funding-payment':
    case 'funding-report':
    case 'other-runs':
    case 'stream':
    case 'operator':
      writeJson(buffer, rareEvent.write(event));
      break;
    default:
      assertNever(event);
  }
}

function writeCommand(buffer: AsciiBuffer, command: RecordedCommand): void {
  writeJson(buffer, recordedCommand.write(command));
}

function writeBook(buffer: AsciiBuffer, event: BookEvent): void {
  const { levels } = event;
  buffer.character(event.isSnapshot ? bookSnapshotCode : bookChangeCode);
  writeTimes(buffer, event);
  for (let index = 0; index < levels.count; index += 1) {
    writeLevel(buffer, levels.side(index), levels.price(index), levels.quantity(index));
  }
  writeInstrument(buffer, event.instrument);
}

function writeTrade(buffer: AsciiBuffer, event: TradeEvent): void {
  buffer.character(tradeCode);
  writeTimes(buffer, event);
  writeLevel(buffer, event.aggressor, event.price, event.quantity);
  writeInstrument(buffer, event.instrument);
}

function writeTimes(buffer: AsciiBuffer, event: BookEvent | TradeEvent): void {
  buffer.integer(event.atUs);
  buffer.character(space);
  buffer.integer(event.atUs - event.venueTimeUs);
  buffer.character(space);
}

function writeLevel(buffer: AsciiBuffer, side: Side, price: Ticks, quantity: Lots): void {
  buffer.character(side === 'buy' ? buyCode : sellCode);
  buffer.integer(price);
  buffer.character(colon);
  buffer.integer(quantity);
}

/** The key as it is, to the end of the line; as JSON where it is not plain text. */
function writeInstrument(buffer: AsciiBuffer, instrument: InstrumentKey): void {
  buffer.character(space);
  if (instrument.startsWith(quotationMark) || !buffer.tryText(instrument)) writeJson(buffer, instrument);
}

function writeJson(buffer: AsciiBuffer, value: unknown): void {
  buffer.text(jsonText(value));
}

/** JSON with everything beyond printable ASCII escaped, so that a character is a byte in every encoding. */
export function jsonText(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
