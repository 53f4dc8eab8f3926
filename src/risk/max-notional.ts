// What a leg may be worth at most: the position that a quote could build, and the one that its hedges would build on the
// other leg, each at its own mid. Hedges are never refused by it, so it is judged before there is anything to hedge.
import { convert } from '../core/conversion.ts';
import { assertPresent } from '../core/assert.ts';
import { lotsToBase, valueAtMid } from '../core/instrument.ts';
import {
  absBase,
  absLots,
  addLots,
  formatQuote,
  lots,
  wholeLots,
  type BaseQuantity,
  type QuoteAmount,
} from '../core/money.ts';
import type { OrderRequest } from '../core/order.ts';
import { sideSign } from '../core/side.ts';
import type { Refusal } from './refusal.ts';
import type { RiskLeg, RiskView } from './view.ts';

/** `limit` is in the reporting asset, or `undefined` for none. */
export function checkMaxNotional(
  order: OrderRequest,
  leg: RiskLeg,
  view: RiskView,
  limit: QuoteAmount | undefined,
): Refusal | undefined {
  if (limit === undefined) return undefined;
  const inFlight = addLots(leg.orders.openOnSide(order.side), order.quantity);
  const worst = absLots(addLots(leg.position, lots(sideSign(order.side) * inFlight)));
  const base = absBase(lotsToBase(leg.instrument, worst));
  for (const each of [view.primary, view.hedge]) {
    const value = valueOfBase(base, each, view);
    if (value === undefined)
      return {
        code: 'no-price',
        text: `the book of ${each.instrument.key} does not say what a position is worth`,
      };
    if (value > limit) {
      return {
        code: 'max-notional',
        text: `${each.instrument.key} could be worth ${formatQuote(value)}, above its limit of ${formatQuote(limit)}`,
      };
    }
  }
  return undefined;
}

/** At the leg's mid in the reporting asset; a part of a lot counts as a whole one. `undefined` without a price. */
export function valueOfBase(
  base: BaseQuantity,
  { instrument, touch }: RiskLeg,
  { config }: Pick<RiskView, 'config'>,
): QuoteAmount | undefined {
  if (touch === undefined) return undefined;
  const perLot = instrument.baseUnitsPerLot;
  const quantity = wholeLots((base + perLot - 1n) / perLot);
  const rate = assertPresent(
    config.conversions.find(({ asset }) => asset === instrument.quote),
    `a rate for ${instrument.quote}`,
  );
  return convert(
    { asset: instrument.quote, amount: valueAtMid(instrument, touch.bid, touch.ask, quantity) },
    rate,
  ).amount;
}
