// Where tests find the real recordings, which are no part of the repository. A test that needs one is skipped, with a word,
// where it is missing.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const files = {
  'USD-M': 'binance-usdm-btcusdt_20240808.gz',
  'COIN-M': 'binance-coinm-btcusd_perp_20240808.gz',
  spot: 'binance-spot-btcusdt_20240808.gz',
} as const;

export type RecordedMarket = keyof typeof files;

/** `RECORDINGS`, or the folder that lies beside the repository where the recordings are at hand. */
const folder =
  process.env['RECORDINGS'] ?? fileURLToPath(new URL('../../../../shared/data/recordings', import.meta.url));

/** `undefined` where the recording is missing. */
export function recordingPath(market: RecordedMarket): string | undefined {
  const path = join(folder, files[market]);
  return existsSync(path) ? path : undefined;
}
