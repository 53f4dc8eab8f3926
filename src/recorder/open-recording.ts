// Opens a recording of any form: raw, raw and compressed, or imported. The form is told by the content, never by the name.
import { open, readFile } from 'node:fs/promises';
import { decodeRecording } from './binary/decode.ts';
import { magic } from './binary/layout.ts';
import { failed, succeeded, systemErrorCode, type Outcome } from './failure.ts';
import { formatStated, parseOptions, type OpenOptions, type StatedFacts } from './options.ts';
import { importRaw } from './raw/import-raw.ts';
import type { Recording } from './recording.ts';

/** What is wrong with the file or with the options comes back as a failure; nothing is written. */
export async function openRecording(path: string, options: OpenOptions = {}): Promise<Outcome<Recording>> {
  const stated = parseOptions(options);
  if (!stated.ok) return stated;
  const start = await readStart(path);
  if (!start.ok) return start;
  if (!start.value.equals(magic)) {
    const isGzip = start.value[0] === 0x1f && start.value[1] === 0x8b;
    return importRaw(path, isGzip, stated.value);
  }
  const bytes = await reading(path, () => readFile(path));
  const recording = bytes.ok ? decodeRecording(bytes.value, path) : bytes;
  return recording.ok ? refuseOtherFacts(recording.value, stated.value, path) : recording;
}

function readStart(path: string): Promise<Outcome<Buffer>> {
  return reading(path, async () => {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(magic.length), 0, magic.length, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  });
}

async function reading<Value>(path: string, read: () => Promise<Value>): Promise<Outcome<Value>> {
  try {
    return succeeded(await read());
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === undefined) throw error;
    if (code === 'ENOENT') {
      return failed('missing-file', `there is no file ${path}`, 'give the path of a recording');
    }
    const reason = code === 'EISDIR' ? 'it is a folder' : code;
    return failed('unreadable-file', `${path} cannot be read: ${reason}`, 'give a file that can be read');
  }
}

/** Tick and lot were fixed at import: stating the same again is harmless, another value cannot be honoured. */
function refuseOtherFacts(recording: Recording, stated: StatedFacts, path: string): Outcome<Recording> {
  const { tickSize, lotSize, quote, contractValue } = recording.facts;
  const pairs: readonly (readonly [string, string | undefined, string | null])[] = [
    ['tick', formatStated(stated.tick), tickSize],
    ['lot', formatStated(stated.lot), lotSize],
    ['quote', stated.quote, quote],
    ['contract-value', formatStated(stated.contractValue), contractValue],
  ];
  for (const [name, wanted, imported] of pairs) {
    if (wanted === undefined || wanted === imported) continue;
    return failed(
      'option-conflicts-with-data',
      `${path} was imported with ${name} ${imported ?? 'none'}, not ${wanted}`,
      `leave --${name} out, or import the raw recording again with it`,
    );
  }
  return { ok: true, value: recording };
}
