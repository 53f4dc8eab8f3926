// Grids as they are typed: every combination, and a word for every mistake.
import { describe, expect, it } from 'vitest';
import { gridOf } from './grid.ts';

describe('a grid', () => {
  it('is every combination of its values, the last axis first', () => {
    expect(gridOf(['size=0.1,0.2', 'maker-policy=adaptive , fixed-s4'])).toEqual({
      ok: true,
      value: [
        { name: 'size=0.1 maker-policy=adaptive', texts: { size: ['0.1'], makerPolicy: ['adaptive'] } },
        { name: 'size=0.1 maker-policy=fixed-s4', texts: { size: ['0.1'], makerPolicy: ['fixed-s4'] } },
        { name: 'size=0.2 maker-policy=adaptive', texts: { size: ['0.2'], makerPolicy: ['adaptive'] } },
        { name: 'size=0.2 maker-policy=fixed-s4', texts: { size: ['0.2'], makerPolicy: ['fixed-s4'] } },
      ],
    });
  });

  it.each([
    [[], /nothing is to be tried/],
    [['sizes=1'], /--grid is "sizes=1": did you mean size=…/],
    [['size'], /--grid is "size"/],
    [['size=0.1,big'], /--grid has size=big: /],
    [['size=0.1,0.1'], /size=0\.1 twice/],
    [['size=0.1', 'size=0.2'], /names size twice/],
    [['seed=1,2'], /--grid is "seed=1,2"/],
    [['primary=backpack'], /--grid is "primary=backpack"/],
    [
      [
        `size=${Array.from({ length: 101 }, (_, index) => index + 1).join()}`,
        `hold=${Array.from({ length: 100 }, (_, index) => index).join()}`,
      ],
      /more than 10000 points/,
    ],
  ])('%j is refused', (axes, words) => {
    const grid = gridOf(axes);
    expect(grid.ok ? 'accepted' : `${grid.message}: ${grid.remedy}`).toMatch(words);
  });
});
