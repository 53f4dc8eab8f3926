// What the venue says of the account that no order needs. It tells leverage and margin by instrument, what is charged by the fills
// alone, and nothing of what a key may do: one that may not trade shows with its first order (error 1400).
import type { Instrument } from '../../core/instrument.ts';
import type { AccountFacts } from '../examination.ts';
import { latestRate, type AccountTerms } from './rules.ts';

/** `accountMargin` is the kind of margin of the whole trading account. */
export function accountFactsOf(
  instrument: Instrument,
  { leverages, fills }: AccountTerms,
  accountMargin: string | null | undefined,
): AccountFacts {
  const own = leverages?.results.find((each) => each.instrument === instrument.symbol);
  return {
    mayTrade: undefined,
    mayWithdraw: undefined,
    isLiquidating: undefined,
    leverage: own?.leverage,
    marginMode: marginModeOf(own?.margin_type, accountMargin),
    // A position is one signed size on an instrument.
    positionMode: 'one-way',
    makerFee: latestRate(instrument, fills, 'maker'),
    takerFee: latestRate(instrument, fills, 'taker'),
  };
}

/** The venue has written these words in capitals and without. */
function marginModeOf(
  ofInstrument: string | null | undefined,
  ofAccount: string | null | undefined,
): AccountFacts['marginMode'] {
  if (ofInstrument?.toUpperCase() === 'ISOLATED') return 'isolated';
  if (ofAccount?.toUpperCase() === 'PORTFOLIO_CROSS_MARGIN') return 'portfolio';
  return ofInstrument?.toUpperCase() === 'CROSS' ? 'cross' : undefined;
}
