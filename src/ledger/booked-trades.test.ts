// Which trades are recognised when they come again, and for how long.
import { describe, expect, it } from 'vitest';
import type { ClientOrderId } from '../core/order.ts';
import { BookedPair } from './testing/booked-pair.ts';

const fill = { leg: 'primary', side: 'buy', price: '3000', quantity: '0.1' } as const;

describe('a trade that was booked', () => {
  it('is recognised for as long as its order is known, and that of another order longer', () => {
    const pair = new BookedPair();
    pair.book({ ...fill, tradeId: 'old' });
    pair.book({ ...fill, tradeId: 'new' });
    const [old, recent] = pair.fills;
    pair.ledger.forgetOrder(pair.primary.key, old!.clientOrderId);
    expect(pair.ledger.bookFill({ ...recent!, atUs: pair.nowUs })).toBe(false);
    // Nobody books a fill of an order that is not known any more: that it could be is all that can be seen of the forgetting.
    expect(pair.ledger.bookFill({ ...old!, atUs: pair.nowUs })).toBe(true);
  });

  it('is forgotten together with all others of its order, and is counted all the same', () => {
    const pair = new BookedPair();
    const fills = ['first', 'second', 'third'].map((tradeId) => ({
      ...pair.makeFill({ ...fill, tradeId }),
      clientOrderId: 9 as ClientOrderId,
    }));
    for (const one of fills) pair.ledger.bookFill({ ...one, atUs: pair.nowUs });
    pair.ledger.forgetOrder(pair.primary.key, 9 as ClientOrderId);
    const again = fills.map((one) => pair.ledger.bookFill({ ...one, atUs: pair.nowUs }));
    expect(again).toEqual([true, true, true]);
    expect(pair.ledger.account(pair.primary.key).fillCount).toBe(6);
  });
});
