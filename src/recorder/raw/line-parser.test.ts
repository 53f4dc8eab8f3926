// Lines are read where they stand in the bytes; what JSON allows to differ makes no difference.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LineParser } from './line-parser.ts';
import type { LineProblem } from './line-problem.ts';
import { RawMessages } from './raw-messages.ts';

const depth = {
  e: 'depthUpdate',
  E: 1_723_161_600_021,
  T: 1_723_161_600_020,
  s: 'BTCUSDT',
  U: 11,
  u: 14,
  pu: 10,
  b: [
    ['99.90', '1.250'],
    ['99.80', '0.000'],
  ],
  a: [['100.10', '2']],
};

function parse(json: string): { readonly raw: RawMessages; readonly problem: LineProblem | undefined } {
  const raw = new RawMessages();
  // What stands before and after the line must not matter.
  const line = Buffer.from(`1723161600000123456 ${json}`);
  const bytes = Buffer.concat([Buffer.from('"}]'), line, Buffer.from('\n[{"')]);
  return { raw, problem: new LineParser(raw).parse(bytes, 3, 3 + line.length) };
}

function readDepth({ raw, problem }: ReturnType<typeof parse>): object {
  const values = (column: { at(row: number): number; count: number }): number[] =>
    Array.from({ length: column.count }, (_, row) => column.at(row));
  return {
    problem,
    symbol: raw.symbol,
    lines: raw.lines,
    kinds: values(raw.kinds),
    times: [raw.localTimesUs, raw.venueTimesUs].map(values),
    ids: [raw.previousIds, raw.ids].map(values),
    ends: [raw.bidEnds, raw.levelEnds].map(values),
    levels: [raw.prices, raw.quantities].map(values),
  };
}

describe('a line', () => {
  const expected = readDepth(parse(JSON.stringify({ stream: 'btcusdt@depth', data: depth })));

  test('is read into columns, its local time in µs', () => {
    expect(expected).toEqual({
      problem: undefined,
      symbol: 'BTCUSDT',
      lines: { snapshot: 0, depth: 1, bookTicker: 0, trade: 0 },
      kinds: [1],
      times: [[1_723_161_600_000_123], [1_723_161_600_020_000]],
      ids: [[10], [14]],
      ends: [[2], [3]],
      levels: [
        [999, 998, 1001],
        [125, 0, 200],
      ],
    });
  });

  test('means the same whatever the order of its keys, its white space, and what else it holds', () => {
    const strange = fc.constantFrom(null, true, -1.5e-7, 'a "quoted" \\ text', [], {}, [{ b: [']'] }], {
      u: '}',
      data: 1,
    });
    const entries = fc.shuffledSubarray([...Object.entries(depth), ['nothing', 0] as const], {
      minLength: 10,
    });
    fc.assert(
      fc.property(
        entries,
        strange,
        fc.constantFrom('', ' ', '\t'),
        fc.boolean(),
        (fields, other, space, dataFirst) => {
          const data = Object.fromEntries([...fields, ['zz', other]]);
          const value = dataFirst
            ? { data, other, stream: 'btcusdt@depth' }
            : { other, stream: 'btcusdt@depth', data };
          expect(readDepth(parse(JSON.stringify(value, null, space).replaceAll('\n', space)))).toEqual(
            expected,
          );
        },
      ),
    );
  });

  test('that is cut anywhere is malformed', () => {
    const json = JSON.stringify({ stream: 'btcusdt@depth', data: depth });
    for (let length = 0; length < json.length; length += 1) {
      expect(parse(json.slice(0, length)).problem).toMatchObject({ code: 'malformed-line' });
    }
  });

  test('that is any other text is malformed, or of a stream that nobody reads', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { raw, problem } = parse(text.replaceAll('\n', ' '));
        expect(problem !== undefined || raw.otherLines.size === 1).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('may name its instrument in any script', () => {
    const { raw } = parse(JSON.stringify({ stream: 'x@depth', data: { ...depth, s: '币安人生USDT' } }));
    expect(raw.symbol).toBe('币安人生USDT');
  });
});
