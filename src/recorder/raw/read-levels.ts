// Reads prices and quantities from JSON bytes into the columns: half a million levels in a few minutes of a lively market.
import type { Buffer } from 'node:buffer';
import { notADecimal, type DecimalColumn } from './decimal-column.ts';
import { skipSpace } from './json-scanner.ts';
import { malformedLine, type LineProblem } from './line-problem.ts';
import type { RawMessages } from './raw-messages.ts';

/** Appends every [price, quantity] of the array at `start`. Its structure has been scanned up to `end`. */
export function readLevels(
  bytes: Buffer,
  start: number,
  end: number,
  into: RawMessages,
): LineProblem | undefined {
  if (bytes[start] !== openBracket) return malformedLine('a side of its book is missing');
  let position = skipSpace(bytes, start + 1, end);
  if (bytes[position] === closeBracket) return undefined;
  for (;;) {
    if (bytes[position] !== openBracket) return notAPair;
    const priceAt = skipSpace(bytes, position + 1, end);
    const priceEnd = into.prices.push(bytes, priceAt);
    if (priceEnd < 0) return decimalProblem(bytes, priceAt, end, priceEnd);
    if (into.prices.last() === 0) return malformedLine('a level has the price 0');
    const separator = skipSpace(bytes, priceEnd, end);
    if (bytes[separator] !== comma) return notAPair;
    const quantityAt = skipSpace(bytes, separator + 1, end);
    const quantityEnd = into.quantities.push(bytes, quantityAt);
    if (quantityEnd < 0) return decimalProblem(bytes, quantityAt, end, quantityEnd);
    const close = skipSpace(bytes, quantityEnd, end);
    if (bytes[close] !== closeBracket) return notAPair;
    position = skipSpace(bytes, close + 1, end);
    if (bytes[position] === closeBracket) return undefined;
    position = skipSpace(bytes, position + 1, end);
  }
}

/** Appends one level whose price and quantity stand apart; negative positions are missing ones. */
export function readLevel(
  bytes: Buffer,
  priceAt: number,
  quantityAt: number,
  end: number,
  into: RawMessages,
): LineProblem | undefined {
  const problem =
    readDecimal(bytes, priceAt, end, into.prices) ?? readDecimal(bytes, quantityAt, end, into.quantities);
  if (problem !== undefined) return problem;
  // Best bid and ask of an empty side are sent as price 0, quantity 0.
  const areConsistent = (into.prices.last() === 0) === (into.quantities.last() === 0);
  return areConsistent ? undefined : malformedLine('of its price and quantity only one is 0');
}

function readDecimal(
  bytes: Buffer,
  start: number,
  end: number,
  into: DecimalColumn,
): LineProblem | undefined {
  const after = start < 0 ? notADecimal : into.push(bytes, start);
  return after < 0 ? decimalProblem(bytes, start, end, after) : undefined;
}

function decimalProblem(bytes: Buffer, start: number, end: number, result: number): LineProblem {
  if (start < 0) return malformedLine('a price or quantity is missing');
  const [found = ''] = bytes.toString('utf8', start, Math.min(start + shownMax, end)).split(',');
  return result === notADecimal
    ? malformedLine(`no decimal number in quotes stands at ${found}`)
    : {
        code: 'number-out-of-range',
        text: `the number at ${found} cannot be held exactly beside the others`,
      };
}

const shownMax = 30;
const notAPair = malformedLine('a level is no pair of price and quantity');
const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
