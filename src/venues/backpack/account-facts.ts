// What the venue says of the account that no order needs. It tells fees and leverage of the account as a whole, and nothing of what a
// key may do: a read-only one shows with its first order. (https://docs.backpack.exchange, "Get account".)
import type { AccountFacts } from '../examination.ts';
import { feesOf } from './rules.ts';
import type { Account } from './wire.ts';

export function accountFactsOf(account: Account): AccountFacts {
  const fees = feesOf(account);
  return {
    mayTrade: undefined,
    mayWithdraw: undefined,
    isLiquidating: account.liquidating ?? undefined,
    leverage: account.leverageLimit,
    // All collateral of an account stands behind all its positions, and each of these is one signed quantity.
    marginMode: 'cross',
    positionMode: 'one-way',
    makerFee: fees?.maker,
    takerFee: fees?.taker,
  };
}
