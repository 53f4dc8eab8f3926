// Whether the symbol is listed and trades, and in which steps.
import { formatDecimal } from '../../../core/decimal.ts';
import { formatLots } from '../../../core/instrument.ts';
import { formatQuote, zeroQuote } from '../../../core/money.ts';
import { minimumOrder } from '../../../core/pair.ts';
import type { LegFacts } from '../facts.ts';
import { failed, ok, type Judgement } from '../finding.ts';
import { isOfTheConnection, unanswered } from '../words.ts';

export function checkSymbol({ instrument, book }: LegFacts): Judgement | undefined {
  if (instrument === undefined) return undefined;
  if (!instrument.ok)
    return isOfTheConnection(instrument)
      ? unanswered(instrument)
      : failed(instrument.message, instrument.remedy);
  const { symbol, base, quote, tickSize, lotSize, minNotional } = instrument.value;
  const [tick, lot] = [formatDecimal(tickSize), formatDecimal(lotSize)];
  // By what it must be worth, too, at today's price.
  const smallest = formatLots(instrument.value, minimumOrder(instrument.value, book?.touch));
  const worth = minNotional === zeroQuote ? '' : `, worth ${formatQuote(minNotional)} ${quote} or more`;
  return ok(
    `${symbol} trades: tick ${tick} ${quote}, lot ${lot} ${base}, smallest order ${smallest} ${base}${worth}`,
    { symbol, tick, lot, smallestOrder: smallest, minNotional: formatQuote(minNotional) },
  );
}
