// A run that is asked to hold ends hedged, with what is open left open on purpose, and goes on from there when it is woken.
import { describe, expect, it } from 'vitest';
import { RecordedPair } from './testing/recorded-pair.ts';
import { ScriptedPair } from './testing/scripted-pair.ts';

describe('a run that is asked to hold', () => {
  it('cancels its quote and ends flat where nothing is open', () => {
    const pair = new ScriptedPair({});
    const { order } = pair.start();
    pair.accept(order);
    pair.operator('hold');
    pair.end(order, 'canceled', 0);
    pair.pass(6_000);
    expect(pair.finish).toMatchObject({ outcome: 'flat' });
  });

  it('in a BUILD keeps what is filled, hedges it, and ends held when both venues agree', () => {
    const pair = new ScriptedPair({});
    const { order } = pair.start();
    pair.accept(order);
    pair.fill(order, 40);
    pair.operator('hold');
    pair.end(order, 'canceled', 40);
    const hedge = pair.lastPlaced('hedge').order;
    pair.fill(hedge, 40);
    pair.end(hedge, 'filled', 40);
    pair.pass(6_000);
    expect(pair.finish).toMatchObject({ outcome: 'held' });
    expect([pair.pair.primary.position, pair.countPlaced('quote')]).toEqual([40, 1]);
  });

  it('in an UNWIND stops where it is', () => {
    const pair = new ScriptedPair({});
    pair.start();
    pair.completeCycle();
    pair.pass(200);
    const { order } = pair.lastPlaced('quote');
    pair.accept(order);
    pair.operator('hold');
    pair.end(order, 'canceled', 0);
    pair.pass(6_000);
    expect(pair.finish).toMatchObject({ outcome: 'held' });
    expect(pair.pair.primary.position).toBe(100);
  });

  it('and then to take, is flat after all', () => {
    const pair = new ScriptedPair({});
    pair.start();
    pair.completeCycle();
    const { order } = pair.lastPlaced('quote');
    pair.accept(order);
    pair.operator('hold');
    pair.operator('take-now');
    pair.end(order, 'canceled', 0);
    pair.pass(1_000);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', timeInForce: 'ioc' });
  });
});

describe('a run that is woken', () => {
  it('from holding unwinds what it held, and completes its round trip', () => {
    const pair = new RecordedPair({ config: { iterations: 1 } });
    pair.start();
    pair.completeCycle();
    const unwind = pair.lastPlaced('quote').order;
    pair.accept(unwind);
    pair.operator('hold');
    pair.end(unwind, 'canceled', 0);
    pair.pass(6_000);
    expect(pair.finish).toMatchObject({ outcome: 'held' });
    pair.restart({ isWoken: true });
    pair.pass(15_000);
    const { order } = pair.lastPlaced('quote');
    expect([order.side, order.quantity]).toEqual(['sell', 100]);
    pair.completeCycle();
    expect(pair.pair.counters.iterationsDone).toBe(1);
  });

  it('from a halt quotes again, and without being woken does not', () => {
    for (const isWoken of [false, true]) {
      const pair = new RecordedPair();
      pair.start();
      pair.completeCycle();
      pair.operator('halt');
      pair.pass(6_000);
      const before = pair.countPlaced('quote');
      pair.restart({ isWoken });
      pair.pass(15_000);
      expect(pair.countPlaced('quote') > before).toBe(isWoken);
    }
  });
});
