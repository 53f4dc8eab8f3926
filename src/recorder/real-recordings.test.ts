// The real recordings, where they are at hand: Binance BTC on 2024-08-08 from 23:54 UTC, one recorder, three markets.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openRecording } from './open-recording.ts';
import { commonClockOffsetUs, type Recording, type RecordingFacts } from './recording.ts';
import { temporaryFolder } from './testing/raw-file.ts';
import { recordingPath, type RecordedMarket } from './testing/recordings.ts';
import { expectOk, sourceOf } from './testing/replayed.ts';
import { writeRecording } from './write-recording.ts';

const files = temporaryFolder();

const expected: Readonly<Record<RecordedMarket, Partial<RecordingFacts>>> = {
  'USD-M': {
    ...{
      kind: 'linear-perpetual',
      symbol: 'BTCUSDT',
      base: 'BTC',
      quote: 'USDT',
      tickSize: '0.1',
      lotSize: '0.001',
    },
    lines: { snapshot: 1, depth: 6_551, bookTicker: 66_089, trade: 21_313, other: {} },
  },
  'COIN-M': {
    ...{
      kind: 'inverse-perpetual',
      symbol: 'BTCUSD_PERP',
      base: 'BTC',
      quote: 'USD',
      tickSize: '0.1',
      lotSize: '0.001',
    },
    lines: { snapshot: 1, depth: 26_847, bookTicker: 19_136, trade: 2_286, other: {} },
  },
  spot: {
    ...{ kind: 'spot', symbol: 'BTCUSDT', base: 'BTC', quote: 'USDT', tickSize: '0.01', lotSize: '0.00001' },
    lines: { snapshot: 1, depth: 3_451, bookTicker: 28_040, trade: 9_757, other: {} },
  },
};

describe.each(Object.keys(expected) as RecordedMarket[])('%s', (market) => {
  const path = recordingPath(market);

  test.skipIf(path === undefined)(
    'is read without gap or crossed book, imported, and replayed all the same',
    async () => {
      const raw = expectOk(await openRecording(path!));
      expect(raw.facts).toMatchObject(expected[market]);
      expect(raw.facts.sequence).toEqual({ gapCount: 0, gaps: [], missingTrades: 0 });
      expect(raw.facts.crossed).toEqual({ count: 0, span: null });
      // The recorder's clock was 1.27 s behind.
      expect(Math.round(raw.facts.clockOffsetUs / 10_000)).toBe(-127);

      const [first, second] = [files.write('first', ''), files.write('second', '')];
      expectOk(await writeRecording(raw, first));
      const imported = expectOk(await openRecording(first));
      expectOk(await writeRecording(imported, second));
      expect(readFileSync(second).equals(readFileSync(first))).toBe(true);
      expect(imported.facts).toEqual(raw.facts);
      expectSameReplay(raw, imported);
    },
  );
});

/** Message by message, through the source that a backtest uses; each is received after it happened. */
function expectSameReplay(raw: Recording, imported: Recording): void {
  const [left, right] = [sourceOf(raw), sourceOf(imported)];
  let count = 0;
  for (; left.nextTimeUs() < Infinity; count += 1) {
    const [one, other] = [left.take(), right.take()];
    const isSame =
      one.kind === other.kind &&
      one.venueTimeUs === other.venueTimeUs &&
      one.localTimeUs === other.localTimeUs &&
      (one.kind === 'trade'
        ? one.price === other.price && one.quantity === other.quantity && one.aggressor === other.aggressor
        : one.levels.count === other.levels.count);
    if (!isSame || String(one.levels.toJSON()) !== String(other.levels.toJSON())) expect(other).toEqual(one);
    if (one.localTimeUs! < one.venueTimeUs) expect(one.localTimeUs).toBeGreaterThanOrEqual(one.venueTimeUs);
  }
  expect(right.nextTimeUs()).toBe(Infinity);
  expect(count).toBe(raw.messages.count);
}

const paths = (Object.keys(expected) as RecordedMarket[]).map(recordingPath);

test.skipIf(paths.includes(undefined))(
  'shifted together, all three overlap for more than 5.5 minutes',
  async () => {
    const recordings = await Promise.all(paths.map(async (path) => expectOk(await openRecording(path!))));
    expect(commonClockOffsetUs(recordings)).toBe(
      Math.min(...recordings.map(({ facts }) => facts.clockOffsetUs)),
    );
    const startUs = Math.max(...recordings.map(({ facts }) => facts.startUs));
    const endUs = Math.min(...recordings.map(({ facts }) => facts.endUs));
    expect(endUs - startUs).toBeGreaterThan(330_000_000);
  },
);
