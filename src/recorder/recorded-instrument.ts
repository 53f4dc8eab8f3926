// The instrument of a recording: symbol, assets, tick and lot are read off the data; where it trades and at what margin is not in the
// data, so the user of the recording says it. Minima and fees are there where a venue was asked when it was recorded.
import { assertPresent } from '../core/assert.ts';
import { parseDecimal, type Decimal } from '../core/decimal.ts';
import {
  defineInstrument,
  type FeeSchedule,
  type Instrument,
  type InstrumentRules,
} from '../core/instrument.ts';
import { usualMargin } from '../core/margin.ts';
import {
  lots,
  parseFeeRateBps,
  parseQuote,
  zeroQuote,
  type FeeRate,
  type QuoteAmount,
} from '../core/money.ts';
import type { RecordingFacts } from './recording.ts';

export type TradingTerms = Pick<InstrumentRules, 'venue' | 'account' | 'fees'> &
  Partial<Pick<InstrumentRules, 'minQuantity' | 'minNotional' | 'margin'>>;

/** Minima are those that were listed, else one lot and no notional; margin is the usual one; unless stated. */
export function recordedInstrument(facts: RecordingFacts, terms: TradingTerms): Instrument {
  return defineInstrument({
    symbol: facts.symbol,
    base: facts.base,
    quote: facts.quote,
    tickSize: decimalOf(facts.tickSize),
    lotSize: decimalOf(facts.lotSize),
    minQuantity: lots(facts.listed?.minLots ?? 1),
    minNotional: facts.listed === null ? zeroQuote : quoteOf(facts.listed.minNotional),
    margin: usualMargin,
    ...terms,
  });
}

/** Of the venue, as it listed them; `undefined` where it was not asked. */
export function recordedFees({ listed }: RecordingFacts): FeeSchedule | undefined {
  if (listed === null) return undefined;
  const [maker, taker] = [listed.makerFeeBps, listed.takerFeeBps].map((bps) =>
    assertPresent(parseFeeRateBps(bps), `the fee ${bps} of a recording`),
  ) as [FeeRate, FeeRate];
  return { maker, taker };
}

function quoteOf(text: string): QuoteAmount {
  return assertPresent(parseQuote(text), `the amount ${text} of a recording`);
}

function decimalOf(text: string): Decimal {
  return assertPresent(parseDecimal(text), `the decimal ${text} of a recording`);
}
