// Files that are written while a market is heard: each number of them covers one time, and each can be replayed by itself.
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defineInstrument, type Instrument } from '../../core/instrument.ts';
import { limits, microseconds } from '../../core/limits.ts';
import type { RecordingFailure } from '../failure.ts';
import { openRecording } from '../open-recording.ts';
import { recordedFees, recordedInstrument } from '../recorded-instrument.ts';
import { replaySource } from '../replay-source.ts';
import { bookEvent, heardInstrument, replayOf, startUs, tradeEvent } from '../testing/heard-market.ts';
import { expectOk } from '../testing/replayed.ts';
import { encodeHead, headOf } from './head.ts';
import { MarketRecorder, type RecorderBounds } from './market-recorder.ts';

const other: Instrument = defineInstrument({ ...heardInstrument, venue: 'beta', symbol: 'ETH-PERP' });
const wide: RecorderBounds = { partBytesMax: 1e9, waitingBytesMax: 1e9 };

describe('a recorder', () => {
  let folder: string;
  let failures: RecordingFailure[];
  /** What is to be woken, and does not wake by itself. */
  let due: (() => void)[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-recorder-'));
    failures = [];
    due = [];
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function begin(bounds: RecorderBounds = wide): MarketRecorder {
    const recorder = new MarketRecorder({
      folder,
      markets: [heardInstrument, other].map((instrument) => ({ instrument, venueClockAheadUs: () => 0 })),
      clock: {
        nowUs: () => startUs,
        wakeAt: (atUs, wake) => {
          expect(atUs).toBe(startUs + microseconds(limits.recordBlockMs));
          due.push(wake);
        },
      },
      onFailure: (failure) => failures.push(failure),
      bounds,
    });
    recorder.begin();
    return recorder;
  }

  /** A second passes. */
  const pass = (): void => due.splice(0).forEach((wake) => wake());

  /** Both markets show a bid of so many lots. */
  function show(recorder: MarketRecorder, atMs: number, quantity: number): void {
    const book = bookEvent(startUs + atMs * 1_000, atMs === 0, [
      ['buy', 5, quantity],
      ['sell', 7, 1],
    ]);
    recorder.hear(book);
    recorder.hear({ ...book, instrument: other.key });
  }

  async function books(name: string): Promise<string[]> {
    const recording = expectOk(await openRecording(join(folder, name)));
    const fees = recordedFees(recording.facts) ?? heardInstrument.fees;
    const instrument = recordedInstrument(recording.facts, { venue: 'replay', account: 'main', fees });
    return replayOf(replaySource(recording, { instrument })).books;
  }

  test('writes one file for each market, and tells what is in them', async () => {
    const recorder = begin();
    show(recorder, 0, 1);
    recorder.hear(tradeEvent(startUs + 1_000, 'buy', 7, 1));
    pass();
    show(recorder, 10, 2);
    await recorder.close();
    expect(await books('alpha-ETH-001.rec')).toEqual(['5:1 | 7:1', '5:2 | 7:1']);
    expect(await books('beta-ETH-001.rec')).toEqual(['5:1 | 7:1', '5:2 | 7:1']);
    expect(recorder.figures()).toMatchObject([
      { instrument: heardInstrument, messages: 3, losses: 0, paths: [join(folder, 'alpha-ETH-001.rec')] },
      { instrument: other, messages: 2, bytes: statSync(join(folder, 'beta-ETH-001.rec')).size },
    ]);
  });

  test('all begin their next files together, each with the whole book, and nothing is lost between', async () => {
    const recorder = begin({ ...wide, partBytesMax: 100 });
    show(recorder, 0, 1);
    pass();
    show(recorder, 10, 2);
    show(recorder, 20, 3);
    await recorder.close();
    expect(await books('alpha-ETH-001.rec')).toEqual(['5:1 | 7:1']);
    expect(await books('beta-ETH-001.rec')).toEqual(['5:1 | 7:1']);
    expect(await books('alpha-ETH-002.rec')).toEqual(['5:2 | 7:1', '5:3 | 7:1']);
    expect(await books('beta-ETH-002.rec')).toEqual(['5:2 | 7:1', '5:3 | 7:1']);
  });

  test('goes on with the next number where another has recorded before', async () => {
    writeFileSync(join(folder, 'beta-ETH-041.rec'), '');
    await begin().close();
    expect(readdirSync(folder)).toContain('alpha-ETH-042.rec');
  });

  test('on a disk that does not keep up leaves out what is too much, and says that the market was lost there', async () => {
    const headLength = encodeHead(headOf(heardInstrument, 0)).length;
    const recorder = begin({ ...wide, waitingBytesMax: headLength });
    const bytes = (): number => recorder.figures()[0]?.bytes ?? 0;
    show(recorder, 0, 1);
    pass();
    show(recorder, 10, 2);
    const before = bytes();
    pass();
    expect(bytes()).toBe(before);
    while (bytes() === before) {
      await setImmediate();
      pass();
    }
    show(recorder, 20, 3);
    await recorder.close();
    expect(recorder.figures()[0]?.losses).toBe(1);
    expect(await books('alpha-ETH-001.rec')).toEqual(['5:1 | 7:1', 'lost', '5:3 | 7:1']);
  });

  test('tells once what is wrong when it cannot write', async () => {
    const recorder = new MarketRecorder({
      folder,
      markets: [
        {
          instrument: defineInstrument({ ...heardInstrument, venue: 'no/such' }),
          venueClockAheadUs: () => 0,
        },
      ],
      clock: { nowUs: () => startUs, wakeAt: () => undefined },
      onFailure: (failure) => failures.push(failure),
    });
    recorder.begin();
    await recorder.close();
    expect(failures).toMatchObject([
      { code: 'unwritable-file', remedy: 'give a folder that can be written' },
    ]);
  });
});
