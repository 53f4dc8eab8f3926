// The configuration that a workload stands for.
import { assertPresent } from '../../src/core/assert.ts';
import { parityRate } from '../../src/core/conversion.ts';
import { parseDecimal, type Decimal } from '../../src/core/decimal.ts';
import { defineInstrument, type Instrument } from '../../src/core/instrument.ts';
import { limits } from '../../src/core/limits.ts';
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
import { noSteering } from '../../src/core/steering.ts';
import type { LegName, Workload } from './scenario.ts';

/** In the quote asset, for both venues. */
export const tickSize = '0.1';

export function pairConfigOf(workload: Workload, startUs: number): PairConfig {
  const primary = instrumentOf(workload, 'primary');
  const hedge = instrumentOf(workload, 'hedge');
  const size = baseOf(workload.size);
  const { holdMs, unwindPatienceMs } = workload;
  return {
    primary,
    hedge,
    conversions: [parityRate(primary.quote, primary.quote), ...otherQuote(primary, hedge)],
    strategy: workload.strategy,
    buildSide: workload.buildSide,
    basisWindowMs: undefined,
    primaryMode: workload.primaryMode,
    hedgeMode: workload.hedgeMode,
    makerPolicy: workload.makerPolicy,
    fillTimeoutMs: 5_000,
    cancelGapMs: workload.cancelGapMs,
    size,
    sizeMin: baseOf(workload.sizeMin),
    iterations: workload.iterations,
    attemptsMax: undefined,
    durationMaxMs: undefined,
    volumeMax: undefined,
    sleep: exactly(workload.sleepMs),
    hold: holdMs === undefined ? undefined : exactly(holdMs),
    steering: { ...noSteering, unwindPatienceMs },
    positionLimit: baseOf(workload.positionLimit),
    dailyLossLimit: undefined,
    notionalMax: undefined,
    orderRate: workload.orderRate,
    failuresMax: limits.consecutiveFailuresMax,
    marginLimits: defaultMarginLimits,
    driftLimit: baseQuantity(size / 10n),
    runEpochSeconds: Math.floor(startUs / 1_000_000),
  };
}

function instrumentOf({ instruments, isOneAccount }: Workload, leg: LegName): Instrument {
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
  });
}

const otherQuote = (primary: Instrument, hedge: Instrument): ReturnType<typeof parityRate>[] =>
  hedge.quote === primary.quote ? [] : [parityRate(hedge.quote, primary.quote)];

const decimalOf = (text: string): Decimal => assertPresent(parseDecimal(text), `the decimal ${text}`);
const baseOf = (text: string): BaseQuantity => assertPresent(parseBase(text), `the quantity ${text}`);
export const quoteOf = (text: string): QuoteAmount => assertPresent(parseQuote(text), `the amount ${text}`);
