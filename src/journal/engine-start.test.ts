// What a run began with comes back out of its journal exactly, whatever the run was asked to do.
import { describe, expect, it } from 'vitest';
import { edge } from '../core/edge.ts';
import type { VenueAccountKey } from '../core/instrument.ts';
import { quoteAmount } from '../core/money.ts';
import type { PairConfig } from '../core/pair.ts';
import { base, testInstrument, testPair } from '../core/testing/test-pair.ts';
import { readEngineStart, writeEngineStart, type EngineStart } from './engine-start.ts';

const plain: PairConfig = testPair({
  primary: testInstrument('north', '0.001'),
  hedge: { ...testInstrument('south', '0.01', 5), restingLifeMs: 60_000, remembersClientOrderIds: 'unknown' },
});

/** Every setting that may be left out is there. */
const elaborate: PairConfig = {
  ...plain,
  conversions: [
    { asset: 'USDT', reportingAsset: 'USD', rateUnits: 1_000_100_000_000_000_001n, assumed: true },
  ],
  basisWindowMs: 60_000,
  hedgeMode: 'bbo_minus_1',
  sizeMin: base('0.05'),
  durationMaxMs: 3_600_000,
  volumeMax: quoteAmount(1n),
  hold: { leastMs: 1_000, mostMs: 600_000 },
  steering: {
    entryEdgeMin: edge(-15_000n),
    exitEdgeMin: edge(1n),
    costPerMillionMax: quoteAmount(-200n * 10n ** 18n),
    unwindAdverseMax: edge(20_000n),
    unwindPatienceMs: 30_000,
    waitMaxMs: 900_000,
    untilUs: 1_800_003_600_000_000,
    volumePerDayMax: [{ venue: 'north', amount: quoteAmount(10n ** 23n) }],
  },
  notionalMax: quoteAmount(5_000n * 10n ** 18n),
  orderRate: { requests: 50, perMs: 10_000 },
};

const day = {
  dayStartUs: 1_799_971_200_000_000,
  asset: 'USD',
  net: quoteAmount(-1_234_567_890_123_456_789n),
  traded: [{ venueAccount: 'north/main' as VenueAccountKey, amount: quoteAmount(7n) }],
};

/** As a file has it. */
const throughText = (start: EngineStart): EngineStart | undefined =>
  readEngineStart(JSON.parse(JSON.stringify(writeEngineStart(start))));

describe('what a run began with', () => {
  it.each([
    { what: 'a plain pair', start: { pair: plain, seed: 7, day: undefined } },
    { what: 'a pair with every setting, and a day', start: { pair: elaborate, seed: 0, day } },
  ])('comes back exactly: $what', ({ start }) => {
    expect(throughText(start)).toStrictEqual(start);
  });

  it('is not made up where a journal does not hold it, or holds something else', () => {
    const whole = JSON.parse(
      JSON.stringify(writeEngineStart({ pair: plain, seed: 7, day: undefined })),
    ) as Record<string, object>;
    expect(readEngineStart(whole)).toBeDefined();
    expect(readEngineStart(undefined)).toBeUndefined();
    expect(readEngineStart({ ...whole, seed: '7' })).toBeUndefined();
    expect(readEngineStart({ ...whole, pair: { ...whole['pair'], size: '0.1 ETH' } })).toBeUndefined();
    expect(readEngineStart({ ...whole, pair: { ...whole['pair'], conversions: {} } })).toBeUndefined();
  });
});
