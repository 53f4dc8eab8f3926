// What a BUILD asks of both accounts: also where one account bears both legs, and where figures are older than a fill.
import { describe, expect, it } from 'vitest';
import { defineInstrument, type Instrument } from '../core/instrument.ts';
import type { AccountMargin } from '../core/margin.ts';
import { formatQuote, lots, quoteAmount, ticks } from '../core/money.ts';
import { testInstrument } from '../core/testing/test-pair.ts';
import { ScriptedPair } from '../engine/testing/scripted-pair.ts';
import { carriedWith } from './carried.ts';
import { checkMarginForBuild } from './margin-after-trade.ts';
import type { RiskView } from './view.ts';

const dollars = (amount: number): AccountMargin['equity'] => quoteAmount(BigInt(amount) * 10n ** 18n);

/** Flat, a mid of 3000.00 on both legs, a size of 0.1; every account as told. */
function viewOf(hedge: Instrument, told: Partial<AccountMargin>): RiskView {
  const { pair } = new ScriptedPair({ primary: testInstrument('alpha', '0.001'), hedge });
  const nothing = dollars(0);
  for (const leg of pair.legs) {
    leg.touch = { bid: ticks(299_999), ask: ticks(300_001) };
    leg.marginCheck.latest = {
      equity: nothing,
      initialMargin: nothing,
      maintenanceMargin: nothing,
      ...told,
      askedAtUs: 0,
    };
  }
  return pair;
}

const elsewhere = testInstrument('beta', '0.001');
const onTheSame = defineInstrument({ ...testInstrument('alpha', '0.001'), symbol: 'ETH-OTHER' });

describe('a BUILD of 300 dollars', () => {
  it.each<[string, Instrument, number, string | undefined]>([
    ['is carried by two accounts of 64 dollars', elsewhere, 64, undefined],
    ['is not by one account of 64 that bears both legs', onTheSame, 64, 'free-margin'],
    ['is by one of 100', onTheSame, 100, undefined],
  ])('%s', (_case, hedge, equity, code) => {
    expect(checkMarginForBuild(viewOf(hedge, { equity: dollars(equity) }))?.code).toBe(code);
  });

  it('comes on top of what else is on an account', () => {
    const told = { equity: dollars(100), initialMargin: dollars(50), maintenanceMargin: dollars(25) };
    expect(checkMarginForBuild(viewOf(elsewhere, told))?.code).toBe('free-margin');
  });

  it('is judged on both legs as a whole number of lots that covers the size', () => {
    const coarse = testInstrument('beta', '0.5');
    expect(checkMarginForBuild(viewOf(coarse, { equity: dollars(100) }))?.text).toMatch(/^beta/);
  });
});

describe('what the rest of an account asks for', () => {
  const told = { equity: dollars(100), initialMargin: dollars(40), maintenanceMargin: dollars(18) };

  /** Long 0.1 ETH, which is 30 dollars of initial margin and 15 of maintenance. */
  function others(lastFillAtUs: number, figures: AccountMargin = told): string[] {
    const { primary } = viewOf(elsewhere, {});
    const leg = { ...primary, position: lots(100), lastFillAtUs };
    const touch = { bid: ticks(299_999), ask: ticks(300_001) };
    const { initial, maintenance } = carriedWith(leg, touch, { ...figures, askedAtUs: 5 }, lots(100));
    return [initial, maintenance].map((each) => formatQuote(quoteAmount(each.others)));
  }

  it('is what was told, less the position’s own part', () => {
    expect(others(5)).toEqual(['10', '3']);
  });

  it('is all that was told, where a fill was booked after the question: the figures may lack it', () => {
    expect(others(6)).toEqual(['40', '18']);
  });

  it('is never less than nothing', () => {
    expect(others(5, { ...told, initialMargin: dollars(29), maintenanceMargin: dollars(0) })).toEqual([
      '0',
      '0',
    ]);
  });
});
