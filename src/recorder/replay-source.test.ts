// Replaying: the whole of a recording or a window of it, through one message that is lent again and again.
import { beforeAll, describe, expect, test } from 'vitest';
import { openRecording } from './open-recording.ts';
import { recordedInstrument } from './recorded-instrument.ts';
import type { Recording } from './recording.ts';
import { replaySource } from './replay-source.ts';
import { epochMs, RawFile, temporaryFolder } from './testing/raw-file.ts';
import { expectOk, replayed, sourceOf } from './testing/replayed.ts';

const files = temporaryFolder();
const atMs = (timeMs: number): number => (epochMs + timeMs) * 1000;

let recording: Recording;

beforeAll(async () => {
  const file = new RawFile('USD-M')
    .snapshot({ atMs: 0, id: 10, bids: [['99', '5']], asks: [['101', '4']] })
    .depth({ atMs: 20, ids: [11, 12], bids: [['98', '1']] })
    .trade({ atMs: 25, id: 1, level: ['99', '2'], taker: 'sells' })
    .touch({ atMs: 30, receivedMs: 39, id: 14, bid: ['99', '3'], ask: ['101', '4'] })
    .depth({ atMs: 50, ids: [13, 16], asks: [['102', '7']] })
    .trade({ atMs: 60, id: 2, level: ['101', '1'], taker: 'buys' });
  recording = expectOk(await openRecording(files.write('raw', file.text())));
});

const times = (window: { readonly startUs?: number; readonly endUs?: number }): string[] =>
  replayed(recording, window).map(({ kind, venueMs }) => `${kind} ${venueMs}`);

describe('a replay', () => {
  test('begins with the snapshot and ends with the last message', () => {
    expect(times({})).toEqual(['snapshot 0', 'levels 20', 'trade 25', 'levels 30', 'levels 50', 'trade 60']);
    expect([recording.facts.startUs, recording.facts.endUs]).toEqual([atMs(0), atMs(60)]);
  });

  test('of a window includes both of its ends', () => {
    expect(times({ startUs: atMs(0), endUs: atMs(25) })).toEqual(['snapshot 0', 'levels 20', 'trade 25']);
  });

  test('that starts in the middle starts with the book of that time', () => {
    expect(times({ startUs: atMs(26), endUs: atMs(50) })).toEqual(['snapshot 26', 'levels 30', 'levels 50']);
    expect(replayed(recording, { startUs: atMs(31) })[0]).toEqual({
      kind: 'snapshot',
      venueMs: 31,
      // The newest of its messages is still on its way.
      localMs: 34,
      levels: [
        ['buy', 98, 1],
        ['buy', 99, 3],
        ['sell', 101, 4],
      ],
    });
  });

  test('of a window without messages is empty', () => {
    expect(times({ startUs: atMs(61) })).toEqual([]);
    expect(times({ startUs: atMs(51), endUs: atMs(52) })).toEqual([]);
    expect(times({ endUs: atMs(-1) })).toEqual([]);
  });

  test('lends the same message and the same levels each time', () => {
    const source = sourceOf(recording);
    const first = source.take();
    const { levels } = first;
    expect(source.take()).toBe(first);
    expect(first.levels).toBe(levels);
  });

  test('repeated gives the same messages', () => {
    expect(replayed(recording)).toEqual(replayed(recording));
  });

  test('does not go beyond its end', () => {
    const source = sourceOf(recording, { startUs: atMs(61) });
    expect(source.nextTimeUs).toBe(Infinity);
    expect(() => source.take()).toThrow('only while there is one');
  });

  test('needs an instrument with the tick and lot of the recording', () => {
    const instrument = { ...sourceOf(recording).instrument, lotSize: { digits: 1n, decimals: 3 } };
    expect(() => replaySource(recording, { instrument })).toThrow('the tick and lot of its recording');
  });
});

test('the instrument of a recording trades where, and at what fees and minima, its user says', () => {
  const { fees, minNotional } = sourceOf(recording).instrument;
  const terms = { venue: 'replay', account: 'main', fees };
  expect(recordedInstrument(recording.facts, terms)).toMatchObject({
    key: 'replay/main/BTCUSDT',
    base: 'BTC',
    quote: 'USDT',
    minQuantity: 1,
    minNotional,
    tickSize: { digits: 1n, decimals: 0 },
    lotSize: { digits: 1n, decimals: 0 },
  });
});
