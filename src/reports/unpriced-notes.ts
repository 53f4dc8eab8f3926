// What was charged or paid in an asset without a rate is in no figure: whoever reads them is told, exactly and by asset.
import { formatQuote, subtractQuote } from '../core/money.ts';
import type { PairLedger } from '../ledger/ledger.ts';

/** Sentences; none where every asset has a rate. */
export function unpricedNotes(ledger: PairLedger): string[] {
  const { conversions } = ledger;
  return [ledger.primary, ledger.hedge].flatMap(({ key, venue }) => {
    const { fees, funding } = ledger.account(key);
    const amounts = [
      ...[...fees].map(([asset, { charged, rebated }]) => ({
        asset,
        what: 'fees',
        amount: subtractQuote(charged, rebated),
      })),
      ...[...funding].map(([asset, amount]) => ({ asset, what: 'funding', amount })),
    ];
    return amounts
      .filter(({ asset, amount }) => !conversions.knows(asset) && amount !== 0n)
      .map(
        ({ asset, what, amount }) =>
          `${what} of ${formatQuote(amount)} ${asset} on ${venue} are in no figure: ${asset} has no rate into ${conversions.reportingAsset}`,
      );
  });
}
