// What the venue says of the whole account, for people. Orders are asked for before positions, so that what fills meanwhile is seen in
// one of both: an order that was gone already is in the position.
import type { AccountState } from '../adapter.ts';
import type { Answered, Rest } from './rest.ts';
import { accountShape, openOrdersShape, paths } from './wire.ts';

export async function askAccountState(rest: Rest, subAccountId: string): Promise<Answered<AccountState>> {
  const body = JSON.stringify({ sub_account_id: subAccountId });
  const orders = await rest.post(paths.openOrders, body, openOrdersShape);
  if (!orders.ok) return orders;
  const account = await rest.post(paths.account, body, accountShape);
  if (!account.ok) return account;
  const { spot_balances: balances, positions, settle_currency, available_balance } = account.value.result;
  return {
    ok: true,
    value: {
      // What is available is told for the account as a whole, in the coin that it settles in.
      balances: balances.map(({ currency, balance }) => ({
        asset: currency,
        total: balance,
        available: currency === settle_currency ? available_balance : balance,
      })),
      positions: positions.map(({ instrument, size, entry_price }) => ({
        symbol: instrument,
        quantity: size,
        entryPrice: entry_price ?? undefined,
      })),
      openOrders: orders.value.result.flatMap(({ order_id, legs, state }) =>
        legs.slice(0, 1).map(({ instrument, is_buying_asset, limit_price }) => ({
          symbol: instrument,
          venueOrderId: order_id,
          side: is_buying_asset ? 'buy' : 'sell',
          price: limit_price ?? undefined,
          remaining: state.book_size[0] ?? '0',
        })),
      ),
    },
  };
}
