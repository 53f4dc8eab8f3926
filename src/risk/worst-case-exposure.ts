// The cap under everything: abs(net delta) + all open quotes + all unknown quantity + this order never exceeds one order size
// plus tolerance.
import { lotsToBase } from '../core/instrument.ts';
import { absBase, addBase, formatBase, type BaseQuantity } from '../core/money.ts';
import type { OrderRequest } from '../core/order.ts';
import { tolerance } from '../core/pair.ts';
import type { Refusal } from './refusal.ts';
import type { RiskView } from './view.ts';

export function checkWorstCaseExposure(order: OrderRequest, view: RiskView): Refusal | undefined {
  const { primary, hedge, config } = view;
  const leg = order.instrument === primary.instrument.key ? primary : hedge;
  const openQuotes = addBase(
    lotsToBase(primary.instrument, primary.orders.openInQuotesOrUnknown()),
    lotsToBase(hedge.instrument, hedge.orders.openInQuotesOrUnknown()),
  );
  const exposed: BaseQuantity = addBase(absBase(view.netDelta), openQuotes);
  const worst = addBase(exposed, lotsToBase(leg.instrument, order.quantity));
  const cap = addBase(config.size, tolerance(config, hedge.touch));
  if (worst <= cap) return undefined;
  return {
    code: 'worst-case-exposure',
    text: `exposure could reach ${formatBase(worst)}, above its cap of ${formatBase(cap)}`,
  };
}
