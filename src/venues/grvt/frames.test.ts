// Frames as the venue documents them, and frames that are not what they should be.
import { describe, expect, test } from 'vitest';
import { parseDecimal } from '../../core/decimal.ts';
import { LevelBuffer } from '../../core/levels.ts';
import { InstrumentGrid } from '../wire/decimal-grid.ts';
import {
  isError,
  microsecondsOf,
  nanosecondsText,
  parseFrame,
  readFill,
  readFirstSequences,
  readFunding,
  readLevels,
  readOrder,
  readTrade,
  type FeedFrame,
} from './frames.ts';
import frames from './testing/fixtures/frames.json' with { type: 'json' };

const tick = { digits: 1n, decimals: 2 };
const grid = new InstrumentGrid({ tickSize: tick, lotSize: tick });

function feedOf(frame: object): FeedFrame {
  const parsed = parseFrame(JSON.stringify(frame));
  if (parsed?.kind !== 'feed') throw new Error('a feed frame');
  return parsed;
}

describe('frames', () => {
  test('a feed has its stream and its place in the sequence', () => {
    expect(feedOf(frames.book)).toMatchObject({
      stream: 'v1.book.d',
      sequence: 872634876,
      previous: 872634875,
    });
  });

  test('a book fills the buffer, bids before asks', () => {
    const levels = new LevelBuffer();
    expect(readLevels(feedOf(frames.book).feed, grid, levels)).toBe(true);
    expect(levels.toJSON()).toEqual([1, 6503801, 345678, 0, 6503801, 345678]);
  });

  test.each([
    ['a price between two ticks', { price: '65038.011', size: '1' }],
    ['a negative size', { price: '65038.01', size: '-1' }],
    ['a price that is no text', { price: 65038.01, size: '1' }],
  ])('%s makes a book unreadable', (_name, level) => {
    expect(readLevels({ bids: [level], asks: [] }, grid, new LevelBuffer())).toBe(false);
  });

  test('an order, a fill, a trade and a funding rate', () => {
    expect(readOrder(feedOf(frames.order).feed)).toEqual({
      orderId: '0x1234567890abcdef',
      clientId: '23042',
      instrument: 'BTC_USDT_Perp',
      status: 'PENDING',
      reason: 'CLIENT_CANCEL',
      traded: '1.5',
      venueTimeUs: 1_697_788_800_000_000,
    });
    expect(readFill(feedOf(frames.fill).feed)).toEqual({
      tradeId: '209358-2',
      orderId: '0x10000101000203040506',
      clientId: '23042',
      instrument: 'BTC_USDT_Perp',
      side: 'buy',
      price: '65038.01',
      size: '0.30',
      liquidity: 'taker',
      fee: '9.75',
      feeAsset: 'USDT',
      venueTimeUs: 1_697_788_800_000_000,
    });
    const aggressor = 'buy';
    expect(readTrade(feedOf(frames.trade).feed)).toMatchObject({ price: '65038.01', aggressor });
    expect(readFunding(feedOf(frames.ticker).feed)).toEqual({
      ratePercent: '0.0037',
      nextAtUs: 1_764_777_600_000_000,
    });
  });

  test('an answer is a result or an error, under the id of its request', () => {
    const [yes, no] = [frames.subscribed, frames.refused].map((frame) => parseFrame(JSON.stringify(frame)));
    expect(yes?.kind === 'answer' && !isError(yes.result) && yes.id).toBe(123);
    expect(no?.kind === 'answer' && isError(no.result) && no.result.code).toBe(1000);
  });

  test('a subscription says where its feeds begin', () => {
    const firsts = readFirstSequences(frames.subscribed.result);
    expect([...firsts]).toEqual([['2147050003876484-BTC_USDT_Perp', 872634876]]);
    const two = { subs: ['BTC_USDT_Perp@50', 'ETH_USDT_Perp@50'], first_sequence_number: ['7', 'soon'] };
    expect([...readFirstSequences(two)]).toEqual([['BTC_USDT_Perp', 7]]);
    expect(readFirstSequences({}).size).toBe(0);
  });

  test.each([
    ['no JSON', '<html>'],
    ['a word', '"pong"'],
    ['a list', '[1]'],
    ['a feed without a place in the sequence', '{"stream":"v1.order","feed":{}}'],
    ['an answer without an id', '{"jsonrpc":"2.0","result":{}}'],
    ['an answer that says nothing', '{"jsonrpc":"2.0","id":1}'],
  ])('%s cannot be read', (_name, text) => {
    expect(parseFrame(text)).toBeUndefined();
  });

  test.each([readOrder, readFill, readTrade])('a feed that lacks a field is unreadable: %o', (read) => {
    const { feed } = [frames.order, frames.fill, frames.trade].find((frame) => read(frame.feed)) ?? {};
    const needed = Object.keys(feed ?? {}).filter((key) => {
      const rest = Object.fromEntries(Object.entries(feed ?? {}).filter(([name]) => name !== key));
      return read(rest) === undefined;
    });
    expect(needed.length).toBeGreaterThan(3);
  });

  test('times are nanoseconds in text, cut to microseconds', () => {
    expect(microsecondsOf('1764774730025055999')).toBe(1_764_774_730_025_055);
    expect(microsecondsOf(1764774730025)).toBeUndefined();
    expect(nanosecondsText(1_764_774_730_025_055)).toBe('1764774730025055000');
    expect(nanosecondsText(0)).toBe('0');
  });

  test('decimals of the venue may have trailing zeros', () => {
    expect(grid.lots('0.30')).toBe(30);
    expect(parseDecimal('100.0')).toEqual({ digits: 100n, decimals: 0 });
  });
});
