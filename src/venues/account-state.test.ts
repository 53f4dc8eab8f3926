// What a venue says of an account is asked for in several questions: whatever happens between them is seen in one of the answers.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lots, ticks } from '../core/money.ts';
import { venueRegistry } from './registry.ts';
import { openWireHarness, type WireHarness } from './testing/wire-harness.ts';

describe.each(Object.entries(venueRegistry))('the state of an account: %s', (_name, load) => {
  let harness: WireHarness;

  beforeEach(async () => {
    harness = await openWireHarness(await load(), { price: 300_000, unit: 100 });
  });

  afterEach(() => harness.close());

  it('an order that fills while it is asked for is open, or its fill is held: never neither', async () => {
    const { exchange } = harness.server;
    const { symbol } = harness.instrument;
    harness.show([
      ['buy', ticks(299_900), lots(1_000)],
      ['sell', ticks(300_100), lots(1_000)],
    ]);
    const resting = exchange.place(exchange.account('main'), {
      symbol,
      side: 'buy',
      quantity: harness.unit,
      price: ticks(299_950),
      timeInForce: 'gtc',
      postOnly: false,
      reduceOnly: false,
      clientId: undefined,
      expiresAtUs: undefined,
    });
    if (resting.kind === 'refused') throw new Error(resting.text);
    const { ledger } = exchange;
    const told = ledger.position.bind(ledger);
    // It fills as soon as the venue has looked for positions.
    vi.spyOn(ledger, 'position').mockImplementationOnce((...asked) => {
      const position = told(...asked);
      harness.trade('sell', ticks(299_900), lots(1_000));
      return position;
    });
    const state = await harness.opened.accountState();
    if (!state.ok) throw new Error(state.message);
    expect(resting.order.end).toBe('filled');
    const { positions, openOrders } = state.value;
    expect(positions.length + openOrders.length).toBeGreaterThan(0);
  });
});
