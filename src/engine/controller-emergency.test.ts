// controller.md, "Emergency" and "What is not ours": rules 12 to 17, as far as one pair on its own goes.
import { describe, expect, it } from 'vitest';
import { checkPair } from '../core/check-pair.ts';
import { exactly } from '../core/pair.ts';
import { base, testInstrument } from '../core/testing/test-pair.ts';
import { cancelledIn, placedIn, ScriptedPair, type ScriptOptions } from './testing/scripted-pair.ts';
import type { LegName } from './testing/truthful-answers.ts';

/** +100 on the primary and −100 on the hedge, resting. */
function balancedPair(options: ScriptOptions = {}): ScriptedPair {
  const pair = new ScriptedPair({ ...options, config: { sleep: exactly(60_000), ...options.config } });
  pair.start();
  pair.completeCycle();
  return pair;
}

/** A pair whose primary filled 100 and whose hedge venue fills nothing, until all patience has ended. */
function withoutHedge(): ScriptedPair {
  const pair = new ScriptedPair();
  const { order } = pair.start();
  pair.accept(order);
  pair.fill(order, 100);
  failHedgesUntilEmergency(pair);
  return pair;
}

function failHedgesUntilEmergency(pair: ScriptedPair): void {
  for (let tries = 0; tries < 9; tries += 1) {
    pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
    pair.pass(1_050);
  }
}

describe('rule 12: an emergency first reduces the unhedged quantity, wherever it can be reduced', () => {
  it('gives back on the primary exactly what could not be hedged', () => {
    const pair = withoutHedge();
    expect(pair.pair.emergency).toBeDefined();
    expect(pair.lastPlaced('reduce').order).toMatchObject({
      side: 'sell',
      quantity: 100,
      reduceOnly: true,
      instrument: pair.pair.primary.instrument.key,
    });
    expect(pair.alerts.map((alert) => alert.code)).toContain('hedge-unavailable');
  });

  it('reduces only the unhedged part of a pair that is partly hedged', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, 100), 'hedge');
    if (hedge === undefined) throw new Error('a fill is hedged');
    pair.accept(hedge);
    pair.fill(hedge, 70);
    pair.end(hedge, 'expired', 70);
    failHedgesUntilEmergency(pair);
    expect(pair.lastPlaced('reduce').order.quantity).toBe(30);
  });

  it('counts a failure and a recovery, then goes on with the remaining iterations', () => {
    const pair = withoutHedge();
    const reduce = pair.lastPlaced('reduce').order;
    pair.fill(reduce, 100);
    pair.pass(200);
    expect(pair.pair.counters).toMatchObject({ hedgeFailures: 1, recoveries: 1 });
    expect(pair.pair.emergency).toBeUndefined();
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'buy', quantity: 100 });
  });

  it('halts after three emergencies in a row', () => {
    const pair = withoutHedge();
    for (let emergencies = 1; emergencies < 3; emergencies += 1) {
      pair.fill(pair.lastPlaced('reduce').order, 100);
      pair.pass(200);
      const quote = pair.lastPlaced('quote').order;
      pair.accept(quote);
      pair.fill(quote, 100);
      failHedgesUntilEmergency(pair);
    }
    pair.fill(pair.lastPlaced('reduce').order, 100);
    pair.pass(6_000);
    expect(pair.pair.halt?.code).toBe('consecutive-failures');
    expect(pair.finish).toMatchObject({ outcome: 'halted-safe' });
  });

  it('halts with an alert and keeps trying when neither venue reduces', () => {
    const pair = withoutHedge();
    for (let tries = 0; tries < 9; tries += 1) {
      const last = [...pair.commands].reverse().find((command) => command.kind === 'place');
      if (last?.kind === 'place') pair.end(last.order, 'expired', 0);
      pair.pass(1_300);
    }
    expect(pair.pair.halt?.code).toBe('exposure-not-reducible');
    const before = pair.countPlaced('reduce') + pair.countPlaced('hedge');
    const last = [...pair.commands].reverse().find((command) => command.kind === 'place');
    if (last?.kind === 'place') pair.end(last.order, 'expired', 0);
    pair.pass(3_000);
    expect(pair.countPlaced('reduce') + pair.countPlaced('hedge')).toBeGreaterThan(before);
    expect(pair.finish).toBeUndefined();
  });

  it('halts when neither venue could be tried for two seconds: they are not spent twice', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.fill(order, 100);
    const ban = { kind: 'rate-limited', retryAtUs: pair.pair.nowUs + 60_000_000 } as const;
    pair.failPlace(pair.lastPlaced('hedge').order, ban);
    pair.turn({
      kind: 'request-failed',
      request: 'cancel',
      instrument: pair.leg('primary').instrument.key,
      clientOrderId: order.clientOrderId,
      requestId: undefined,
      failure: ban,
    });
    pair.pass(1_950);
    expect(pair.pair.halt).toBeUndefined();
    pair.pass(100);
    expect(pair.pair.halt?.code).toBe('exposure-not-reducible');
    pair.pass(60_000);
    expect(pair.lastPlaced('reduce').order).toMatchObject({ side: 'sell', quantity: 100 });
  });

  it('sends no second order while the outcome of the hedge is unknown: it escalates and waits for proof', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, 100), 'hedge');
    if (hedge === undefined) throw new Error('a fill is hedged');
    pair.failPlace(hedge, { kind: 'timed-out' });
    pair.pass(12_000);
    expect(pair.alerts.map((alert) => alert.code)).toContain('hedge-unavailable');
    expect(pair.countPlaced('reduce') + pair.countPlaced('hedge')).toBe(1);
  });
});

describe('rule 14: a stop begins by cancelling, and "flat" is said only with proof', () => {
  it('cancels the quote, and finishes only after a later snapshot of both venues', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    expect(cancelledIn(pair.operator('stop'))).toEqual([order.clientOrderId]);
    pair.pass(1_000);
    expect(pair.finish).toBeUndefined();
    pair.answersQueries = false;
    pair.end(order, 'canceled', 0);
    pair.pass(1_000);
    expect(pair.finish).toBeUndefined();
    pair.answersQueries = true;
    pair.pass(4_000);
    expect(pair.finish).toMatchObject({ outcome: 'flat', reason: 'test' });
  });

  it('is not said while a venue shows something else than before: that is explained first', () => {
    const pair = balancedPair();
    pair.pass(61_000);
    pair.completeCycle();
    pair.pass(6_000);
    pair.moveVenueByHand('primary', 30);
    while (pair.pair.primary.positionCheck.difference === 0) pair.pass(50);
    pair.operator('stop');
    pair.pass(1_000);
    expect(pair.finish).toBeUndefined();
    pair.pass(20_000);
    expect(pair.finish).toMatchObject({ outcome: 'halted-safe', reason: 'foreign-position' });
  });

  it('hedges a fill that lands during the cancel, unwinds as maker for 10 s, and then takes', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.operator('stop');
    const [hedge] = placedIn(pair.fill(order, 40), 'hedge');
    if (hedge === undefined) throw new Error('a fill is hedged');
    pair.fill(hedge, 40);
    pair.end(order, 'canceled', 40);
    pair.pass(100);
    const unwind = pair.lastPlaced('quote').order;
    expect(unwind).toMatchObject({ side: 'sell', quantity: 40, postOnly: true, reduceOnly: true });
    pair.accept(unwind);
    pair.pass(10_000);
    expect(cancelledIn(pair.commands)).toContain(unwind.clientOrderId);
    pair.end(unwind, 'canceled', 0);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 40, timeInForce: 'ioc' });
  });

  it('takes at once on the second request', () => {
    const pair = new ScriptedPair();
    pair.start();
    pair.completeCycle();
    const unwind = pair.lastPlaced('quote').order;
    pair.accept(unwind);
    pair.operator('stop');
    pair.operator('take-now');
    pair.end(unwind, 'canceled', 0);
    expect(pair.lastPlaced('quote').order).toMatchObject({
      side: 'sell',
      timeInForce: 'ioc',
      reduceOnly: true,
    });
  });

  it('ends after the iterations that were asked for', () => {
    const pair = new ScriptedPair({ config: { iterations: 2 } });
    pair.start();
    for (let cycle = 0; cycle < 4; cycle += 1) pair.completeCycle();
    pair.pass(6_000);
    expect(pair.finish).toMatchObject({ outcome: 'flat', reason: 'iterations-done' });
    expect(pair.pair.counters.iterationsDone).toBe(2);
  });
});

describe('rule 15: a position change that no own order explains', () => {
  /** A balanced pair of +100/−100, then the venue moves a leg by itself. */
  function afterForeignChange(leg: LegName, change: number): ScriptedPair {
    const pair = balancedPair();
    pair.moveVenueByHand(leg, change);
    pair.pass(14_000);
    return pair;
  }

  it('stops quoting and reduces the other leg by the liquidated quantity', () => {
    const pair = afterForeignChange('hedge', 100);
    expect(pair.pair.halt?.code).toBe('foreign-position');
    const offset = pair.lastPlaced('offset').order;
    expect(offset).toMatchObject({
      side: 'sell',
      quantity: 100,
      reduceOnly: true,
      instrument: pair.pair.primary.instrument.key,
    });
    expect(pair.finish).toBeUndefined();
    pair.fill(offset, 100);
    pair.pass(6_000);
    expect(pair.finish).toMatchObject({ outcome: 'halted-safe', reason: 'foreign-position' });
  });

  it('never enlarges a leg: a position of the user’s own is left alone, and the operator is called', () => {
    const pair = afterForeignChange('hedge', -50);
    expect(pair.pair.halt?.code).toBe('foreign-position');
    expect(pair.countPlaced('offset') + pair.countPlaced('reduce')).toBe(0);
    expect(pair.countPlaced('hedge')).toBe(1);
    expect(pair.finish).toMatchObject({ outcome: 'halted-safe' });
  });

  it('reduces by no more than the pair’s own size', () => {
    const pair = afterForeignChange('hedge', 500);
    expect(pair.lastPlaced('offset').order.quantity).toBe(100);
  });

  it('answers a change of the primary on the hedge venue', () => {
    const pair = afterForeignChange('primary', -100);
    expect(pair.lastPlaced('offset').order).toMatchObject({
      side: 'buy',
      quantity: 100,
      reduceOnly: true,
      instrument: pair.pair.hedge.instrument.key,
    });
  });

  it('hedges its own late fill at once, beside a foreign change', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.moveVenueByHand('primary', 1);
    pair.pass(5_500);
    pair.end(order, 'canceled', 0);
    while (pair.pair.halt === undefined) pair.pass(50);
    expect(pair.pair.halt.code).toBe('foreign-position');
    const [hedge] = placedIn(pair.fill(order, 100), 'hedge');
    expect(hedge).toMatchObject({ side: 'sell', quantity: 100 });
  });

  it('is alerted, and never hedged away, when the pair had halted for another reason before', () => {
    const pair = balancedPair();
    pair.answersQueries = false;
    pair.operator('halt');
    pair.pass(1_000);
    pair.answersQueries = true;
    pair.moveVenueByHand('primary', 50);
    const before = pair.countPlaced('hedge');
    pair.pass(14_000);
    expect(pair.countPlaced('hedge')).toBe(before);
    expect(pair.pair.halt?.code).toBe('operator-halt');
    expect(pair.alerts.map((alert) => alert.code)).toContain('foreign-position');
  });

  it('is found and told while the book says nothing: a liquidation comes when books are empty', () => {
    const pair = balancedPair();
    pair.book('hedge', 300_010, 300_010);
    pair.moveVenueByHand('hedge', 100);
    pair.pass(14_000);
    expect(pair.pair.halt?.code).toBe('foreign-position');
    expect(pair.lastPlaced('offset').order.instrument).toBe(pair.pair.primary.instrument.key);
  });

  it('is not believed of a position endpoint that only lags behind its fills', () => {
    const pair = new ScriptedPair({ config: { sleep: exactly(60_000) } });
    const { order } = pair.start();
    pair.pass(4_500);
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, 100), 'hedge');
    if (hedge === undefined) throw new Error('a fill is hedged');
    // The fill is booked; the venue's position shows it three seconds later.
    pair.turn(pair.fillEvent(hedge, 100));
    pair.pass(3_000);
    pair.moveVenue(hedge, 100);
    pair.pass(30_000);
    expect(pair.pair.halt).toBeUndefined();
    expect(pair.countPlaced('offset')).toBe(0);
  });

  it('is answered as a whole beside dust of our own: taken off, it would leave less than a lot of the other leg', () => {
    const pair = new ScriptedPair({
      primary: testInstrument('alpha', '0.005'),
      hedge: testInstrument('beta', '0.002'),
      config: { size: base('0.13'), sizeMin: base('0.13'), sleep: exactly(60_000) },
    });
    const { order } = pair.start();
    pair.accept(order);
    pair.fill(order, 25);
    const hedge = pair.lastPlaced('hedge').order;
    pair.fill(hedge, hedge.quantity);
    expect(pair.pair.ownDelta).toBe(base('0.001'));
    pair.end(order, 'canceled', 25);
    pair.moveVenueByHand('hedge', 20);
    pair.pass(14_000);
    expect(pair.lastPlaced('offset').order).toMatchObject({ side: 'sell', quantity: 8 });
  });

  it('ends when the rest is too small for any order on the other leg', () => {
    const pair = balancedPair({ primary: testInstrument('alpha', '0.01') });
    pair.moveVenueByHand('hedge', 5);
    pair.pass(20_000);
    expect(pair.finish).toMatchObject({ outcome: 'halted-safe', reason: 'foreign-position' });
  });
});

describe('rule 16: a position at start that this run did not trade', () => {
  it('refuses to start', () => {
    const pair = new ScriptedPair();
    pair.moveVenueByHand('hedge', 5);
    pair.book('primary', 300_000, 300_010);
    pair.book('hedge', 300_000, 300_010);
    pair.pass(8_000);
    expect(pair.countPlaced('quote')).toBe(0);
    expect(pair.finish).toMatchObject({ outcome: 'refused' });
  });
});

describe('rule 17: keys are venue account and instrument', () => {
  it('refuses a pair whose legs are one instrument of one account', () => {
    const instrument = testInstrument('alpha', '0.001');
    const { config } = new ScriptedPair().pair;
    expect(checkPair({ ...config, primary: instrument, hedge: instrument })?.code).toBe(
      'same-instrument-twice',
    );
  });

  it('ignores events of an instrument that is not the pair’s', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.turn({ ...pair.fillEvent(order, 40), instrument: testInstrument('gamma', '0.001').key });
    expect(pair.pair.primary.position).toBe(0);
  });
});
