// What somebody reads before a run goes live: nothing that decides is left out, and nothing secret is in it.
import { describe, expect, it } from 'vitest';
import { parseQuote, ticks } from '../../core/money.ts';
import { testInstrument, testPair } from '../../core/testing/test-pair.ts';
import type { PairConfig } from '../../core/pair.ts';
import { capabilities as backpack } from '../../venues/backpack/rules.ts';
import { capabilities as grvt } from '../../venues/grvt/rules.ts';
import { capabilities as paradex } from '../../venues/paradex/rules.ts';
import type { VenueCapabilities, VenueSite } from '../../venues/adapter.ts';
import type { Stakes } from '../run/wire/stakes.ts';
import type { WireLeg } from '../run/wire/wire-leg.ts';
import { deathText } from './process-death.ts';
import { renderLiveTerms, type StartedAgain } from './live-terms.ts';

const prod: VenueSite = { kind: 'real', environment: 'prod' };

function legOf(name: string, capabilities: VenueCapabilities, site: VenueSite): WireLeg {
  const adapter = { name, capabilities };
  const credentials = { venue: name, environment: 'prod', fingerprint: `${name}-print` };
  return {
    reached: { adapter, site, credentials, accountName: 'main' } as unknown as WireLeg['reached'],
    instrument: testInstrument(name, '0.001'),
    account: {
      balances: [{ asset: 'USD', total: '900', available: '812.3456' }],
      positions: [],
      openOrders: [],
    },
  };
}

function terms(
  stakes: Stakes,
  change: Partial<PairConfig> = {},
  { startedAgain = 'by-same-command', width = 200 }: { startedAgain?: StartedAgain; width?: number } = {},
): string {
  const primary = legOf('alpha', backpack, prod);
  const hedge = legOf('beta', grvt, prod);
  const config = testPair({ primary: primary.instrument, hedge: hedge.instrument, ...change });
  const touch = { bid: ticks(299_999), ask: ticks(300_001) };
  const pair = { primary, hedge, stakes, prices: { primary: touch, hedge: touch } };
  const facts = { leverage: '20' } as never;
  return renderLiveTerms({ config, pair }, { primary: facts, hedge: undefined }, { startedAgain, width });
}

const fiveDollars = parseQuote('5');

describe('the terms of a live run', () => {
  it('name venues, accounts, size, fees, margin and cost of both legs', () => {
    const text = terms('mainnet', { dailyLossLimit: fiveDollars });
    expect(text).toMatch(/^LIVE: real orders with real money\n/);
    for (const row of [
      /venue +alpha, prod +beta, prod/,
      /account +main \(alpha-print\) +main \(beta-print\)/,
      /instrument +ETH-TEST +ETH-TEST/,
      /a cycle +0\.1 ETH, 300\.00 USD +0\.1 ETH, 300\.00 USD/,
      /fees +2 bps as maker +5 bps as taker/,
      /available +812\.35 USD +812\.35 USD/,
      /margin +10 % of it, leverage 20 +10 % of it$/m,
      /volume +6,000\.00 USD for 10 round trips/,
      /net cost +4\.2000 USD before the spread, 700\.00 per 1M of volume/,
      /most to lose +5\.00 USD net since 00:00 UTC, all runs on either account together/,
      /naked +at most 0\.1 ETH until it is hedged: each 1 % of the price is then 3\.00 USD/,
    ])
      expect(text).toMatch(row);
  });

  it('say which limit stops the run first', () => {
    expect(terms('mainnet', { dailyLossLimit: parseQuote('1') })).toMatch(
      /stopped by +the daily loss limit after about 4 cycles at these fees; otherwise 10 round trips/,
    );
    expect(terms('mainnet', { dailyLossLimit: fiveDollars })).toMatch(
      /stopped by +10 round trips, 200 attempts; the daily loss limit after about 23 cycles/,
    );
    expect(terms('mainnet', { dailyLossLimit: undefined })).toMatch(
      /most to lose +NO LIMIT: give --max-daily-loss/,
    );
  });

  it('say what each venue does with a resting order when the process dies', () => {
    const text = terms('mainnet');
    expect(text).toMatch(/alpha: NOTHING ends an order that rests there/);
    expect(text).toMatch(/beta: an order that rests there ends by itself within 60 s/);
    expect(deathText(paradex)).toMatch(
      /^it cancels every order that came over a socket when that socket is lost/,
    );
  });

  it.each<[StartedAgain, RegExp]>([
    ['by-supervisor', /until its supervisor starts it again, by itself and within seconds, which hedges it/],
    ['by-same-command', /until the same command is started again.*; without --supervise nothing starts it/],
    ['by-continue', /until `evenkeel run --live --continue` is given its folder.*; nothing starts it by it/],
  ])('say who starts the run again when its process dies: %s', (startedAgain, expected) => {
    expect(terms('mainnet', {}, { startedAgain, width: 400 })).toMatch(expected);
  });

  it('fit a terminal', () => {
    for (const each of terms('mainnet', { dailyLossLimit: fiveDollars }, { width: 80 }).split('\n'))
      expect(each.length).toBeLessThanOrEqual(80);
  });

  it.each<[Stakes, string]>([
    ['testnet', 'LIVE on test networks: real orders, no real money'],
    ['local', 'LIVE on local servers of this machine: nothing real'],
  ])('of %s begin with what is real', (stakes, headline) => {
    expect(terms(stakes).split('\n')[0]).toBe(headline);
  });
});
