// What one venue shows at the end: volume as points count it, fees, results, open interest, and the dust that stayed.
import { formatRounded } from '../core/decimal.ts';
import { formatLots, lotsToBase, type Instrument } from '../core/instrument.ts';
import { absBase, absLots, formatQuote } from '../core/money.ts';
import { minimumOrder, quantum } from '../core/pair.ts';
import type { LegName } from '../ledger/entries.ts';
import type { AccountView } from '../ledger/instrument-account.ts';
import type { Marks, PairLedger } from '../ledger/ledger.ts';
import type { Pnl } from '../ledger/pnl.ts';
import type { TakerTriesView } from '../ledger/taker-tries.ts';
import { amountText } from './figures.ts';
import { places, type FeeSummary, type LegSummary, type TakerTriesSummary } from './run-summary.ts';

const secondsPerHour = 3_600n;

export function summariseLeg(ledger: PairLedger, leg: LegName, pnl: Pnl): LegSummary {
  const account = ledger.account(ledger[leg].key);
  const { instrument } = account;
  return {
    venue: instrument.venue,
    account: instrument.account,
    instrument: instrument.symbol,
    fills: account.fillCount,
    notionalAsset: instrument.quote,
    makerNotional: formatQuote(account.makerNotional),
    takerNotional: formatQuote(account.takerNotional),
    fees: summariseFees(account),
    takerTries: summariseTries(instrument, ledger.takerTries(leg)),
    grossPnl: amountText(pnl.gross),
    netPnl: amountText(pnl.net),
    openInterestHours: formatRounded(ledger.openInterestSecondsUnits(leg) / secondsPerHour, places.valueTime),
  };
}

/**
 * Positions below one quantum of the hedge venue, or below what their own venue takes: they stay, and are named apart.
 * `undefined` when there are none; what is larger than dust is exposure, and no dust.
 */
export function summariseDust(
  ledger: PairLedger,
  marks: Marks,
): { primary?: string; hedge?: string } | undefined {
  const primary = dustOf(ledger, 'primary', marks);
  const hedge = dustOf(ledger, 'hedge', marks);
  if (primary === undefined && hedge === undefined) return undefined;
  return { ...(primary !== undefined && { primary }), ...(hedge !== undefined && { hedge }) };
}

function dustOf(ledger: PairLedger, leg: LegName, marks: Marks): string | undefined {
  const { instrument, position } = ledger.account(ledger[leg].key);
  const mark = marks[leg];
  if (position === 0 || mark === undefined) return undefined;
  const isBelowQuantum = absBase(lotsToBase(instrument, position)) < quantum(ledger.hedge, marks.hedge);
  const isDust = isBelowQuantum || absLots(position) < minimumOrder(instrument, mark);
  return isDust ? formatLots(instrument, position) : undefined;
}

function summariseTries(
  instrument: Instrument,
  { tries, complete, partial, empty, sent, filled }: TakerTriesView,
): TakerTriesSummary {
  const quantities = {
    quantitySent: formatLots(instrument, sent),
    quantityFilled: formatLots(instrument, filled),
  };
  return { tries, complete, partial, empty, ...quantities };
}

function summariseFees(account: AccountView): FeeSummary[] {
  return [...account.fees].map(([asset, { charged, rebated }]) => ({
    asset,
    charged: formatQuote(charged),
    rebated: formatQuote(rebated),
  }));
}
