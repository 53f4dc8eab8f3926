// What is true in a scene before anything happens, and the scenario that it plays in.
import type { Instrument } from '../../../src/core/instrument.ts';
import { zeroLots, zeroQuote, type Lots, type QuoteAmount } from '../../../src/core/money.ts';
import type { VenueFill, VenueOrder } from '../../../src/venues/simulated/venue-order.ts';
import type { LegTruth } from '../../observed.ts';
import type { Fault, Scenario, Workload } from '../../scenario/scenario.ts';
import { plainScenario } from '../../testing/plain-scenario.ts';

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

/** A pair that does not move by itself, watched for a hundred seconds. */
export function sceneScenario(workload: Partial<Workload>, faults: readonly Fault[]): Scenario {
  const instrument = { lot: '0.010', minimumLots: 1, minimumNotional: '0' };
  return {
    ...plainScenario({
      faults,
      workload: { instruments: { primary: instrument, hedge: instrument }, iterations: 10, ...workload },
    }),
    safetyUs: 100_000_000,
  };
}
