// Work that is done side by side is taken in its order, ends where it should, and is never begun too far ahead.
import { describe, expect, it } from 'vitest';
import { inOrder } from './in-order.ts';

const items = Array.from({ length: 10 }, (_, index) => index);

describe('work in order', () => {
  it('is taken in the order of its items, whichever is done first', async () => {
    const taken: number[] = [];
    const open = new Map<number, (result: number) => void>();
    const whole = inOrder<number, number>({
      items: [0, 1, 2],
      ahead: 3,
      run: (item) =>
        new Promise((resolve) => {
          open.set(item, resolve);
        }),
      take: (result) => taken.push(result) > 0,
    });
    for (const item of [2, 0, 1]) open.get(item)?.(item * 10);
    await whole;
    expect(taken).toEqual([0, 10, 20]);
  });

  it('is begun no further ahead than it may be', async () => {
    let begun = 0;
    let taken = 0;
    await inOrder<number, number>({
      items,
      ahead: 3,
      run: (item) => {
        begun += 1;
        expect(begun - taken).toBeLessThanOrEqual(3);
        return Promise.resolve(item);
      },
      take: () => (taken += 1) > 0,
    });
    expect({ begun, taken }).toEqual({ begun: 10, taken: 10 });
  });

  it.each([
    [
      'the first result after which nobody wants to go on',
      (item: number) => item,
      (item: number) => item < 4,
      4,
    ],
    ['work that was given up', (item: number) => (item === 6 ? undefined : item), () => true, 5],
  ])('ends with %s', async (_case, resultOf, goesOn, last) => {
    const taken: number[] = [];
    await inOrder<number, number>({
      items,
      ahead: 2,
      run: (item) => Promise.resolve(resultOf(item)),
      take: (result) => {
        taken.push(result);
        return goesOn(result);
      },
    });
    expect(taken.at(-1)).toBe(last);
  });
});
