// What the venue says of the whole account, for people: in the venue's own decimals. Orders are asked for before positions, so that what
// fills meanwhile is seen in one of both: an order that was gone already is in the position.
import { parseUnits, formatUnits } from '../../core/decimal.ts';
import type { AccountState } from '../adapter.ts';
import { malformed } from './account-queries.ts';
import type { Answered, Rest } from './rest.ts';
import { collateralShape, ordersShape, paths, positionsShape } from './wire.ts';

export async function askAccountState(rest: Rest): Promise<Answered<AccountState>> {
  const orders = await rest.askSigned(ordersShape, 'orderQueryAll', paths.orders);
  if (!orders.ok) return orders;
  const [collateral, positions] = await Promise.all([
    rest.askSigned(collateralShape, 'collateralQuery', paths.collateral),
    rest.askSigned(positionsShape, 'positionQuery', paths.positions),
  ]);
  if (!collateral.ok) return collateral;
  if (!positions.ok) return positions;
  const openOrders: AccountState['openOrders'][number][] = [];
  for (const { id, symbol, side, price, quantity, executedQuantity } of orders.value) {
    const ordered = parseUnits(quantity ?? '');
    const executed = parseUnits(executedQuantity ?? '0');
    if (ordered === undefined || executed === undefined) return malformed(`the quantity of order ${id}`);
    openOrders.push({
      symbol,
      venueOrderId: id,
      side: side === 'Bid' ? 'buy' : 'sell',
      price: price ?? undefined,
      remaining: formatUnits(ordered - executed),
    });
  }
  return {
    ok: true,
    value: {
      balances: collateral.value.collateral.map(({ symbol, totalQuantity, availableQuantity }) => ({
        asset: symbol,
        total: totalQuantity,
        available: availableQuantity,
      })),
      positions: positions.value.map(({ symbol, netQuantity, entryPrice }) => ({
        symbol,
        quantity: netQuantity,
        entryPrice: entryPrice ?? undefined,
      })),
      openOrders,
    },
  };
}
