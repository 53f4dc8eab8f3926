// What was heard of a market comes back from the file, level by level, wherever its blocks and its end may be.
import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BookEvent, TradeEvent } from '../../core/events.ts';
import { decodeRecording } from '../binary/decode.ts';
import { recordedInstrument } from '../recorded-instrument.ts';
import type { Recording } from '../recording.ts';
import { replaySource } from '../replay-source.ts';
import {
  bookEvent,
  booksHeard,
  heardInstrument,
  heardMarkets,
  replayOf,
  startUs,
  tradeEvent,
} from '../testing/heard-market.ts';
import { expectOk } from '../testing/replayed.ts';
import { encodeHead, headOf } from './head.ts';
import { MarketCapture } from './market-capture.ts';

type Heard = readonly (BookEvent | TradeEvent)[];

/** The file of these events, a block after each that `ends` says. */
function record(events: Heard, ends: (index: number) => boolean, clockAheadUs: number = 0): Buffer {
  const capture = new MarketCapture();
  const parts: Buffer[] = [encodeHead(headOf(heardInstrument, clockAheadUs))];
  events.forEach((event, index) => {
    capture.hear(event);
    if (!ends(index) && index < events.length - 1) return;
    const block = capture.takeBlock();
    if (block !== undefined) parts.push(block);
  });
  return Buffer.concat(parts);
}

const open = (bytes: Buffer): Recording => expectOk(decodeRecording(bytes, 'FILE'));

function replay(recording: Recording): ReturnType<typeof replayOf> {
  const { fees } = heardInstrument;
  const instrument = recordedInstrument(recording.facts, { venue: 'replay', account: 'main', fees });
  return replayOf(replaySource(recording, { instrument, clockOffsetUs: 0 }));
}

const someMarket: Heard = [
  tradeEvent(startUs, 'buy', 8, 1),
  bookEvent(startUs + 10_000, true, [
    ['buy', 5, 2],
    ['sell', 7, 3],
  ]),
  tradeEvent(startUs + 20_000, 'sell', 5, 1),
  bookEvent(startUs + 20_000, false, [['buy', 5, 1]]),
  bookEvent(startUs + 30_000, true, []),
  bookEvent(startUs + 50_000, true, [
    ['buy', 4, 2],
    ['sell', 6, 3],
  ]),
];
const afterEach = (): boolean => true;

describe('a live recording', () => {
  test('property: every book and every trade from the first book on, in whatever blocks', () => {
    fc.assert(
      fc.property(heardMarkets, fc.array(fc.boolean()), (events, ends) => {
        const bytes = record(events, (index) => ends[index] === true);
        const first = events.find((event) => event.kind === 'book' && event.levels.count > 0);
        const outcome = decodeRecording(bytes, 'FILE');
        expect(outcome.ok ? 'recorded' : outcome.failure.code).toBe(
          first === undefined ? 'no-snapshot' : 'recorded',
        );
        if (first === undefined || !outcome.ok) return;
        const { books, trades } = replay(outcome.value);
        expect(books).toEqual(booksHeard(events));
        const isBefore = first.venueTimeUs;
        const inTime = monotone(events, 'trade');
        const expected = events.filter(
          (event) => event.kind === 'trade' && (inTime.get(event) ?? 0) >= isBefore,
        );
        expect(trades).toEqual(
          (expected as TradeEvent[]).map(
            ({ aggressor, quantity, price, atUs }) => `${aggressor} ${quantity} at ${price}, heard ${atUs}`,
          ),
        );
      }),
    );
  });

  test('property: a file that is cut off says so, and is whole up to there', () => {
    fc.assert(
      fc.property(heardMarkets, fc.nat(), (events, place) => {
        const bytes = record(events, afterEach);
        const headLength = record([], afterEach).length;
        const length = headLength + (place % (bytes.length - headLength + 1));
        const outcome = decodeRecording(bytes.subarray(0, length), 'FILE');
        expect(outcome.ok ? 'no-snapshot' : outcome.failure.code).toBe('no-snapshot');
        if (!outcome.ok) return;
        const { books } = replay(outcome.value);
        expect(booksHeard(events).slice(0, books.length)).toEqual(books);
        const isSaid = outcome.value.facts.assumptions.some((text) => text.includes('was stopped hard'));
        const isCutInBlock = !isBlockEnd(events, length);
        expect(isSaid).toBe(isCutInBlock);
      }),
    );
  });

  test('a file that is cut off within its head is refused', () => {
    const bytes = record(someMarket, afterEach);
    const headLength = record([], afterEach).length;
    for (let length = 8; length < headLength; length += 1)
      expect(decodeRecording(bytes.subarray(0, length), 'FILE')).toMatchObject({
        ok: false,
        failure: { code: 'truncated' },
      });
  });

  test('a damaged byte before the last block is refused, wherever it is', () => {
    const bytes = record(someMarket, afterEach);
    const lastBlock = record(someMarket.slice(0, -1), afterEach).length;
    for (let place = 16; place < lastBlock; place += 1) {
      const damaged = Buffer.from(bytes);
      damaged.writeUInt8(bytes.readUInt8(place) ^ 0x55, place);
      expect(decodeRecording(damaged, 'FILE')).toMatchObject({ ok: false, failure: { code: 'corrupt' } });
    }
  });

  test('a book comes after the trades of its moment, whichever was heard first', () => {
    const [, whole, , changed] = someMarket as [TradeEvent, BookEvent, TradeEvent, BookEvent];
    const late = { ...tradeEvent(startUs + 90_000, 'sell', 5, 1), venueTimeUs: changed.venueTimeUs };
    const { messages } = open(record([whole, changed, late], afterEach));
    expect([...messages.kinds]).toEqual([0, 2, 1]);
  });

  test('its instrument trades by the rules that the venue listed', () => {
    const { facts } = open(record(someMarket, afterEach));
    const { fees } = heardInstrument;
    expect(facts.listed).toEqual({
      venue: 'alpha',
      minLots: 10,
      minNotional: '5',
      makerFeeBps: '-0.2',
      takerFeeBps: '5',
    });
    expect(recordedInstrument(facts, { venue: 'replay', account: 'main', fees })).toMatchObject({
      symbol: 'ETH_USD_PERP',
      tickSize: heardInstrument.tickSize,
      lotSize: heardInstrument.lotSize,
      minQuantity: heardInstrument.minQuantity,
      minNotional: heardInstrument.minNotional,
    });
  });

  test('where the market was lost there is a gap, and times are on the clock of the recorder', () => {
    const { facts, messages } = open(record(someMarket, afterEach, 1_500));
    expect(facts.sequence).toEqual({
      gapCount: 1,
      gaps: [{ fromUs: startUs + 24_500, toUs: startUs + 44_500 }],
      missingTrades: 0,
    });
    expect([facts.startUs, facts.endUs]).toEqual([startUs + 4_500, startUs + 44_500]);
    expect(messages.localTimesUs[0]).toBe(startUs + 10_000);
    expect(facts.clockOffsetUs).toBe(5_500);
    expect(facts.assumptions).toEqual([
      'Books are as the venue told them; whether one crossed was not looked at.',
      "The clock of alpha was 1500 µs ahead of the recorder's: its times are shifted by that.",
      'Where the market was lost nothing is known of it, trades included, and no order is taken.',
    ]);
  });

  test('a block that is left out is a loss of the market until its next book', () => {
    const capture = new MarketCapture();
    const [, whole, traded, changed] = someMarket as [TradeEvent, BookEvent, TradeEvent, BookEvent];
    capture.hear(whole);
    const first = capture.takeBlock() as Buffer;
    capture.hear(traded);
    capture.hear(changed);
    capture.leaveOut();
    capture.hear(bookEvent(startUs + 60_000, false, [['sell', 8, 1]]));
    const bytes = [encodeHead(headOf(heardInstrument, 0)), first, capture.takeBlock() as Buffer];
    const recording = open(Buffer.concat(bytes));
    expect(replay(recording)).toEqual({ books: ['5:2 | 7:3', 'lost', '5:1 | 7:3 8:1'], trades: [] });
    expect(recording.facts.sequence.gaps).toEqual([{ fromUs: changed.venueTimeUs, toUs: startUs + 56_000 }]);
    expect(capture.losses).toBe(1);
  });
});

/** Venue times as a lane keeps them: a message that is late by its own time is of the moment of the one before it. */
function monotone(events: Heard, kind: 'book' | 'trade'): Map<BookEvent | TradeEvent, number> {
  let timeUs = 0;
  return new Map(
    events
      .filter((event) => event.kind === kind)
      .map((event) => [event, (timeUs = Math.max(timeUs, event.venueTimeUs))]),
  );
}

function isBlockEnd(events: Heard, length: number): boolean {
  for (let count = 0; count <= events.length; count += 1) {
    if (record(events.slice(0, count), afterEach).length === length) return true;
  }
  return false;
}
