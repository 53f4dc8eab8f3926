// Lines of a raw recording, plain or compressed, as a stream: a day's recording is larger than memory. A file that ends
// in the middle is refused, because what is missing cannot be told from a market that went quiet.
import { Buffer } from 'node:buffer';
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { failed, systemErrorCode, type Outcome, type RecordingFailure } from '../failure.ts';

/** Takes the line in [start, end), without its line feed; returns what is wrong with it, which ends the reading. */
export type LineConsumer = (
  bytes: Buffer,
  start: number,
  end: number,
  lineNumber: number,
) => RecordingFailure | undefined;

const chunkBytes = 1 << 18;
/** A full book of 5 000 levels a side is a quarter of a MiB: what is longer is no line. */
const lineBytesMax = 1 << 22;
const lineFeed = 0x0a;

/** The number of lines read. A last line without a line feed counts when it is whole. */
export async function readLines(
  path: string,
  compressed: boolean,
  consume: LineConsumer,
): Promise<Outcome<number>> {
  const file = createReadStream(path, { highWaterMark: chunkBytes });
  const source = compressed ? file.pipe(createGunzip({ chunkSize: chunkBytes })) : file;
  file.once('error', (error) => source.destroy(error));
  let lineNumber = 0;
  let rest: Buffer = Buffer.alloc(0);
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      let start = 0;
      for (let end = bytes.indexOf(lineFeed); end >= 0; end = bytes.indexOf(lineFeed, start)) {
        lineNumber += 1;
        const failure = consume(bytes, start, end, lineNumber);
        if (failure !== undefined) return { ok: false, failure };
        start = end + 1;
      }
      rest = bytes.subarray(start);
      if (rest.length > lineBytesMax) {
        return failed('not-a-recording', `line ${lineNumber + 1} of ${path} has no end`, 'give a recording');
      }
    }
  } catch (error) {
    return readFailure(path, error);
  } finally {
    file.destroy();
  }
  if (rest.length === 0) return { ok: true, value: lineNumber };
  lineNumber += 1;
  const failure = consume(rest, 0, rest.length, lineNumber);
  if (failure === undefined) return { ok: true, value: lineNumber };
  if (failure.code !== 'malformed-line') return { ok: false, failure };
  return failed(
    'truncated',
    `${path} ends in the middle of line ${lineNumber}`,
    'the recorder was stopped while writing: remove the last line, or copy the file again',
  );
}

function readFailure(path: string, error: unknown): Outcome<never> {
  const code = systemErrorCode(error);
  if (code === 'Z_BUF_ERROR') {
    return failed(
      'truncated',
      `${path} ends in the middle of its compressed data`,
      'copy the whole file again',
    );
  }
  if (code?.startsWith('Z_') === true) {
    return failed('corrupt', `${path} cannot be decompressed: its data is damaged`, 'copy the file again');
  }
  if (code === undefined) throw error;
  return failed('unreadable-file', `${path} cannot be read: ${code}`, 'give a file that can be read');
}
