// Recovery from a record whose end is lost: a bit has flipped, or it is an older copy. What is left of it is completed from the
// venues' histories; the pair is hedged, and halted, because what only the record knew does not come back.
import { describe, expect, it } from 'vitest';
import type { Command } from '../core/commands.ts';
import { removesDelta, type OrderRequest } from '../core/order.ts';
import { exactly } from '../core/pair.ts';
import { lots } from '../core/money.ts';
import type { TurnOnRecord } from './recover.ts';
import { RecordedPair } from './testing/recorded-pair.ts';
import { cancelledIn } from './testing/scripted-pair.ts';

/** A BUILD, its hedge, the UNWIND and its hedge, told as they happen and known to the venues' histories. */
function roundTrip(): { readonly pair: RecordedPair; readonly orders: readonly OrderRequest[] } {
  const pair = new RecordedPair({ config: { sleep: exactly(0) } });
  const { order: build } = pair.start();
  const buildHedge = filled(pair, build);
  pair.turn(pair.fillUnheard(buildHedge, buildHedge.quantity));
  pair.pass(100);
  const unwind = pair.lastPlaced('quote').order;
  const unwindHedge = filled(pair, unwind);
  return { pair, orders: [build, buildHedge, unwind, unwindHedge] };
}

/** The quote fills in two parts, while it rests; returns the last hedge, still without an answer. */
function filled(pair: RecordedPair, quote: OrderRequest): OrderRequest {
  pair.accept(quote);
  pair.turn(pair.fillUnheard(quote, 40));
  pair.turn(pair.fillUnheard(pair.lastPlaced('hedge').order, 40));
  pair.venueOrders.set(quote.clientOrderId, 'open');
  pair.turn(pair.fillUnheard(quote, 60));
  pair.venueOrders.set(quote.clientOrderId, 100);
  return pair.lastPlaced('hedge').order;
}

/** Whatever the process takes now is filled at once. */
function passWithFills(pair: RecordedPair, milliseconds: number): void {
  const filledIds = new Set<number>();
  for (let passed = 0; passed < milliseconds; passed += 500) {
    pair.pass(500);
    for (const order of placedBy(pair.record)) {
      if (filledIds.has(order.clientOrderId)) continue;
      filledIds.add(order.clientOrderId);
      pair.turn(pair.fillUnheard(order, order.quantity));
    }
  }
}

const venueDelta = ({ history }: RecordedPair): number =>
  history.reduce((sum, { side, quantity }) => sum + (side === 'buy' ? quantity : -quantity), 0);

/** All that left, probes included. */
const placedBy = (turns: readonly TurnOnRecord[]): OrderRequest[] =>
  turns.flatMap(({ commands }) => (commands as readonly Command[]).flatMap(orderIn));
const orderIn = (command: Command): readonly OrderRequest[] =>
  command.kind === 'place' ? [command.order] : [];

describe('a record whose end is lost, at whatever turn it ends', () => {
  const { length } = roundTrip().pair.record;

  it.each(Array.from({ length }, (_, turn) => ({ turnsLost: turn + 1 })))(
    'is completed from the venues, hedged and halted: $turnsLost turns lost',
    ({ turnsLost }) => {
      const { pair } = roundTrip();
      const sent = new Set(placedBy(pair.record).map(({ clientOrderId }) => clientOrderId));
      pair.restart({ lostTurns: turnsLost, isNoticed: true });
      passWithFills(pair, 12_000);
      expect(pair.pair.halt?.code).toBe('record-damaged');
      expect(pair.pair.netDelta).toBe(0n);
      expect(venueDelta(pair)).toBe(0);
      const after = placedBy(pair.record);
      expect(after.filter(({ role }) => !removesDelta(role))).toEqual([]);
      expect(after.filter(({ clientOrderId }) => sent.has(clientOrderId))).toEqual([]);
    },
  );
});

describe('a record whose end is lost', () => {
  it('says what can be vouched for', () => {
    const { pair } = roundTrip();
    const { length } = pair.record;
    pair.restart({ lostTurns: 3, isNoticed: true });
    pair.pass(100);
    const alert = pair.alerts.find(({ code }) => code === 'record-damaged');
    expect(alert?.text).toContain(`of ${length} recorded turns only the first ${length - 3}`);
  });

  it('with a quote in it that rests: the quote is found and cancelled, and hedged as far as it was filled', () => {
    const pair = new RecordedPair();
    const turnsBefore = (): number => pair.record.length;
    pair.book('primary', 300_000, 300_010);
    const known = turnsBefore();
    const { order: quote } = pair.start();
    pair.accept(quote);
    pair.fillUnheard(quote, 30);
    pair.venueOrders.set(quote.clientOrderId, 'open');
    pair.restart({ lostTurns: pair.record.length - known, isNoticed: true });
    pair.pass(5_000);
    expect(cancelledIn(pair.commands)).toContain(quote.clientOrderId);
    expect(pair.pair.primary.position).toBe(30);
    pair.venueOrders.set(quote.clientOrderId, 30);
    pair.pass(7_000);
    expect(pair.lastPlaced('hedge').order).toMatchObject({ side: 'sell', quantity: lots(30) });
  });

  it('and a liquidation that no record tells of: it is answered like any other, and no reason to refuse a start', () => {
    const pair = new RecordedPair();
    const { order: quote } = pair.start();
    pair.turn(pair.fillUnheard(quote, 100));
    const hedge = pair.lastPlaced('hedge').order;
    pair.turn(pair.fillUnheard(hedge, 100));
    pair.moveVenueByHand('hedge', 100);
    pair.restart({ lostTurns: pair.record.length, isNoticed: true });
    pair.pass(25_000);
    expect(pair.alerts.map(({ code }) => code)).toContain('foreign-position');
    expect(pair.lastPlaced('offset').order).toMatchObject({
      side: 'sell',
      quantity: 100,
      instrument: quote.instrument,
    });
  });

  it('with an order in it that no venue finds: nothing is hedged beside it before its absence is proven', () => {
    const pair = new RecordedPair();
    const { order: quote } = pair.start();
    filled(pair, quote);
    pair.restart({ lostTurns: 2, isNoticed: true });
    pair.pass(9_000);
    expect(placedBy(pair.record)).toEqual([]);
    pair.pass(3_000);
    expect(pair.lastPlaced('hedge').order).toMatchObject({ side: 'sell' });
  });

  it('and a process that dies while it looks for orders: the next one looks on, and stays halted', () => {
    const pair = new RecordedPair();
    const { order: quote } = pair.start();
    pair.accept(quote);
    pair.venueOrders.set(quote.clientOrderId, 'open');
    pair.restart({ lostTurns: 3, isNoticed: true });
    pair.answersQueries = false;
    pair.restart({ awayMs: 200 });
    pair.answersQueries = true;
    pair.pass(5_000);
    expect(cancelledIn(pair.commands)).toContain(quote.clientOrderId);
    expect(pair.pair.halt?.code).toBe('record-damaged');
  });
});
