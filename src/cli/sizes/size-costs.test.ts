// What sizes cost on books that are written down, and which is the best.
import { describe, expect, it } from 'vitest';
import { LevelBuffer } from '../../core/levels.ts';
import { lots, ticks } from '../../core/money.ts';
import { Book } from '../../market/book.ts';
import { bestSize, SizeCosts } from './size-costs.ts';

/** 5 lots at the touch and 15 one tick behind it, on either side of 10 000. */
function book(): Book {
  const levels = new LevelBuffer();
  levels.push('buy', ticks(9_999), lots(5));
  levels.push('buy', ticks(9_998), lots(15));
  levels.push('sell', ticks(10_001), lots(5));
  levels.push('sell', ticks(10_002), lots(15));
  const made = new Book();
  made.apply(levels, true);
  return made;
}

const looked = (sizes: readonly number[], at: Book = book()): SizeCosts => {
  const costs = new SizeCosts(sizes.map(lots));
  costs.look(at);
  return costs;
};

describe('a size', () => {
  it('costs half the spread while the touch bears it, and what it reaches beyond it after that', () => {
    const [small, medium] = looked([5, 20]).summary();
    expect(small).toMatchObject({ meanBps: 1, p95Bps: 1, borneShare: 1, atTouchShare: 1 });
    expect(medium).toMatchObject({ meanBps: 1.75, borneShare: 1, atTouchShare: 0 });
  });

  it('that the book does not show costs nothing that could be told', () => {
    expect(looked([21]).summary()).toEqual([
      { lots: 21, meanBps: null, p95Bps: null, borneShare: 0, atTouchShare: 0 },
    ]);
    expect(looked([1], new Book()).summary()[0]?.borneShare).toBe(0);
  });

  it('is the best when it is the largest that costs no more than was said', () => {
    const costs = looked([1, 5, 10, 20, 21]).summary();
    expect(bestSize(costs, 0)?.lots).toBe(5);
    expect(bestSize(costs, 0.5)?.lots).toBe(10);
    expect(bestSize(costs, 5)?.lots).toBe(20);
    expect(bestSize(looked([21]).summary(), 5)).toBeUndefined();
  });
});
