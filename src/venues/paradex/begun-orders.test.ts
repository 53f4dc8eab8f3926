// Signatures that are begun in advance: which are taken, and with what time.
import { describe, expect, test } from 'vitest';
import { limits } from '../../core/limits.ts';
import { BegunOrders } from './begun-orders.ts';
import type { BegunOrder } from './sign.ts';

const buy = { side: 'buy', type: 'LIMIT' } as const;
const sell = { side: 'sell', type: 'LIMIT' } as const;

function begunOrders(): { orders: BegunOrders; begun: BegunOrder[]; pass: (ms: number) => void } {
  const begun: BegunOrder[] = [];
  let nowMs = 1_000_000;
  const orders = new BegunOrders({
    begin: (kind, timestampMs) => {
      const order = { ...kind, timestampMs, sum: { limbs: new Int32Array() } };
      begun.push(order);
      return order;
    },
    venueMs: () => nowMs,
  });
  const pass = (ms: number): void => {
    nowMs += ms;
  };
  return { orders, begun, pass };
}

describe('begun orders', () => {
  test('an order of either side finds its signature begun, at the time that was then', () => {
    const { orders, begun, pass } = begunOrders();
    orders.prepare();
    orders.prepare();
    pass(limits.begunOrderMsMax - 1);
    expect([orders.take(sell), orders.take(buy)]).toMatchObject([
      { ...sell, timestampMs: 1_000_001 },
      { ...buy, timestampMs: 1_000_000 },
    ]);
    expect(begun).toHaveLength(2);
  });

  test('what was begun is used once, and no two orders have the same time', () => {
    const { orders } = begunOrders();
    orders.prepare();
    const times = [orders.take(buy), orders.take(buy), orders.take(sell)].map((each) => each.timestampMs);
    expect(times).toEqual([1_000_000, 1_000_001, 1_000_002]);
  });

  test('what was begun too long ago is thrown away', () => {
    const { orders, pass } = begunOrders();
    orders.prepare();
    pass(limits.begunOrderMsMax + 1);
    expect(orders.take(buy).timestampMs).toBe(1_000_000 + limits.begunOrderMsMax + 1);
  });

  test('a market order is begun when it is asked for', () => {
    const { orders, pass } = begunOrders();
    orders.prepare();
    pass(1);
    const market = { side: 'buy', type: 'MARKET' } as const;
    expect(orders.take(market)).toMatchObject({ ...market, timestampMs: 1_000_001 });
  });

  test('whoever prepares at the usual pace never finds one too old', () => {
    const { orders, begun, pass } = begunOrders();
    orders.prepare();
    for (let time = 0; time < 100; time += 1) {
      pass(limits.beginOrdersMs);
      orders.prepare();
    }
    const before = begun.length;
    pass(limits.beginOrdersMs - 1);
    orders.take(buy);
    orders.take(sell);
    expect(begun).toHaveLength(before);
    expect(before).toBeLessThan(70);
  });
});
