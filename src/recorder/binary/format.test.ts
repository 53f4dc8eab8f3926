// The format loses nothing: whatever a recording holds comes back, value by value.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { magnitudeMax } from '../raw/decimal-column.ts';
import { messageKind, type Recording } from '../recording.ts';
import { expectOk } from '../testing/replayed.ts';
import { decodeRecording } from './decode.ts';
import { encodeRecording } from './encode.ts';

const count = fc.nat(1_000_000);
const counts = fc.dictionary(
  fc.string({ minLength: 1 }).map((name) => `stream ${name}`),
  count,
);
const timeUs = fc.integer({ min: 1_700_000_000_000_000, max: 1_800_000_000_000_000 });
const span = fc.record({ fromUs: timeUs, toUs: timeUs });

const level = fc.record({
  isBid: fc.boolean(),
  price: fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: magnitudeMax })),
  lots: fc.oneof(fc.nat(200), fc.nat(magnitudeMax)),
});
const message = fc.record({
  kind: fc.constantFrom(...Object.values(messageKind)),
  levels: fc.array(level, { maxLength: 5 }),
  stepUs: fc.oneof(fc.constant(0), fc.nat(500), fc.nat(10 ** 12)),
  delayUs: fc.oneof(fc.nat(5_000), fc.nat(10 ** 12)),
});

const recordings: fc.Arbitrary<Recording> = fc
  .record({
    clockOffsetUs: fc.integer({ min: -(10 ** 12), max: 10 ** 12 }),
    startUs: timeUs,
    messages: fc.array(message),
    lines: fc.record({ snapshot: count, depth: count, bookTicker: count, trade: count, other: counts }),
    gaps: fc.array(span),
    crossed: fc.record({ count, span: fc.option(span) }),
    assumptions: fc.array(fc.string()),
    contractValue: fc.option(fc.constant('100')),
    listed: fc.option(
      fc.constant({
        venue: 'alpha',
        minLots: 3,
        minNotional: '10',
        makerFeeBps: '-0.2',
        takerFeeBps: '5',
      }),
    ),
  })
  .map(({ clockOffsetUs, startUs, messages, lines, gaps, crossed, assumptions, contractValue, listed }) => {
    const levels = messages.flatMap((one) => one.levels);
    let venueTimeUs = startUs;
    const venueTimesUs = Float64Array.from(messages, ({ stepUs }) => (venueTimeUs += stepUs));
    let end = 0;
    return {
      facts: {
        kind: 'spot',
        symbol: '币BTC',
        base: 'BTC',
        quote: 'USDT',
        tickSize: '0.1',
        lotSize: '10',
        contractValue,
        listed,
        startUs,
        endUs: venueTimeUs,
        clockOffsetUs,
        lines,
        crossed,
        assumptions,
        leftOut: {
          beforeSnapshot: 1,
          outdated: 2,
          unchanged: 3,
          crossed: 4,
          repeatedTrades: 5,
          tradesBelowOneLot: 6,
          notBookTrades: lines.other,
        },
        sequence: { gapCount: gaps.length, gaps, missingTrades: 7 },
      },
      messages: {
        count: messages.length,
        kinds: Uint8Array.from(messages, ({ kind }) => kind),
        venueTimesUs,
        localTimesUs: Float64Array.from(
          messages,
          ({ delayUs }, row) => venueTimesUs[row]! + clockOffsetUs + delayUs,
        ),
        levelEnds: Uint32Array.from(messages, (one) => (end += one.levels.length)),
        signedTicks: Float64Array.from(levels, ({ isBid, price }) => (isBid ? -price : price)),
        lots: Float64Array.from(levels, ({ lots }) => lots),
      },
    };
  });

test('a recording that is encoded and decoded is the same', () => {
  fc.assert(
    fc.property(recordings, (recording) => {
      const bytes = encodeRecording(recording);
      expect(expectOk(decodeRecording(bytes, 'FILE'))).toEqual(recording);
      expect(encodeRecording(recording)).toEqual(bytes);
    }),
  );
});
