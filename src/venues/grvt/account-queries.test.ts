// Histories page by page, and answers that say less than they should.
import { describe, expect, test } from 'vitest';
import { defineInstrument } from '../../core/instrument.ts';
import { limits } from '../../core/limits.ts';
import { usualMargin } from '../../core/margin.ts';
import { feeRate, lots, zeroQuote } from '../../core/money.ts';
import { InstrumentGrid } from '../wire/decimal-grid.ts';
import type { Fields } from '../wire/json.ts';
import { AccountQueries } from './account-queries.ts';
import type { Rest } from './rest.ts';
import frames from './testing/fixtures/frames.json' with { type: 'json' };

const instrument = defineInstrument({
  venue: 'grvt',
  account: 'main',
  symbol: 'BTC_USDT_Perp',
  base: 'BTC',
  quote: 'USDT',
  tickSize: { digits: 1n, decimals: 2 },
  lotSize: { digits: 1n, decimals: 1 },
  minQuantity: lots(1),
  minNotional: zeroQuote,
  fees: { maker: feeRate(0n), taker: feeRate(0n) },
  margin: usualMargin,
});
const traded = { instrument, grid: new InstrumentGrid(instrument) };

/** Answers what a function makes of the body that was sent. */
function asking(answer: (body: Fields) => unknown): AccountQueries {
  const post = (_path: string, body: string, shape: { safeParse(value: unknown): { data?: unknown } }) =>
    Promise.resolve({
      ok: true as const,
      value: shape.safeParse(answer(JSON.parse(body) as Fields)).data,
    });
  return new AccountQueries({ post } as unknown as Rest, '7');
}

const fill = (id: number, seconds: number) => ({
  ...frames.fill.feed,
  trade_id: `${id}-1`,
  event_time: `${1_697_788_800 + seconds}000000000`,
});

describe('fills', () => {
  test('of all pages, oldest first, from the time that was asked for', async () => {
    const asked: unknown[] = [];
    const queries = asking((body) => {
      asked.push([body['start_time'], body['cursor'], body['base']]);
      return body['cursor'] === ''
        ? { result: [fill(4, 4), fill(3, 3)], next: 'more' }
        : { result: [{ ...fill(9, 2), instrument: 'BTC_USDT_Fut' }, fill(2, 2), fill(1, 1)], next: '' };
    });
    const fills = await queries.fills(traded, 1_697_788_802_000_000);
    expect(fills.ok && fills.value.map(({ tradeId }) => tradeId)).toEqual(['2-1', '3-1', '4-1']);
    expect(asked).toEqual([
      ['1697788802000000000', '', ['BTC']],
      ['1697788802000000000', 'more', ['BTC']],
    ]);
  });

  test('of a history without an end are no answer', async () => {
    let pages = 0;
    const queries = asking(() => {
      pages += 1;
      return { result: [], next: 'more' };
    });
    expect(await queries.fills(traded, 0)).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
    expect(pages).toBe(limits.historyPagesMax);
  });

  test('one that cannot be read spoils the answer', async () => {
    const queries = asking(() => ({ result: [{ ...fill(1, 1), price: null }], next: '' }));
    expect(await queries.fills(traded, 0)).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
  });
});

describe('funding', () => {
  const payment = { event_time: '1697788800000000000', instrument: 'BTC_USDT_Perp', tx_id: '209358' };

  test('what the venue calls paid is negative here', async () => {
    const result = [{ ...payment, currency: 'USDT', amount: '9.75' }];
    const payments = await asking(() => ({ result, next: '' })).funding(traded, 0);
    expect(payments).toEqual({
      ok: true,
      value: [
        { paymentId: '209358', amount: -9_750_000_000_000_000_000n, venueTimeUs: 1_697_788_800_000_000 },
      ],
    });
  });

  test('in a coin that the instrument is not quoted in cannot be read', async () => {
    const result = [{ ...payment, currency: 'USDC', amount: '9.75' }];
    const payments = await asking(() => ({ result, next: '' })).funding(traded, 0);
    expect(payments).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
  });
});

describe('positions', () => {
  test.each([
    ['what is not named is flat', [], { ok: true, value: 0 }],
    ['short < 0', [{ instrument: 'BTC_USDT_Perp', size: '-1.5' }], { ok: true, value: -15 }],
    ['between two lots there is none', [{ instrument: 'BTC_USDT_Perp', size: '1.55' }], { ok: false }],
  ])('%s', async (_name, result, expected) => {
    expect(await asking(() => ({ result })).position(traded)).toMatchObject(expected);
  });
});
