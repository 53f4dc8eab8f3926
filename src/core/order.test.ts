// An order's life: only legal steps, only proof ends it, and ids that are unique across restarts.
import { describe, expect, it } from 'vitest';
import type { InstrumentKey } from './instrument.ts';
import { lots, ticks } from './money.ts';
import {
  addFill,
  createOrderRecord,
  deriveClientOrderId,
  openQuantity,
  ordersPerEpochMax,
  transition,
} from './order.ts';
import { OwnOrders } from './own-orders.ts';

function record(counter: number = 1) {
  return createOrderRecord(
    {
      clientOrderId: deriveClientOrderId(1_800_000_000, counter),
      instrument: 'alpha/main/X' as InstrumentKey,
      role: 'quote',
      side: 'buy',
      quantity: lots(100),
      price: ticks(10),
      timeInForce: 'gtc',
      postOnly: true,
      reduceOnly: false,
      cycle: 1,
      tickOffset: 0,
    },
    0,
  );
}

describe('an order', () => {
  it.each([
    ['submitting', 'unknown', 'open', 'cancelling', 'done'],
    ['submitting', 'open', 'cancelling', 'open', 'done'],
    ['submitting', 'cancelling', 'unknown', 'done', 'done'],
  ] as const)('may go %s → %s → %s → %s → %s', (_start, ...path) => {
    const order = record();
    for (const state of path) transition(order, state);
    expect(order.state).toBe('done');
  });

  it('never works again after its end: at the most what it came to is unknown once more', () => {
    const order = record();
    transition(order, 'done');
    expect(() => transition(order, 'open')).toThrow('goes from done to unknown, not to open');
    expect(() => transition(order, 'cancelling')).toThrow('not to cancelling');
  });

  it('keeps its whole rest open while it is unknown, and none once it is done', () => {
    const order = record();
    addFill(order, lots(30));
    transition(order, 'unknown');
    expect(openQuantity(order)).toBe(70);
    transition(order, 'done');
    expect(openQuantity(order)).toBe(0);
  });

  it('keeps stated but unbooked fills open after the venue said that it ended', () => {
    const order = record();
    order.endedAtUs = 1;
    order.reportedFilled = lots(40);
    addFill(order, lots(25));
    expect(openQuantity(order)).toBe(15);
  });
});

describe('client order ids', () => {
  it('differ between epochs a second apart, and within one up to its bound', () => {
    const last = deriveClientOrderId(1_800_000_000, ordersPerEpochMax);
    expect(deriveClientOrderId(1_800_000_001, 1)).toBeGreaterThan(last);
    expect(() => deriveClientOrderId(1_800_000_000, ordersPerEpochMax + 1)).toThrow('epoch');
  });
});

describe('own orders', () => {
  it('find an order after its end, so that a late fill finds it too', () => {
    const orders = new OwnOrders();
    const order = record();
    orders.add(order);
    orders.end(order);
    expect(orders.liveCount).toBe(0);
    expect(orders.find(order.request.clientOrderId)).toBe(order);
  });

  it('forget the oldest ended orders beyond their bound', () => {
    const orders = new OwnOrders();
    for (let counter = 1; counter <= 5_000; counter += 1) {
      const order = record(counter);
      orders.add(order);
      orders.end(order);
    }
    expect(orders.find(record(1).request.clientOrderId)).toBeUndefined();
    expect(orders.find(record(5_000).request.clientOrderId)).toBeDefined();
  });

  it('refuse the same id twice', () => {
    const orders = new OwnOrders();
    orders.add(record());
    expect(() => orders.add(record())).toThrow('used once');
  });
});
