// A pair for tests: two instruments in ticks of 0.01 USD, and a configuration in which only what a test names is unusual.
import { parityRate } from '../conversion.ts';
import { parseDecimal } from '../decimal.ts';
import { defineInstrument, type Instrument } from '../instrument.ts';
import { limits } from '../limits.ts';
import { usualMargin } from '../margin.ts';
import { defaultMarginLimits } from '../margin-limits.ts';
import { feeRate, lots, parseBase, quoteAmount, zeroQuote, type BaseQuantity } from '../money.ts';
import { exactly, type PairConfig } from '../pair.ts';
import { noSteering } from '../steering.ts';

export function base(text: string): BaseQuantity {
  const quantity = parseBase(text);
  if (quantity === undefined) throw new Error(`${text} is no quantity`);
  return quantity;
}

export function testInstrument(venue: string, lot: string, minQuantityLots: number = 1): Instrument {
  const tickSize = parseDecimal('0.01');
  const lotSize = parseDecimal(lot);
  if (tickSize === undefined || lotSize === undefined)
    throw new Error('a test instrument has a tick and a lot');
  return defineInstrument({
    venue,
    account: 'main',
    symbol: 'ETH-TEST',
    base: 'ETH',
    quote: 'USD',
    tickSize,
    lotSize,
    minQuantity: lots(minQuantityLots),
    minNotional: zeroQuote,
    fees: { maker: feeRate(20_000n), taker: feeRate(50_000n) },
    margin: usualMargin,
    remembersClientOrderIds: 'all',
  });
}

export function testPair(choices: Pick<PairConfig, 'primary' | 'hedge'> & Partial<PairConfig>): PairConfig {
  const size = choices.size ?? base('0.1');
  return {
    conversions: [parityRate('USD', 'USD')],
    strategy: 'alternate',
    basisWindowMs: undefined,
    durationMaxMs: undefined,
    volumeMax: undefined,
    buildSide: 'buy',
    primaryMode: 'bbo',
    hedgeMode: 'market',
    makerPolicy: 'follow-touch',
    fillTimeoutMs: 5_000,
    cancelGapMs: 0,
    size,
    iterations: 10,
    attemptsMax: 200,
    sizeMin: choices.sizeMin ?? size,
    sleep: exactly(0),
    hold: undefined,
    steering: noSteering,
    positionLimit: size,
    dailyLossLimit: quoteAmount(1_000n * 10n ** 18n),
    notionalMax: undefined,
    orderRate: undefined,
    failuresMax: limits.consecutiveFailuresMax,
    marginLimits: defaultMarginLimits,
    driftLimit: base('0.001'),
    runEpochSeconds: 1_800_000_000,
    ...choices,
  };
}
