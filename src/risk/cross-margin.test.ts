// The formulas of cross margin: worked figures, and the laws that make them safe to judge by.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatQuote } from '../core/money.ts';
import { formatSharePercent, percent, share, wholeShare, type Share } from '../core/share.ts';
import {
  equityAfter,
  freeMarginAfter,
  liquidationDistanceAfter,
  type CarriedPosition,
} from './cross-margin.ts';

const dollar = 10n ** 18n;
const short: CarriedPosition = {
  equity: 64n * dollar,
  others: 0n,
  notional: 300n * dollar,
  isLong: false,
  rate: percent(5),
};
const long: CarriedPosition = { ...short, isLong: true };

const shownDistance = (position: CarriedPosition, move: Share): string | undefined => {
  const distance = liquidationDistanceAfter(position, move);
  return distance === undefined ? undefined : formatSharePercent(distance);
};

describe('an account after a trade and a move', () => {
  it.each<[string, CarriedPosition, Share, string, string, string | undefined]>([
    // 64 − 5 % of 300 = 49; the short is then worth 315 and asks for 15.75, the long 285 and 14.25.
    ['a short asks for more as it loses', short, percent(5), '49', '33.25', '10.05291'],
    ['a long asks for less', long, percent(5), '49', '34.75', '12.834718'],
    ['without a move', short, percent(0), '64', '49', '15.555555'],
    [
      'what else is on the account comes first',
      { ...short, others: 49n * dollar },
      percent(0),
      '64',
      '0',
      '0',
    ],
    [
      'a position that is under water is past its liquidation',
      { ...short, equity: 0n },
      percent(0),
      '0',
      '-15',
      '-4.761905',
    ],
    ['no position, no liquidation', { ...short, notional: 0n }, percent(5), '64', '64', undefined],
  ])('%s', (_case, position, move, equity, free, distance) => {
    expect(formatQuote(equityAfter(position, move))).toBe(equity);
    expect(formatQuote(freeMarginAfter(position, move))).toBe(free);
    expect(shownDistance(position, move)).toBe(distance);
  });
});

const amount = fc.bigInt({ min: 0n, max: 10n ** 26n });
const moves = fc.bigInt({ min: 0n, max: 99_999_999n }).map(share);
const positions: fc.Arbitrary<CarriedPosition> = fc.record({
  equity: fc.bigInt({ min: -(10n ** 24n), max: 10n ** 26n }),
  others: fc.bigInt({ min: 0n, max: 10n ** 24n }),
  notional: fc.bigInt({ min: 1n, max: 10n ** 26n }),
  isLong: fc.boolean(),
  rate: fc.bigInt({ min: 1n, max: 99_999_999n }).map(share),
});

describe('laws (properties)', () => {
  it('more of a position never leaves more free margin, nor more way to liquidation', () => {
    fc.assert(
      fc.property(positions, amount, moves, (position, more, move) => {
        const larger = { ...position, notional: position.notional + more };
        expect(freeMarginAfter(larger, move) <= freeMarginAfter(position, move)).toBe(true);
        const [less = 0n, now = 0n] = [larger, position].map((each) => liquidationDistanceAfter(each, move));
        // Under water, a larger position is relatively less so.
        expect(now < 0n || less <= now).toBe(true);
      }),
    );
  });

  it('a larger move never leaves more of either', () => {
    fc.assert(
      fc.property(positions, moves, moves, (position, one, two) => {
        const [small, large] = one < two ? [one, two] : [two, one];
        expect(freeMarginAfter(position, large) <= freeMarginAfter(position, small)).toBe(true);
        const [before = 0n, after = 0n] = [small, large].map((move) =>
          liquidationDistanceAfter(position, move),
        );
        // Beyond all of its price a long cannot be liquidated, nor nearer to it.
        expect(before < 0n || before > wholeShare || after <= before).toBe(true);
      }),
    );
  });

  it('a distance of d means: after a move of d the account carries the position still, and after one step more it does not', () => {
    fc.assert(
      fc.property(positions, (position) => {
        const distance = liquidationDistanceAfter(position, share(0n)) ?? share(0n);
        fc.pre(distance >= 0n && distance < 99_999_999n);
        expect(freeMarginAfter(position, distance) >= 0n).toBe(true);
        expect(freeMarginAfter(position, share(distance + 1n)) < 0n).toBe(true);
      }),
    );
  });

  it('what is left of a distance after a move makes the whole distance together with it, within a step', () => {
    fc.assert(
      fc.property(positions, moves, (position, move) => {
        const whole = liquidationDistanceAfter(position, share(0n)) ?? 0n;
        const rest = liquidationDistanceAfter(position, move) ?? 0n;
        fc.pre(rest >= 0n);
        const scale = 10n ** 8n;
        // As shares of today's price: the move, and the rest of what the move has left of the price.
        const moved = position.isLong ? scale - move : scale + move;
        const together = move * scale + rest * moved;
        expect(together <= (whole + 1n) * scale && together + moved >= whole * scale).toBe(true);
      }),
    );
  });
});
