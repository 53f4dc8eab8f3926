// A close for a program: decimal texts, what there was before and what there is after.
import type { CheckFailure } from '../../core/checked.ts';
import { formatLots } from '../../core/instrument.ts';
import { formatBase, formatQuote, zeroQuote } from '../../core/money.ts';
import type { ClosedLeg, CloseReport } from './close-all.ts';
import type { Holding } from './holdings.ts';

export function describeClose(
  { ticker, isFlat, netDelta, legs, unseen }: CloseReport,
  troubles: readonly CheckFailure[],
): Record<string, unknown> {
  return {
    ticker,
    outcome: isFlat ? 'flat' : 'exposure-left',
    netDelta: netDelta === undefined ? null : formatBase(netDelta),
    venues: legs.map(describeLeg),
    notListed: unseen,
    troubles: troubles.map(({ code, message, remedy }) => ({ code, message, remedy })),
  };
}

function describeLeg({ before, after, traded }: ClosedLeg): Record<string, unknown> {
  const { venue, site, instrument } = before;
  return {
    venue,
    account: instrument.venueAccount,
    symbol: instrument.symbol,
    site: site.kind === 'local' ? site.origin : site.environment,
    before: describeHolding(before),
    after: after === undefined ? null : describeHolding(after),
    traded: formatLots(instrument, traded.quantity),
    notional: formatQuote(traded.notional),
    fees: formatQuote(traded.fees.get(instrument.quote) ?? zeroQuote),
    asset: instrument.quote,
    feesInOtherAssets: Object.fromEntries(
      [...traded.fees]
        .filter(([asset]) => asset !== instrument.quote)
        .map(([asset, amount]) => [asset, formatQuote(amount)]),
    ),
  };
}

const describeHolding = ({ instrument, position, openOrders }: Holding): Record<string, unknown> => ({
  position: formatLots(instrument, position),
  openOrders,
});
