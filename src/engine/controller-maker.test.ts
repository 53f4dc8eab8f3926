// controller.md, "Maker leg": rules 4 and 5.
import { describe, expect, it } from 'vitest';
import { makerWanted } from '../execution/maker-leg.ts';
import { cancelledIn, placedIn, ScriptedPair } from './testing/scripted-pair.ts';

describe('rule 4: maker wanted = target − position − what works', () => {
  it('quotes the whole size once, and nothing beside it', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    expect(order).toMatchObject({
      side: 'buy',
      quantity: 100,
      postOnly: true,
      reduceOnly: false,
      price: 300_000,
    });
    pair.accept(order);
    pair.pass(10_000);
    expect(pair.countPlaced('quote')).toBe(1);
    expect(makerWanted(pair.pair)).toBe(0);
  });

  it('replaces a quote that left the touch only after the old one is proven to have ended', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.pass(1_000);
    const commands = pair.book('primary', 300_020, 300_030);
    expect(cancelledIn(commands)).toEqual([order.clientOrderId]);
    pair.pass(1_000);
    expect(pair.countPlaced('quote')).toBe(1);
    pair.end(order, 'canceled', 0);
    expect(pair.lastPlaced('quote').order).toMatchObject({ price: 300_020, quantity: 100 });
  });

  it('keeps its place in the queue while it is still at the touch', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.pass(1_000);
    pair.book('primary', 299_990, 300_030);
    pair.pass(1_000);
    expect(cancelledIn(pair.commands)).toEqual([]);
  });

  it('lets unknown quantity block a replacement', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.failPlace(order, { kind: 'timed-out' });
    pair.pass(9_000);
    expect(pair.countPlaced('quote')).toBe(1);
    expect(pair.pair.primary.orders.find(order.clientOrderId)?.state).toBe('unknown');
  });

  it('sends the order again only after absence is proven: answers, time, fills and position', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.failPlace(order, { kind: 'timed-out' });
    for (let answers = 0; answers < 3; answers += 1) {
      pair.notFound(order);
      pair.pass(3_000);
    }
    expect(pair.countPlaced('quote')).toBe(1);
    for (let answers = 0; answers < 5; answers += 1) {
      pair.notFound(order);
      pair.pass(2_000);
    }
    expect(pair.countPlaced('quote')).toBe(2);
  });

  it('quotes only the rest after a partial fill that was hedged', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.pass(1_000);
    const [hedge] = placedIn(pair.fill(order, 30), 'hedge');
    expect(hedge?.quantity).toBe(30);
    if (hedge !== undefined) pair.fill(hedge, 30);
    pair.book('primary', 300_020, 300_030);
    pair.end(order, 'canceled', 30);
    expect(pair.lastPlaced('quote').order).toMatchObject({ quantity: 70, price: 300_020 });
  });

  it('unwinds reduce-only, down to zero and no further', () => {
    const pair = new ScriptedPair();
    pair.start();
    pair.completeCycle();
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 100, reduceOnly: true });
  });

  it('pauses after a post-only refusal, then prices anew', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.failPlace(order, { kind: 'refused', reason: 'post-only-would-cross', text: 'would cross' });
    expect(pair.countPlaced('quote')).toBe(1);
    pair.pass(300);
    expect(pair.countPlaced('quote')).toBe(2);
  });

  it.each([
    ['bbo', 'buy', 300_000, true],
    ['bbo', 'sell', 300_010, true],
    ['bbo_minus_1', 'buy', 300_009, true],
    ['bbo_minus_1', 'sell', 300_001, true],
    ['market', 'buy', 301_505, false],
    ['market', 'sell', 298_505, false],
  ] as const)(
    'prices %s %s at %i ticks in a book of 300 000 / 300 010',
    (primaryMode, buildSide, price, postOnly) => {
      const pair = new ScriptedPair({ config: { primaryMode, buildSide } });
      expect(pair.start().order).toMatchObject({ side: buildSide, price, postOnly });
    },
  );
});

describe('rule 5: direction is decided once per cycle, while flat', () => {
  it('keeps the side of BUILD through a cancel and a replacement', () => {
    const pair = new ScriptedPair({ config: { buildSide: 'sell' } });
    const { order } = pair.start();
    pair.accept(order);
    pair.pass(1_000);
    pair.book('primary', 299_000, 299_010);
    pair.end(order, 'canceled', 0);
    expect(pair.lastPlaced('quote').order.side).toBe('sell');
    expect(pair.pair.cycle.target).toBe(-100);
  });
});

describe('an attempt', () => {
  it('fails when 15 s pass without a fill, and the next begins with the order that still rests', () => {
    const pair = new ScriptedPair();
    pair.accept(pair.start().order);
    pair.pass(14_900);
    expect(pair.pair.counters.attempts).toBe(0);
    pair.pass(200);
    expect(pair.pair.counters).toMatchObject({ attempts: 1, attemptsCompleted: 0 });
    pair.pass(15_000);
    expect(pair.pair.counters.attempts).toBe(2);
  });

  it('stays one attempt over a re-quote, and is completed by the fill', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.pass(1_000);
    pair.book('primary', 300_020, 300_030);
    pair.end(order, 'canceled', 0);
    pair.completeCycle();
    expect(pair.pair.counters).toMatchObject({ attempts: 1, attemptsCompleted: 1 });
  });
});
