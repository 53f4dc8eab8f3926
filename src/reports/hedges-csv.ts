// hedges.csv: one line for each hedge, from the first naked quantum until flat again, in the order in which they ended. Prices
// and quantities are exact decimal text, times whole µs since the epoch; columns have the names that code and JSON use.
import { formatUnits, ratioUnits } from '../core/decimal.ts';
import { formatLots, lotsToBase } from '../core/instrument.ts';
import { formatQuote } from '../core/money.ts';
import type { HedgeMode } from '../core/pair.ts';
import type { HedgeEpisode } from '../ledger/hedge-episode.ts';
import { formatCsvLine } from './csv.ts';

const columns = [
  'venue',
  'account',
  'instrument',
  'cycle',
  'side',
  'hedgeMode',
  'quantity',
  'averagePrice',
  'notional',
  'quoteAsset',
  'liquidity',
  'tries',
  'largestTickOffset',
  'reducedQuantity',
  'startedLocalTimeUs',
  'endedLocalTimeUs',
  'outcome',
] as const;

/** The first line, with its end. */
export const hedgesCsvHeader = `${formatCsvLine(columns)}\n`;

/**
 * One line, with its end. Quantity, price and liquidity are those of the hedge venue; `reducedQuantity` was given back on the
 * primary. Price and liquidity are empty where nothing filled, and the end is empty where there was none.
 */
export function formatHedge(episode: HedgeEpisode, hedgeMode: HedgeMode): string {
  const { hedge, primary, cycle, side, startedAtUs } = episode.start;
  const row: Readonly<Record<(typeof columns)[number], string>> = {
    venue: hedge.venue,
    account: hedge.account,
    instrument: hedge.symbol,
    cycle: String(cycle),
    side,
    hedgeMode,
    quantity: formatLots(hedge, episode.hedged),
    averagePrice: averagePriceText(episode),
    notional: formatQuote(episode.notional),
    quoteAsset: hedge.quote,
    liquidity: liquidityOf(episode),
    tries: String(episode.tries),
    largestTickOffset: String(episode.tickOffsetMax),
    reducedQuantity: formatLots(primary, episode.reduced),
    startedLocalTimeUs: String(startedAtUs),
    endedLocalTimeUs: episode.endedAtUs === undefined ? '' : String(episode.endedAtUs),
    outcome: episode.outcome,
  };
  return `${formatCsvLine(columns.map((name) => row[name]))}\n`;
}

/** Exact to the 18th decimal; what has more of them is rounded there, and exact in the notional. */
function averagePriceText({ start: { hedge }, hedged, notional }: HedgeEpisode): string {
  return hedged === 0 ? '' : formatUnits(ratioUnits(notional, lotsToBase(hedge, hedged)));
}

function liquidityOf({ hedged, hedgedAsMaker }: HedgeEpisode): string {
  if (hedged === 0) return '';
  if (hedgedAsMaker === 0) return 'taker';
  return hedgedAsMaker === hedged ? 'maker' : 'mixed';
}
