// Proof of life: before it quotes, and again after a venue has failed, each venue has taken and cancelled an order of ours.
import { describe, expect, it } from 'vitest';
import type { VenueFailure } from '../core/failure.ts';
import type { OrderRequest } from '../core/order.ts';
import { exactly } from '../core/pair.ts';
import { base, testInstrument } from '../core/testing/test-pair.ts';
import { quotingBlockedBy } from '../execution/maker-leg.ts';
import { statusOf } from './status.ts';
import { cancelledIn, placedIn, ScriptedPair } from './testing/scripted-pair.ts';
import type { LegName } from './testing/truthful-answers.ts';
import { acceptance, ending } from './testing/venue-words.ts';

const notTrading: VenueFailure = { kind: 'refused', reason: 'not-trading', text: 'warming up' };

/** Both books have spoken and both positions are confirmed; nobody answers probes. */
function unproven(pair: ScriptedPair = new ScriptedPair()): ScriptedPair {
  pair.answersProbes = false;
  pair.book('primary', 300_000, 300_010);
  pair.book('hedge', 300_000, 300_010);
  return pair;
}

function probeOn(pair: ScriptedPair, name: LegName): OrderRequest {
  const { key } = pair.leg(name).instrument;
  const probe = placedIn(pair.commands, 'probe').findLast(({ instrument }) => instrument === key);
  if (probe === undefined) throw new Error(`no probe on the ${name}`);
  return probe;
}

/** The venue takes the probe, and ends it when it is told to. */
function prove(pair: ScriptedPair, name: LegName): void {
  const probe = probeOn(pair, name);
  expect(cancelledIn(pair.accept(probe))).toEqual([probe.clientOrderId]);
  pair.end(probe, 'canceled', 0);
}

/** +100 on the primary, −100 on the hedge, resting. */
function balanced(): ScriptedPair {
  const pair = new ScriptedPair({ config: { sleep: exactly(3_600_000) } });
  pair.start();
  pair.completeCycle();
  pair.answersProbes = false;
  return pair;
}

describe('proof of life before the first quote', () => {
  it('is asked of both legs in one turn: the smallest order, far behind the touch, on opposite sides', () => {
    const hedge = testInstrument('beta', '0.001', 5);
    const pair = unproven(new ScriptedPair({ hedge }));
    const probes = placedIn(pair.commands, 'probe');
    expect(probes).toMatchObject([
      { side: 'buy', quantity: 1, price: 298_800, timeInForce: 'gtc', postOnly: true, cycle: 0 },
      { side: 'sell', quantity: 5, price: 301_210, timeInForce: 'gtc', postOnly: true, cycle: 0 },
    ]);
  });

  it('stays inside the price band where the spread is wide', () => {
    const pair = new ScriptedPair();
    pair.answersProbes = false;
    pair.book('primary', 297_800, 300_200);
    pair.book('hedge', 300_000, 300_010);
    expect(probeOn(pair, 'primary').price).toBe(297_505);
  });

  it('is not asked before the position is confirmed: a start that is refused has sent nothing', () => {
    const pair = new ScriptedPair();
    pair.answersQueries = false;
    unproven(pair);
    pair.pass(1_000);
    expect(pair.countPlaced('probe')).toBe(0);
  });

  it('is given when the probe was taken and then ended by our cancel; only with both is quoted', () => {
    const pair = unproven();
    prove(pair, 'primary');
    pair.pass(1_000);
    expect(quotingBlockedBy(pair.pair)).toBe('resting between cycles');
    expect(statusOf(pair.pair).verdict).toBe('starting');
    expect(pair.countPlaced('quote')).toBe(0);
    prove(pair, 'hedge');
    pair.pass(100);
    expect(pair.countPlaced('quote')).toBe(1);
    expect(pair.countPlaced('probe')).toBe(2);
  });

  it.each<[string, (pair: ScriptedPair, probe: OrderRequest) => void]>([
    ['was refused', (pair, probe) => pair.failPlace(probe, notTrading)],
    [
      'was taken and refused after that',
      (pair, probe) => {
        pair.accept(probe);
        pair.end(probe, 'refused', 0);
      },
    ],
    [
      'was taken, and ended by itself',
      (pair, probe) =>
        pair.turn(acceptance(probe, pair.pair.nowUs), ending(probe, 'canceled', 0, pair.pair.nowUs)),
    ],
  ])('is not given by a probe that %s', (_, happen) => {
    const pair = unproven();
    prove(pair, 'primary');
    happen(pair, probeOn(pair, 'hedge'));
    pair.pass(900);
    expect(pair.countPlaced('probe')).toBe(2);
    expect(pair.countPlaced('quote')).toBe(0);
    pair.pass(200);
    expect(pair.countPlaced('probe')).toBe(3);
  });

  it.each([
    ['is not given by answers to queries alone: the private stream has to speak', false],
    ['is given by a probe that was taken late, once the private stream tells that its cancel ended it', true],
  ])('%s', (_title, isTold) => {
    const pair = unproven();
    prove(pair, 'primary');
    const probe = probeOn(pair, 'hedge');
    pair.failPlace(probe, { kind: 'timed-out' });
    pair.pass(1_000);
    expect(pair.countPlaced('probe')).toBe(2);
    expect(cancelledIn(pair.report(probe, true, 0))).toEqual([probe.clientOrderId]);
    pair.pass(50);
    if (isTold) pair.end(probe, 'canceled', 0);
    else pair.report(probe, false, 0);
    pair.pass(100);
    expect(pair.countPlaced('quote')).toBe(isTold ? 1 : 0);
  });

  it('is asked again after 1 s, then 2 s, doubling up to 15 s', () => {
    const pair = unproven();
    prove(pair, 'primary');
    const waited: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      const fromUs = pair.pair.nowUs;
      const before = pair.countPlaced('probe');
      pair.failPlace(probeOn(pair, 'hedge'), notTrading);
      while (pair.countPlaced('probe') === before) pair.pass(50);
      waited.push(Math.round((pair.pair.nowUs - fromUs) / 1e6));
    }
    expect(waited).toEqual([1, 2, 4, 8, 15, 15]);
  });

  it.each<[string, VenueFailure]>([
    ['not-trading', notTrading],
    ['insufficient-margin', { kind: 'refused', reason: 'insufficient-margin', text: '0 USD free' }],
    ['below-minimum', { kind: 'refused', reason: 'below-minimum', text: 'at least 0.01' }],
  ])('is told by an alert when it is missing, with the venue and its answer: %s', (reason, failure) => {
    const pair = unproven();
    prove(pair, 'primary');
    for (let seconds = 0; seconds < 20; seconds += 1) {
      const probe = probeOn(pair, 'hedge');
      if (pair.leg('hedge').orders.find(probe.clientOrderId)?.state === 'submitting')
        pair.failPlace(probe, failure);
      pair.pass(1_000);
    }
    const held = pair.alerts.find(({ code }) => code === 'held');
    expect(held?.text).toContain('proof of life of beta');
    expect(held?.text).toContain(reason);
  });

  it('refuses the start over a symbol that the venue does not know, and only when no probe is left', () => {
    const pair = unproven();
    pair.failPlace(probeOn(pair, 'hedge'), {
      kind: 'refused',
      reason: 'unknown-instrument',
      text: 'ETH-PERP',
    });
    const probe = probeOn(pair, 'primary');
    expect(cancelledIn(pair.commands)).toEqual([probe.clientOrderId]);
    expect(pair.finish).toBeUndefined();
    pair.end(probe, 'canceled', 0);
    expect(pair.finish).toMatchObject({ outcome: 'refused' });
    expect(pair.finish?.reason).toContain('beta does not know the symbol ETH-TEST');
  });
});

describe('a probe that fills', () => {
  it('on the hedge is taken back at once, and the run goes on', () => {
    const pair = unproven();
    prove(pair, 'primary');
    const probe = probeOn(pair, 'hedge');
    pair.accept(probe);
    const [hedge] = placedIn(pair.fill(probe, 1), 'hedge');
    expect(hedge).toMatchObject({ side: 'buy', quantity: 1, reduceOnly: true });
    if (hedge !== undefined) pair.fill(hedge, 1);
    pair.pass(1_500);
    prove(pair, 'hedge');
    pair.pass(100);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'buy', quantity: 100 });
  });

  it('on the primary is hedged, and unwound before the first BUILD', () => {
    const pair = unproven();
    prove(pair, 'hedge');
    const probe = probeOn(pair, 'primary');
    pair.accept(probe);
    const [hedge] = placedIn(pair.fill(probe, 1), 'hedge');
    expect(hedge).toMatchObject({ side: 'sell', quantity: 1 });
    if (hedge !== undefined) pair.fill(hedge, 1);
    pair.pass(1_500);
    prove(pair, 'primary');
    pair.pass(100);
    const unwind = pair.lastPlaced('quote').order;
    expect(unwind).toMatchObject({ side: 'sell', quantity: 1, reduceOnly: true });
    pair.completeCycle();
    pair.pass(100);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'buy', quantity: 100 });
  });

  it('on both legs hedges itself', () => {
    const pair = unproven();
    const [primary, hedge] = placedIn(pair.commands, 'probe');
    if (primary === undefined || hedge === undefined) throw new Error('both legs are probed');
    pair.moveVenue(primary, 1);
    pair.moveVenue(hedge, 1);
    pair.turn(pair.fillEvent(primary, 1), pair.fillEvent(hedge, 1));
    expect(pair.pair.netDelta).toBe(0n);
    expect(pair.countPlaced('hedge')).toBe(0);
  });

  it('keeps the other leg from being probed anew while it is not hedged', () => {
    const pair = unproven();
    pair.failPlace(probeOn(pair, 'primary'), notTrading);
    const probe = probeOn(pair, 'hedge');
    pair.accept(probe);
    pair.fill(probe, 1);
    pair.pass(1_500);
    expect(pair.countPlaced('probe')).toBe(2);
  });

  it('together with the other leg could not exceed the cap of one order size: then it waits for the other', () => {
    const pair = unproven(
      new ScriptedPair({ config: { size: base('0.001'), positionLimit: base('0.001') } }),
    );
    expect(pair.countPlaced('probe')).toBe(1);
    prove(pair, 'primary');
    pair.pass(50);
    expect(pair.countPlaced('probe')).toBe(2);
  });
});

describe('proof of life is lost', () => {
  it.each<[string, LegName, (pair: ScriptedPair) => void]>([
    ['a quote that the venue refuses because it does not trade', 'primary', refuseQuote(notTrading)],
    [
      'a quote that finds the venue unavailable, once its fate is known',
      'primary',
      (pair) => {
        refuseQuote({ kind: 'unavailable', text: '503' })(pair);
        pair.end(pair.lastPlaced('quote').order, 'canceled', 0);
      },
    ],
    [
      'a query that tells of an order which the private stream kept to itself',
      'primary',
      (pair) => {
        const { order } = pair.lastPlaced('quote');
        pair.pass(1_500);
        pair.report(order, true, 0);
        pair.end(order, 'canceled', 0);
      },
    ],
    [
      'a query that tells of an order whose fill was told, and not that it was taken',
      'primary',
      (pair) => {
        const { order } = pair.lastPlaced('quote');
        const [hedge] = placedIn(pair.fill(order, 40), 'hedge');
        if (hedge === undefined) throw new Error('a fill is hedged');
        pair.accept(hedge);
        pair.fill(hedge, 40);
        pair.pass(1_500);
        pair.report(order, true, 40);
        pair.end(order, 'canceled', 40);
      },
    ],
    [
      'a query that tells of an end which the private stream kept to itself',
      'primary',
      (pair) => {
        const { order } = pair.lastPlaced('quote');
        pair.accept(order);
        pair.report(order, false, 0);
      },
    ],
    [
      'books that were silent for too long',
      'primary',
      (pair) => {
        const { order } = pair.lastPlaced('quote');
        pair.pass(5_100, { booksSpeak: false });
        pair.end(order, 'canceled', 0);
        pair.book('hedge', 300_000, 300_010);
      },
    ],
  ])('by %s', (_, name, lose) => {
    const pair = new ScriptedPair();
    pair.start();
    pair.answersProbes = false;
    lose(pair);
    pair.pass(1_000);
    expect(pair.countPlaced('quote')).toBe(1);
    expect(pair.countPlaced('probe')).toBeGreaterThan(0);
    expect(quotingBlockedBy(pair.pair)).toContain(`proof of life of ${pair.leg(name).instrument.venue}`);
    pair.answersProbes = true;
    for (const probe of placedIn(pair.commands, 'probe')) pair.failPlace(probe, notTrading);
    pair.pass(3_000);
    expect(pair.countPlaced('quote')).toBe(2);
  });

  it('by a hedge that is refused, and the hedge does not wait for it', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.answersProbes = false;
    const [hedge] = placedIn(pair.fill(order, 40), 'hedge');
    if (hedge === undefined) throw new Error('a fill is hedged');
    expect(placedIn(pair.failPlace(hedge, notTrading), 'hedge')).toHaveLength(1);
    expect(cancelledIn(pair.commands)).toContain(order.clientOrderId);
    expect(pair.countPlaced('probe')).toBe(0);
  });

  it('with a balanced pair: it is held, reduce-only is asked for, and it is closed when the venue trades again', () => {
    const pair = balanced();
    pair.pass(6_000, { booksSpeak: false });
    pair.operator('take-now');
    pair.pass(1_000);
    expect(pair.countPlaced('quote')).toBe(1);
    expect(probeOn(pair, 'primary')).toMatchObject({ side: 'sell', reduceOnly: true });
    expect(probeOn(pair, 'hedge')).toMatchObject({ side: 'buy', reduceOnly: true });
    prove(pair, 'primary');
    pair.pass(20_000);
    expect(pair.countPlaced('quote')).toBe(1);
    expect(pair.alerts.map(({ text }) => text).join()).toContain('proof of life of beta');
    prove(pair, 'hedge');
    pair.pass(100);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 100, timeInForce: 'ioc' });
  });
});

describe('an UNWIND beside a hedge venue that holds nothing of it', () => {
  it.each<[string, number, (pair: ScriptedPair, probe: OrderRequest) => void]>([
    ['is quoted while that does not trade', 1, (pair, probe) => pair.failPlace(probe, notTrading)],
    [
      'is not left to rest while its private stream keeps things to itself',
      0,
      (pair, probe) => {
        pair.pass(1_500);
        pair.report(probe, false, 0);
      },
    ],
  ])('%s', (_, quotes, answer) => {
    const pair = unproven(new ScriptedPair({ hedge: testInstrument('beta', '0.001', 10) }));
    const filled = probeOn(pair, 'primary');
    pair.accept(filled);
    pair.fill(filled, 1);
    answer(pair, probeOn(pair, 'hedge'));
    pair.pass(1_500);
    prove(pair, 'primary');
    pair.pass(100);
    expect(pair.pair.cycle.phase).toBe('unwind');
    expect(pair.countPlaced('quote')).toBe(quotes);
    pair.operator('take-now');
    pair.pass(100);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 1 });
  });
});

describe('an end', () => {
  it('by halt cancels a probe of which nothing is heard', () => {
    const pair = unproven();
    prove(pair, 'primary');
    const probe = probeOn(pair, 'hedge');
    pair.failPlace(probe, { kind: 'timed-out' });
    expect(cancelledIn(pair.operator('halt'))).toEqual([probe.clientOrderId]);
  });

  it.each(['stop', 'halt'] as const)('by %s cancels live probes, and waits for their end', (action) => {
    const pair = unproven();
    const probes = placedIn(pair.commands, 'probe');
    expect(cancelledIn(pair.operator(action))).toEqual(probes.map(({ clientOrderId }) => clientOrderId));
    pair.pass(1_500);
    expect(pair.finish).toBeUndefined();
    for (const probe of probes) pair.end(probe, 'canceled', 0);
    pair.pass(1_000);
    expect(pair.finish?.outcome).toBe(action === 'stop' ? 'flat' : 'halted-safe');
    expect(pair.countPlaced('probe')).toBe(2);
  });

  it('of a flat pair asks for no proof', () => {
    const pair = unproven();
    for (const probe of placedIn(pair.commands, 'probe')) pair.failPlace(probe, notTrading);
    pair.operator('stop');
    pair.pass(3_000);
    expect(pair.finish?.outcome).toBe('flat');
    expect(pair.countPlaced('probe')).toBe(2);
  });
});

function refuseQuote(failure: VenueFailure): (pair: ScriptedPair) => void {
  return (pair) => pair.failPlace(pair.lastPlaced('quote').order, failure);
}
