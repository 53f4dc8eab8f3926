// Each policy in a table: how old a quote is, whether it is at the touch, and whether it is given up.
import { describe, expect, it } from 'vitest';
import type { MakerPolicy } from '../core/pair.ts';
import { cancelledIn, ScriptedPair } from '../engine/testing/scripted-pair.ts';
import { isGivenUp } from './maker-policy.ts';

describe('a resting quote', () => {
  it.each<[MakerPolicy, number, boolean, boolean]>([
    ['follow-touch', 499, false, false],
    ['follow-touch', 500, false, true],
    ['follow-touch', 3_600_000, true, false],
    ['fixed-s4', 9_999, false, false],
    ['fixed-s4', 10_000, false, true],
    ['fixed-s4', 10_000, true, false],
    ['fixed-s4', 179_999, true, false],
    ['fixed-s4', 180_000, true, true],
    ['fixed-s5', 4_999, false, false],
    ['fixed-s5', 5_000, true, true],
    ['fixed-s5', 5_000, false, true],
  ])(
    'under %s, %i ms old and at the touch: %s, is given up: %s',
    (makerPolicy, ageMs, isAtTouch, expected) => {
      const config = { ...new ScriptedPair().pair.config, makerPolicy };
      expect(isGivenUp({ ageUs: ageMs * 1_000, isAtTouch }, config)).toBe(expected);
    },
  );

  it('is not cancelled again within the venue’s gap between cancels', () => {
    const pair = new ScriptedPair({ config: { cancelGapMs: 5_000 } });
    const first = pair.start().order;
    pair.accept(first);
    pair.pass(1_000);
    expect(cancelledIn(pair.book('primary', 300_020, 300_030))).toEqual([first.clientOrderId]);
    pair.end(first, 'canceled', 0);
    const second = pair.lastPlaced('quote').order;
    pair.accept(second);
    pair.pass(1_000);
    expect(cancelledIn(pair.book('primary', 300_040, 300_050))).toEqual([]);
    expect(cancelledIn(pair.pass(4_200))).toEqual([second.clientOrderId]);
  });

  it('is cancelled at once, whatever the gap, when the run stops', () => {
    const pair = new ScriptedPair({ config: { cancelGapMs: 60_000 } });
    const first = pair.start().order;
    pair.accept(first);
    pair.pass(1_000);
    pair.book('primary', 300_020, 300_030);
    pair.end(first, 'canceled', 0);
    const second = pair.lastPlaced('quote').order;
    pair.accept(second);
    expect(cancelledIn(pair.operator('stop'))).toEqual([second.clientOrderId]);
  });
});
