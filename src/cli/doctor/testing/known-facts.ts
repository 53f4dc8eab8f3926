// Facts in which everything is well, for tests that change one of them.
import { accepted } from '../../../core/checked.ts';
import type { VenueAccountKey } from '../../../core/instrument.ts';
import { defaultMarginLimits } from '../../../core/margin-limits.ts';
import { feeRate, lots, quoteAmount, ticks } from '../../../core/money.ts';
import { base, testInstrument } from '../../../core/testing/test-pair.ts';
import type { AccountFacts } from '../../../venues/examination.ts';
import type { DoctorFacts, LegFacts } from '../facts.ts';
import type { CheckName, Finding } from '../finding.ts';
import { judge } from '../judge.ts';
import type { OrderTestFacts } from '../order-test-facts.ts';

const dollar = 10n ** 18n;
const fees = { maker: feeRate(20_000n), taker: feeRate(50_000n) };

export const usualAccount: AccountFacts = {
  mayTrade: true,
  mayWithdraw: false,
  isLiquidating: false,
  leverage: '10',
  marginMode: 'cross',
  positionMode: 'one-way',
  makerFee: fees.maker,
  takerFee: fees.taker,
};

const examined = (change: Partial<AccountFacts> = {}): NonNullable<LegFacts['examination']> =>
  accepted({
    account: { ...usualAccount, ...change },
    publicStreamUs: [900, 1_000, 1_100],
    privateStreamUs: [1_900, 2_000, 2_100],
  });

export const worth = (equity: number, reserved = 0): NonNullable<LegFacts['margin']> =>
  accepted({
    equity: quoteAmount(BigInt(equity) * dollar),
    initialMargin: quoteAmount(BigInt(reserved) * dollar),
    maintenanceMargin: quoteAmount(BigInt(reserved) * dollar),
    askedAtUs: 0,
  });

export function legFacts(venue: string, change: Partial<LegFacts> = {}): LegFacts {
  return {
    role: venue === 'alpha' ? 'primary' : 'hedge',
    venue,
    capabilities: {
      quoteAsset: 'USD',
      environments: ['prod'],
      orderEntry: 'rest',
      makerExpirySecondsMin: 60,
      deadMansSwitch: undefined,
      oversizedReduceOnly: 'cut',
      postOnlyCross: 'refused',
      remembersClientOrderIds: 'all',
      keyPowers: 'a key can be made that trades only',
      feesFrom: 'account',
      listedFees: fees,
      listedFeesAsOf: '2025-11',
    },
    opened: accepted({
      account: `${venue}/main` as VenueAccountKey,
      site: { kind: 'real', environment: 'prod' },
    }),
    clockOffsetUs: 1_200,
    instrument: accepted(testInstrument(venue, '0.001')),
    followed: accepted(undefined),
    book: {
      touch: { bid: ticks(299_999), ask: ticks(300_001) },
      messages: 12,
      listenedUs: 250_000,
      agesUs: [10_000, 12_000, 14_000],
    },
    examination: examined(),
    requests: { roundTripsUs: [3_000, 4_000, 5_000], failures: [] },
    margin: worth(1_000),
    leftovers: accepted(undefined),
    order: undefined,
    ...change,
  };
}

export function knownFacts(change: Partial<DoctorFacts> = {}): DoctorFacts {
  return {
    environmentFile: { path: '.env', isOpenToAll: false },
    primary: legFacts('alpha'),
    hedge: legFacts('beta'),
    pair: {
      size: base('0.1'),
      sizeStep: testInstrument('alpha', '0.001').baseUnitsPerLot,
      marginLimits: defaultMarginLimits,
      primaryFees: fees,
      hedgeFees: fees,
      contradiction: undefined,
    },
    nowUs: 0,
    isOrderTest: false,
    ...change,
  };
}

export const testedOrder = (change: Partial<OrderTestFacts> = {}): OrderTestFacts => ({
  instrument: testInstrument('alpha', '0.001'),
  order: { side: 'buy', price: ticks(298_800), quantity: lots(1) },
  answeredUs: 1_500,
  streamedUs: 2_500,
  endedUs: 1_200,
  endStreamedUs: 2_200,
  isProven: true,
  trouble: undefined,
  ...change,
});

/** Where the venue did not let us in. */
export const unknownAfter = (opened: LegFacts['opened']): Partial<LegFacts> => ({
  opened,
  clockOffsetUs: undefined,
  instrument: undefined,
  followed: undefined,
  book: undefined,
  examination: undefined,
  requests: undefined,
  margin: undefined,
  leftovers: undefined,
});

export const account = (change: Partial<AccountFacts>): Partial<LegFacts> => ({
  examination: examined(change),
});

/** What a check says of the venue of the primary, where this is different there. */
export const saysOfPrimary = (check: CheckName, change: Partial<LegFacts>): Finding | undefined =>
  judge(knownFacts({ isOrderTest: true, primary: legFacts('alpha', change) })).findings.find(
    (each) => each.check === check && each.subject === 'alpha',
  );
