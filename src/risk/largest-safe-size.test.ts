// The largest size that margin bears: the last one that the rule for a BUILD lets through.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defineInstrument, type Instrument } from '../core/instrument.ts';
import { defaultMarginLimits } from '../core/margin-limits.ts';
import { baseQuantity, formatBase, quoteAmount, ticks, zeroLots } from '../core/money.ts';
import { testInstrument } from '../core/testing/test-pair.ts';
import { largestSafeSize } from './largest-safe-size.ts';
import { checkMarginForBuild } from './margin-after-trade.ts';
import type { MarginLeg, MarginView } from './view.ts';

const dollar = 10n ** 18n;
const primary = testInstrument('alpha', '0.001');
const hedge = testInstrument('beta', '0.001');
const step = primary.baseUnitsPerLot;

/** At a mid of 3000.00, worth so many dollars, of which some are asked for by what else is there. */
const legOf = (instrument: Instrument, equity: number, reserved = 0): MarginLeg => ({
  instrument,
  position: zeroLots,
  touch: { bid: ticks(299_999), ask: ticks(300_001) },
  lastFillAtUs: 0,
  otherRuns: undefined,
  marginCheck: {
    latest: {
      equity: quoteAmount(BigInt(equity) * dollar),
      initialMargin: quoteAmount(BigInt(reserved) * dollar),
      maintenanceMargin: quoteAmount(BigInt(reserved) * dollar),
      askedAtUs: 0,
    },
  },
});

const viewOf = (one: MarginLeg, other: MarginLeg): MarginView => ({
  config: { size: baseQuantity(0n), marginLimits: defaultMarginLimits },
  nowUs: 0,
  primary: one,
  hedge: other,
});

const passes = (view: MarginView, size: bigint) =>
  checkMarginForBuild({ ...view, config: { ...view.config, size: baseQuantity(size) } });

describe('the largest safe size', () => {
  it('is what the poorer account bears', () => {
    const { size, beyond } = largestSafeSize(viewOf(legOf(primary, 100_000), legOf(hedge, 64)), step);
    expect(formatBase(size)).toBe('0.1');
    expect(beyond?.text).toMatch(/^beta/);
  });

  it('is nothing where the account is asked for all it has', () => {
    const { size, beyond } = largestSafeSize(viewOf(legOf(primary, 100, 100), legOf(hedge, 100)), step);
    expect(size).toBe(0n);
    expect(beyond?.code).toBe('free-margin');
  });

  it('is nothing while the margin of an account is not known', () => {
    const unknown = { ...legOf(primary, 100), marginCheck: { latest: undefined } };
    expect(largestSafeSize(viewOf(unknown, legOf(hedge, 100)), step)).toMatchObject({
      size: 0n,
      beyond: { code: 'margin-unknown' },
    });
  });

  it('is smaller where one account bears both legs', () => {
    const beside = defineInstrument({ ...testInstrument('alpha', '0.001'), symbol: 'ETH-OTHER' });
    const apart = largestSafeSize(viewOf(legOf(primary, 1_000), legOf(hedge, 1_000)), step);
    const together = largestSafeSize(viewOf(legOf(primary, 1_000), legOf(beside, 1_000)), step);
    expect(together.size).toBeLessThan(apart.size);
  });

  it('is let through, and one step more is not', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 ** 9 }),
        fc.integer({ min: 0, max: 10 ** 6 }),
        (equity, reserved) => {
          const view = viewOf(legOf(primary, equity, reserved), legOf(hedge, 10 ** 7));
          const { size } = largestSafeSize(view, step);
          expect(size === 0n || passes(view, size) === undefined).toBe(true);
          expect(passes(view, size + step)).toBeDefined();
        },
      ),
    );
  });
});
