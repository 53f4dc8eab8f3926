// Levels of a message: in columns of their own, or borrowed from a recording that nobody may change.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LevelBuffer } from './levels.ts';
import { lots, ticks } from './money.ts';

/** Three bids and an ask of a recording, of which the last three are borrowed. */
function borrowing(): { readonly levels: LevelBuffer; readonly columns: readonly Float64Array[] } {
  const columns = [Float64Array.of(-98, -99, -100, 101), Float64Array.of(1, 2, 3, 4)] as const;
  const levels = new LevelBuffer(1);
  levels.borrow(columns[0], columns[1], 1, 3);
  return { levels, columns };
}

const untouched = [
  [-98, -99, -100, 101],
  [1, 2, 3, 4],
];

describe('levels that are borrowed', () => {
  it('are read where they stand', () => {
    const { levels } = borrowing();
    expect(levels.toJSON()).toEqual([1, 99, 2, 1, 100, 3, 0, 101, 4]);
    expect([levels.side(2), levels.price(2), levels.quantity(2)]).toEqual(['sell', 101, 4]);
  });

  it.each<[string, (levels: LevelBuffer) => void, number[]]>([
    ['another quantity', (levels) => levels.setQuantity(1, lots(9)), [1, 99, 2, 1, 100, 9, 0, 101, 4]],
    [
      'one more level',
      (levels) => levels.push('sell', ticks(102), lots(5)),
      [1, 99, 2, 1, 100, 3, 0, 101, 4, 0, 102, 5],
    ],
    [
      'other levels',
      (levels) => {
        levels.clear();
        levels.push('buy', ticks(7), lots(8));
      },
      [1, 7, 8],
    ],
  ])('are copied before they are changed: %s', (_case, change, expected) => {
    const { levels, columns } = borrowing();
    change(levels);
    expect(levels.toJSON()).toEqual(expected);
    expect(columns.map((column) => [...column])).toEqual(untouched);
  });

  it('are borrowed on by whoever copies them, and kept by him when they are given back', () => {
    const { levels, columns } = borrowing();
    const copy = new LevelBuffer();
    copy.copyFrom(levels);
    levels.clear();
    copy.setQuantity(0, lots(7));
    expect(copy.toJSON()).toEqual([1, 99, 7, 1, 100, 3, 0, 101, 4]);
    expect(columns.map((column) => [...column])).toEqual(untouched);
  });
});

describe('levels of its own', () => {
  it('stay with a copy when the original is filled again', () => {
    const original = new LevelBuffer(1);
    for (let price = 1; price <= 5; price += 1) original.push('sell', ticks(price), lots(price));
    const copy = new LevelBuffer(1);
    copy.copyFrom(original);
    original.clear();
    original.push('buy', ticks(50), lots(50));
    expect(copy.toJSON()).toEqual([0, 1, 1, 0, 2, 2, 0, 3, 3, 0, 4, 4, 0, 5, 5]);
  });

  it('are what was said, even where a price is none: nothing, or less', () => {
    const level = fc.record({
      isBid: fc.boolean(),
      price: fc.integer({ min: -2, max: 9 }),
      quantity: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(level, { maxLength: 40 }), (rows) => {
        const [levels, copy] = [new LevelBuffer(1), new LevelBuffer(1)];
        for (const { isBid, price, quantity } of rows)
          levels.push(isBid ? 'buy' : 'sell', ticks(price), lots(quantity));
        copy.copyFrom(levels);
        const said = rows.flatMap(({ isBid, price, quantity }) => [isBid ? 1 : 0, price, quantity]);
        expect([levels.toJSON(), copy.toJSON()]).toEqual([said, said]);
        levels.clear();
        levels.push('buy', ticks(7), lots(1));
        for (let more = 0; more < 50; more += 1) copy.push('buy', ticks(8), lots(1));
        const added = Array.from({ length: 50 }, () => [1, 8, 1]).flat();
        expect([levels.toJSON(), copy.toJSON()]).toEqual([
          [1, 7, 1],
          [...said, ...added],
        ]);
      }),
    );
  });
});

const level = fc.record({ isBid: fc.boolean(), price: fc.integer({ min: 1, max: 20 }) });
/** Empty where the lowest is above the highest. */
const span = fc.record({ lowest: fc.integer({ min: 1, max: 20 }), highest: fc.integer({ min: 0, max: 20 }) });

it('property: looking from level to level for what lies in a span finds each that does', () => {
  fc.assert(
    fc.property(fc.array(level), span, span, (rows, bids, asks) => {
      const levels = new LevelBuffer(1);
      for (const { isBid, price } of rows) levels.push(isBid ? 'buy' : 'sell', ticks(price), lots(1));
      const found: number[] = [];
      let index = levels.nextWithin(0, bids, asks);
      for (; index < levels.count; index = levels.nextWithin(index + 1, bids, asks)) found.push(index);
      const isIn = rows.map(({ isBid, price }) => {
        const { lowest, highest } = isBid ? bids : asks;
        return lowest <= price && price <= highest;
      });
      expect(found).toEqual([...rows.keys()].filter((row) => isIn[row] === true));
    }),
  );
});
