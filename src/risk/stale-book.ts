// Nothing that adds risk is sent on an old picture of either market. The maker leg stops quoting for the same reason; this is
// the door behind it, for whatever else may come to send such an order.
import { limits, microseconds } from '../core/limits.ts';
import type { Refusal } from './refusal.ts';
import type { RiskView } from './view.ts';

export function checkStaleBook({ primary, hedge, nowUs }: RiskView): Refusal | undefined {
  for (const { instrument, bookAtUs } of [primary, hedge]) {
    if (!isBookStale(bookAtUs, nowUs)) continue;
    return {
      code: 'stale-book',
      text: `the book of ${instrument.key} has not spoken for more than ${limits.bookAgeMsMax} ms`,
    };
  }
  return undefined;
}

/** Whether a book that last spoke then is too old to quote on. */
export const isBookStale = (bookAtUs: number, nowUs: number): boolean =>
  nowUs - bookAtUs > microseconds(limits.bookAgeMsMax);
