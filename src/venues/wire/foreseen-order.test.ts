// Orders that are written before they are placed: which of them may leave as they are.
import { describe, expect, test } from 'vitest';
import type { InstrumentKey } from '../../core/instrument.ts';
import { limits } from '../../core/limits.ts';
import { lots, ticks } from '../../core/money.ts';
import type { ClientOrderId, OrderRequest } from '../../core/order.ts';
import { ForeseenOrder } from './foreseen-order.ts';

const hedge: OrderRequest = {
  clientOrderId: 7 as ClientOrderId,
  instrument: 'beta/main/ETH' as InstrumentKey,
  role: 'hedge',
  side: 'sell',
  quantity: lots(100),
  price: ticks(298_505),
  timeInForce: 'ioc',
  postOnly: false,
  reduceOnly: false,
  cycle: 1,
  tickOffset: 0,
};

function foreseenOrders(): {
  orders: ForeseenOrder<string>;
  written: OrderRequest[];
  pass: (ms: number) => void;
} {
  const written: OrderRequest[] = [];
  let nowUs = 1_000_000_000;
  const orders = new ForeseenOrder(
    () => nowUs,
    (order) => `text ${written.push(order)}`,
  );
  const pass = (ms: number): void => {
    nowUs += ms * 1_000;
  };
  return { orders, written, pass };
}

describe('an order that was foreseen', () => {
  test('leaves as it was written then, if it is that very order', () => {
    const { orders, written, pass } = foreseenOrders();
    orders.foresee(hedge);
    pass(limits.foreseenOrderMsMax);
    expect(orders.take({ ...hedge, cycle: 2, tickOffset: 3 })).toBe('text 1');
    expect(written).toEqual([hedge]);
  });

  test.each<Partial<OrderRequest>>([
    { clientOrderId: 8 as ClientOrderId },
    { instrument: 'beta/main/SOL' as InstrumentKey },
    { side: 'buy' },
    { quantity: lots(99) },
    { price: ticks(298_506) },
    { price: undefined },
    { timeInForce: 'gtc' },
    { postOnly: true },
    { reduceOnly: true },
  ])('is written anew when it is placed as %o', (change) => {
    const { orders, written } = foreseenOrders();
    const placed = { ...hedge, ...change };
    orders.foresee(hedge);
    expect(orders.take(placed)).toBe('text 2');
    expect(written.at(-1)).toBe(placed);
  });

  test('is written anew when its signature is old, or of a time that is still to come', () => {
    const { orders, pass } = foreseenOrders();
    orders.foresee(hedge);
    pass(limits.foreseenOrderMsMax + 1);
    expect(orders.take(hedge)).toBe('text 2');
    orders.foresee(hedge);
    pass(-1);
    expect(orders.take(hedge)).toBe('text 4');
  });

  test('leaves once', () => {
    const { orders } = foreseenOrders();
    orders.foresee(hedge);
    expect([orders.take(hedge), orders.take(hedge)]).toEqual(['text 1', 'text 2']);
  });

  test('gives way to what is foreseen after it', () => {
    const { orders, written } = foreseenOrders();
    const moved = { ...hedge, price: ticks(298_500) };
    orders.foresee(hedge);
    orders.foresee(moved);
    expect(orders.take(moved)).toBe('text 2');
    expect(written).toEqual([hedge, moved]);
  });

  test('is written twice in its life, however often it is foreseen, and is always young enough', () => {
    const { orders, written, pass } = foreseenOrders();
    for (let beat = 0; beat < 100; beat += 1) {
      orders.foresee(hedge);
      pass(limits.heartbeatMs);
    }
    const before = written.length;
    orders.take(hedge);
    expect(written).toHaveLength(before);
    expect(before).toBeLessThanOrEqual(Math.ceil((200 * limits.heartbeatMs) / limits.foreseenOrderMsMax));
  });
});
