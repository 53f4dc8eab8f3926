// The cap under everything: abs(net delta) + all open quotes + all unknown quantity + what hedges under way may do beyond flat + this
// order never exceeds one order size plus tolerance.
import { lotsToBase } from '../core/instrument.ts';
import { absBase, addBase, baseQuantity, formatBase, zeroBase, type BaseQuantity } from '../core/money.ts';
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
  const exposed: BaseQuantity = addBase(addBase(absBase(view.netDelta), openQuotes), beyondFlat(view));
  const worst = addBase(exposed, lotsToBase(leg.instrument, order.quantity));
  const cap = addBase(config.size, tolerance(config, hedge.touch));
  if (worst <= cap) return undefined;
  return {
    code: 'worst-case-exposure',
    text: `exposure could reach ${formatBase(worst)}, above its cap of ${formatBase(cap)}`,
  };
}

/** Hedges for what was told to be missing, and then came after all. */
function beyondFlat({ ownDelta, primary, hedge }: RiskView): BaseQuantity {
  let beyond: BaseQuantity = zeroBase;
  for (const side of ['buy', 'sell'] as const) {
    const working = addBase(
      lotsToBase(primary.instrument, primary.orders.openHedgingOnSide(side)),
      lotsToBase(hedge.instrument, hedge.orders.openHedgingOnSide(side)),
    );
    const naked = ownDelta < 0n === (side === 'buy') ? absBase(ownDelta) : zeroBase;
    if (working > naked) beyond = addBase(beyond, baseQuantity(working - naked));
  }
  return beyond;
}
