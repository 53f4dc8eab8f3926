// Scenarios for tests: a run that trades at once in a friendly market, in which only what a test names goes wrong.
import type { Crash, Fault, MarketPlan, Scenario, Workload } from '../scenario/scenario.ts';

export interface Trouble {
  readonly faults?: readonly Fault[];
  readonly crashes?: readonly Crash[];
  readonly operator?: Scenario['operator'];
  readonly workload?: Partial<Workload>;
  readonly market?: Partial<MarketPlan>;
  readonly seed?: number;
}

export const plainSafetyUs = 30_000_000;

/** A pair of equal instruments, taken on the hedge side, in a deep market that trades often. */
export function plainScenario({
  faults = [],
  crashes = [],
  operator = [],
  workload = {},
  market = {},
  seed = 1,
}: Trouble = {}): Scenario {
  const instrument = { lot: '0.001', minimumLots: 1, minimumNotional: '0' };
  return {
    seed,
    workload: {
      strategy: 'alternate',
      buildSide: 'buy',
      primaryMode: 'bbo',
      hedgeMode: 'market',
      makerPolicy: 'follow-touch',
      instruments: { primary: instrument, hedge: instrument },
      isOneAccount: false,
      forgetsOrderIds: [],
      size: '0.1',
      sizeMin: '0.1',
      iterations: 1_000,
      sleepMs: 0,
      holdMs: undefined,
      positionLimit: '0.1',
      limits: {
        entryEdgeBps: undefined,
        exitEdgeBps: undefined,
        unwindAdverseBps: undefined,
        unwindPatienceMs: undefined,
        waitMaxMs: undefined,
        basisWindowMs: undefined,
        durationMaxMs: undefined,
        attemptsMax: undefined,
        volumeMax: undefined,
        dailyLoss: undefined,
        notionalMax: undefined,
        failuresMax: 3,
      },
      orderRate: undefined,
      cancelGapMs: 0,
      collateral: '10000000',
      ...workload,
    },
    market: {
      startPrice: '3000',
      messageMs: 250,
      tradePercent: 50,
      stepTicks: 2,
      jumpPpm: 0,
      jumpTicks: 1,
      spreadTicks: 1,
      levels: 6,
      levelPercent: 100,
      tradeSizePercent: 150,
      latencyUs: { primary: 5_000, hedge: 10_000 },
      speedBumpUs: 0,
      opensBeforeFundingMs: undefined,
      ...market,
    },
    faults,
    crashes,
    operator,
    safetyUs: plainSafetyUs,
  };
}

/** On the leg for the whole safety phase, and whenever there is an occasion. */
export function always(kind: Fault['kind'], leg: Fault['leg'], amount: number = 0): Fault {
  return { kind, leg, fromUs: 0, untilUs: plainSafetyUs, percent: 100, amount };
}
