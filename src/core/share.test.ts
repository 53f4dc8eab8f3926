import { describe, expect, it } from 'vitest';
import {
  formatSharePercent,
  parseSharePercent,
  percent,
  share,
  shareRoundedDown,
  shareRoundedUp,
} from './share.ts';

describe('a share', () => {
  it('is exact in percent, down to the sixth decimal', () => {
    expect(parseSharePercent('12.5')).toBe(12_500_000n);
    expect(parseSharePercent('5')).toBe(percent(5));
    expect(parseSharePercent('0.0000001')).toBeUndefined();
    expect(formatSharePercent(share(33_333_333n))).toBe('33.333333');
  });

  it.each([
    [7n, 0n, 1n],
    [-7n, -1n, 0n],
    [20n, 2n, 2n],
  ])('of %i is rounded the way that is asked for', (amount, down, up) => {
    expect(shareRoundedDown(amount, percent(10))).toBe(down);
    expect(shareRoundedUp(amount, percent(10))).toBe(up);
  });
});
