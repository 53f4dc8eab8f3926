// A terminal for tests: it obeys the few escape sequences that redrawing in place needs, refuses all others, and keeps its
// scrollback, so that a test sees what a person would see.
import type { Terminal } from '../terminal.ts';

const escape = '\u001B';
const sequence = /^\[(\??)(\d*)([A-Za-z])/;

export class Screen implements Terminal {
  columns: number;
  rows: number;
  readonly isTTY: boolean;
  isCursorVisible = true;
  /** Everything that was written, as it was written. */
  written = '';
  readonly #lines: string[] = [''];
  #row = 0;
  #column = 0;

  constructor({ columns = 80, rows = 24, isTTY = true } = {}) {
    this.columns = columns;
    this.rows = rows;
    this.isTTY = isTTY;
  }

  /** Scrollback and screen, without spaces at line ends and without empty lines at the end. */
  get lines(): string[] {
    const lines = this.#lines.map((text) => text.trimEnd());
    return lines.slice(0, lines.findLastIndex((text) => text !== '') + 1);
  }

  get text(): string {
    return this.lines.join('\n');
  }

  write(text: string): void {
    this.written += text;
    const [before = '', ...commands] = text.split(escape);
    this.#print(before);
    for (const command of commands) {
      const [whole, isPrivate = '', count = '', kind = ''] = sequence.exec(command) ?? [];
      if (whole === undefined)
        throw new Error(`the screen does not know the sequence ${command.slice(0, 8)}`);
      this.#obey(isPrivate === '' ? kind : `?${count}${kind}`, count === '' ? undefined : Number(count));
      this.#print(command.slice(whole.length));
    }
  }

  /** What a terminal does when it is made narrower: it breaks the lines that no longer fit. */
  narrow(columns: number): void {
    const broken = this.#lines.flatMap((text) => breakAt(text.trimEnd(), columns));
    this.#lines.splice(0, this.#lines.length, ...broken);
    this.#row = this.#lines.length - 1;
    this.columns = columns;
  }

  #print(text: string): void {
    for (const character of text) this.#put(character);
  }

  #put(character: string): void {
    if (character === '\n') {
      this.#row += 1;
      this.#column = 0;
      if (this.#row === this.#lines.length) this.#lines.push('');
    } else if (character === '\r') {
      this.#column = 0;
    } else {
      const text = (this.#lines[this.#row] as string).padEnd(this.#column);
      this.#lines[this.#row] = text.slice(0, this.#column) + character + text.slice(this.#column + 1);
      this.#column += 1;
    }
  }

  #obey(kind: string, count: number | undefined): void {
    const top = Math.max(0, this.#lines.length - this.rows);
    switch (kind) {
      case 'A':
        this.#row = Math.max(top, this.#row - (count ?? 1));
        return;
      case 'B':
        this.#row = Math.min(this.#lines.length - 1, this.#row + (count ?? 1));
        return;
      case 'G':
        this.#column = (count ?? 1) - 1;
        return;
      case 'K':
        this.#lines[this.#row] = count === 2 ? '' : (this.#lines[this.#row] as string).slice(0, this.#column);
        return;
      case 'J':
        this.#lines.splice(this.#row, Infinity, (this.#lines[this.#row] as string).slice(0, this.#column));
        return;
      case '?25l':
        this.isCursorVisible = false;
        return;
      case '?25h':
        this.isCursorVisible = true;
        return;
      case 'm':
      case '?2026h':
      case '?2026l':
        return;
      default:
        throw new Error(`the screen does not know the sequence ${kind}`);
    }
  }
}

function breakAt(text: string, columns: number): string[] {
  const parts = [text.slice(0, columns)];
  for (let from = columns; from < text.length; from += columns) parts.push(text.slice(from, from + columns));
  return parts;
}
