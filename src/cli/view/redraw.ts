// A block of lines that is redrawn in place. Each line is written over the old one and never erased before, all in a single
// write: so nothing flickers, not even on a terminal that knows no synchronized output. All lines are written each time, so
// that what a stray key has torn is whole again with the next frame.
import { stripVTControlCharacters } from 'node:util';
import { defaultSize, hideCursor, type Terminal } from './terminal.ts';

const escape = '\u001B[';
const beginTogether = `${escape}?2026h`;
const endTogether = `${escape}?2026l`;
const eraseToLineEnd = `${escape}K`;
const eraseBelow = `${escape}J`;

/** The cursor waits, hidden, on the line below the block. */
export class Redraw {
  readonly #terminal: Terminal;
  #shown: readonly string[] = [];
  #shownColumns = 0;
  #showCursor: (() => void) | undefined;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  get isShowing(): boolean {
    return this.#showCursor !== undefined;
  }

  /** Lines without line ends, none wider than the terminal, and fewer than it has rows. */
  draw(lines: readonly string[]): void {
    const { columns = defaultSize.columns } = this.#terminal;
    this.#showCursor ??= hideCursor(this.#terminal);
    const isReflowed = columns < this.#shownColumns;
    const start = isReflowed
      ? `${up(reflowedRows(this.#shown, columns))}${eraseBelow}`
      : up(this.#shown.length);
    const written = lines.map((text) => `${text}${eraseToLineEnd}\n`);
    this.#terminal.write(`${beginTogether}${start}${written.join('')}${eraseBelow}${endTogether}`);
    this.#shown = lines;
    this.#shownColumns = columns;
  }

  /** Takes the block away, and gives the cursor back where it began. */
  clear(): void {
    if (this.#shown.length > 0) this.#terminal.write(`${up(this.#shown.length)}${eraseBelow}`);
    this.#shown = [];
    this.#showCursor?.();
    this.#showCursor = undefined;
  }
}

const up = (rows: number): string => `\r${rows > 0 ? `${escape}${rows}A` : ''}`;

/** A terminal that has become narrower has broken the lines, so they take more rows than were drawn. */
function reflowedRows(lines: readonly string[], columns: number): number {
  const widths = lines.map((text) => stripVTControlCharacters(text).length);
  return widths.reduce((sum, width) => sum + Math.max(1, Math.ceil(width / columns)), 0);
}
