// A fresh engine state for one pair.
import { zeroBase } from '../core/money.ts';
import type { PairConfig } from '../core/pair.ts';
import { createLeg, type Leg } from '../execution/leg.ts';
import { createCounters, createCycleState, type PairState } from '../execution/pair-state.ts';
import { createPacing } from '../execution/request-pacing.ts';
import { CostWindow } from '../ledger/cost-window.ts';
import { PairLedger } from '../ledger/ledger.ts';
import { BasisWindow } from '../market/basis.ts';
import type { InstrumentKey } from '../core/instrument.ts';
import type { Random } from '../ports/random.ts';

export function createPairState(config: PairConfig, random: Random): PairState {
  const ledger = new PairLedger({
    primary: config.primary,
    hedge: config.hedge,
    conversions: config.conversions,
  });
  const primary = createLeg(config.primary, createPacing(config.orderRate));
  const isOneAccount = config.hedge.venueAccount === config.primary.venueAccount;
  const hedge = createLeg(config.hedge, isOneAccount ? primary.pacing : createPacing(config.orderRate));
  const state: PairState = {
    config,
    random,
    ledger,
    primary,
    hedge,
    legs: [primary, hedge],
    basisWindow: config.basisWindowMs === undefined ? undefined : new BasisWindow(config.basisWindowMs),
    costWindow: new CostWindow(),
    startedAtUs: 0,
    nowUs: 0,
    settlesAtUs: 0,
    netDelta: zeroBase,
    ownDelta: zeroBase,
    outbox: [],
    bookedFills: [],
    bookedFunding: [],
    endedEpisodes: [],
    ordersSent: 0,
    requestsSent: 0,
    cycle: createCycleState(config),
    maker: {
      attempt: undefined,
      pausedUntilUs: 0,
      pausedKind: undefined,
      cancelledAtUs: 0,
      endedShortAtUs: 0,
      refusalsInRow: 0,
      refusedBy: undefined,
    },
    hedging: undefined,
    exposure: undefined,
    emergency: undefined,
    stop: undefined,
    pause: undefined,
    marginCall: undefined,
    halt: undefined,
    startRefusal: undefined,
    restart: undefined,
    held: undefined,
    waiting: undefined,
    counters: createCounters(),
    isFinished: false,
    dailyNet: () => {
      const { touch } = state.primary;
      return touch === undefined ? undefined : ledger.dailyNet(state.nowUs, touch.bid, touch.ask);
    },
  };
  return state;
}

/** The leg that an event belongs to; `undefined` for an instrument that is not this pair's. */
export function legOf(state: PairState, instrument: InstrumentKey): Leg | undefined {
  if (instrument === state.primary.instrument.key) return state.primary;
  if (instrument === state.hedge.instrument.key) return state.hedge;
  return undefined;
}
