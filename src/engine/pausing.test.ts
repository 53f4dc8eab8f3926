// A run that somebody pauses from elsewhere: what goes on, what does not begin, and how it goes on afterwards.
import { describe, expect, it } from 'vitest';
import { limits } from '../core/limits.ts';
import { testInstrument } from '../core/testing/test-pair.ts';
import { statusOf } from './status.ts';
import { RecordedPair } from './testing/recorded-pair.ts';
import { cancelledIn, placedIn, ScriptedPair } from './testing/scripted-pair.ts';

const codesOf = ({ alerts }: ScriptedPair): string[] => alerts.map(({ code }) => code);
/** A pair that is held for an hour. */
const longHold = { hold: { leastMs: 3_600_000, mostMs: 3_600_000 } };

describe('a pause', () => {
  it('cancels a BUILD of which nothing is filled, and begins no other', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    expect(cancelledIn(pair.operator('pause'))).toEqual([order.clientOrderId]);
    pair.end(order, 'canceled', 0);
    pair.pass(20_000);
    expect(pair.countPlaced('quote')).toBe(1);
    expect(codesOf(pair)).toEqual(['paused', 'paused-flat']);
    expect(statusOf(pair.pair)).toMatchObject({ verdict: 'paused', doing: 'paused (test)' });
    expect(pair.finish).toBeUndefined();
  });

  it('hedges what was filled, also after its quote was called off, and unwinds it', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.operator('pause');
    const [hedge] = placedIn(pair.fill(order, 40), 'hedge');
    expect(hedge).toMatchObject({ side: 'sell', quantity: 40 });
    if (hedge === undefined) return;
    pair.fill(hedge, 40);
    pair.end(hedge, 'filled', 40);
    pair.end(order, 'canceled', 40);
    pair.pass(2_000);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 40, reduceOnly: true });
    pair.completeCycle();
    expect(codesOf(pair)).toEqual(['paused', 'paused-flat']);
  });

  it('lets a BUILD that is filled complete, and its round trip count', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, order.quantity), 'hedge');
    pair.operator('pause');
    if (hedge !== undefined) pair.fill(hedge, hedge.quantity);
    pair.pass(100);
    pair.completeCycle();
    pair.pass(5_000);
    expect(pair.pair.counters.iterationsDone).toBe(1);
    expect(pair.pair.cycle.iteration).toBe(1);
  });

  it('cancels what rests of a BUILD, also where that is less than the smallest order', () => {
    const pair = new ScriptedPair({ primary: testInstrument('alpha', '0.001', 12) });
    const { order } = pair.start();
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, 91), 'hedge');
    if (hedge !== undefined) pair.fill(hedge, 91);
    expect(cancelledIn(pair.operator('pause'))).toEqual([order.clientOrderId]);
    pair.end(order, 'canceled', 91);
    pair.pass(2_000);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 91, reduceOnly: true });
  });

  it('lets what is open take its usual time', () => {
    const pair = new ScriptedPair({ config: longHold });
    pair.start();
    pair.completeCycle();
    pair.operator('pause');
    pair.pass(30_000);
    expect(pair.countPlaced('quote')).toBe(1);
    expect(statusOf(pair.pair).doing).toBe('paused (test): what is open ends in its usual way');
  });

  it('is no reason to end a run that waits for a better price, and sends no probes', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.pair.waiting = { reason: 'it does not pay', sinceUs: 0 };
    pair.operator('pause');
    pair.end(order, 'canceled', 0);
    pair.pair.primary.life.provenAtUs = 0;
    const commands = pair.pass(60_000);
    expect(placedIn(commands, 'probe')).toEqual([]);
    expect(pair.pair.waiting).toBeUndefined();
  });

  it('has no proof asked of a leg with nothing to reduce, whatever is left on the other', () => {
    const pair = new ScriptedPair({ hedge: testInstrument('beta', '0.001', 5) });
    const { order } = pair.start();
    pair.accept(order);
    pair.operator('pause');
    pair.fill(order, 3);
    pair.end(order, 'canceled', 3);
    pair.pair.hedge.life.provenAtUs = 0;
    pair.pair.primary.life.provenAtUs = 0;
    pair.answersProbes = false;
    const probes = placedIn(pair.pass(2_000), 'probe');
    expect(probes).toMatchObject([{ instrument: pair.pair.primary.instrument.key, reduceOnly: true }]);
  });

  it('is told once, and asked for again changes nothing', () => {
    const pair = new ScriptedPair();
    pair.start();
    pair.operator('pause');
    pair.operator('pause', 'once more');
    expect(codesOf(pair)).toEqual(['paused']);
    expect(pair.pair.pause?.asked).toBe('test');
  });
});

describe('a resume', () => {
  it('lets the run go on, and says so', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.operator('pause');
    pair.end(order, 'canceled', 0);
    pair.pass(5_000);
    pair.operator('resume');
    pair.pass(2_000);
    expect(pair.countPlaced('quote')).toBe(2);
    expect(codesOf(pair)).toEqual(['paused', 'paused-flat', 'pause-ended']);
  });

  it('ends no halt and no stop, and means nothing to a run that is not paused', () => {
    const halted = new ScriptedPair();
    halted.start();
    halted.operator('halt');
    halted.operator('resume');
    expect(halted.pair.halt?.code).toBe('operator-halt');
    const stopped = new ScriptedPair();
    stopped.start();
    stopped.operator('stop');
    stopped.operator('resume');
    expect(stopped.pair.stop?.reason).toBe('test');
    expect(codesOf(stopped)).toEqual([]);
  });
});

describe('a flatten', () => {
  it('unwinds at once as maker, then takes, and is a pause then', () => {
    const pair = new ScriptedPair({ config: longHold });
    pair.start();
    pair.completeCycle();
    pair.pass(1_000);
    pair.operator('flatten');
    const { order } = pair.lastPlaced('quote');
    expect(order).toMatchObject({ side: 'sell', timeInForce: 'gtc', reduceOnly: true });
    pair.accept(order);
    pair.pass(limits.unwindAsMakerMs);
    pair.end(order, 'canceled', 0);
    expect(pair.lastPlaced('quote').order).toMatchObject({ timeInForce: 'ioc', reduceOnly: true });
    pair.completeCycle();
    pair.pass(20_000);
    expect(codesOf(pair)).toEqual(['flattening', 'paused-flat']);
    expect(pair.pair.primary.position).toBe(0);
    expect(pair.finish).toBeUndefined();
    expect(pair.pair.pause).toMatchObject({ flattenSinceUs: undefined });
  });

  it('of a pair that is paused and still open closes it', () => {
    const pair = new ScriptedPair({ config: longHold });
    pair.start();
    pair.completeCycle();
    pair.operator('pause');
    pair.pass(1_000);
    pair.operator('flatten');
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', reduceOnly: true });
    expect(statusOf(pair.pair).doing).toBe('flattening (test)');
  });
});

describe('a run that was paused', () => {
  it('is paused still when it is taken up from its record, and says who asked', () => {
    const pair = new RecordedPair();
    const { order } = pair.start();
    pair.accept(order);
    const by = { source: 'telegram', user: 'alice' };
    pair.turn({ kind: 'operator', action: 'pause', reason: 'sleep', by });
    pair.end(order, 'canceled', 0);
    pair.pass(1_000);
    const before = pair.countPlaced('quote');
    pair.restart();
    pair.pass(30_000);
    expect(pair.countPlaced('quote')).toBe(before);
    expect(pair.pair.pause?.asked).toBe('alice by telegram: sleep');
    pair.operator('resume');
    pair.pass(2_000);
    expect(pair.countPlaced('quote')).toBe(before + 1);
  });
});
