// What ends a run: whichever bound comes first, always flat, and named.
import { describe, expect, it } from 'vitest';
import { quoteAmount } from '../core/money.ts';
import { noSteering } from '../core/steering.ts';
import { ScriptedPair } from './testing/scripted-pair.ts';

describe('a run ends flat', () => {
  it('after its time, with the quote cancelled', () => {
    const pair = new ScriptedPair({ config: { durationMaxMs: 5_000 } });
    const { order } = pair.start();
    pair.accept(order);
    pair.pass(4_800);
    expect(pair.pair.stop).toBeUndefined();
    pair.pass(300);
    expect(pair.pair.stop?.reason).toBe('max-duration');
    pair.end(order, 'canceled', 0);
    pair.pass(6_000);
    expect(pair.finish).toMatchObject({ outcome: 'flat', reason: 'max-duration' });
  });

  it('after its volume, with the round trip under way completed', () => {
    // 0.1 ETH at 3000 are $300 a cycle: $500 are reached by the second, which is the UNWIND.
    const pair = new ScriptedPair({ config: { volumeMax: quoteAmount(500n * 10n ** 18n) } });
    pair.start();
    pair.completeCycle();
    expect(pair.pair.stop).toBeUndefined();
    pair.completeCycle();
    pair.pass(6_000);
    expect(pair.finish).toMatchObject({ outcome: 'flat', reason: 'max-volume' });
  });

  it('after the volume of a day on one venue, with the round trip under way completed', () => {
    // $300 on either venue with each cycle: 500 on the hedge's are reached by the second.
    const config = {
      ...noSteering,
      volumePerDayMax: [{ venue: 'beta', amount: quoteAmount(500n * 10n ** 18n) }],
    };
    const pair = new ScriptedPair({ config: { steering: config } });
    pair.start();
    pair.completeCycle();
    expect(pair.pair.stop).toBeUndefined();
    pair.completeCycle();
    pair.pass(6_000);
    expect(pair.finish).toMatchObject({ outcome: 'flat', reason: 'max-volume-per-day' });
  });

  it('after its attempts, completed or not', () => {
    const pair = new ScriptedPair({ config: { attemptsMax: 2 } });
    const { order } = pair.start();
    pair.accept(order);
    pair.pass(31_000);
    pair.end(order, 'canceled', 0);
    pair.pass(6_000);
    expect(pair.finish).toMatchObject({ outcome: 'flat', reason: 'max-attempts' });
  });
});

describe('a strategy that looks at the basis', () => {
  it('sells a dear primary, and waits while the mids are the same', () => {
    const pair = new ScriptedPair({ config: { strategy: 'mean-reversion' } });
    pair.book('primary', 300_000, 300_010);
    pair.book('hedge', 300_000, 300_010);
    pair.pass(1_000);
    expect(pair.countPlaced('quote')).toBe(0);
    pair.book('primary', 300_100, 300_110);
    expect(pair.lastPlaced('quote').order.side).toBe('sell');
  });

  it('compares with what is usual where a window is given, once that is known', () => {
    const pair = new ScriptedPair({ config: { strategy: 'mean-reversion', basisWindowMs: 60_000 } });
    pair.book('primary', 300_100, 300_110);
    pair.book('hedge', 300_000, 300_010);
    pair.pass(20_000);
    expect(pair.countPlaced('quote')).toBe(0);
    pair.book('primary', 300_050, 300_060);
    expect(pair.lastPlaced('quote').order.side).toBe('buy');
  });

  it('keeps its direction through the cycle, however the basis turns', () => {
    const pair = new ScriptedPair({ config: { strategy: 'momentum' } });
    pair.book('primary', 300_100, 300_110);
    pair.book('hedge', 300_000, 300_010);
    pair.pass(200);
    const { order } = pair.lastPlaced('quote');
    expect(order.side).toBe('buy');
    pair.accept(order);
    pair.book('hedge', 301_000, 301_010);
    pair.pass(5_000);
    expect(pair.pair.cycle.target).toBe(100);
  });
});
