import { describe, expect, it } from 'vitest';
import { checkMarginLimits, defaultMarginLimits, type MarginLimits } from './margin-limits.ts';
import { checkPair } from './check-pair.ts';
import { percent } from './share.ts';
import { testInstrument, testPair } from './testing/test-pair.ts';

describe('margin limits', () => {
  it.each<[string, Partial<MarginLimits>, string | undefined]>([
    ['as they are by default', {}, undefined],
    ['a move of all', { moveShare: percent(100) }, 'margin-limit-out-of-range'],
    ['a share below zero', { freeMarginShareMin: percent(-1) }, 'margin-limit-out-of-range'],
    [
      'reduced where it may still be built',
      { liquidationDistanceReduce: percent(10) },
      'margin-limits-contradict',
    ],
    ['reduced just below', { liquidationDistanceReduce: percent(9) }, undefined],
  ])('%s', (_case, change, code) => {
    expect(checkMarginLimits({ ...defaultMarginLimits, ...change })?.code).toBe(code);
  });

  it('that contradict each other are refused with the pair, with the figure that would work', () => {
    const primary = testInstrument('alpha', '0.001');
    const hedge = testInstrument('beta', '0.001');
    const marginLimits = { ...defaultMarginLimits, liquidationDistanceMin: percent(4) };
    expect(checkPair(testPair({ primary, hedge, marginLimits }))?.remedy).toBe(
      'use --reduce-liquidation-distance below 4, or --min-liquidation-distance above 5',
    );
  });
});
