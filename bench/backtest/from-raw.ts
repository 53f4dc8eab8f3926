// The same market from its raw files: unzipped, parsed, fused and traded; and what parsing its lines alone takes.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Contestant } from '../measure.ts';
import { load, recordingFiles } from '../recordings.ts';
import { RecordedPair } from './recorded-pair.ts';

const files = Object.values(recordingFiles);
/** A raw line begins with a local time of 19 digits and a space. */
const jsonAt = 20;

/** The floor makes an object of every line and does nothing with it. */
export function rawContestants(): Contestant[] {
  return [
    { name: 'unzipped, JSON.parse of every line', round: parseLines },
    { name: 'read as a recording: parsed, fused, checked', round: async () => (await loadPair()).decode() },
    { name: 'read and played through the whole world', round: async () => (await loadPair()).wholeWorld() },
  ];
}

function parseLines(): number {
  let lines = 0;
  for (const file of files) {
    const bytes = gunzipSync(readFileSync(file));
    for (let start = 0; start < bytes.length; lines += 1) {
      const end = bytes.indexOf('\n', start);
      const value: unknown = JSON.parse(bytes.toString('utf8', start + jsonAt, end));
      if (value === null) throw new Error('a line of a recording holds an object');
      start = end + 1;
    }
  }
  return lines;
}

async function loadPair(): Promise<RecordedPair> {
  return new RecordedPair(await load(recordingFiles.primary), await load(recordingFiles.hedge));
}
