// Binary frames as the venue's own SDK packs them in its tests, and as the local server does.
import { describe, expect, test } from 'vitest';
import { parseDecimal, type Decimal } from '../../core/decimal.ts';
import { parseMarketFrame, UnitGrid, type BookFrame } from './market-frames.ts';
import frames from './testing/fixtures/market-frames.json' with { type: 'json' };

const frame = (hex: string): ReturnType<typeof parseMarketFrame> => parseMarketFrame(Buffer.from(hex, 'hex'));
const decimal = (text: string): Decimal => parseDecimal(text) as Decimal;

function levelsOf(book: BookFrame): unknown[] {
  const levels: unknown[] = [];
  expect(book.everyLevel((...level) => levels.push(level) > 0)).toBe(true);
  return levels;
}

describe('market frames', () => {
  test('a book: its levels from the best, bids and asks', () => {
    const book = frame(frames.book) as BookFrame;
    expect(book).toMatchObject({
      kind: 'book',
      market: 'BTC-USD-PERP',
      venueTimeUs: 1_710_000_000_000_000,
      sequence: 7,
      isSnapshot: true,
    });
    expect(levelsOf(book)).toEqual([
      ['buy', 4_200_000_000_000, 200_000_000],
      ['buy', 4_199_900_000_000, 100_000_000],
      ['sell', 4_200_100_000_000, 150_000_000],
    ]);
  });

  test('changes of a book are told from a whole one', () => {
    expect(frame(frames.delta)).toMatchObject({ kind: 'book', isSnapshot: false });
  });

  test('a block that has grown at its end is read as before', () => {
    const book = frame(frames.longerBlock) as BookFrame;
    expect(book.market).toBe('BTC-USD-PERP');
    expect(levelsOf(book)).toEqual([['buy', 4_200_000_000_000, 200_000_000]]);
  });

  test('a trade, with the side that took and the time when it happened', () => {
    expect(frame(frames.trade)).toEqual({
      kind: 'trade',
      market: 'BTC-USD-PERP',
      venueTimeUs: 1_710_000_000_100_000,
      aggressor: 'buy',
      price: 4_200_050_000_000,
      size: 100_000,
    });
  });

  test('the funding rate of a period', () => {
    expect(frame(frames.funding)).toEqual({
      kind: 'funding',
      market: 'BTC-USD-PERP',
      rate: 10_000,
      periodHours: 8,
    });
  });

  test('what is of no concern is passed over', () => {
    expect(frame(frames.bbo)).toEqual({ kind: 'other' });
  });

  test.each([
    ['nothing', ''],
    ['a header that ends too early', frames.book.slice(0, 12)],
    ['a book that ends in the middle of a level', frames.book.slice(0, 230)],
    ['another schema', frames.trade.replace(/^(.{8})0100/, '$10200')],
  ])('%s cannot be read', (_name, hex) => {
    expect(frame(hex)).toBeUndefined();
  });

  test('prices between two ticks, and beyond what is exact, are none', () => {
    const grid = new UnitGrid(decimal('0.5'));
    expect([grid.steps(150_000_000), grid.steps(120_000_000), grid.steps(2 ** 60)]).toEqual([
      3,
      undefined,
      undefined,
    ]);
  });
});
