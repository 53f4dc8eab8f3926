// The instrument's own rules, which a venue checks before an order comes near the book.
import { formatLots, isTradable, type Instrument } from '../../core/instrument.ts';
import type { RefusalReason } from '../../core/failure.ts';
import type { Ticks } from '../../core/money.ts';
import type { OrderTerms, Refusal } from './venue-order.ts';

/**
 * Why the terms break the rules, or `undefined`. Ticks and lots are whole by type, so tick and lot size need no check here.
 * A market order's notional is judged at `touch`, the price at which it would begin to trade.
 */
export function refuseTerms(
  instrument: Instrument,
  terms: OrderTerms,
  touch: Ticks | undefined,
): Refusal | undefined {
  const { price, quantity, timeInForce, postOnly } = terms;
  if (!Number.isSafeInteger(quantity) || quantity <= 0) {
    return refuse('invalid-quantity', `a quantity is a positive number of lots, not ${quantity}`);
  }
  if (price !== undefined && (!Number.isSafeInteger(price) || price <= 0)) {
    return refuse('invalid-price', `a price is a positive number of ticks, not ${price}`);
  }
  if (postOnly && (price === undefined || timeInForce !== 'gtc')) {
    return refuse('other', 'a post-only order has a price and rests');
  }
  const judged = price ?? touch;
  if (
    quantity < instrument.minQuantity ||
    (judged !== undefined && !isTradable(instrument, judged, quantity))
  ) {
    return refuse(
      'below-minimum',
      `${formatLots(instrument, quantity)} is below the minimum of ${instrument.symbol}`,
    );
  }
  return undefined;
}

export function refuse(reason: RefusalReason, text: string): Refusal {
  return { kind: 'refused', reason, text };
}
