// Text into values: exact, whatever its length; a float never comes between.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatEdgeBps } from '../../core/edge.ts';
import { formatBase, formatQuote } from '../../core/money.ts';
import { edgeBps, fees, orderRate, positiveQuote, quoteRate, venueVolume } from './read-amount.ts';
import { sizeRange, timeRange } from './read-range.ts';
import { moment, momentUs, time } from './read-time.ts';
import type { Reader } from './setting.ts';

function valueOf<Value>(read: Reader<Value>, text: string): Value | string {
  const reading = read(text);
  return reading.ok ? reading.value : 'refused';
}

/** Plain decimals as they come out: no zeros at the end. */
const decimal = (places: number): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.bigInt({ min: 0n, max: 10n ** 15n }),
      fc.stringMatching(new RegExp(`^(\\d{0,${places - 1}}[1-9])?$`)),
    )
    .map(([whole, fraction]) => (fraction === '' ? `${whole}` : `${whole}.${fraction}`))
    .filter((text) => text !== '0');

describe('amounts', () => {
  it('a size comes out as it went in, and so does a range', () => {
    fc.assert(
      fc.property(decimal(18), (text) => {
        const one = sizeRange(text);
        const range = sizeRange(`${text}..${text}`);
        expect(one.ok && formatBase(one.value.most)).toBe(text);
        expect(range).toEqual(one);
      }),
    );
  });

  it('an amount comes out as it went in', () => {
    const read = positiveQuote('');
    fc.assert(
      fc.property(decimal(18), (text) => {
        const reading = read(text);
        expect(reading.ok && formatQuote(reading.value)).toBe(text);
      }),
    );
  });

  it('an edge comes out as it went in, below zero too', () => {
    fc.assert(
      fc.property(decimal(4), (text) => {
        for (const signed of [text, `-${text}`]) {
          const reading = edgeBps(signed);
          expect(reading.ok && formatEdgeBps(reading.value)).toBe(signed);
        }
      }),
    );
  });

  it.each<[string, unknown, unknown]>([
    ['fees', valueOf(fees, '-0.2/5.5'), { maker: -2_000n, taker: 55_000n }],
    ['a rate', valueOf(quoteRate, 'usdt=0.9998'), { asset: 'USDT', rateUnits: 999_800_000_000_000_000n }],
    ['a volume of a venue', valueOf(venueVolume, 'sim-a=100000'), { venue: 'sim-a', amount: 10n ** 23n }],
    ['an order rate', valueOf(orderRate, '50/0.25'), { requests: 50, perMs: 250 }],
    ['an order rate of nothing', valueOf(orderRate, '0/10'), 'refused'],
    ['an order rate over nothing', valueOf(orderRate, '5/0'), 'refused'],
  ])('%s', (_case, value, expected) => {
    expect(value).toEqual(expected);
  });
});

describe('times', () => {
  const upToADay = time({ isZeroAllowed: true, daysMost: 1 });

  it.each<[string, number | string]>([
    ['0', 0],
    ['90', 90_000],
    ['0.25', 250],
    ['0.001', 1],
    ['0.0005', 'refused'],
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['8h', 28_800_000],
    ['1.5h', 5_400_000],
    ['0.1m', 6_000],
    ['1d', 86_400_000],
    ['86400', 86_400_000],
    ['86400.001', 'refused'],
    ['25h', 'refused'],
    ['-1', 'refused'],
    ['1e3', 'refused'],
    ['', 'refused'],
    ['h', 'refused'],
    ['1 h', 'refused'],
    ['Infinity', 'refused'],
  ])('%s', (text, expected) => {
    expect(valueOf(upToADay, text)).toBe(expected);
  });

  it('thousandths of a second are never rounded', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400_000 }), (ms) => {
        const text = `${Math.floor(ms / 1_000)}.${`${ms % 1_000}`.padStart(3, '0')}`;
        expect(valueOf(upToADay, text)).toBe(ms);
      }),
    );
  });

  it.each<[string, object | string]>([
    ['3', { leastMs: 3_000, mostMs: 3_000 }],
    ['1..3', { leastMs: 1_000, mostMs: 3_000 }],
    ['30s..2m', { leastMs: 30_000, mostMs: 120_000 }],
    ['0..10m', { leastMs: 0, mostMs: 600_000 }],
    ['1..2m', 'refused'],
    ['2m..1m', 'refused'],
    ['1...3', 'refused'],
    ['..3', 'refused'],
  ])('the range %s', (text, expected) => {
    expect(valueOf(timeRange({ isZeroAllowed: true, daysMost: 1 }), text)).toEqual(expected);
  });
});

describe('moments', () => {
  const startUs = Date.UTC(2026, 0, 5, 6, 30) * 1_000;
  const read = (text: string): string => {
    const reading = moment(text);
    return reading.ok ? new Date(momentUs(reading.value, startUs) / 1_000).toISOString() : 'refused';
  };

  it.each<[string, string]>([
    ['2026-02-01T06:00Z', '2026-02-01T06:00:00.000Z'],
    ['2026-02-01T06:00:00.5Z', '2026-02-01T06:00:00.500Z'],
    ['2026-02-01T06:00:00+01:00', '2026-02-01T05:00:00.000Z'],
    ['2026-02-01T00:30:00-0530', '2026-02-01T06:00:00.000Z'],
    ['2028-02-29T00:00:00Z', '2028-02-29T00:00:00.000Z'],
    ['2026-02-29T00:00:00Z', 'refused'],
    ['2026-13-01T00:00:00Z', 'refused'],
    ['2026-02-01T24:00:00Z', 'refused'],
    ['2026-02-01T06:00:00', 'refused'],
    ['2026-02-01', 'refused'],
    ['06:31', '2026-01-05T06:31:00.000Z'],
    ['06:30', '2026-01-06T06:30:00.000Z'],
    ['00:00', '2026-01-06T00:00:00.000Z'],
    ['6:30', 'refused'],
    ['24:00', 'refused'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });
});
