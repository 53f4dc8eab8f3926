// controller.md rule 9 in the depth-aware mode, and the health gate: what the live book of the hedge venue says.
import { describe, expect, it } from 'vitest';
import type { OrderRequest } from '../core/order.ts';
import { testInstrument } from '../core/testing/test-pair.ts';
import {
  cancelledIn,
  placedIn,
  ScriptedPair,
  type BookLevel,
  type ScriptOptions,
} from './testing/scripted-pair.ts';

const asks: readonly BookLevel[] = [[300_010, 10_000]];

/** A quote that filled 100, and then the hedge book as the test has it. */
function filledInto(
  bids: readonly BookLevel[],
  options: ScriptOptions = {},
): { readonly pair: ScriptedPair; readonly sent: OrderRequest[] } {
  const pair = new ScriptedPair({ ...options, config: { hedgeMode: 'depth-aware', ...options.config } });
  const { order } = pair.start();
  pair.accept(order);
  pair.depth('hedge', bids, asks);
  return { pair, sent: placedIn(pair.fill(order, 100), 'hedge') };
}

const expireAll = (pair: ScriptedPair): void => {
  pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
};

describe('rule 9, depth-aware: as far as the book shows what is missing, half as much again, and no further', () => {
  it.each<[string, readonly BookLevel[], number]>([
    ['stays at the touch when it shows enough', [[300_000, 150]], 0],
    [
      'reaches further when the touch shows only what is missing',
      [
        [300_000, 149],
        [299_997, 50],
      ],
      3,
    ],
    [
      'adds up the levels on its way',
      [
        [300_000, 60],
        [299_995, 60],
        [299_990, 60],
        [299_980, 900],
      ],
      10,
    ],
    [
      'goes to the last level when all there is covers what is missing, and no more',
      [
        [300_000, 90],
        [299_993, 20],
      ],
      7,
    ],
  ])('%s', (_case, bids, tickOffset) => {
    const { sent } = filledInto(bids);
    expect(sent).toMatchObject([{ side: 'sell', quantity: 100, timeInForce: 'ioc', tickOffset }]);
  });

  it('reaches upwards when it buys', () => {
    const pair = new ScriptedPair({ config: { hedgeMode: 'depth-aware', buildSide: 'sell' } });
    const { order } = pair.start();
    pair.accept(order);
    pair.depth(
      'hedge',
      [[300_000, 10_000]],
      [
        [300_010, 100],
        [300_014, 50],
      ],
    );
    const [hedge] = placedIn(pair.fill(order, 100), 'hedge');
    expect(hedge).toMatchObject({ side: 'buy', price: 300_014, tickOffset: 4 });
  });

  it('wants as much cover again after a try that came to nothing', () => {
    const { pair } = filledInto([
      [300_000, 150],
      [299_999, 150],
      [299_998, 150],
      [299_997, 150],
    ]);
    for (let tries = 0; tries < 3; tries += 1) expireAll(pair);
    const sent = placedIn(pair.commands, 'hedge');
    expect(sent.map((hedge) => hedge.tickOffset)).toEqual([0, 1, 2]);
  });

  it('counts no level beyond the price band', () => {
    // Half a percent below the mid of 3000.05 is 2985.05.
    const { sent } = filledInto([
      [300_000, 60],
      [298_505, 30],
      [298_504, 900],
    ]);
    expect(sent).toMatchObject([{ quantity: 90, price: 298_505 }]);
  });
});

describe('rule 9, depth-aware: where the book shows less than what is missing', () => {
  it('sends what is shown, and waits half a second for the book to refill', () => {
    const { pair, sent } = filledInto([[300_000, 30]]);
    expect(sent.map((hedge) => hedge.quantity)).toEqual([30]);
    pair.fill(pair.lastPlaced('hedge').order, 30);
    expect(placedIn(pair.pass(450), 'hedge')).toEqual([]);
    expect(placedIn(pair.pass(100), 'hedge').map((hedge) => hedge.quantity)).toEqual([30]);
  });

  it('sends at least one quantum', () => {
    const { sent } = filledInto([[300_000, 3]], { hedge: testInstrument('beta', '0.001', 10) });
    expect(sent.map((hedge) => hedge.quantity)).toEqual([10]);
  });

  it('sends all of it rather than leave less than one quantum behind', () => {
    const { sent } = filledInto([[300_000, 95]], { hedge: testInstrument('beta', '0.001', 10) });
    expect(sent.map((hedge) => hedge.quantity)).toEqual([100]);
  });

  it('goes to the emergency after three rounds of three, although each small try filled', () => {
    const { pair } = filledInto([[300_000, 5]]);
    for (let tries = 0; tries < 9; tries += 1) {
      const hedge = pair.lastPlaced('hedge').order;
      if (pair.pair.emergency === undefined && pair.pair.hedge.orders.liveCount > 0)
        pair.fill(hedge, hedge.quantity);
      pair.pass(1_050);
    }
    expect(pair.alerts.map((alert) => alert.code)).toContain('hedge-unavailable');
    expect(placedIn(pair.commands, 'reduce')).toMatchObject([{ side: 'sell', reduceOnly: true }]);
  });
});

describe('the health gate: no quote unless the hedge side could be hit right now', () => {
  it('sends no quote that the hedge book could not take, and says so', () => {
    const pair = new ScriptedPair();
    pair.depth('hedge', [[300_000, 99]], asks);
    pair.book('primary', 300_000, 300_010);
    pair.pass(20_000);
    expect(pair.countPlaced('quote')).toBe(0);
    expect(pair.alerts.map((alert) => alert.text).join()).toContain(
      'beta shows 0.099 of the 0.1 that a fill would need',
    );
    pair.depth('hedge', [[300_000, 100]], asks);
    expect(placedIn(pair.pass(50), 'quote')).toHaveLength(1);
  });

  it('cancels a quote when the book goes away, looking on the side that the hedge would take', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.depth('hedge', [[300_000, 10_000]], [[300_010, 1]]);
    expect(cancelledIn(pair.pass(1_000))).toEqual([]);
    pair.depth(
      'hedge',
      [
        [300_000, 1],
        [298_504, 10_000],
      ],
      asks,
    );
    expect(cancelledIn(pair.pass(50))).toEqual([order.clientOrderId]);
  });

  it('wants no more than what is still to fill', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, 60), 'hedge');
    if (hedge !== undefined) pair.fill(hedge, 60);
    pair.depth('hedge', [[300_000, 40]], asks);
    expect(cancelledIn(pair.pass(1_000))).toEqual([]);
  });

  it('quotes nothing while the hedge venue takes no orders from us', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, 40), 'hedge');
    if (hedge === undefined) throw new Error('a fill is hedged');
    pair.fill(hedge, 40);
    const commands = pair.turn({
      kind: 'request-failed',
      request: 'cancel',
      instrument: hedge.instrument,
      clientOrderId: hedge.clientOrderId,
      requestId: undefined,
      failure: { kind: 'rate-limited', retryAtUs: pair.pair.nowUs + 3_000_000 },
    });
    expect(cancelledIn(commands)).toEqual([order.clientOrderId]);
    pair.end(order, 'canceled', 40);
    expect(placedIn(pair.pass(2_900), 'quote')).toEqual([]);
    expect(placedIn(pair.pass(200), 'quote')).toHaveLength(1);
  });

  it('does not keep a stop from taking what is open', () => {
    const pair = new ScriptedPair();
    pair.start();
    pair.completeCycle();
    pair.depth('hedge', [[300_000, 1]], [[300_010, 1]]);
    pair.accept(pair.lastPlaced('quote').order);
    pair.end(pair.lastPlaced('quote').order, 'canceled', 0);
    const commands = pair.operator('take-now');
    expect(placedIn(commands, 'quote')).toMatchObject([
      { side: 'sell', timeInForce: 'ioc', reduceOnly: true },
    ]);
  });
});
