import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lots, quoteAmount, ticks } from '../core/money.ts';
import type { ClientOrderId } from '../core/order.ts';
import type { CycleStart } from '../ledger/cycle.ts';
import type { LedgerFill } from '../ledger/entries.ts';
import { testInstrument } from '../ledger/testing/booked-pair.ts';
import { fillsCsvHeader, formatFill, parseFillsCsv } from './fills-csv.ts';

const instrument = testInstrument('north', { tick: '0.01', lot: '0.001' });
const cycle: CycleStart = { number: 3, kind: 'unwind', iteration: 2, atUs: 0, primarySide: 'sell' };
const fill: LedgerFill = {
  instrument: instrument.key,
  tradeId: 'T-17',
  venueOrderId: 'O-4',
  clientOrderId: 1_785_000_000_000_001 as ClientOrderId,
  role: 'hedge',
  side: 'sell',
  price: ticks(292_559),
  quantity: lots(105),
  liquidity: 'taker',
  fee: { asset: 'USDC', amount: quoteAmount(-614_373_900_000_000n) },
  venueTimeUs: 1_723_161_240_123_456,
  atUs: 1_723_161_240_125_001,
  cycle: 3,
  tickOffset: 1,
};

const line =
  'north,main,ETH-PERP,T-17,O-4,1785000000000001,hedge,sell,0.105,2925.59,307.18695,USDC,-0.0006143739,USDC,' +
  'taker,1723161240123456,1723161240125001,3,unwind,2,1\n';

describe('fills.csv', () => {
  it('has one line for a fill, with money as exact decimals and times as whole µs', () => {
    expect(fillsCsvHeader).toBe(
      'venue,account,instrument,tradeId,orderId,clientOrderId,role,side,quantity,price,notional,quoteAsset,fee,' +
        'feeAsset,liquidity,venueTimeUs,localTimeUs,cycle,cycleKind,iteration,tickOffset\n',
    );
    expect(formatFill(fill, instrument, cycle)).toBe(line);
  });

  it.each(['quote', 'hedge', 'trim', 'reduce', 'offset', 'probe'] as const)(
    'knows fills of the role %s',
    (role) => {
      const parsed = parseFillsCsv(fillsCsvHeader + formatFill({ ...fill, role }, instrument, cycle));
      expect(parsed).toMatchObject({ kind: 'fills', rows: [{ role }] });
    },
  );

  it('names no kind and no iteration outside any cycle', () => {
    expect(formatFill({ ...fill, cycle: 0 }, instrument, undefined)).toMatch(/,0,,0,1\n$/);
  });

  it('reads back what it wrote, whatever venues put into their ids (property)', () => {
    const id = fc.string({
      minLength: 1,
      unit: fc.constantFrom('a', '7', ',', '"', '\n', '\r', ' ', '=', 'é'),
    });
    fc.assert(
      fc.property(fc.array(fc.tuple(id, id), { maxLength: 5 }), (ids) => {
        const fills = ids.map(([tradeId, venueOrderId]) => ({ ...fill, tradeId, venueOrderId }));
        const csv = fillsCsvHeader + fills.map((one) => formatFill(one, instrument, cycle)).join('');
        const parsed = parseFillsCsv(csv);
        if (parsed.kind !== 'fills') throw new Error(parsed.problem);
        expect(parsed.rows.map((row) => [row.tradeId, row.orderId])).toEqual(ids);
        for (const row of parsed.rows) {
          expect(row).toMatchObject({
            role: 'hedge',
            quantity: '0.105',
            venueTimeUs: fill.venueTimeUs,
            cycle: 3,
          });
        }
      }),
    );
  });

  it('reads a file of a system that ends lines with CRLF', () => {
    const parsed = parseFillsCsv((fillsCsvHeader + line).replaceAll('\n', '\r\n'));
    expect(parsed).toMatchObject({ kind: 'fills', rows: [{ tickOffset: 1 }] });
  });

  it.each([
    ['an empty file', '', 1, /the header is not/],
    ['another header', `venue,price\n`, 1, /the header is not/],
    ['a line cut off at the end of the file', fillsCsvHeader + line + line.slice(0, -20), 3, /no end/],
    ['a line that is too short', `${fillsCsvHeader}${line}north,main\n`, 3, /2 fields instead of 21/],
    ['an empty line', `${fillsCsvHeader}\n${line}`, 2, /empty/],
    ['an open quote', fillsCsvHeader + line.replace('T-17', '"T-17'), 2, /quote is out of place/],
    ['a quote in the middle', fillsCsvHeader + line.replace('T-17', 'T"17'), 2, /quote is out of place/],
    ['text behind a quoted field', fillsCsvHeader + line.replace('T-17', '"T"17'), 2, /no end/],
    [
      'a price in exponents',
      fillsCsvHeader + line.replace('2925.59', '2.9e3'),
      2,
      /price is "2.9e3" instead of a decimal/,
    ],
    ['a time with a fraction', fillsCsvHeader + line.replace('240123456', '240123456.5'), 2, /venueTimeUs/],
    [
      'a time beyond exact integers',
      fillsCsvHeader + line.replace('1723161240123456', '9'.repeat(17)),
      2,
      /venueTimeUs/,
    ],
    [
      'a role of another program',
      fillsCsvHeader + line.replace('hedge', 'market'),
      2,
      /role .* one of "quote"/,
    ],
    ['a missing venue', fillsCsvHeader + line.replace('north', ''), 2, /venue is "" instead of a name/],
  ])('says which line is wrong in %s', (_name, csv, lineNumber, problem) => {
    const parsed = parseFillsCsv(csv);
    expect(parsed).toMatchObject({ kind: 'malformed', lineNumber });
    expect(parsed.kind === 'malformed' && parsed.problem).toMatch(problem);
  });

  it('counts lines as an editor does, line ends inside quotes included', () => {
    const twoLines = formatFill({ ...fill, tradeId: 'a\nb' }, instrument, cycle);
    expect(parseFillsCsv(`${fillsCsvHeader}${twoLines}wrong\n`)).toMatchObject({ lineNumber: 4 });
  });
});
