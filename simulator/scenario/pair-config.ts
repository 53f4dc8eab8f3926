// The configuration that a workload stands for.
import { assertPresent } from '../../src/core/assert.ts';
import { parityRate } from '../../src/core/conversion.ts';
import { parseDecimal, type Decimal } from '../../src/core/decimal.ts';
import { parseEdgeBps, type Edge } from '../../src/core/edge.ts';
import { defineInstrument, type Instrument } from '../../src/core/instrument.ts';
import { usualMargin } from '../../src/core/margin.ts';
import { defaultMarginLimits } from '../../src/core/margin-limits.ts';
import {
  baseQuantity,
  lots,
  parseBase,
  parseFeeRateBps,
  parseQuote,
  type BaseQuantity,
  type QuoteAmount,
} from '../../src/core/money.ts';
import { exactly, type PairConfig } from '../../src/core/pair.ts';
import { noSteering, type Steering } from '../../src/core/steering.ts';
import type { LegName, LimitsPlan, Workload } from './scenario.ts';

/** In the quote asset, for both venues. */
export const tickSize = '0.1';

export function pairConfigOf(workload: Workload, startUs: number): PairConfig {
  const primary = instrumentOf(workload, 'primary');
  const hedge = instrumentOf(workload, 'hedge');
  const size = baseOf(workload.size);
  const { holdMs, limits } = workload;
  return {
    primary,
    hedge,
    conversions: [parityRate(primary.quote, primary.quote), ...otherQuote(primary, hedge)],
    strategy: workload.strategy,
    buildSide: workload.buildSide,
    basisWindowMs: limits.basisWindowMs,
    primaryMode: workload.primaryMode,
    hedgeMode: workload.hedgeMode,
    makerPolicy: workload.makerPolicy,
    fillTimeoutMs: 5_000,
    cancelGapMs: workload.cancelGapMs,
    size,
    sizeMin: baseOf(workload.sizeMin),
    iterations: workload.iterations,
    attemptsMax: limits.attemptsMax,
    durationMaxMs: limits.durationMaxMs,
    volumeMax: optional(limits.volumeMax, quoteOf),
    sleep: exactly(workload.sleepMs),
    hold: holdMs === undefined ? undefined : exactly(holdMs),
    steering: steeringOf(limits),
    positionLimit: baseOf(workload.positionLimit),
    dailyLossLimit: optional(limits.dailyLoss, quoteOf),
    notionalMax: optional(limits.notionalMax, quoteOf),
    orderRate: workload.orderRate,
    failuresMax: limits.failuresMax,
    marginLimits: defaultMarginLimits,
    driftLimit: baseQuantity(size / 10n),
    runEpochSeconds: Math.floor(startUs / 1_000_000),
  };
}

function steeringOf({ entryEdgeBps, exitEdgeBps, unwindAdverseBps, ...limits }: LimitsPlan): Steering {
  return {
    ...noSteering,
    entryEdgeMin: optional(entryEdgeBps, edgeOf),
    exitEdgeMin: optional(exitEdgeBps, edgeOf),
    unwindAdverseMax: optional(unwindAdverseBps, edgeOf),
    unwindPatienceMs: limits.unwindPatienceMs,
    waitMaxMs: limits.waitMaxMs,
  };
}

function instrumentOf({ instruments, isOneAccount, forgetsOrderIds }: Workload, leg: LegName): Instrument {
  const { lot, minimumLots, minimumNotional } = instruments[leg];
  const isSecond = leg === 'hedge' && !isOneAccount;
  const quote = isSecond ? 'USDT' : 'USDC';
  return defineInstrument({
    venue: isSecond ? 'sim-b' : 'sim-a',
    account: 'main',
    symbol: leg === 'primary' ? `ETH-${quote}-PERP` : `ETH2-${quote}-PERP`,
    base: 'ETH',
    quote,
    tickSize: decimalOf(tickSize),
    lotSize: decimalOf(lot),
    minQuantity: lots(minimumLots),
    minNotional: quoteOf(minimumNotional),
    fees: {
      maker: assertPresent(parseFeeRateBps('2'), 'a maker fee'),
      taker: assertPresent(parseFeeRateBps('5'), 'a taker fee'),
    },
    margin: usualMargin,
    remembersClientOrderIds: forgetsOrderIds.includes(leg) ? 'active' : 'all',
  });
}

const otherQuote = (primary: Instrument, hedge: Instrument): ReturnType<typeof parityRate>[] =>
  hedge.quote === primary.quote ? [] : [parityRate(hedge.quote, primary.quote)];

const optional = <Value>(text: string | undefined, read: (text: string) => Value): Value | undefined =>
  text === undefined ? undefined : read(text);
const edgeOf = (text: string): Edge => assertPresent(parseEdgeBps(text), `the edge ${text}`);
const decimalOf = (text: string): Decimal => assertPresent(parseDecimal(text), `the decimal ${text}`);
const baseOf = (text: string): BaseQuantity => assertPresent(parseBase(text), `the quantity ${text}`);
export const quoteOf = (text: string): QuoteAmount => assertPresent(parseQuote(text), `the amount ${text}`);
