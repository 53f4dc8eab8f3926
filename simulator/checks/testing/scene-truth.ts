// What is true in a scene before anything happens, and the scenario that it plays in.
import type { Instrument } from '../../../src/core/instrument.ts';
import { zeroLots, zeroQuote, type Lots, type QuoteAmount } from '../../../src/core/money.ts';
import type { VenueFill, VenueOrder } from '../../../src/venues/simulated/venue-order.ts';
import type { LegTruth } from '../../observed.ts';
import type { Fault, Scenario, Workload } from '../../scenario/scenario.ts';

export const usualMid = 30_000;

/** What may be changed about a leg's truth at any moment. */
export interface SceneLeg extends Omit<LegTruth, 'instrument' | 'order'> {
  instrument: Instrument;
  position: Lots;
  open: VenueOrder[];
  fills: VenueFill[];
  foreign: Lots;
  cash: QuoteAmount;
  fees: QuoteAmount;
  funding: QuoteAmount;
  collateral: QuoteAmount;
  bid: number | undefined;
  ask: number | undefined;
  isTrading: boolean;
  readonly orders: Map<number, VenueOrder>;
  order(clientOrderId: number): VenueOrder | undefined;
}

export function sceneLeg(instrument: Instrument): SceneLeg {
  const orders = new Map<number, VenueOrder>();
  return {
    instrument,
    position: zeroLots,
    open: [],
    orders,
    order: (id) => orders.get(id),
    fills: [],
    foreign: zeroLots,
    cash: zeroQuote,
    fees: zeroQuote,
    funding: zeroQuote,
    collateral: (10_000_000n * 10n ** 18n) as QuoteAmount,
    bid: usualMid - 1,
    ask: usualMid + 1,
    isReachable: true,
    isTrading: true,
    isStreaming: true,
    isPublic: true,
    latencyUs: 1_000,
  };
}

export function sceneScenario(workload: Partial<Workload>, faults: readonly Fault[]): Scenario {
  const plan = { lot: '0.010', minimumLots: 1, minimumNotional: '0' };
  return {
    seed: 1,
    workload: {
      strategy: 'alternate',
      buildSide: 'buy',
      primaryMode: 'bbo',
      hedgeMode: 'market',
      makerPolicy: 'follow-touch',
      instruments: { primary: plan, hedge: plan },
      isOneAccount: false,
      size: '0.100',
      sizeMin: '0.100',
      iterations: 10,
      sleepMs: 0,
      holdMs: undefined,
      unwindPatienceMs: undefined,
      positionLimit: '0.100',
      orderRate: undefined,
      cancelGapMs: 0,
      collateral: '10000000',
      ...workload,
    },
    market: {
      startPrice: '3000',
      messageMs: 300,
      tradePercent: 50,
      stepTicks: 1,
      jumpPpm: 0,
      jumpTicks: 0,
      spreadTicks: 2,
      levels: 5,
      levelPercent: 100,
      tradeSizePercent: 100,
      latencyUs: { primary: 1_000, hedge: 1_000 },
      speedBumpUs: 0,
      opensBeforeFundingMs: undefined,
    },
    faults,
    crashes: [],
    operator: [],
    safetyUs: 100_000_000,
  };
}
