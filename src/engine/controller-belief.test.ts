// controller.md, "What is believed": rules 1 to 3, on venues that say what the test tells them to say.
import { describe, expect, it } from 'vitest';
import { lots } from '../core/money.ts';
import { cancelledIn, placedIn, ScriptedPair } from './testing/scripted-pair.ts';

describe('rule 1: a position is the sum of unique booked fills', () => {
  it('books a fill that two channels deliver under one id once', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.fill(order, 40, { tradeId: 'same' });
    pair.turn(pair.fillEvent(order, 40, { tradeId: 'same' }));
    expect(pair.pair.primary.position).toBe(40);
    expect(placedIn(pair.commands, 'hedge').map((hedge) => hedge.quantity)).toEqual([40]);
  });

  it('never takes a position from a snapshot, even when the snapshot is ahead of the fills', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.moveVenue(order, 100);
    pair.pass(6_000);
    expect(pair.pair.primary.position).toBe(0);
    expect(pair.countPlaced('hedge')).toBe(0);
  });

  it('books a fill that arrives before the acceptance of its order', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.fill(order, 40);
    pair.accept(order);
    expect(pair.pair.primary.position).toBe(40);
    expect(pair.lastPlaced('hedge').order.quantity).toBe(40);
  });

  it('books a fill that arrives after "cancelled", and hedges it', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.end(order, 'canceled', 0);
    pair.fill(order, 30);
    expect(pair.pair.primary.position).toBe(30);
    expect(pair.lastPlaced('hedge').order.quantity).toBe(30);
  });
});

describe('rule 2: an adjustment needs proof', () => {
  it('is not booked while an own order could explain the difference', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.moveVenueByHand('primary', 7);
    pair.answersQueries = true;
    pair.pass(5_500);
    // The quote is cancelled on suspicion, and until its end is proven nothing is booked.
    expect(cancelledIn(pair.commands)).toContain(order.clientOrderId);
    expect(pair.pair.primary.position).toBe(0);
    expect(pair.pair.halt).toBeUndefined();
  });

  it('is booked after all orders ended, the fills were fetched, and two snapshots agreed', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.moveVenueByHand('primary', 7);
    pair.pass(5_500);
    pair.end(order, 'canceled', 0);
    const afterwards = pair.pass(12_000);
    expect(afterwards.filter((command) => command.kind === 'query-fills').length).toBeGreaterThan(0);
    expect(pair.pair.primary.position).toBe(7);
    expect(pair.pair.halt?.code).toBe('foreign-position');
  });

  it('is not booked before the history was read again, once the difference has lasted: a fill of ours may have been missing there', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const fill = pair.fillEvent(order, 25);
    pair.moveVenue(order, 25);
    pair.end(order, 'canceled', 0);
    pair.pass(4_000);
    expect(pair.pair.primary.positionCheck.fillsFetchedAtUs).toBeGreaterThan(0);
    pair.history.push(fill);
    pair.pass(5_000);
    expect(pair.pair.primary.position).toBe(25);
    expect(pair.pair.halt).toBeUndefined();
  });

  it('is booked beside an order that the venue does not know: neither proof waits for the other for ever', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.failPlace(order, { kind: 'timed-out' });
    pair.moveVenueByHand('primary', 30);
    for (let seconds = 0; seconds < 40; seconds += 1) {
      const asked = pair.pass(1_000).filter(({ kind }) => kind === 'query-order');
      if (asked.length > 0) pair.notFound(order);
    }
    expect(pair.pair.primary.orders.find(order.clientOrderId)?.state).toBe('done');
    expect(pair.pair.halt?.code).toBe('foreign-position');
    expect(pair.pair.primary.position).toBe(30);
  });

  it('is not booked when the fetched fills explain the difference', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.moveVenue(order, 25);
    pair.pass(5_500);
    pair.end(order, 'canceled', 25);
    pair.turn(pair.fillEvent(order, 25));
    pair.pass(12_000);
    expect(pair.pair.primary.position).toBe(25);
    expect(pair.pair.halt).toBeUndefined();
  });

  it('reads the history again from before an order that it may have left fills of out', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const fill = pair.fillEvent(order, 25);
    pair.moveVenue(order, 25);
    pair.pass(20_000);
    pair.notFound(order);
    pair.pass(2_000);
    expect(pair.pair.primary.position).toBe(0);
    pair.history.push(fill);
    pair.report(order, false, 25);
    pair.pass(1_000);
    expect(pair.pair.primary.position).toBe(25);
    expect(pair.pair.halt).toBeUndefined();
  });

  it('does not take a failed position query for "flat"', () => {
    const pair = new ScriptedPair();
    pair.answersQueries = false;
    pair.book('primary', 300_000, 300_010);
    const query = pair.book('hedge', 300_000, 300_010).find((command) => command.kind === 'query-position');
    pair.turn({
      kind: 'request-failed',
      request: 'query-position',
      instrument: pair.pair.primary.instrument.key,
      clientOrderId: undefined,
      requestId: query?.requestId ?? 1,
      failure: { kind: 'malformed', text: 'a row was missing' },
    });
    pair.pass(1_000);
    expect(pair.countPlaced('quote')).toBe(0);
    expect(pair.pair.primary.positionCheck.agreedAtUs).toBe(0);
  });
});

describe('rule 3: own resting quantity is taken out of a book', () => {
  it('does not outbid its own quote when the venue shows it as the best bid', () => {
    const pair = new ScriptedPair({ config: { primaryMode: 'bbo' } });
    const { order } = pair.start();
    pair.accept(order);
    pair.book('primary', order.price as number, 300_010, { quantity: order.quantity });
    expect(pair.pair.primary.touch).toBeUndefined();
    expect(pair.countPlaced('quote')).toBe(1);
  });

  it('sees through its own level to the next one', () => {
    const pair = new ScriptedPair({ config: { primaryMode: 'bbo_minus_1' } });
    const { order } = pair.start();
    pair.accept(order);
    expect(order.price).toBe(300_009);
    const { primary } = pair.pair;
    primary.book.bids.set(order.price as typeof order.price & {}, lots(order.quantity));
    pair.pass(50);
    expect(primary.touch?.bid).toBe(300_000);
  });
});
