import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUnits } from '../core/decimal.ts';
import { parityRate } from '../core/conversion.ts';
import { lots, ticks } from '../core/money.ts';
import { lotsToBase } from '../core/instrument.ts';
import { MidClock } from './mid-clock.ts';
import { BookedPair, testInstrument } from './testing/booked-pair.ts';
import { ValueTime } from './value-time.ts';

const second = 1_000_000;
const hour = 3_600n;

describe('exposure-seconds', () => {
  it('are |net delta| × primary mid × the time that it lasted', () => {
    const pair = new BookedPair();
    const start = pair.nowUs;
    pair.ledger.markTo(start, pair.price('primary', '2999.99'), pair.price('primary', '3000.01'));
    pair.book({ leg: 'primary', side: 'sell', price: '3000', quantity: '0.1', atUs: start + 5 * second });
    pair.book({ leg: 'hedge', side: 'buy', price: '3000', quantity: '0.1', atUs: start + 7 * second });
    pair.ledger.markTo(start + 60 * second, pair.price('primary', '3500'), pair.price('primary', '3500.01'));
    expect(formatUnits(pair.ledger.exposureSecondsUnits())).toBe('600');
  });

  it('use the delta before a fill for the time before it, and each mid for the time that it held', () => {
    const pair = new BookedPair();
    const start = pair.nowUs;
    const at = (seconds: number, price: string) =>
      pair.ledger.markTo(
        start + seconds * second,
        pair.price('primary', price),
        pair.price('primary', price),
      );
    at(0, '100');
    pair.book({ leg: 'primary', side: 'buy', price: '100', quantity: '2', atUs: start + second });
    at(2, '110'); // 1 s × 2 × 100
    pair.book({ leg: 'hedge', side: 'sell', price: '100', quantity: '1.5', atUs: start + 3 * second }); // 1 s × 2 × 110
    at(5, '90'); // 2 s × 0.5 × 110
    at(6, '80'); // 1 s × 0.5 × 90
    expect(formatUnits(pair.ledger.exposureSecondsUnits())).toBe('575');
  });

  it('run on until the latest moment known, also while the delta stands still', () => {
    const pair = new BookedPair();
    const [bid, ask] = [pair.price('primary', '100'), pair.price('primary', '100')];
    pair.ledger.markTo(pair.nowUs, bid, ask);
    pair.book({ leg: 'primary', side: 'buy', price: '100', quantity: '1', atUs: pair.nowUs });
    pair.ledger.markTo(pair.nowUs + 3 * second, bid, ask);
    expect(formatUnits(pair.ledger.exposureSecondsUnits())).toBe('300');
  });
});

describe('open interest over time', () => {
  it("holds each leg's position at its own mid, hedged or not", () => {
    const pair = new BookedPair();
    const start = pair.nowUs;
    pair.ledger.markTo(start, pair.price('primary', '100'), pair.price('primary', '100'));
    pair.ledger.markHedgeTo(start, pair.price('hedge', '101'), pair.price('hedge', '101'));
    pair.book({ leg: 'primary', side: 'buy', price: '100', quantity: '1', atUs: start });
    pair.book({ leg: 'hedge', side: 'sell', price: '101', quantity: '1', atUs: start });
    pair.ledger.markTo(start + 3_600 * second, pair.price('primary', '100'), pair.price('primary', '100'));
    expect(formatUnits(pair.ledger.openInterestSecondsUnits('primary') / hour)).toBe('100');
    expect(formatUnits(pair.ledger.openInterestSecondsUnits('hedge') / hour)).toBe('101');
    expect(pair.ledger.exposureSecondsUnits()).toBe(0n);
  });
});

describe('the clock of mids', () => {
  it('counts nothing before its first mark, and refuses to go back', () => {
    const clock = new MidClock();
    expect(clock.areaAt(1_700_000_000_000_000)).toBe(0n);
    clock.setMark(1_700_000_000_000_010, ticks(5), ticks(7));
    expect(clock.areaAt(1_700_000_000_000_020)).toBe(120n);
    expect(() => clock.areaAt(1_700_000_000_000_019)).toThrow(/does not go back/);
  });

  it('is exact beyond what a number holds, as a plain sum of bigints is (property)', () => {
    const mark = fc.record({
      elapsedUs: fc.integer({ min: 0, max: 90_000_000_000 }),
      bid: fc.integer({ min: 1, max: 2 ** 40 }),
      spread: fc.integer({ min: 1, max: 1_000 }),
      held: fc.option(fc.integer({ min: -1_000_000, max: 1_000_000 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 40 }), (marks) => {
        const instrument = testInstrument('north', { tick: '0.01', lot: '0.001' });
        const clock = new MidClock();
        const value = new ValueTime(instrument, clock, parityRate('USDC', 'USDC'));
        let [nowUs, mid, held, sum] = [0, 0n, 0n, 0n];
        for (const { elapsedUs, bid, spread, held: next } of marks) {
          nowUs += elapsedUs;
          sum += (held < 0n ? -held : held) * mid * BigInt(elapsedUs);
          if (next !== undefined) {
            value.setQuantity(nowUs, lotsToBase(instrument, lots(next)));
            held = BigInt(next);
          }
          clock.setMark(nowUs, ticks(bid), ticks(bid + spread));
          mid = BigInt(2 * bid + spread);
        }
        // lots × ticks are 10^−5 of the quote, twice; µs are 10^−6 s: 10^−11 halves, in 10^−18.
        expect(value.secondsUnitsAt(nowUs)).toBe((sum * 10n ** 7n) / 2n);
      }),
    );
  });
});
