// What the venue says of the whole account, for people: in the venue's own decimals. Orders are asked for before positions, so that what
// fills meanwhile is seen in one of both: an order that was gone already is in the position.
import type { AccountState } from '../adapter.ts';
import type { Answered, Rest } from './rest.ts';
import { accountShape, balanceShape, ordersShape, paths, positionsShape } from './wire.ts';

export async function askAccountState(rest: Rest): Promise<Answered<AccountState>> {
  const orders = await rest.ask(ordersShape, paths.orders);
  if (!orders.ok) return orders;
  const [account, balances, positions] = await Promise.all([
    rest.ask(accountShape, paths.account),
    rest.ask(balanceShape, paths.balance),
    rest.ask(positionsShape, paths.positions),
  ]);
  if (!account.ok) return account;
  if (!balances.ok) return balances;
  if (!positions.ok) return positions;
  return {
    ok: true,
    value: {
      balances: balances.value.results.map(({ token, size }) => ({
        asset: token,
        total: size,
        available: account.value.free_collateral,
      })),
      positions: positions.value.results
        .filter(({ status }) => status !== 'CLOSED')
        .map(({ market, side, size, average_entry_price: entryPrice }) => ({
          symbol: market,
          quantity: side === 'SHORT' && !size.startsWith('-') ? `-${size}` : size,
          entryPrice,
        })),
      openOrders: orders.value.results.map(({ market, id, side, price, remaining_size }) => ({
        symbol: market,
        venueOrderId: id,
        side: side === 'BUY' ? 'buy' : 'sell',
        price,
        remaining: remaining_size,
      })),
    },
  };
}
