// The order that will probably leave next: the hedge of the quote that rests, should all of it be filled at once and nothing change
// until then. It is no decision, and nothing is sent for it: whoever signs orders may do so before the fill, and not after it.
import { lotsToBase } from '../core/instrument.ts';
import { addBase, lots } from '../core/money.ts';
import { openQuantity, type OrderRecord, type OrderRequest } from '../core/order.ts';
import { isRestingMode } from '../core/pair.ts';
import { sideSign } from '../core/side.ts';
import { takerHedge } from './hedge-mode.ts';
import type { Leg } from './leg.ts';
import type { PairState } from './pair-state.ts';
import { draftTaker, nextRequest } from './send.ts';
import { reductionOn, whateverIsNaked } from './taking.ts';

/** `undefined` while no quote rests, where hedges rest, and where none could be taken. */
export function foreseeHedge(state: PairState): OrderRequest | undefined {
  const { primary, hedge, config, ownDelta } = state;
  const quote = restingQuoteOf(primary);
  if (quote === undefined || hedge.touch === undefined || isRestingMode(config.hedgeMode)) return undefined;
  const filled = lots(sideSign(quote.request.side) * openQuantity(quote));
  const delta = addBase(ownDelta, lotsToBase(primary.instrument, filled));
  const reduction = reductionOn(state, delta, { leg: hedge, mayAdd: whateverIsNaked });
  if (reduction === undefined) return undefined;
  return nextRequest(state, hedge, draftTaker(takerHedge(state, reduction, 0), hedge.touch));
}

/** One that is being cancelled may be filled all the same. */
function restingQuoteOf({ orders }: Leg): OrderRecord | undefined {
  for (const order of orders)
    if (order.request.role === 'quote' && order.request.timeInForce === 'gtc') return order;
  return undefined;
}
