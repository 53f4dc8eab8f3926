// How a fast and shallow feed and a slow and complete one become one book, and what defects of either lead to.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LevelBuffer } from '../../core/levels.ts';
import { lots, ticks } from '../../core/money.ts';
import { Book } from '../../market/book.ts';
import { openRecording } from '../open-recording.ts';
import type { Recording } from '../recording.ts';
import { exchangeRuns, simulateExchange } from '../testing/exchange.ts';
import { clockBehindMs, epochMs, RawFile, temporaryFolder, type Level } from '../testing/raw-file.ts';
import { expectOk, replayed, type BookMessage, type ReplayedMessage } from '../testing/replayed.ts';

const files = temporaryFolder();
const open = async (file: RawFile): Promise<Recording> =>
  expectOk(await openRecording(files.write('raw', file.text())));

/** Bids 99 × 5 and 98 × 7, asks 101 × 4 and 102 × 6, complete up to update 10. */
const start = (market: 'USD-M' | 'spot' = 'USD-M'): RawFile =>
  new RawFile(market).snapshot({
    atMs: 0,
    id: 10,
    bids: [
      ['99', '5'],
      ['98', '7'],
    ],
    asks: [
      ['101', '4'],
      ['102', '6'],
    ],
  });

const bookMessages = (messages: readonly ReplayedMessage[]): BookMessage[] =>
  messages.filter((message) => message.kind !== 'trade');

describe('the touch', () => {
  test('a newer touch removes what is better than it and sets its own quantities', async () => {
    const file = start()
      .touch({ atMs: 20, id: 12, bid: ['98', '3'], ask: ['100', '1'] })
      .depth({ atMs: 30, ids: [11, 13] });
    expect(replayed(await open(file))[1]).toMatchObject({
      kind: 'levels',
      venueMs: 20,
      levels: [
        ['buy', 99, 0],
        ['buy', 98, 3],
        ['sell', 100, 1],
      ],
    });
  });

  test('a depth message that is older than the touch changes only what lies behind it', async () => {
    const file = start()
      .touch({ atMs: 20, id: 14, bid: ['99', '2'], ask: ['101', '4'] })
      .depth({
        atMs: 15,
        receivedMs: 40,
        ids: [11, 13],
        bids: [
          ['100', '9'],
          ['99', '9'],
          ['97', '9'],
        ],
        asks: [
          ['101', '9'],
          ['103', '9'],
        ],
      });
    expect(replayed(await open(file))[2]).toMatchObject({
      // It happened at 15 ms, but is learnt after what happened at 20 ms.
      venueMs: 20,
      localMs: 40 - 5,
      levels: [
        ['buy', 97, 9],
        ['sell', 103, 9],
      ],
    });
  });

  test('a depth message that is newer than the touch changes everything', async () => {
    const file = start()
      .touch({ atMs: 20, id: 12, bid: ['99', '2'], ask: ['101', '4'] })
      .depth({ atMs: 30, ids: [11, 13], bids: [['100', '1']], asks: [['101', '0']] });
    expect(replayed(await open(file))[2]).toMatchObject({
      levels: [
        ['buy', 100, 1],
        ['sell', 101, 0],
      ],
    });
  });

  test('a touch that is older than the depth, or comes twice, is outdated', async () => {
    const recording = await open(
      start()
        .depth({ atMs: 20, ids: [11, 13], bids: [['100', '1']] })
        .touch({ atMs: 15, receivedMs: 26, id: 12, bid: ['99', '5'], ask: ['101', '4'] })
        .touch({ atMs: 30, id: 15, bid: ['99', '5'], ask: ['101', '4'] })
        .touch({ atMs: 30, receivedMs: 36, id: 15, bid: ['98', '5'], ask: ['101', '4'] }),
    );
    expect(recording.facts.leftOut.outdated).toBe(2);
    expect(bookMessages(replayed(recording)).map(({ venueMs }) => venueMs)).toEqual([0, 20, 30]);
  });

  test('a side without orders is empty until depth fills it', async () => {
    const file = start()
      .touch({ atMs: 20, id: 12, bid: ['99', '5'], ask: ['0', '0'] })
      .depth({ atMs: 25, receivedMs: 31, ids: [11, 11], previous: 10, asks: [['103', '2']] })
      .depth({ atMs: 35, ids: [12, 14], previous: 11, asks: [['104', '2']] });
    expect(bookMessages(replayed(await open(file))).map(({ levels }) => levels)).toMatchObject([
      {},
      [
        ['sell', 101, 0],
        ['sell', 102, 0],
      ],
      [['sell', 104, 2]],
    ]);
  });

  test('an update that says what is known already is left out', async () => {
    const recording = await open(
      start()
        .touch({ atMs: 20, id: 12, bid: ['99', '5'], ask: ['101', '4'] })
        .depth({ atMs: 30, ids: [11, 13], bids: [['99', '5']] }),
    );
    expect(recording.facts.leftOut.unchanged).toBe(2);
    expect(recording.messages.count).toBe(1);
  });
});

describe('the start', () => {
  const late = { atMs: 30, receivedMs: 90 };
  const bids: readonly Level[] = [['99', '5']];
  const asks: readonly Level[] = [['101', '4']];

  test('the snapshot that begins the stream holds what arrived before it and is newer', async () => {
    const file = new RawFile('USD-M')
      .depth({ atMs: 10, ids: [5, 8], previous: 4, bids: [['97', '1']] })
      .touch({ atMs: 15, id: 9, bid: ['98', '1'], ask: ['101', '4'] })
      .depth({ atMs: 20, ids: [9, 11], previous: 8, bids: [['96', '2']] })
      .depth({ atMs: 40, ids: [12, 14], previous: 11, asks: [['102', '3']] })
      .touch({ atMs: 50, id: 15, bid: ['99', '1'], ask: ['101', '4'] })
      .trade({ atMs: 50, id: 1, level: ['99', '4'], taker: 'sells' })
      .snapshot({ ...late, id: 10, bids, asks })
      .trade({ atMs: 91, id: 2, level: ['99', '1'], taker: 'sells' });
    const recording = await open(file);
    expect(replayed(recording)).toMatchObject([
      {
        kind: 'snapshot',
        venueMs: 50,
        localMs: 85,
        levels: [
          ['buy', 96, 2],
          ['buy', 99, 1],
          ['sell', 102, 3],
          ['sell', 101, 4],
        ],
      },
      { kind: 'trade', venueMs: 91 },
    ]);
    expect(recording.facts.sequence.gapCount).toBe(0);
    expect(recording.facts.leftOut.beforeSnapshot).toBe(6);
  });

  test.each([
    // Futures: the snapshot may fall between updates of other instruments; what counts is what the message follows on.
    ['USD-M', { ids: [13, 14], previous: 10 }, 0],
    ['USD-M', { ids: [11, 14], previous: 8 }, 0],
    ['USD-M', { ids: [13, 14], previous: 11 }, 1],
    ['spot', { ids: [11, 14] }, 0],
    ['spot', { ids: [9, 14] }, 0],
    ['spot', { ids: [12, 14] }, 1],
  ] as const)(
    '%s: the first message after a snapshot of update 10 has %o: gaps %i',
    async (market, ids, gaps) => {
      const { facts } = await open(start(market).depth({ atMs: 20, ...ids, bids: [['97', '1']] }));
      expect(facts.sequence.gapCount).toBe(gaps);
    },
  );

  test('a later snapshot starts the book anew, and ends what a gap has spoilt', async () => {
    const recording = await open(
      start()
        .depth({ atMs: 20, ids: [11, 13], bids: [['97', '1']] })
        .depth({ atMs: 40, ids: [17, 18], previous: 16, bids: [['96', '1']] })
        .snapshot({ atMs: 41, receivedMs: 60, id: 17, bids: [['99', '2']], asks: [['101', '1']] }),
    );
    expect(replayed(recording).at(-1)).toMatchObject({
      kind: 'snapshot',
      venueMs: 41,
      localMs: 55,
      levels: [
        ['buy', 96, 1],
        ['buy', 99, 2],
        ['sell', 101, 1],
      ],
    });
    expect(recording.facts.sequence).toEqual({
      gapCount: 1,
      gaps: [{ fromUs: (epochMs + 20) * 1000, toUs: (epochMs + 40) * 1000 }],
      missingTrades: 0,
    });
    expect(recording.facts.assumptions.join(' ')).toContain('After a gap the book goes on');
  });
});

describe('a crossed book', () => {
  test('the newest message is believed: the levels that it crosses go', async () => {
    const recording = await open(
      start()
        .depth({ atMs: 20, ids: [11, 13], bids: [['101', '1']] })
        .depth({ atMs: 30, ids: [14, 15], previous: 13, asks: [['99', '2']] }),
    );
    expect(
      bookMessages(replayed(recording))
        .map(({ levels }) => levels)
        .slice(1),
    ).toEqual([
      [
        ['buy', 101, 1],
        ['sell', 101, 0],
      ],
      [
        ['sell', 99, 2],
        ['buy', 101, 0],
        ['buy', 99, 0],
      ],
    ]);
    expect(recording.facts.crossed).toEqual({
      count: 2,
      span: { fromUs: (epochMs + 20) * 1000, toUs: (epochMs + 30) * 1000 },
    });
  });

  test('a message that crosses itself is not believed', async () => {
    const recording = await open(
      start()
        .touch({ atMs: 20, id: 12, bid: ['101', '1'], ask: ['101', '1'] })
        .depth({ atMs: 30, ids: [11, 13], bids: [['103', '1']], asks: [['100', '1']] }),
    );
    expect(recording.facts.crossed.count).toBe(2);
    expect(recording.facts.leftOut.crossed).toBe(1);
    const book = finalBook(recording);
    expect([book.bids.bestPrice(), book.asks.bestPrice()]).toEqual([99, undefined]);
  });
});

function finalBook(recording: Recording): Book {
  const book = new Book();
  for (const message of bookMessages(replayed(recording))) apply(book, message);
  return book;
}

function apply(book: Book, message: BookMessage): void {
  const buffer = new LevelBuffer();
  for (const [side, price, quantity] of message.levels) buffer.push(side, ticks(price), lots(quantity));
  book.apply(buffer, message.kind === 'snapshot');
}

describe('whatever the delays of the two feeds', () => {
  test('the touch is that of the newest update received, no book crosses, and the last book is the true one', async () => {
    await fc.assert(
      fc.asyncProperty(exchangeRuns, async (run) => {
        const exchange = simulateExchange(run);
        const path = files.write('exchange', exchange.file.text());
        const recording = expectOk(await openRecording(path, { tick: '1', lot: '1' }));
        expect(recording.facts.sequence.gapCount).toBe(0);
        expect(recording.facts.crossed.count).toBe(0);
        const fastestMs = recording.facts.clockOffsetUs / 1000 + clockBehindMs;
        const book = new Book();
        for (const message of bookMessages(replayed(recording))) {
          apply(book, message);
          expect(touchOf(book)).toEqual(exchange.touchReceivedBy(message.localMs + fastestMs));
        }
        expect(touchOf(book)).toEqual(exchange.touchReceivedBy(Infinity));
        expect([...levelsOf(book)].sort()).toEqual([...exchange.levels()].sort());
      }),
      { numRuns: 300 },
    );
  });
});

function touchOf({ bids, asks }: Book): number[] {
  return [bids.bestPrice() ?? 0, bids.bestQuantity(), asks.bestPrice() ?? 0, asks.bestQuantity()];
}

function levelsOf(book: Book): string[] {
  return [book.bids, book.asks].flatMap((side) =>
    Array.from(
      { length: side.depth },
      (_, rank) => `${side.side} ${side.priceAt(rank)} × ${side.quantityAt(rank)}`,
    ),
  );
}
