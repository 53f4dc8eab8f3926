// What a book shows to a taker, without what we rest in it ourselves.
import { expect, it } from 'vitest';
import { lots, ticks } from '../core/money.ts';
import { createOrderRecord, deriveClientOrderId } from '../core/order.ts';
import { testInstrument } from '../core/testing/test-pair.ts';
import { reachFor } from './depth.ts';
import { createPacing } from './request-pacing.ts';
import { createLeg, refreshTouch } from './leg.ts';

it('takes our own resting quantity out, at the touch and behind it', () => {
  const leg = createLeg(testInstrument('beta', '0.001'), createPacing(undefined));
  leg.book.asks.set(ticks(300_010), lots(100));
  for (const [price, quantity] of [
    [300_000, 80],
    [299_999, 30],
    [299_990, 70],
  ] as const) {
    leg.book.bids.set(ticks(price), lots(quantity));
  }
  for (const [counter, price] of [299_999, 299_990].entries()) {
    const order = createOrderRecord(
      {
        clientOrderId: deriveClientOrderId(1, counter + 1),
        instrument: leg.instrument.key,
        role: 'hedge',
        side: 'buy',
        quantity: lots(30),
        price: ticks(price),
        timeInForce: 'gtc',
        postOnly: true,
        reduceOnly: false,
        cycle: 1,
        tickOffset: 0,
      },
      0,
    );
    order.acceptedVenueTimeUs = 0;
    leg.orders.add(order);
  }
  refreshTouch(leg);
  expect(reachFor(leg, 'sell', lots(80))).toEqual({ shown: 80, ticks: 0 });
  expect(reachFor(leg, 'sell', lots(81))).toEqual({ shown: 120, ticks: 10 });
  expect(reachFor(leg, 'sell', lots(121))).toEqual({ shown: 120, ticks: 10 });
});
