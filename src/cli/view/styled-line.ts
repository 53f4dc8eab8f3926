// Lines of a terminal as pieces of text with a tone: layout measures and cuts text, and colour is put on last. So a line
// is exactly as wide with colour as without, and tests read plain text.
import { styleText } from 'node:util';

/** What a piece of text means; how that looks is decided here and nowhere else. */
export type Tone =
  'plain' | 'quiet' | 'strong' | 'good' | 'warning' | 'bad' | 'strong-good' | 'strong-warning' | 'strong-bad';

export interface Piece {
  readonly text: string;
  readonly tone: Tone;
}

export type Line = readonly Piece[];

type Format = Exclude<Parameters<typeof styleText>[0], string>;

const formats: Readonly<Record<Tone, Format>> = {
  plain: [],
  quiet: ['gray'],
  strong: ['bold'],
  good: ['green'],
  warning: ['yellow'],
  bad: ['red'],
  'strong-good': ['bold', 'green'],
  'strong-warning': ['bold', 'yellow'],
  'strong-bad': ['bold', 'red'],
};

export const toned = (tone: Tone, text: string): Piece => ({ text: printable(text), tone });
export const quiet = (text: string): Piece => toned('quiet', text);
export const line = (...parts: readonly (Piece | string)[]): Line =>
  parts.map((part) => (typeof part === 'string' ? toned('plain', part) : part));

export const emptyLine: Line = [];

/** In columns: every printable character is one column wide. */
export const widthOf = (pieces: Line): number => pieces.reduce((sum, { text }) => sum + text.length, 0);

/** The line cut to `width`; what was cut is shown by an ellipsis. */
export function cut(pieces: Line, width: number): Line {
  if (widthOf(pieces) <= width) return pieces;
  const kept: Piece[] = [];
  let room = Math.max(0, width - 1);
  for (const { text, tone } of pieces) {
    if (text.length > room) {
      kept.push({ text: `${text.slice(0, room)}${width > 0 ? '…' : ''}`, tone });
      break;
    }
    kept.push({ text, tone });
    room -= text.length;
  }
  return kept;
}

/** The line filled with spaces, or cut, to exactly `width`. */
export function fitTo(pieces: Line, width: number): Line {
  const fitted = cut(pieces, width);
  return [...fitted, ...line(' '.repeat(width - widthOf(fitted)))];
}

/** `left` and `right` at the two ends of `width`; where there is no room for both, the left one stays. */
export function spread(left: Line, right: Line, width: number): Line {
  const gap = width - widthOf(left) - widthOf(right);
  return gap >= 2 ? [...left, ...line(' '.repeat(gap)), ...right] : cut(left, width);
}

/** Two blocks of lines side by side, the left one `leftWidth` wide. */
export function beside(left: readonly Line[], right: readonly Line[], leftWidth: number): Line[] {
  const height = Math.max(left.length, right.length);
  return Array.from({ length: height }, (_, index) => [
    ...fitTo(left[index] ?? emptyLine, leftWidth),
    ...(right[index] ?? emptyLine),
  ]);
}

/** Words on as many lines as they need; a word longer than a line is cut. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of printable(text).split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] += ` ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The line as text, without spaces at its end. Whether colour is wanted was decided by the caller. */
export function paint(pieces: Line, useColour: boolean): string {
  const lastInk = pieces.findLastIndex(({ text }) => text.trimEnd() !== '');
  return pieces
    .slice(0, lastInk + 1)
    .map(({ text, tone }, index) => ({ text: index === lastInk ? text.trimEnd() : text, tone }))
    .map(({ text, tone }) => (useColour ? styled(text, tone) : text))
    .join('');
}

function styled(text: string, tone: Tone): string {
  return tone === 'plain' || text.trim() === ''
    ? text
    : styleText(formats[tone], text, { validateStream: false });
}

/**
 * Text from outside made harmless and measurable: white space becomes one space, and whatever is not known to be one column
 * wide becomes "?", so that no venue's message can move the cursor or break a table.
 */
export function printable(text: string): string {
  return text
    .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
    .replace(/[^ -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u2010-\u2027\u2190-\u22ff\u2500-\u25fc]/gu, '?');
}
