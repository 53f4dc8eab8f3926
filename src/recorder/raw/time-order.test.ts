// In what order a recording is replayed, and when its messages are said to have happened.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openRecording } from '../open-recording.ts';
import { commonClockOffsetUs, messageKind, type Recording } from '../recording.ts';
import {
  clockBehindMs,
  RawFile,
  temporaryFolder,
  usualDelayMs,
  type Level,
  type Market,
} from '../testing/raw-file.ts';
import { expectOk, replayed } from '../testing/replayed.ts';

const files = temporaryFolder();
const open = async (file: RawFile): Promise<Recording> =>
  expectOk(await openRecording(files.write('raw', file.text())));

const bid: Level = ['99', '5'];
const ask: Level = ['101', '4'];
const start = (market: Market = 'USD-M'): RawFile =>
  new RawFile(market)
    .snapshot({ atMs: 0, id: 10, bids: [bid], asks: [ask] })
    .depth({ atMs: 1, ids: [11, 11], bids: [['98', '1']] });

/** "kind at venue time, received at local time", in ms. */
const timeline = (recording: Recording): string[] =>
  replayed(recording).map(({ kind, venueMs, localMs }) => `${kind} ${venueMs} ${localMs}`);

describe('trades', () => {
  test('come before the book messages of their own moment, though they arrive later', async () => {
    const file = start()
      .touch({ atMs: 30, id: 15, bid: ['99', '1'], ask })
      .trade({ atMs: 30, receivedMs: 70, id: 1, level: ['99', '4'], taker: 'sells' })
      .touch({ atMs: 40, id: 16, bid: ['99', '2'], ask });
    expect(timeline(await open(file))).toEqual([
      'snapshot 0 0',
      'levels 1 1',
      'trade 30 65',
      'levels 30 30',
      'levels 40 40',
    ]);
  });

  test('have the side that took as aggressor', async () => {
    const file = start()
      .trade({ atMs: 30, id: 1, level: ['99', '3'], taker: 'sells' })
      .trade({ atMs: 31, id: 2, level: ['101', '2'], taker: 'buys' });
    expect(replayed(await open(file)).slice(2)).toMatchObject([
      { kind: 'trade', aggressor: 'sell', price: 99, quantity: 3 },
      { kind: 'trade', aggressor: 'buy', price: 101, quantity: 2 },
    ]);
  });

  test('that do not take from the book are left out and counted; so are repeated ones, and missing ids', async () => {
    const recording = await open(
      start()
        .trade({ atMs: 30, id: 7, level: bid, taker: 'sells' })
        .trade({ atMs: 31, id: 8, level: ['97.7777', '3'], taker: 'sells', type: 'INSURANCE_FUND' })
        .trade({ atMs: 32, id: 9, level: bid, taker: 'sells', type: 'ADL' })
        .trade({ atMs: 32, id: 7, level: bid, taker: 'sells' })
        .trade({ atMs: 33, id: 12, level: bid, taker: 'sells' }),
    );
    const { facts } = recording;
    expect(facts.tickSize).toBe('1');
    expect(facts.leftOut).toMatchObject({ notBookTrades: { INSURANCE_FUND: 1, ADL: 1 }, repeatedTrades: 1 });
    expect(facts.sequence.missingTrades).toBe(2);
    expect(timeline(recording).filter((line) => line.startsWith('trade'))).toEqual([
      'trade 30 30',
      'trade 33 33',
    ]);
  });

  test('of an inverse market that are below one lot are left out', async () => {
    const recording = await open(
      new RawFile('COIN-M')
        .snapshot({ atMs: 0, id: 1, bids: [['90', '50']], asks: [['99', '50']] })
        .depth({ atMs: 1, ids: [2, 2] })
        .trade({ atMs: 2, id: 1, level: ['101', '1'], taker: 'buys' }),
    );
    expect(recording.facts.lotSize).toBe('1');
    expect(recording.facts.leftOut.tradesBelowOneLot).toBe(1);
    expect(recording.messages.kinds).not.toContain(messageKind.trade);
  });
});

describe('lines', () => {
  test('in the wrong order are put in the order of local time', async () => {
    const file = start()
      .depth({ atMs: 30, ids: [13, 14], previous: 12, bids: [['97', '2']] })
      .depth({ atMs: 20, ids: [12, 12], previous: 11, bids: [['97', '1']] });
    const recording = await open(file);
    expect(recording.facts.sequence.gapCount).toBe(0);
    expect(timeline(recording)).toEqual(['snapshot 0 0', 'levels 1 1', 'levels 20 20', 'levels 30 30']);
  });

  test('of other streams, and replies to requests, are counted and skipped', async () => {
    const file = start()
      .json(20, { stream: 'btcusdt@markPrice@1s', data: { e: 'markPriceUpdate', p: '98.7654321' } })
      .json(20, { stream: 'btcusdt@depth20@100ms', data: { e: 'depthUpdate' } })
      .json(21, { result: null, id: 1 });
    const { facts } = await open(file);
    expect(facts.lines).toEqual({
      snapshot: 1,
      depth: 1,
      bookTicker: 0,
      trade: 0,
      other: { 'markPrice@1s': 1, 'depth20@100ms': 1, unnamed: 1 },
    });
    expect(facts.tickSize).toBe('1');
  });

  test('of more than a hundred other streams are counted together', async () => {
    const file = start();
    for (let stream = 0; stream < 150; stream += 1)
      file.json(20, { stream: `btcusdt@other${stream}`, data: {} });
    const { other } = (await open(file)).facts.lines;
    expect(Object.keys(other)).toHaveLength(101);
    expect(other['others']).toBe(50);
  });

  test('are each accounted for: a message, or left out for a reason', async () => {
    const line = fc.record({
      kind: fc.constantFrom('depth', 'touch', 'trade'),
      id: fc.integer({ min: 1, max: 30 }),
      delayMs: fc.nat(30),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 30 }), fc.nat(30), async (lines, snapshotAt) => {
        const file = new RawFile('USD-M').depth({ atMs: 0, ids: [1, 1], bids: [['98', '1']] });
        lines.forEach(({ kind, id, delayMs }, index) => {
          const time = { atMs: id, receivedMs: index + 30 + delayMs };
          if (index === snapshotAt) file.snapshot({ ...time, id: 3, bids: [bid], asks: [ask] });
          if (kind === 'depth') file.depth({ ...time, ids: [id, id + 2], bids: [['97', String(id)]] });
          else if (kind === 'touch')
            file.touch({ ...time, id, bid: ['99', String(id + 1)], ask: [String(95 + id), '4'] });
          else file.trade({ ...time, id, level: bid, taker: 'sells' });
        });
        if (snapshotAt >= lines.length) file.snapshot({ atMs: 80, id: 3, bids: [bid], asks: [ask] });
        const recording = await open(file);
        const { lines: counts, leftOut } = recording.facts;
        const left = Object.values({ ...leftOut, notBookTrades: 0 }).reduce((sum, count) => sum + count, 0);
        expect(recording.messages.count + left).toBe(
          counts.snapshot + counts.depth + counts.bookTicker + counts.trade,
        );
        expectOrdered(recording);
      }),
    );
  });
});

/** Venue time never goes back, nothing is received before it happened, and each stream is received in order. */
function expectOrdered(recording: Recording): void {
  let venueMs = -Infinity;
  const localMs = { book: -Infinity, trade: -Infinity };
  for (const message of replayed(recording)) {
    const stream = message.kind === 'trade' ? 'trade' : 'book';
    expect(message.venueMs).toBeGreaterThanOrEqual(venueMs);
    expect(message.localMs).toBeGreaterThanOrEqual(message.venueMs);
    expect(message.localMs).toBeGreaterThanOrEqual(localMs[stream]);
    venueMs = message.venueMs;
    localMs[stream] = message.localMs;
  }
}

describe('clocks', () => {
  test('the offset is the smallest (local − venue), so that the fastest message takes no time', async () => {
    const recording = await open(start().touch({ atMs: 50, receivedMs: 52, id: 15, bid: ['99', '1'], ask }));
    expect(recording.facts.clockOffsetUs).toBe((2 - clockBehindMs) * 1000);
    expect(timeline(recording)).toEqual(['snapshot 0 3', 'levels 1 4', 'levels 50 50']);
  });

  test('recordings of one recorder are shifted together, by the smaller offset', async () => {
    const slow = await open(start());
    const fast = await open(start('spot').depth({ atMs: 50, receivedMs: 51, ids: [12, 12], bids: [bid] }));
    const clockOffsetUs = commonClockOffsetUs([slow, fast]);
    expect(clockOffsetUs).toBe((0 - clockBehindMs) * 1000);
    expect(replayed(slow, { clockOffsetUs })[0]).toMatchObject({ venueMs: 0, localMs: usualDelayMs });
    expect(() => replayed(slow, { clockOffsetUs: slow.facts.clockOffsetUs + 1 })).toThrow(
      'never before its venue time',
    );
  });

  test("spot's touch has no time: it is received after the median delay of trades", async () => {
    const file = new RawFile('spot')
      .snapshot({ atMs: 0, receivedMs: 20, id: 10, bids: [bid], asks: [ask] })
      .depth({ atMs: 29, receivedMs: 32, ids: [11, 11], bids: [['98', '1']] })
      .trade({ atMs: 30, receivedMs: 33, id: 1, level: bid, taker: 'sells' })
      .trade({ atMs: 31, receivedMs: 38, id: 2, level: bid, taker: 'sells' })
      .trade({ atMs: 32, receivedMs: 99, id: 3, level: bid, taker: 'sells' })
      .touch({ atMs: 0, receivedMs: 100, id: 15, bid: ['99', '1'], ask });
    const recording = await open(file);
    // Depth carries the time of sending only, 30 ms here: the fastest message took 2 ms.
    expect(recording.facts.clockOffsetUs).toBe((2 - clockBehindMs) * 1000);
    expect(timeline(recording).at(0)).toBe('snapshot 13 18');
    expect(timeline(recording).at(-1)).toBe('levels 93 98');
    expect(recording.facts.assumptions.join(' ')).toContain('less the median delay of trades (5000 µs above');
  });
});
