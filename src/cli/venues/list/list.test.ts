// What `evenkeel venues` prints.
import { describe, expect, it } from 'vitest';
import { feeRate } from '../../../core/money.ts';
import type { VenueCapabilities } from '../../../venues/adapter.ts';
import { feeFloors } from './fee-floors.ts';
import { describeFloors, describeVenues } from './venues-json.ts';
import { venuesMarkdown } from './venues-markdown.ts';
import { renderFloors, renderVenues } from './venues-text.ts';

const plain = { width: 60, useColour: false };

const capabilities: VenueCapabilities = {
  quoteAsset: 'USDC',
  environments: ['prod', 'testnet'],
  orderEntry: 'rest',
  makerExpirySecondsMin: undefined,
  deadMansSwitch: undefined,
  oversizedReduceOnly: 'cut',
  postOnlyCross: 'refused',
  remembersClientOrderIds: 'all',
  keyPowers: 'a key can trade, and with a permission of its own it can withdraw as well',
  feesFrom: 'the account',
  listedFees: { maker: feeRate(-5_000n), taker: feeRate(45_000n) },
  listedFeesAsOf: '2025-11',
};
const one = { name: 'one', capabilities };
const two = {
  name: 'two',
  capabilities: {
    ...capabilities,
    orderEntry: 'websocket' as const,
    makerExpirySecondsMin: 60,
    oversizedReduceOnly: 'refuse' as const,
    postOnlyCross: 'canceled' as const,
  },
};

describe('what venues can do', () => {
  it('is a block for each, in words that fit the terminal', () => {
    const text = renderVenues([one, two], plain);
    expect(text.split('\n').slice(0, 13)).toEqual([
      'one ────────────────────────────────────────────────────────',
      'quote asset                      USDC',
      'environments                     prod, testnet',
      'orders go by                     request',
      'a resting order ends by itself   never',
      'when our process dies            nothing cancels: a resting',
      '                                 order stays until somebody',
      '                                 does',
      'reduce-only beyond the position  is cut down to it',
      'post-only that would cross       is refused',
      'an order id that was used        is refused',
      'what a key can do                a key can trade, and with a',
      '                                 permission of its own it',
    ]);
    expect(text).toContain('\n\ntwo ─');
    expect(text).toMatch(/^when our process dies +a resting order ends by$/m);
    for (const each of text.split('\n')) expect(each.length).toBeLessThanOrEqual(60);
  });

  it('ends with what was run live from here, where somebody has looked', () => {
    const leg = { place: 'prod', account: 'aaaaaaaaaaaa', instrument: 'ETH_USDC_PERP' };
    const pass = {
      version: '0.1.0',
      build: 'abc',
      primary: { ...leg, venue: 'two' },
      hedge: { ...leg, venue: 'one' },
      passedAt: '2026-01-05T10:00:00Z',
    };
    const lastRow = (canaries: readonly (typeof pass)[]): string =>
      renderVenues([{ ...one, canaries }], { ...plain, width: 100 })
        .split('\nlive from here')[1]
        ?.replace(/\s+/g, ' ') ?? '';
    expect(lastRow([])).toBe(' never run live from here: no canary has passed ');
    expect(lastRow([pass])).toBe(
      ' canary passed as hedge with two, ETH_USDC_PERP, version 0.1.0, 2026-01-05 ',
    );
    expect(describeVenues([{ ...one, canaries: [pass] }])).toMatchObject({ venues: [{ canaries: [pass] }] });
  });

  it('is a table with venues beside one another for the documentation', () => {
    const [titles, rule, quote] = venuesMarkdown([one, two]).split('\n');
    expect(titles).toMatch(/^\| +\| one +\| two +\|$/);
    expect(rule).toMatch(/^\| -+ \| -+ \| -+ \|$/);
    expect(quote).toMatch(/^\| quote asset +\| USDC +\| USDC +\|$/);
    expect(titles?.length).toBe(quote?.length);
  });

  it('is exact for a program, and says what there is not', () => {
    expect(describeVenues([one])).toMatchObject({
      venues: [
        {
          venue: 'one',
          environments: ['prod', 'testnet'],
          deadMansSwitch: null,
          makerExpirySecondsMin: null,
          listedFeesBps: { maker: '-0.5', taker: '4.5' },
        },
      ],
    });
  });
});

describe('what pairs cost in fees', () => {
  const floors = feeFloors([
    { venue: 'one', fees: capabilities.listedFees },
    { venue: 'two', fees: { maker: feeRate(20_000n), taker: feeRate(50_000n) } },
  ]);

  it('is a table, the cheapest first, with what the figures mean', () => {
    expect(renderFloors(floors, ['as listed'], plain)).toBe(
      `primary  hedge  maker bps  taker bps  fees per 1M ──────────
one      two         -0.5          5       450.00
two      one            2        4.5       650.00

as listed
`,
    );
  });

  it('is exact for a program', () => {
    expect(describeFloors(floors, ['as listed'])).toEqual({
      pairs: [
        { primary: 'one', hedge: 'two', makerBps: '-0.5', takerBps: '5', feesPerMillion: '450' },
        { primary: 'two', hedge: 'one', makerBps: '2', takerBps: '4.5', feesPerMillion: '650' },
      ],
      notes: ['as listed'],
    });
  });
});
