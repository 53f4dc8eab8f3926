// Each policy in a table: how old a quote is, whether it is at the touch, and whether it is given up.
import { describe, expect, it } from 'vitest';
import { limits } from '../core/limits.ts';
import type { MakerPolicy } from '../core/pair.ts';
import { testInstrument } from '../core/testing/test-pair.ts';
import { cancelledIn, ScriptedPair } from '../engine/testing/scripted-pair.ts';
import { isGivenUp } from './maker-policy.ts';

describe('a resting quote', () => {
  /** A touch of 3000.00, so that 60 ticks are 2 bps. */
  const touchTicks = 300_000;

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
      expect(isGivenUp({ ageUs: ageMs * 1_000, ticksBehind: isAtTouch ? 0 : 1, touchTicks }, config)).toBe(
        expected,
      );
    },
  );

  it.each<[string, { ageMs: number; ticksBehind: number }, boolean]>([
    ['keeps its place at the touch, however old', { ageMs: 3_600_000, ticksBehind: 0 }, false],
    ['keeps its place near the touch: it often comes back', { ageMs: 14_999, ticksBehind: 59 }, false],
    ['is given up when the touch has run 2 bps away', { ageMs: 500, ticksBehind: 60 }, true],
    ['but no sooner than any quote', { ageMs: 499, ticksBehind: 60 }, false],
    [
      'is given up when the touch does not come back in an attempt’s time',
      { ageMs: 15_000, ticksBehind: 1 },
      true,
    ],
  ])('under adaptive %s', (_case, { ageMs, ticksBehind }, expected) => {
    const config = { ...new ScriptedPair().pair.config, makerPolicy: 'adaptive' } as const;
    const quote = { ageUs: ageMs * 1_000, ticksBehind, touchTicks };
    expect(isGivenUp(quote, config)).toBe(expected);
  });

  it('under adaptive never consumes the reserve, and quotes on', () => {
    const pair = new ScriptedPair({
      config: { makerPolicy: 'adaptive', orderRate: { requests: 20, perMs: 10_000 } },
    });
    pair.start();
    for (let moves = 1; moves <= 200; moves += 1) {
      const [order] = pair.pair.primary.orders;
      if (order?.state === 'submitting') pair.accept(order.request);
      pair.book('primary', 300_000 + moves * 60, 300_010 + moves * 60);
      pair.pass(300);
      for (const { request, state } of pair.pair.primary.orders)
        if (state === 'cancelling') pair.end(request, 'canceled', 0);
      expect(pair.pair.primary.pacing.budget?.used(pair.pair.nowUs)).toBeLessThanOrEqual(12);
    }
    expect(pair.countPlaced('quote')).toBeGreaterThan(10);
    expect(pair.alerts).toEqual([]);
  });

  it('is not cancelled for another that the rate would not allow', () => {
    const pair = new ScriptedPair({ config: { orderRate: { requests: 20, perMs: 10_000 } } });
    const { order } = pair.start();
    pair.accept(order);
    pair.pass(1_000);
    const { budget } = pair.pair.primary.pacing;
    while ((budget?.used(pair.pair.nowUs) ?? 10) < 10) budget?.record(pair.pair.nowUs);
    expect(cancelledIn(pair.book('primary', 300_020, 300_030))).toEqual([]);
    expect(cancelledIn(pair.pass(8_000))).toEqual([]);
    expect(cancelledIn(pair.pass(2_500))).toContain(order.clientOrderId);
  });

  it('is made anew before the venue ends it by itself, although it stands at the touch', () => {
    const primary = { ...testInstrument('alpha', '0.001'), restingLifeMs: limits.makerLifeMs };
    const pair = new ScriptedPair({ primary });
    const first = pair.start().order;
    pair.accept(first);
    expect(cancelledIn(pair.pass(limits.makerLifeMs - limits.makerRenewLeadMs - 1_000))).toEqual([]);
    expect(cancelledIn(pair.pass(1_000))).toEqual([first.clientOrderId]);
    pair.end(first, 'canceled', 0);
    const second = pair.lastPlaced('quote').order;
    expect(second).toMatchObject({ side: first.side, price: first.price, quantity: first.quantity });
    expect(second.clientOrderId).not.toBe(first.clientOrderId);
  });

  it('stays for as long as it stands at the touch where the venue lets it', () => {
    const pair = new ScriptedPair();
    pair.accept(pair.start().order);
    expect(cancelledIn(pair.pass(2 * limits.makerLifeMs))).toEqual([]);
  });

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
