// What an account holds in an instrument before a run: nothing there is this run's, so anything there stops the start. It is never
// hedged away, and never mixed with what the run trades.
import { refused, type CheckFailure } from '../../../core/checked.ts';
import { parseUnits } from '../../../core/decimal.ts';
import { counted } from '../../../reports/readable.ts';
import type { WireLeg } from './wire-leg.ts';

export function refuseLeftovers({ instrument, account, reached }: WireLeg): CheckFailure | undefined {
  const { symbol, base, venue } = instrument;
  const where = `${symbol} on ${venue}`;
  const close = `close it with \`evenkeel close\` or by hand on ${venue}, or trade on another account`;
  const position = account.positions.find(
    (each) => each.symbol === symbol && parseUnits(each.quantity) !== 0n,
  );
  if (position !== undefined)
    return refused(
      'position-at-start',
      `the account already holds ${position.quantity} ${base} in ${where}`,
      close,
    );
  const { length } = account.openOrders.filter((order) => order.symbol === symbol);
  if (length === 0) return undefined;
  const expiry = reached.adapter.capabilities.makerExpirySecondsMin;
  const wait = expiry === undefined ? '' : `wait ${expiry} s if an earlier run left it, or `;
  return refused(
    'orders-at-start',
    `the account already has ${counted(length, 'open order')} in ${where}`,
    `${wait}cancel what is there with \`evenkeel close\` or by hand on ${venue}`,
  );
}
