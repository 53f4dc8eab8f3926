// Bytes of a socket as lines of text, in bounded memory: whoever sends a longer line than was agreed on is not listened to any more.
export class LineReader {
  readonly #bytesMax: number;
  readonly #onLine: (line: string) => void;
  #waiting: Buffer[] = [];
  #waitingBytes = 0;

  constructor(bytesMax: number, onLine: (line: string) => void) {
    this.#bytesMax = bytesMax;
    this.#onLine = onLine;
  }

  /** False when a line is too long. */
  read(chunk: Buffer): boolean {
    let from = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      if (!this.#keep(chunk.subarray(from, end))) return false;
      const line = Buffer.concat(this.#waiting).toString('utf8');
      this.#waiting = [];
      this.#waitingBytes = 0;
      from = end + 1;
      this.#onLine(line);
    }
    return this.#keep(chunk.subarray(from));
  }

  #keep(part: Buffer): boolean {
    if (part.length === 0) return true;
    this.#waiting.push(part);
    this.#waitingBytes += part.length;
    return this.#waitingBytes <= this.#bytesMax;
  }
}

const newline = 0x0a;
