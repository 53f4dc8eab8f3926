// What the parts of the engine do to one another: each keeps its own rule, and these are the rules of all of them together.
import { describe, expect, it } from 'vitest';
import { parseEdgeBps } from '../core/edge.ts';
import type { VenueFailure } from '../core/failure.ts';
import type { FundingRate } from '../core/funding.ts';
import type { InstrumentKey } from '../core/instrument.ts';
import { limits } from '../core/limits.ts';
import { quoteAmount } from '../core/money.ts';
import { ordersPerEpochMax, type OrderRequest } from '../core/order.ts';
import { exactly } from '../core/pair.ts';
import { noSteering } from '../core/steering.ts';
import { testInstrument } from '../core/testing/test-pair.ts';
import { cancelledIn, placedIn, ScriptedPair } from './testing/scripted-pair.ts';
import type { Unstamped } from './testing/venue-words.ts';

const refused: VenueFailure = { kind: 'refused', reason: 'insufficient-margin', text: '0 USD free' };

const codes = (pair: ScriptedPair): string[] => pair.alerts.map(({ code }) => code);

/** The first quote, resting. */
function resting(pair: ScriptedPair): OrderRequest {
  const { order } = pair.start();
  pair.accept(order);
  return order;
}

/** So much of the quote fills, and is hedged in full. */
function fillAndHedge(pair: ScriptedPair, quote: OrderRequest, quantity: number): void {
  for (const hedge of placedIn(pair.fill(quote, quantity), 'hedge')) pair.fill(hedge, hedge.quantity);
}

/** For so many ms every order that was sent is answered at once. */
function answering(pair: ScriptedPair, milliseconds: number, answer: (order: OrderRequest) => void): void {
  for (let passed = 0; passed < milliseconds; passed += 50) {
    const sent = pair.pair.legs.flatMap(({ orders }) => [...orders]);
    for (const { request, state } of sent) if (state === 'submitting') answer(request);
    pair.pass(50);
  }
}

/** A venue that publishes that nothing is paid. */
const noFunding = (instrument: InstrumentKey): Unstamped => ({
  kind: 'funding-rate',
  instrument,
  rate: 0n as FundingRate,
  intervalMs: 3_600_000,
  nextAtUs: 1_800_003_600_000_000,
});

/** An exit edge that pays at equal prices, waited for up to ten minutes. */
const patientExit = {
  hold: { leastMs: 0, mostMs: 600_000 },
  steering: { ...noSteering, exitEdgeMin: parseEdgeBps('-5') },
};

describe('what is wanted and does not happen is told', () => {
  it.each(['stop', 'take-now'] as const)(
    'when the quote of a BUILD never proves its end after %s',
    (action) => {
      const pair = new ScriptedPair();
      resting(pair);
      pair.operator(action);
      pair.pass(20_000);
      expect(pair.finish).toBeUndefined();
      expect(pair.alerts.find(({ code }) => code === 'held')?.text).toContain('end is not proven');
    },
  );

  it('when a quote that others have left behind is cancelled, and its end is not proven', () => {
    const pair = new ScriptedPair();
    const quote = resting(pair);
    pair.book('primary', 300_005, 300_010);
    pair.pass(20_000);
    expect(cancelledIn(pair.commands)).toContain(quote.clientOrderId);
    expect(codes(pair)).toEqual(['held']);
  });

  it('but not while a quote rests that was taken after a refusal', () => {
    const pair = new ScriptedPair();
    pair.failPlace(pair.start().order, refused);
    pair.pass(300);
    pair.accept(pair.lastPlaced('quote').order);
    pair.pass(20_000);
    expect(codes(pair)).toEqual([]);
  });
});

describe('nothing keeps a pair from being closed', () => {
  it('that was never wholly built: an exit edge is waited for by what was', () => {
    const pair = new ScriptedPair({ config: patientExit });
    pair.start();
    pair.completeCycle();
    pair.pass(100);
    pair.completeCycle();
    pair.pass(100);
    expect(pair.pair.counters.iterationsDone).toBe(1);
    const quote = pair.lastPlaced('quote').order;
    pair.accept(quote);
    pair.book('hedge', 310_000, 310_010);
    pair.fill(quote, 50);
    answering(pair, 1_500, (hedge) => pair.end(hedge, 'canceled', 0));
    pair.end(quote, 'canceled', 50);
    expect(pair.pair.emergency).toBeDefined();
    answering(pair, 2_000, (order) =>
      order.role === 'hedge' ? pair.fill(order, order.quantity) : pair.end(order, 'canceled', 0),
    );
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 50 });
  });

  it('at once, when it is to be taken and only the BUILD was refused, again and again', () => {
    const pair = new ScriptedPair();
    const quote = resting(pair);
    fillAndHedge(pair, quote, 50);
    pair.end(quote, 'canceled', 50);
    answering(pair, 60_000, (build) => pair.failPlace(build, refused));
    expect(pair.pair.maker.pausedUntilUs - pair.pair.nowUs).toBeGreaterThan(5_000_000);
    pair.operator('take-now');
    pair.pass(100);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 50, timeInForce: 'ioc' });
  });

  it('by a pause between takers that the venue refuses, however often it is told to take now', () => {
    const pair = new ScriptedPair();
    fillAndHedge(pair, resting(pair), 100);
    pair.operator('take-now');
    answering(pair, 10_000, (taker) => pair.failPlace(taker, refused));
    expect(pair.countPlaced('quote')).toBeLessThan(10);
  });

  it('by proof of life of a venue that holds nothing of it, when a limit forbids the probe', () => {
    const pair = new ScriptedPair({
      hedge: testInstrument('beta', '0.001', 10),
      config: { dailyLossLimit: quoteAmount(10n ** 15n) },
    });
    const quote = resting(pair);
    pair.fill(quote, 9);
    expect(pair.countPlaced('hedge')).toBe(0);
    pair.pass(6_000, { booksSpeak: false });
    pair.end(quote, 'canceled', 9);
    pair.operator('stop');
    pair.pass(1_000);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 9, reduceOnly: true });
  });

  it('by routine queries that back off after 429s, when a liquidation is near', () => {
    const pair = new ScriptedPair({ config: { sleep: exactly(3_600_000) } });
    pair.start();
    pair.completeCycle();
    pair.leg('primary').pacing.queries.pausedUntilUs = pair.pair.nowUs + 30_000_000;
    pair.pass(20_000);
    pair.pair.marginCall = { sinceUs: pair.pair.nowUs, text: 'near' };
    pair.pass(500);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', timeInForce: 'ioc' });
  });

  it('by having used up the ids of its orders: the run ends before', () => {
    const pair = new ScriptedPair();
    pair.start();
    pair.pair.ordersSent = ordersPerEpochMax - limits.orderIdsReserved;
    pair.completeCycle();
    pair.completeCycle();
    pair.pass(1_000);
    expect(pair.finish).toMatchObject({ reason: 'order-ids-used-up', outcome: 'flat' });
  });
});

/** +100 on the primary, −100 on the hedge; the first quote of the UNWIND is out. */
function unwinding(): ScriptedPair {
  const pair = new ScriptedPair();
  pair.start();
  pair.completeCycle();
  pair.pass(50);
  expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 100 });
  return pair;
}

describe('rule 12: an UNWIND that the hedge venue does not follow', () => {
  /** A part of the UNWIND fills, and every hedge comes to nothing until the emergency. */
  function abandoned(): ScriptedPair {
    const pair = unwinding();
    const quote = pair.lastPlaced('quote').order;
    pair.accept(quote);
    pair.fill(quote, 60);
    answering(pair, 1_500, (order) => order.role === 'hedge' && pair.end(order, 'canceled', 0));
    pair.end(quote, 'canceled', 60);
    pair.pass(50);
    return pair;
  }

  it('gets back on the primary what it took from it, and no more: the pair is balanced, and held', () => {
    const pair = abandoned();
    const back = pair.lastPlaced('reduce').order;
    expect(back).toMatchObject({ side: 'buy', quantity: 60, reduceOnly: false, timeInForce: 'ioc' });
    pair.fill(back, 60);
    pair.pass(50);
    expect(pair.pair.netDelta).toBe(0n);
    expect(pair.pair.halt).toBeUndefined();
    expect(codes(pair)).toEqual(['hedge-unavailable', 'recovered']);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 100 });
  });

  it('gets nothing back while the hedge venue does not say what it still holds', () => {
    const pair = unwinding();
    const quote = pair.lastPlaced('quote').order;
    pair.accept(quote);
    pair.answersQueries = false;
    pair.fill(quote, 60);
    answering(pair, 11_000, (order) => order.role === 'hedge' && pair.end(order, 'canceled', 0));
    expect(codes(pair)).toContain('hedge-unavailable');
    expect(pair.countPlaced('reduce')).toBe(0);
  });

  it('waits for the proof of what is on its way back before it sends any more', () => {
    const pair = abandoned();
    pair.pass(8_000);
    expect(pair.countPlaced('reduce')).toBe(1);
  });

  it('halts after as many failures as any other hedge', () => {
    const pair = abandoned();
    for (let failures = 0; failures < 2; failures += 1) {
      pair.fill(pair.lastPlaced('reduce').order, 60);
      pair.pass(50);
      const quote = pair.lastPlaced('quote').order;
      pair.accept(quote);
      pair.fill(quote, 60);
      answering(pair, 1_500, (order) => order.role === 'hedge' && pair.end(order, 'canceled', 0));
      pair.end(quote, 'canceled', 60);
      pair.pass(50);
    }
    pair.fill(pair.lastPlaced('reduce').order, 60);
    pair.pass(50);
    expect(pair.pair.halt?.code).toBe('consecutive-failures');
  });
});

describe('rule 13: what must be taken is taken as fast as the hedge side can follow', () => {
  const takeNow = (pair: ScriptedPair): OrderRequest => {
    pair.end(pair.lastPlaced('quote').order, 'canceled', 0);
    pair.operator('take-now');
    pair.pass(50);
    return pair.lastPlaced('quote').order;
  };

  it('in slices of what its book shows, each followed by its hedge', () => {
    const pair = unwinding();
    pair.book('hedge', 300_000, 300_010, { quantity: 30 });
    const slice = takeNow(pair);
    expect(slice).toMatchObject({ side: 'sell', quantity: 30, timeInForce: 'ioc' });
    const [hedge] = placedIn(pair.fill(slice, 30), 'hedge');
    expect(pair.lastPlaced('quote').order).toBe(slice);
    if (hedge !== undefined) pair.fill(hedge, 30);
    pair.pass(50);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 30 });
    expect(pair.lastPlaced('quote').order).not.toBe(slice);
  });

  it('and not at all while no hedge could fill inside the price band: it is held, and told', () => {
    const pair = unwinding();
    pair.book('hedge', 297_000, 303_000);
    const before = pair.lastPlaced('quote').order;
    expect(takeNow(pair)).toBe(before);
    pair.pass(20_000);
    expect(pair.lastPlaced('quote').order).toBe(before);
    expect(codes(pair)).toEqual(['held']);
    pair.book('hedge', 300_000, 300_010);
    pair.pass(50);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 100, timeInForce: 'ioc' });
  });
});

describe('a quote that fills in many parts', () => {
  it('is withdrawn before its hedges use up their order rate: what fills until then is still hedged at once', () => {
    const pair = new ScriptedPair({ config: { orderRate: { requests: 20, perMs: 60_000 } } });
    const quote = resting(pair);
    let parts = 0;
    while (!cancelledIn(pair.commands).includes(quote.clientOrderId)) {
      fillAndHedge(pair, quote, 1);
      parts += 1;
    }
    expect(parts).toBeGreaterThan(3);
    for (let late = 0; late < 2; late += 1) {
      const [hedge] = placedIn(pair.fill(quote, 1), 'hedge');
      expect(hedge).toMatchObject({ side: 'sell', quantity: 1 });
      if (hedge !== undefined) pair.fill(hedge, 1);
    }
    expect(codes(pair)).toEqual([]);
  });
});

describe('the cost that is expected of a round trip', () => {
  it('is that of its own BUILD, however soon that fills', () => {
    const costPerMillionMax = quoteAmount(100_000n * 10n ** 18n);
    const pair = new ScriptedPair({ config: { steering: { ...noSteering, costPerMillionMax } } });
    for (const { instrument } of pair.pair.legs) pair.turn(noFunding(instrument.key));
    pair.start();
    pair.completeCycle();
    pair.pass(50);
    const unwind = pair.lastPlaced('quote').order;
    pair.accept(unwind);
    const before = pair.pair.cycle.expectedCost;
    const [hedge] = placedIn(pair.fill(unwind, 100), 'hedge');
    pair.book('hedge', 299_000, 299_010);
    if (hedge === undefined) throw new Error('an UNWIND is hedged');
    pair.fill(hedge, 100);
    const [build] = placedIn(pair.pass(50), 'quote');
    if (build === undefined) throw new Error('the next BUILD begins');
    pair.fill(build, 100);
    expect(pair.pair.cycle.expectedCost).not.toBe(before);
  });
});

describe('a primary that takes no small orders', () => {
  const coarse = (): ScriptedPair => new ScriptedPair({ primary: testInstrument('alpha', '0.001', 10) });

  it('keeps the rest of a quote where it is, when it is too small to be sent again', () => {
    const pair = coarse();
    const quote = resting(pair);
    fillAndHedge(pair, quote, 95);
    pair.book('primary', 300_005, 300_010);
    pair.pass(5_000);
    expect(cancelledIn(pair.commands)).not.toContain(quote.clientOrderId);
  });

  it('completes an attempt whose rest is too small for any order', () => {
    const pair = coarse();
    const quote = resting(pair);
    fillAndHedge(pair, quote, 95);
    pair.end(quote, 'canceled', 95);
    pair.pass(100);
    expect(pair.pair.counters).toMatchObject({ attempts: 1, attemptsCompleted: 1 });
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 95 });
  });

  it.each([
    [7, 'exposure-left'],
    [1, 'flat'],
  ])('holds %i lots on either leg at the end, which is called %s', (quantity, outcome) => {
    const pair = coarse();
    const quote = resting(pair);
    fillAndHedge(pair, quote, quantity);
    pair.operator('stop');
    pair.end(quote, 'canceled', quantity);
    pair.pass(20_000);
    expect(pair.finish).toMatchObject({ reason: 'test', outcome });
  });
});

describe('an attempt', () => {
  it('that reaches its target in the turn of a stop is completed', () => {
    const pair = new ScriptedPair();
    const quote = resting(pair);
    pair.moveVenue(quote, 100);
    pair.turn(pair.fillEvent(quote, 100), { kind: 'operator', action: 'stop', reason: 'test' });
    expect(pair.pair.counters).toMatchObject({ attempts: 1, attemptsCompleted: 1 });
  });
});
