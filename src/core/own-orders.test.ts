// Which orders are remembered.
import { describe, expect, test } from 'vitest';
import { limits } from './limits.ts';
import { lots, ticks } from './money.ts';
import { createOrderRecord, type ClientOrderId, type OrderRecord } from './order.ts';
import type { InstrumentKey } from './instrument.ts';
import { OwnOrders } from './own-orders.ts';

function order(id: number): OrderRecord {
  const request = {
    clientOrderId: id as ClientOrderId,
    instrument: 'sim/main/ETH' as InstrumentKey,
    role: 'hedge',
    side: 'buy',
    quantity: lots(1),
    price: ticks(1),
    timeInForce: 'ioc',
    postOnly: false,
    reduceOnly: false,
    cycle: 1,
    tickOffset: 0,
  } as const;
  return createOrderRecord(request, 0);
}

describe('own orders', () => {
  const beginAndEnd = (orders: OwnOrders, id: number): OrderRecord => {
    const record = order(id);
    orders.add(record);
    orders.end(record);
    return record;
  };
  const isKnown = (orders: OwnOrders, id: number): boolean => orders.find(id as ClientOrderId) !== undefined;

  test('of those that have ended the last are remembered, and the oldest forgotten', () => {
    const orders = new OwnOrders();
    const live = order(0);
    orders.add(live);
    for (let id = 1; id <= 2 * limits.endedOrdersKept + 3; id += 1) beginAndEnd(orders, id);
    const oldestKept = limits.endedOrdersKept + 4;
    expect([isKnown(orders, oldestKept - 1), isKnown(orders, oldestKept)]).toEqual([false, true]);
    expect([orders.find(live.request.clientOrderId), orders.liveCount]).toEqual([live, 1]);
  });

  test('one that is opened again is remembered from its last end on', () => {
    const orders = new OwnOrders();
    const reopened = beginAndEnd(orders, 1);
    orders.reopen(reopened);
    for (let id = 2; id <= limits.endedOrdersKept; id += 1) beginAndEnd(orders, id);
    orders.end(reopened);
    for (let id = 1; id < limits.endedOrdersKept; id += 1) beginAndEnd(orders, limits.endedOrdersKept + id);
    expect(isKnown(orders, 1)).toBe(true);
    beginAndEnd(orders, 3 * limits.endedOrdersKept);
    expect(isKnown(orders, 1)).toBe(false);
  });
});

describe('an order that is not known', () => {
  test('is a forgotten one when it is no newer than the newest that was forgotten, whatever ended first', () => {
    const orders = new OwnOrders();
    const id = (value: number): ClientOrderId => value as ClientOrderId;
    for (const early of [5, 3]) {
      orders.add(order(early));
      orders.end(orders.find(id(early)) as OrderRecord);
    }
    const ended = Array.from({ length: limits.endedOrdersKept }, (_, index) => {
      const record = order(10 + index);
      orders.add(record);
      return orders.end(record);
    });
    expect(ended.slice(-2)).toEqual([5, 3]);
    expect([3, 4, 5, 6].map((each) => orders.isForgotten(id(each)))).toEqual([true, true, true, false]);
    expect(orders.isForgotten(id(10))).toBe(false);
  });
});
