// Where the benchmarks find recorded markets; what needs them is skipped, with a word, where they are missing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRecording } from '../src/recorder/open-recording.ts';
import type { Recording } from '../src/recorder/recording.ts';

const folder =
  process.env['RECORDINGS'] ?? fileURLToPath(new URL('../../../shared/data/recordings', import.meta.url));

export const recordingFiles = {
  primary: join(folder, 'binance-usdm-btcusdt_20240808.gz'),
  hedge: join(folder, 'binance-spot-btcusdt_20240808.gz'),
} as const;

export const haveRecordings = (): boolean => Object.values(recordingFiles).every((path) => existsSync(path));

export async function load(path: string): Promise<Recording> {
  const recording = await openRecording(path);
  if (!recording.ok) throw new Error(`${recording.failure.message}: ${recording.failure.remedy}`);
  return recording.value;
}
