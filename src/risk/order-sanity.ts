// What every order obeys, whatever it is for: the venue's minima, and a price inside the band around the live mid.
import { formatPrice, isTradable } from '../core/instrument.ts';
import { limits } from '../core/limits.ts';
import { midShiftedByBps } from '../core/money.ts';
import type { OrderRequest } from '../core/order.ts';
import type { Refusal } from './refusal.ts';
import type { RiskLeg } from './view.ts';

export function checkOrderSanity(order: OrderRequest, leg: RiskLeg): Refusal | undefined {
  const { instrument, touch } = leg;
  if (touch === undefined) {
    return { code: 'no-price', text: `the book of ${instrument.key} does not say what a price is` };
  }
  if (order.price === undefined) {
    return { code: 'price-band', text: 'an order without a price has no bound; send it as IOC at the band' };
  }
  const highest = midShiftedByBps(touch.bid, touch.ask, limits.priceBandBps);
  const lowest = midShiftedByBps(touch.bid, touch.ask, -limits.priceBandBps);
  if (order.price < lowest || order.price > highest) {
    return {
      code: 'price-band',
      text: `price ${formatPrice(instrument, order.price)} leaves the band ${formatPrice(instrument, lowest)} to ${formatPrice(instrument, highest)}`,
    };
  }
  if (!isTradable(instrument, order.price, order.quantity)) {
    return {
      code: 'below-minimum',
      text: `${order.quantity} lots are below the minimum of ${instrument.key}`,
    };
  }
  return undefined;
}
