// What venues do on bad days: events lost, late, out of order or contradictory, books that say nothing, and rate limits. Each
// of these once left exposure, a second order, or silence.
import { describe, expect, it } from 'vitest';
import type { Command } from '../core/commands.ts';
import { defineInstrument, type Instrument } from '../core/instrument.ts';
import { lots, quoteAmount, ticks } from '../core/money.ts';
import type { OrderRequest } from '../core/order.ts';
import { exactly } from '../core/pair.ts';
import { base, testInstrument } from '../core/testing/test-pair.ts';
import { cancelledIn, placedIn, ScriptedPair } from './testing/scripted-pair.ts';

function withMinNotional(venue: string, lot: string, dollars: bigint): Instrument {
  return defineInstrument({ ...testInstrument(venue, lot), minNotional: quoteAmount(dollars * 10n ** 18n) });
}

/** A quote that filled `quantity`, and the hedge that went out for it. */
function filled(
  pair: ScriptedPair,
  quantity: number,
): { readonly quote: OrderRequest; readonly hedge: OrderRequest } {
  const { order } = pair.start();
  pair.accept(order);
  const [hedge] = placedIn(pair.fill(order, quantity), 'hedge');
  if (hedge === undefined) throw new Error('a fill is hedged');
  return { quote: order, hedge };
}

const queriesIn = (commands: readonly Command[], kind: Command['kind']): number =>
  commands.filter((command) => command.kind === kind).length;

describe('a stop', () => {
  it('does not say flat of a balanced pair that nothing has moved for a while', () => {
    const pair = new ScriptedPair();
    const { quote, hedge } = filled(pair, 40);
    pair.fill(hedge, 40);
    pair.pass(6_000, { booksSpeak: false });
    pair.end(quote, 'canceled', 40);
    pair.pass(6_000, { booksSpeak: false });
    pair.operator('stop');
    expect(pair.finish).toBeUndefined();
    pair.pass(1_000);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 40, reduceOnly: true });
  });

  it('cancels a quote whose outcome is unknown', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.failPlace(order, { kind: 'timed-out' });
    expect(cancelledIn(pair.operator('stop'))).toEqual([order.clientOrderId]);
  });
});

describe('an order that the venue has lost, or says it has', () => {
  it('is fetched from the history when a later fill was delivered and an earlier one was not', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const lost = pair.fillEvent(order, 40, { tradeId: 'lost' });
    pair.moveVenue(order, 40);
    pair.history.push(lost);
    pair.pass(1_000);
    const [hedge] = placedIn(pair.fill(order, 60), 'hedge');
    if (hedge !== undefined) pair.fill(hedge, 60);
    pair.end(order, 'filled', 100);
    pair.pass(1_000);
    expect(placedIn(pair.commands, 'hedge').map((sent) => sent.quantity)).toEqual([60, 40]);
  });

  it('is not proven absent by what was answered before its acceptance', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.failPlace(order, { kind: 'timed-out' });
    for (let answers = 0; answers < 3; answers += 1) {
      pair.notFound(order);
      pair.pass(2_000);
    }
    pair.accept(order);
    pair.pass(8_000);
    expect(pair.countPlaced('quote')).toBe(1);
  });

  it('is proven absent when it was open once, and the venue has forgotten it', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    for (let seconds = 0; seconds < 30; seconds += 1) {
      if (queriesIn(pair.pass(1_000), 'query-order') > 0) pair.notFound(order);
    }
    expect(pair.pair.primary.orders.find(order.clientOrderId)?.state).toBe('done');
    expect(pair.countPlaced('quote')).toBeGreaterThan(1);
  });

  it('has its fills fetched as soon as a poll states more than was delivered', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.pass(500);
    pair.moveVenue(order, 40);
    expect(queriesIn(pair.report(order, true, 40), 'query-fills')).toBe(1);
  });

  it('ends at what was booked when history and position know of no more', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.end(order, 'canceled', 40);
    pair.pass(5_000);
    expect(pair.countPlaced('quote')).toBe(1);
    pair.pass(15_000);
    expect(pair.countPlaced('quote')).toBe(2);
  });

  it('is asked after when it is "filled" with nothing filled, and not sent again', () => {
    const pair = new ScriptedPair();
    const { hedge } = filled(pair, 100);
    const commands = pair.end(hedge, 'filled', 0);
    expect(placedIn(commands, 'hedge')).toEqual([]);
    expect(queriesIn(commands, 'query-order')).toBe(1);
  });

  it.each([
    [
      'a duplicate client order id',
      { kind: 'refused', reason: 'duplicate-client-order-id', text: 'seen before' },
    ],
    ['a time-out', { kind: 'timed-out' }],
    ['a reply of another shape', { kind: 'malformed', text: '<html>' }],
  ] as const)('stays unknown after %s', (_case, failure) => {
    const pair = new ScriptedPair();
    const { hedge } = filled(pair, 100);
    const commands = pair.failPlace(hedge, failure);
    expect(placedIn(commands, 'hedge')).toEqual([]);
    expect(pair.pair.hedge.orders.find(hedge.clientOrderId)?.state).toBe('unknown');
  });

  it('is not ended by a refusal that comes after its acceptance', () => {
    const pair = new ScriptedPair();
    const { hedge } = filled(pair, 100);
    pair.accept(hedge);
    const commands = pair.failPlace(hedge, { kind: 'rate-limited', retryAtUs: pair.pair.nowUs });
    expect(placedIn(commands, 'hedge')).toEqual([]);
    expect(pair.pair.hedge.orders.liveCount).toBe(1);
  });
});

describe('the quote', () => {
  it('is cancelled while the outcome of a hedge is unknown', () => {
    const pair = new ScriptedPair();
    const { quote, hedge } = filled(pair, 40);
    expect(cancelledIn(pair.failPlace(hedge, { kind: 'timed-out' }))).toEqual([quote.clientOrderId]);
  });

  it('is not renewed when the position was not confirmed of late', () => {
    const pair = new ScriptedPair();
    pair.accept(pair.start().order);
    pair.answersQueries = false;
    expect(cancelledIn(pair.pass(14_000))).toEqual([]);
    expect(cancelledIn(pair.pass(2_000))).toHaveLength(1);
  });

  it('is sent ever more rarely to a venue that refuses it, and the operator is told', () => {
    const pair = new ScriptedPair();
    const refuse = (order: OrderRequest): unknown =>
      pair.failPlace(order, { kind: 'refused', reason: 'insufficient-margin', text: 'no margin' });
    refuse(pair.start().order);
    for (let seconds = 0; seconds < 60; seconds += 1) {
      for (const order of placedIn(pair.pass(1_000), 'quote')) refuse(order);
    }
    expect(pair.countPlaced('quote')).toBeLessThan(12);
    expect(pair.alerts.map((alert) => alert.code)).toEqual(['held']);
  });

  it('waits, with an alert, while the size is below what the hedge venue takes', () => {
    const pair = new ScriptedPair({ hedge: withMinNotional('beta', '0.001', 400n) });
    pair.book('primary', 300_000, 300_010);
    pair.book('hedge', 300_000, 300_010);
    pair.pass(20_000);
    expect(pair.countPlaced('quote')).toBe(0);
    expect(pair.alerts.map((alert) => alert.text).join()).toContain('below the smallest order on beta');
  });
});

describe('the hedge', () => {
  it('is no emergency while fills keep coming and each is hedged in its turn', () => {
    const pair = new ScriptedPair({ config: { size: base('1'), positionLimit: base('1') } });
    const { order } = pair.start();
    pair.accept(order);
    let working: readonly OrderRequest[] = [];
    for (let fills = 0; fills < 120; fills += 1) {
      const next = placedIn(pair.fill(order, 5), 'hedge');
      for (const hedge of working) pair.fill(hedge, hedge.quantity);
      working = next;
      pair.pass(100);
    }
    expect(pair.alerts).toEqual([]);
  });

  it('is judged and sent by one minimum: what no order can take is carried, not refused again and again', () => {
    const pair = new ScriptedPair({ hedge: withMinNotional('beta', '0.001', 30n) });
    const { order } = pair.start();
    pair.accept(order);
    pair.fill(order, 10);
    pair.pass(9_000);
    expect(pair.pair.counters.refusals).toBe(0);
    expect(pair.alerts).toEqual([]);
    expect(placedIn(pair.fill(order, 1), 'hedge').map((hedge) => hedge.quantity)).toEqual([11]);
  });

  it('goes beyond zero at once when the part that only reduces is too small for an order', () => {
    const pair = new ScriptedPair({ hedge: testInstrument('beta', '0.001', 10) });
    const { quote, hedge } = filled(pair, 20);
    pair.fill(hedge, 15);
    pair.end(hedge, 'expired', 15);
    expect(pair.countPlaced('hedge')).toBe(1);
    expect(placedIn(pair.fill(quote, 10), 'hedge').map((order) => order.quantity)).toEqual([15]);
  });

  it('is not held back by a rate limit on queries, and the queries obey it', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.answersQueries = false;
    for (const leg of pair.pair.legs) {
      pair.turn({
        kind: 'request-failed',
        request: 'query-position',
        instrument: leg.instrument.key,
        clientOrderId: undefined,
        requestId: 0,
        failure: { kind: 'rate-limited', retryAtUs: pair.pair.nowUs + 60_000_000 },
      });
    }
    expect(queriesIn(pair.pass(10_000), 'query-position')).toBe(0);
    expect(placedIn(pair.fill(order, 100), 'hedge')).toHaveLength(1);
  });

  it('is tried again although positions cannot be asked for: reduce-only cannot enlarge', () => {
    const pair = new ScriptedPair();
    pair.start();
    pair.completeCycle();
    const unwind = pair.lastPlaced('quote').order;
    pair.accept(unwind);
    pair.answersQueries = false;
    const [hedge] = placedIn(pair.fill(unwind, 60), 'hedge');
    if (hedge === undefined) throw new Error('a fill is hedged');
    pair.failPlace(hedge, { kind: 'refused', reason: 'reduce-only-would-increase', text: 'no' });
    expect(placedIn(pair.pass(950), 'hedge')).toEqual([]);
    expect(placedIn(pair.pass(100), 'hedge')).toHaveLength(1);
    expect(pair.alerts).toEqual([]);
  });

  it('becomes an emergency after a moment in which no order could even be tried', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.book('hedge', 300_010, 300_010);
    pair.fill(order, 100);
    const commands = pair.pass(1_700);
    expect(pair.alerts.map((alert) => alert.code)).toEqual(['hedge-unavailable']);
    expect(placedIn(commands, 'reduce')).toMatchObject([{ side: 'sell', quantity: 100, reduceOnly: true }]);
  });
});

describe('an emergency', () => {
  it('acts on the venue that can act, when the other cannot express the rest', () => {
    const pair = new ScriptedPair({ primary: testInstrument('alpha', '0.01') });
    const { hedge } = filled(pair, 10);
    pair.fill(hedge, 95);
    pair.end(hedge, 'expired', 95);
    for (let tries = 0; tries < 9; tries += 1) {
      if (pair.pair.hedge.orders.liveCount > 0) pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
      pair.pass(1_050);
    }
    expect(pair.pair.emergency).toBeDefined();
    expect(pair.pair.hedge.orders.liveCount).toBe(1);
  });

  it('acts on the hedge venue while the primary’s book is crossed', () => {
    const pair = new ScriptedPair();
    filled(pair, 100);
    for (let tries = 0; tries < 9; tries += 1) {
      pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
      if (tries === 7) pair.book('primary', 300_010, 300_010);
      pair.pass(1_050);
    }
    expect(pair.pair.emergency).toBeDefined();
    expect(pair.pair.hedge.orders.liveCount).toBe(1);
    expect(pair.countPlaced('reduce')).toBe(0);
  });
});

describe('a venue that falls silent', () => {
  it('is told of, and so is its return', () => {
    const pair = new ScriptedPair({ config: { sleep: exactly(60_000) } });
    pair.start();
    pair.completeCycle();
    pair.operator('stop');
    pair.answersQueries = false;
    pair.pass(60_000);
    expect(pair.finish).toBeUndefined();
    expect(pair.alerts.map((alert) => alert.code)).toContain('held');
    pair.answersQueries = true;
    pair.end(pair.lastPlaced('quote').order, 'canceled', 0);
    pair.pass(20_000);
    expect(pair.alerts.map((alert) => alert.code)).toContain('resumed');
  });

  it('is still believed when it answers slowly', () => {
    const pair = new ScriptedPair();
    pair.answersQueries = false;
    pair.book('primary', 300_000, 300_010);
    pair.book('hedge', 300_000, 300_010);
    const asked = pair.commands.filter((command) => command.kind === 'query-position');
    pair.pass(4_000);
    for (const { instrument, requestId } of asked) {
      pair.turn({ kind: 'position-report', instrument, requestId, position: lots(0) });
    }
    expect(pair.pair.hedge.positionCheck.agreedAtUs).toBeGreaterThan(0);
  });
});

describe('a round trip', () => {
  it('is counted once, although a late fill makes an unwinding of its own', () => {
    const pair = new ScriptedPair({ config: { iterations: 5, sleep: exactly(1_000) } });
    pair.start();
    pair.completeCycle();
    pair.pass(1_100);
    const unwind = pair.lastPlaced('quote').order;
    pair.completeCycle();
    expect(pair.pair.counters.iterationsDone).toBe(1);
    const [hedge] = placedIn(pair.fill(unwind, 5), 'hedge');
    if (hedge !== undefined) pair.fill(hedge, 5);
    pair.pass(1_100);
    pair.completeCycle();
    expect(pair.pair.counters.iterationsDone).toBe(1);
  });
});

describe('own quantity', () => {
  it('is seen through on the ask side too', () => {
    const pair = new ScriptedPair({ config: { buildSide: 'sell', primaryMode: 'bbo_minus_1' } });
    const { order } = pair.start();
    pair.accept(order);
    pair.pair.primary.book.asks.set(ticks(300_001), lots(order.quantity));
    pair.pass(50);
    pair.accept(order);
    expect(pair.pair.primary.touch?.ask).toBe(300_010);
  });
});
