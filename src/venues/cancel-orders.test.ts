// Every venue is asked to end whatever rests on an instrument, whoever placed it; other instruments are never touched.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Instrument } from '../core/instrument.ts';
import { lots, ticks } from '../core/money.ts';
import type { LocalOrder } from './local/local-order.ts';
import { venueRegistry } from './registry.ts';
import { openWireHarness, type WireHarness } from './testing/wire-harness.ts';

describe.each(Object.entries(venueRegistry))('all orders of an instrument: %s', (_name, load) => {
  let harness: WireHarness;
  let other: Instrument;

  beforeEach(async () => {
    harness = await openWireHarness(await load(), { price: 300_000, unit: 100, tickers: ['ETH', 'SOL'] });
    const listed = await harness.opened.instrumentOf('SOL');
    if (!listed.ok) throw new Error(listed.message);
    other = listed.value;
  });

  afterEach(() => harness.close());

  const account = () => harness.server.exchange.account('main');
  const openOrders = () => harness.server.exchange.orders(account());

  /** By hand, and far from any price: the adapter knows nothing of it. */
  function rest({ symbol }: Instrument, price: number): LocalOrder {
    const order = harness.server.exchange.place(account(), {
      symbol,
      side: 'buy',
      quantity: lots(1_000),
      price: ticks(price),
      timeInForce: 'gtc',
      postOnly: false,
      reduceOnly: false,
      clientId: undefined,
      expiresAtUs: undefined,
    });
    if (order.kind === 'refused') throw new Error(order.text);
    return order;
  }

  it('they end, and those of another instrument stay', async () => {
    rest(harness.instrument, 100_000);
    rest(harness.instrument, 110_000);
    const untouched = rest(other, 10_000);
    expect(await harness.opened.cancelOrders(harness.instrument)).toEqual({ ok: true, value: undefined });
    expect(openOrders()).toEqual([untouched]);
  });

  it('where there are none, nothing is wrong', async () => {
    expect(await harness.opened.cancelOrders(harness.instrument)).toEqual({ ok: true, value: undefined });
  });

  it('a venue that does not do it says so, with what to do', async () => {
    rest(harness.instrument, 100_000);
    harness.server.faults.start({ kind: 'maintenance', times: 1, purposes: ['cancel'] });
    expect(await harness.opened.cancelOrders(harness.instrument)).toMatchObject({
      ok: false,
      code: expect.stringMatching(/^venue-/),
      remedy: expect.stringMatching(/status page/),
    });
    expect(openOrders()).toHaveLength(1);
  });
});
