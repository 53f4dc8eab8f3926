// The real recordings, where they are at hand: Binance BTC on 2024-08-08 from 23:54 UTC, one recorder, three markets.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openRecording } from './open-recording.ts';
import type { MarketMessage, MarketSource } from '../ports/market-source.ts';
import { commonClockOffsetUs, type Recording, type RecordingFacts } from './recording.ts';
import { temporaryFolder } from './testing/raw-file.ts';
import { recordingPath, type RecordedMarket } from './testing/recordings.ts';
import { expectOk, sourceOf } from './testing/replayed.ts';
import { writeRecording } from './write-recording.ts';

const files = temporaryFolder();

const expected: Readonly<Record<RecordedMarket, Partial<RecordingFacts>>> = {
  'USD-M': {
    kind: 'linear-perpetual',
    symbol: 'BTCUSDT',
    base: 'BTC',
    quote: 'USDT',
    tickSize: '0.1',
    lotSize: '0.001',
    lines: { snapshot: 1, depth: 6_551, bookTicker: 66_089, trade: 21_313, other: {} },
  },
  'COIN-M': {
    kind: 'inverse-perpetual',
    symbol: 'BTCUSD_PERP',
    base: 'BTC',
    quote: 'USD',
    tickSize: '0.1',
    lotSize: '0.001',
    lines: { snapshot: 1, depth: 26_847, bookTicker: 19_136, trade: 2_286, other: {} },
  },
  spot: {
    kind: 'spot',
    symbol: 'BTCUSDT',
    base: 'BTC',
    quote: 'USDT',
    tickSize: '0.01',
    lotSize: '0.00001',
    lines: { snapshot: 1, depth: 3_451, bookTicker: 28_040, trade: 9_757, other: {} },
  },
};

const recordings = new Map<RecordedMarket, Recording>();

describe.each(Object.keys(expected) as RecordedMarket[])('%s', (market) => {
  const path = recordingPath(market);

  test('is read without gap or crossed book, imported, and replayed all the same', async ({ skip }) => {
    if (path === undefined) return skip('the recording is missing (RECORDINGS names its folder)');
    const raw = expectOk(await openRecording(path));
    recordings.set(market, raw);
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
    expect(firstDifference(sourceOf(raw), sourceOf(imported))).toBe('none');
  });
});

/** Compares message by message, as a backtest takes them; also that each was received after it happened. */
function firstDifference(left: MarketSource, right: MarketSource): string {
  for (let count = 0; left.nextTimeUs < Infinity; count += 1) {
    const [one, other] = [left.take(), right.take()];
    if (one.localTimeUs! < one.venueTimeUs) return `message ${count} was received before it happened`;
    if (!areSame(one, other)) return `message ${count}`;
  }
  return right.nextTimeUs === Infinity ? 'none' : 'the length';
}

function areSame(one: MarketMessage, other: MarketMessage): boolean {
  if (
    one.kind !== other.kind ||
    one.venueTimeUs !== other.venueTimeUs ||
    one.localTimeUs !== other.localTimeUs
  ) {
    return false;
  }
  if (one.kind === 'trade') {
    return one.price === other.price && one.quantity === other.quantity && one.aggressor === other.aggressor;
  }
  for (let index = 0; index < one.levels.count; index += 1) {
    const [left, right] = [one.levels, other.levels];
    const isSameSide = left.side(index) === right.side(index);
    if (!isSameSide || left.price(index) !== right.price(index)) return false;
    if (left.quantity(index) !== right.quantity(index)) return false;
  }
  return one.levels.count === other.levels.count;
}

test('those that are at hand overlap, and share one clock that is behind by 1.27 s', ({ skip }) => {
  if (recordings.size < 2) skip('the recordings are missing');
  const facts = [...recordings.values()].map((recording) => recording.facts);
  expect(commonClockOffsetUs([...recordings.values()])).toBe(
    Math.min(...facts.map((one) => one.clockOffsetUs)),
  );
  const startUs = Math.max(...facts.map((one) => one.startUs));
  const endUs = Math.min(...facts.map((one) => one.endUs));
  expect(endUs - startUs).toBeGreaterThan(330_000_000);
});
