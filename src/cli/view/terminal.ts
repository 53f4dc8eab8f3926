// The terminal as the faces see it: something to write to, with a size that may change at any moment.
import type { Writer } from './face.ts';

export interface Terminal extends Writer {
  /** `undefined` where nobody knows. */
  readonly columns: number | undefined;
  readonly rows: number | undefined;
  readonly isTTY: boolean | undefined;
}

/**
 * Standard output as a terminal that may go away. When nobody reads any more (a closed pipe, a lost connection), a run goes
 * on to its flat end all the same: nothing more is written, and no error ends the process.
 */
export function terminalOf(stream: NodeJS.WriteStream): Terminal {
  let isGone = false;
  stream.on('error', () => {
    isGone = true;
  });
  return {
    write: (text) => {
      if (!isGone) stream.write(text);
    },
    get columns() {
      return stream.columns;
    },
    get rows() {
      return stream.rows;
    },
    isTTY: stream.isTTY,
  };
}

export const defaultSize = { columns: 80, rows: 24 } as const;

const escape = '\u001B[';

/** Hides the cursor until the returned function is called, or the process ends, whichever comes first. */
export function hideCursor(terminal: Writer): () => void {
  let isHidden = true;
  const show = (): void => {
    if (!isHidden) return;
    isHidden = false;
    process.off('exit', show);
    terminal.write(`${escape}?25h`);
  };
  process.once('exit', show);
  terminal.write(`${escape}?25l`);
  return show;
}

/** For what a process that was killed has hidden. */
export function showCursor({ isTTY, write }: Pick<Terminal, 'isTTY' | 'write'>): void {
  if (isTTY === true) write(`${escape}?25h`);
}

/** Colour where there is a terminal that can show it and nobody asked for none (https://no-color.org). */
export function wantsColour({ isTTY }: Pick<Terminal, 'isTTY'>, environment: NodeJS.ProcessEnv): boolean {
  const { NO_COLOR: noColour = '', TERM: kind } = environment;
  return isTTY === true && noColour === '' && kind !== 'dumb';
}
