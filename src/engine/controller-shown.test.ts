// Venues that call an order ended before they tell what it filled: what a snapshot shows to be done is not done a second time, and is
// never booked from there.
import { describe, expect, it } from 'vitest';
import { limits } from '../core/limits.ts';
import type { OrderRequest } from '../core/order.ts';
import { isProven } from '../execution/proof-of-life.ts';
import { placedIn, ScriptedPair, type ScriptOptions } from './testing/scripted-pair.ts';

/** 100 lots are bought, and their hedge is out. */
function naked(options: ScriptOptions = {}): { readonly pair: ScriptedPair; readonly hedge: OrderRequest } {
  const pair = new ScriptedPair(options);
  const { order } = pair.start();
  pair.accept(order);
  const [hedge] = placedIn(pair.fill(order, 100), 'hedge');
  if (hedge === undefined) throw new Error('a fill is hedged');
  return { pair, hedge };
}

/** Filled at its venue, which calls it expired with nothing. */
function fillUntold(pair: ScriptedPair, hedge: OrderRequest): ReturnType<ScriptedPair['fillEvent']> {
  const fill = pair.fillEvent(hedge, 100);
  pair.moveVenue(hedge, 100);
  pair.end(hedge, 'expired', 0);
  return fill;
}

describe('a hedge that its venue shows and has not told', () => {
  it('is not sent again while its fills are looked for', () => {
    const { pair, hedge } = naked();
    fillUntold(pair, hedge);
    const second = pair.lastPlaced('hedge').order;
    pair.end(second, 'expired', 0);
    expect(pair.countPlaced('hedge')).toBe(2);
    expect(pair.commands.some(({ kind }) => kind === 'query-fills')).toBe(true);
    expect(placedIn(pair.pass(900), 'hedge')).toEqual([]);
    expect(pair.pair.hedge.position).toBe(0);
  });

  it('is booked as soon as the history has it, and nothing was hedged twice', () => {
    const { pair, hedge } = naked();
    const fill = fillUntold(pair, hedge);
    pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
    pair.history.push(fill);
    pair.pass(500);
    expect(pair.pair.netDelta).toBe(0n);
    expect(pair.countPlaced('hedge')).toBe(2);
  });

  it('holds the next try back for a moment only: a snapshot may be old', () => {
    const { pair, hedge } = naked();
    fillUntold(pair, hedge);
    pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
    pair.pass(limits.shownMs + 100);
    expect(pair.countPlaced('hedge')).toBe(3);
    expect(pair.alerts).toEqual([]);
  });

  it('holds it back no longer for a snapshot that says something else every time', () => {
    const { pair, hedge } = naked();
    for (let shown = 0; shown < 5; shown += 1) {
      pair.moveVenueByHand('primary', -10);
      pair.pass(400);
    }
    pair.end(hedge, 'expired', 0);
    pair.pass(limits.shownMs + 100);
    expect(pair.lastPlaced('hedge').order).toMatchObject({ side: 'sell', quantity: 100 });
    expect(pair.countPlaced('hedge')).toBeGreaterThan(1);
  });

  it('is not shown any longer once its fill is booked: a later delta on the same side is hedged at once', () => {
    const { pair, hedge } = naked();
    const fill = fillUntold(pair, hedge);
    pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
    pair.pass(300);
    expect(pair.pair.hedge.positionCheck.difference).toBe(-100);
    pair.answersQueries = false;
    const { order: quote } = pair.lastPlaced('quote');
    const [next] = placedIn(pair.turn(fill, pair.fillEvent(quote, 30)), 'hedge');
    expect(next).toMatchObject({ side: 'sell', quantity: 30 });
  });

  it('is not sent again when its report states more than its end did: what is stated is on its way', () => {
    const { pair, hedge } = naked();
    pair.answersQueries = false;
    pair.end(hedge, 'expired', 0);
    const second = pair.lastPlaced('hedge').order;
    pair.report(hedge, false, 100);
    pair.end(second, 'expired', 0);
    expect(placedIn(pair.pass(5_000), 'hedge')).toEqual([]);
    pair.turn(pair.fillEvent(hedge, 100));
    expect(pair.pair.netDelta).toBe(0n);
    expect(pair.pair.hedge.orders.liveCount).toBe(0);
    expect(pair.countPlaced('hedge')).toBe(2);
  });

  it('is sent again when the history does not know what its report stated, for long enough', () => {
    const { pair, hedge } = naked();
    pair.end(hedge, 'expired', 0);
    pair.report(hedge, false, 100);
    pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
    expect(placedIn(pair.pass(9_000), 'hedge')).toEqual([]);
    expect(placedIn(pair.pass(3_000), 'hedge').length + pair.countPlaced('reduce')).toBeGreaterThan(0);
  });

  it('makes what is left of it smaller where only a part is shown', () => {
    const { pair, hedge } = naked();
    pair.moveVenue(hedge, 60);
    pair.end(hedge, 'expired', 0);
    pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
    expect(pair.lastPlaced('hedge').order.quantity).toBe(40);
  });
});

describe('a quote', () => {
  it('is not sent while one venue shows another position than ours', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.moveVenueByHand('hedge', 30);
    while (pair.pair.hedge.positionCheck.difference === 0) pair.pass(50);
    expect(placedIn(pair.end(order, 'canceled', 0), 'quote')).toEqual([]);
    pair.moveVenueByHand('hedge', -30);
    expect(placedIn(pair.pass(1_000), 'quote')).toHaveLength(1);
  });

  it.each(['market', 'bbo'] as const)(
    'in mode %s that its venue ended short is followed by another only after a later position',
    (primaryMode) => {
      const pair = new ScriptedPair({ config: { primaryMode } });
      const { order } = pair.start();
      pair.accept(order);
      pair.answersQueries = false;
      pair.end(order, 'expired', 0);
      expect(placedIn(pair.pass(2_000), 'quote')).toEqual([]);
      pair.answersQueries = true;
      expect(placedIn(pair.pass(4_000), 'quote')).toHaveLength(1);
    },
  );

  it('that we cancelled is followed by another at once', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.pass(limits.quoteAgeMsMin);
    pair.book('primary', 300_050, 300_060);
    pair.answersQueries = false;
    expect(placedIn(pair.end(order, 'canceled', 0), 'quote')).toHaveLength(1);
  });

  it('counts hedges under way beyond flat into its worst case', () => {
    const { pair, hedge } = naked();
    const late = pair.fillEvent(hedge, 100);
    pair.moveVenue(hedge, 100);
    pair.end(hedge, 'expired', 0);
    expect(pair.countPlaced('hedge')).toBe(2);
    pair.turn(late);
    expect(pair.pair.netDelta).toBe(0n);
    pair.pass(70_000);
    expect(pair.countPlaced('quote')).toBe(1);
  });
});

describe('the history of fills', () => {
  it('is read on where an answer was cut off, until nothing more comes', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.historyPage = 2;
    for (const quantity of [10, 20, 30, 40]) {
      pair.pass(50);
      pair.history.push(pair.fillEvent(order, quantity));
      pair.moveVenue(order, quantity);
    }
    pair.end(order, 'filled', 100);
    pair.pass(500);
    expect(pair.pair.primary.position).toBe(100);
  });

  it('is not done with before its end: its cursor waits', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const cursorUs = pair.pair.primary.fillCursorUs;
    pair.historyPage = 1;
    pair.pass(15_000);
    pair.history.push(pair.fillEvent(order, 10));
    pair.answersQueries = false;
    const asked = pair.end(order, 'canceled', 30).find(({ kind }) => kind === 'query-fills');
    if (asked?.kind !== 'query-fills') throw new Error('missing fills are asked for');
    const { instrument, requestId } = asked;
    pair.turn(...pair.history, { kind: 'fills-report', instrument, requestId });
    expect(pair.pair.primary.fillCursorUs).toBe(cursorUs);
    expect(pair.pair.primary.positionCheck.fillsFetchedAtUs).toBe(0);
  });
});

describe('an order that its private stream kept to itself', () => {
  it('takes the venue its proof of life, even when the history has told its fills before it is reported', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.fill(order, 100);
    expect(isProven(pair.pair.primary.life)).toBe(true);
    pair.report(order, false, 100);
    expect(isProven(pair.pair.primary.life)).toBe(false);
  });
});
