// The instrument of a recording: symbol, assets, tick and lot are read off the data; where it trades, at what fees and at
// what margin is not in the data, so the user of the recording says it.
import { assertPresent } from '../core/assert.ts';
import { parseDecimal, type Decimal } from '../core/decimal.ts';
import { defineInstrument, type Instrument, type InstrumentRules } from '../core/instrument.ts';
import { usualMargin } from '../core/margin.ts';
import { lots, zeroQuote } from '../core/money.ts';
import type { RecordingFacts } from './recording.ts';

export type TradingTerms = Pick<InstrumentRules, 'venue' | 'account' | 'fees'> &
  Partial<Pick<InstrumentRules, 'minQuantity' | 'minNotional' | 'margin'>>;

/** The minimum quantity is one lot, there is no minimum notional, and margin is the usual one, unless stated. */
export function recordedInstrument(facts: RecordingFacts, terms: TradingTerms): Instrument {
  return defineInstrument({
    symbol: facts.symbol,
    base: facts.base,
    quote: facts.quote,
    tickSize: decimalOf(facts.tickSize),
    lotSize: decimalOf(facts.lotSize),
    minQuantity: lots(1),
    minNotional: zeroQuote,
    margin: usualMargin,
    ...terms,
  });
}

function decimalOf(text: string): Decimal {
  return assertPresent(parseDecimal(text), `the decimal ${text} of a recording`);
}
