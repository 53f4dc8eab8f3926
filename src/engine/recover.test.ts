// Recovery: a run that died is rebuilt from its record, learns what happened meanwhile, and only then goes on.
import { describe, expect, it } from 'vitest';
import type { Command } from '../core/commands.ts';
import { limits } from '../core/limits.ts';
import {
  createOrderRecord,
  deriveClientOrderId,
  type ClientOrderId,
  type OrderRequest,
} from '../core/order.ts';
import { exactly, type PairConfig } from '../core/pair.ts';
import { base, testInstrument } from '../core/testing/test-pair.ts';
import { settleOrder } from '../execution/order-life.ts';
import { counterOf } from '../execution/restart.ts';
import { createSeededRandom } from '../venues/simulated/seeded-random.ts';
import { recoverPair, replayTurns } from './recover.ts';
import { statusOf } from './status.ts';
import { RecordedPair } from './testing/recorded-pair.ts';
import { cancelledIn, placedIn } from './testing/scripted-pair.ts';

/** A quote that rests, and a pair that will rest for an hour once it is built. */
function quoted(config: Partial<PairConfig> = {}): { pair: RecordedPair; quote: OrderRequest } {
  const pair = new RecordedPair({ config: { sleep: exactly(3_600_000), ...config } });
  const { order: quote } = pair.start();
  pair.accept(quote);
  pair.venueOrders.set(quote.clientOrderId, 'open');
  return { pair, quote };
}

/** The quote was filled, and the hedge went out. */
function hedged(config: Partial<PairConfig> = {}): {
  pair: RecordedPair;
  quote: OrderRequest;
  hedge: OrderRequest;
} {
  const { pair, quote } = quoted(config);
  pair.turn(pair.fillUnheard(quote, 100));
  return { pair, quote, hedge: pair.lastPlaced('hedge').order };
}

/** Such an order, with an id of the run's epoch that no record knows. */
function likeWithoutRecord({ pair }: RecordedPair, order: OrderRequest): OrderRequest {
  const clientOrderId = deriveClientOrderId(pair.config.runEpochSeconds, pair.ordersSent + 9);
  return { ...order, clientOrderId };
}

describe('what still rests when a run is taken up', () => {
  it('is cancelled as soon as its venue tells of it, though the other venue tells nothing: a hedge', () => {
    const pair = new RecordedPair({ config: { hedgeMode: 'bbo' } });
    const { order: quote } = pair.start();
    pair.accept(quote);
    pair.fill(quote, 50);
    const hedge = pair.lastPlaced('hedge').order;
    pair.accept(hedge);
    expect(restartInSilence(pair, hedge)).toContain(hedge.clientOrderId);
  });

  it('and so is a probe', () => {
    const pair = new RecordedPair();
    pair.answersProbes = false;
    pair.book('primary', 300_000, 300_010);
    pair.book('hedge', 300_000, 300_010);
    const probe = pair.lastPlaced('probe').order;
    pair.accept(probe);
    expect(restartInSilence(pair, probe)).toContain(probe.clientOrderId);
  });
});

describe('what the dead process had left naked', () => {
  it('is taken by the next one, and does not rest once more', () => {
    const pair = new RecordedPair({ config: { hedgeMode: 'bbo' } });
    const { order: quote } = pair.start();
    pair.accept(quote);
    pair.fillUnheard(quote, 100);
    pair.answersQueries = false;
    pair.restart();
    pair.answersQueries = true;
    pair.pass(4_000);
    expect(pair.lastPlaced('hedge').order).toMatchObject({ timeInForce: 'ioc', quantity: 100 });
  });

  it('is not reduced on the primary before a hedge that may have left without a record is proven absent', () => {
    const { pair } = hedged();
    pair.answersQueries = false;
    pair.restart({ lostTurns: 1 });
    pair.book('hedge', 300_010, 300_010);
    pair.answersQueries = true;
    pair.pass(8_000);
    expect(pair.alerts.map(({ code }) => code)).toContain('hedge-unavailable');
    expect(pair.countPlaced('reduce')).toBe(0);
    pair.pass(5_000);
    expect(pair.lastPlaced('reduce').order).toMatchObject({ side: 'sell', quantity: 100 });
  });
});

/** No venue answers for its fills; returns the cancels of the ten seconds after. */
function restartInSilence(pair: RecordedPair, order: OrderRequest): number[] {
  pair.venueOrders.set(order.clientOrderId, 'open');
  pair.answersQueries = false;
  const before = pair.commands.length;
  pair.restart();
  pair.pass(10_000);
  expect(pair.pair.restart?.isCaughtUp).toBe(false);
  return cancelledIn(pair.commands.slice(before));
}

describe('a record', () => {
  it('rebuilds the state that it was written in', () => {
    const { pair } = hedged();
    const rebuilt = replayTurns(pair.pair.config, createSeededRandom(1), pair.record);
    if (!rebuilt.ok) throw new Error(rebuilt.text);
    expect(statusOf(rebuilt.engine.pair)).toEqual(statusOf(pair.pair));
    expect(rebuilt.engine.pair.cycle).toEqual(pair.pair.cycle);
    expect(rebuilt.engine.pair.legs.map(({ orders }) => [...orders])).toEqual(
      pair.pair.legs.map(({ orders }) => [...orders]),
    );
  });

  it('of another configuration is told, with the turn', () => {
    const { pair } = hedged();
    const other = { ...pair.pair.config, size: base('0.05'), sizeMin: base('0.05') };
    const recovery = recoverPair(other, createSeededRandom(1), [{ turns: pair.record }]);
    expect(recovery.ok).toBe(false);
    expect(!recovery.ok && recovery.text).toMatch(/^turn \d+ asks for .* on record$/);
  });
});

describe('after a restart', () => {
  it('what rests is asked after and cancelled, and nothing is quoted before its end is proven', () => {
    const { pair, quote } = quoted();
    pair.restart();
    expect(cancelledIn(pair.commands)).toContain(quote.clientOrderId);
    pair.pass(15_000);
    expect(pair.countPlaced('quote')).toBe(1);
    pair.end(quote, 'canceled', 0);
    pair.venueOrders.set(quote.clientOrderId, 0);
    pair.pass(1_000);
    expect(pair.countPlaced('quote')).toBe(2);
  });

  it('a process that dies while it catches up leaves the next one all that both knew', () => {
    const { pair, quote } = quoted();
    pair.fillUnheard(quote, 100);
    pair.restart();
    pair.restart({ awayMs: 500 });
    pair.pass(2_000);
    expect(pair.pair.primary.position).toBe(100);
    expect(pair.countPlaced('hedge')).toBe(1);
  });

  it('a quote whose turn was recorded and which was never sent is proven absent', () => {
    const pair = new RecordedPair();
    pair.start();
    pair.restart();
    pair.pass(6_500);
    expect(pair.countPlaced('quote')).toBe(1);
    pair.pass(1_500);
    expect(pair.countPlaced('quote')).toBe(2);
  });

  it('a fill that nobody heard of is fetched and hedged', () => {
    const { pair, quote } = quoted();
    pair.fillUnheard(quote, 40);
    pair.restart();
    expect(placedIn(pair.pass(500), 'hedge')).toEqual([]);
    expect(pair.lastPlaced('hedge').order).toMatchObject({ side: 'sell', quantity: 40 });
  });

  it('life is to be proven again', () => {
    const { pair, quote } = quoted();
    pair.venueOrders.set(quote.clientOrderId, 0);
    pair.answersProbes = false;
    pair.restart();
    pair.pass(15_000);
    expect(pair.countPlaced('probe')).toBeGreaterThan(1);
    expect(pair.countPlaced('quote')).toBe(1);
  });

  it('a position that changed meanwhile by no order of ours halts the pair; it does not refuse the start', () => {
    const { pair, hedge } = hedged();
    pair.fillUnheard(hedge, 100);
    pair.moveVenueByHand('hedge', 30);
    pair.restart();
    pair.pass(30_000);
    expect(pair.pair.halt?.code).toBe('foreign-position');
  });

  it('the attempt, the cycle and the counters go on where they were', () => {
    const { pair, hedge } = hedged();
    pair.fillUnheard(hedge, 100);
    pair.restart();
    pair.pass(15_000);
    expect(pair.pair.cycle).toMatchObject({ phase: 'resting', number: 1, isBuilt: true });
    pair.operator('stop');
    pair.pass(100);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 100, reduceOnly: true });
  });
});

describe('a halt', () => {
  it('is told again by whoever takes over: the process that decided it may have died before it could', () => {
    const { pair } = quoted();
    pair.operator('halt', 'by hand');
    const before = pair.commands.length;
    pair.restart();
    pair.pass(100);
    expect(pair.commands.slice(before)).toContainEqual({
      kind: 'alert',
      severity: 'critical',
      code: 'operator-halt',
      text: 'by hand (halted before the restart)',
    });
  });

  it('of a run that is over is none', () => {
    const { pair, quote } = quoted();
    pair.operator('stop');
    pair.end(quote, 'canceled', 0);
    pair.pass(1_000);
    expect(pair.finish?.outcome).toBe('flat');
    pair.operator('halt');
    expect(pair.pair.halt).toBeUndefined();
  });
});

describe('what is naked after a restart', () => {
  it('is not hedged before both venues have told their fills, and the wait is told', () => {
    const { pair } = hedged();
    pair.answersQueries = false;
    pair.restart();
    pair.pass(5_000);
    expect(pair.countPlaced('hedge')).toBe(1);
    expect(pair.countPlaced('reduce')).toBe(0);
    const told = pair.alerts.filter(({ code }) => code === 'catching-up');
    expect(told).toMatchObject([{ severity: 'critical' }]);
    expect(told[0]?.text).toContain('alpha and beta');
    pair.answersQueries = true;
    pair.pass(5_000);
    expect(pair.alerts.map(({ code }) => code)).toContain('resumed');
  });

  it('gets the whole patience again, whatever was spent before the crash', () => {
    const { pair, hedge } = hedged();
    pair.end(hedge, 'expired', 0);
    const second = pair.lastPlaced('hedge').order;
    pair.end(second, 'expired', 0);
    const third = pair.lastPlaced('hedge').order;
    pair.end(third, 'expired', 0);
    pair.restart({ awayMs: 60_000 });
    pair.pass(500);
    expect(pair.countPlaced('hedge')).toBe(4);
    expect(pair.pair.emergency).toBeUndefined();
  });
});

describe('fills that a venue has stated and not told', () => {
  it('are not hedged against: they take away what is booked', () => {
    const pair = new RecordedPair({ config: { sleep: exactly(1_000) } });
    const { order: quote } = pair.start();
    pair.accept(quote);
    pair.fill(quote, 100);
    pair.fill(pair.lastPlaced('hedge').order, 100);
    pair.pass(2_000);
    const unwind = pair.lastPlaced('quote').order;
    pair.accept(unwind);
    const sold = pair.fillUnheard(unwind, 100);
    pair.turn(sold);
    pair.fillUnheard(pair.lastPlaced('hedge').order, 100);
    const told = pair.history.splice(0);
    pair.history.push(...told.filter((fill) => fill !== sold));
    pair.restart({ lostTurns: 1 });
    pair.pass(3_000);
    expect(pair.pair.primary.position).toBe(100);
    expect(pair.countPlaced('hedge')).toBe(2);
    pair.turn(sold);
    expect(pair.pair.netDelta).toBe(0n);
  });
});

describe('where the hedge venue takes an id again once its order has ended', () => {
  const forgetful = {
    hedge: { ...testInstrument('beta', '0.001'), remembersClientOrderIds: 'active' as const },
  };

  it('one that may have left without a record is proven absent before anything is hedged: ten seconds, and both asked once more', () => {
    const { pair, hedge } = hedged(forgetful);
    pair.restart({ lostTurns: 1 });
    pair.pass(9_900);
    expect(pair.countPlaced('hedge')).toBe(1);
    expect(pair.alerts.at(-1)).toMatchObject({ code: 'catching-up', severity: 'critical' });
    expect(pair.alerts.at(-1)?.text).toMatch(/^what may have left for beta without a record is looked for/);
    pair.pass(600);
    expect(pair.lastPlaced('hedge').order).toMatchObject({ side: 'sell', quantity: 100 });
    expect(pair.lastPlaced('hedge').order.clientOrderId).toBe(hedge.clientOrderId);
    expect(pair.countPlaced('hedge')).toBe(2);
  });

  it('one that comes late is found, and no second one is sent', () => {
    const { pair, hedge } = hedged(forgetful);
    pair.restart({ lostTurns: 1 });
    pair.pass(4_500);
    pair.fillUnheard(hedge, 100);
    pair.pass(15_000);
    expect(pair.pair.netDelta).toBe(0n);
    expect(pair.countPlaced('hedge')).toBe(1);
  });

  it('one that only the position shows is not sent again: it has become a change that is not ours, and has hedged', () => {
    const { pair, hedge } = hedged(forgetful);
    pair.restart({ lostTurns: 1 });
    pair.pass(4_500);
    pair.moveVenue(hedge, 100);
    pair.pass(20_000);
    expect(pair.pair.halt?.code).toBe('foreign-position');
    expect(pair.pair.netDelta).toBe(0n);
    expect(pair.countPlaced('hedge')).toBe(1);
  });

  it('a fill that nobody heard of is hedged at once: the dead process has said that it sent nothing', () => {
    const { pair, quote } = quoted(forgetful);
    pair.fillUnheard(quote, 40);
    pair.restart();
    expect(pair.pair.restart?.strays).toEqual([]);
    pair.pass(200);
    expect(pair.lastPlaced('hedge').order).toMatchObject({ side: 'sell', quantity: 40 });
  });

  it('after a power cut it waits as long as what may have left: the dead process may have hedged it', () => {
    const { pair, quote } = quoted(forgetful);
    pair.fillUnheard(quote, 40);
    pair.restart({ word: 'lost' });
    pair.pass(9_900);
    expect(pair.countPlaced('hedge')).toBe(0);
    pair.pass(600);
    expect(pair.lastPlaced('hedge').order).toMatchObject({ side: 'sell', quantity: 40 });
  });

  it('one that was filled as it should be keeps nobody waiting', () => {
    const { pair, hedge } = hedged(forgetful);
    pair.fillUnheard(hedge, 100);
    pair.restart({ lostTurns: 1 });
    pair.pass(500);
    expect(pair.pair.netDelta).toBe(0n);
  });
});

describe('where the machine died too', () => {
  /** The first hedge was refused, and the second is on its way: the record knows of neither. */
  function hedgedTwice(): { pair: RecordedPair; second: OrderRequest } {
    const { pair, hedge } = hedged();
    pair.failPlace(hedge, { kind: 'refused', reason: 'other', text: 'not now' });
    while (pair.countPlaced('hedge') < 2) pair.pass(50);
    return { pair, second: pair.lastPlaced('hedge').order };
  }

  it('no id protects a hedge, because it may be another one that left: all are proven absent', () => {
    const { pair, second } = hedgedTwice();
    pair.restart({ lostTurns: pair.record.length - turnsUntil(pair, 'hedge'), word: 'lost' });
    pair.pass(4_500);
    expect(pair.countPlaced('hedge')).toBe(2);
    pair.fillUnheard(second, 100);
    pair.pass(15_000);
    expect(pair.pair.netDelta).toBe(0n);
    expect(pair.countPlaced('hedge')).toBe(2);
  });

  it('a process of an older version is not known to have: it is taken up as it was then', () => {
    const { pair } = hedgedTwice();
    pair.restart({ lostTurns: pair.record.length - turnsUntil(pair, 'hedge'), word: 'none' });
    pair.pass(500);
    expect(pair.countPlaced('hedge')).toBe(3);
  });

  it('and only its process did, with a full disk, what was announced is proven absent, and nothing else is looked for', () => {
    const { pair, second } = hedgedTwice();
    pair.restart({ lostTurns: pair.record.length - turnsUntil(pair, 'hedge') });
    expect(pair.pair.restart?.strays.map(({ clientOrderId }) => clientOrderId)).toContain(
      second.clientOrderId,
    );
    expect(pair.pair.restart?.soughtUpTo).toBe(counterOf(pair.pair.config, second.clientOrderId));
    pair.pass(9_500);
    expect(pair.countPlaced('hedge')).toBe(2);
    pair.pass(1_000);
    expect(pair.countPlaced('hedge')).toBe(3);
  });
});

/** How many turns of the record came before the first with such an order. */
const turnsUntil = ({ record }: RecordedPair, role: string): number =>
  record.findIndex(({ commands }) =>
    (commands as readonly Command[]).some(
      (command) => command.kind === 'place' && command.order.role === role,
    ),
  );

describe('an order that was not announced', () => {
  it('by the process that died last, and was by the one before, is no surprise: no more are looked for', () => {
    const { pair, hedge } = hedged();
    pair.answersQueries = false;
    pair.restart({ lostTurns: 1 });
    pair.restart({ awayMs: 200 });
    pair.venueOrders.set(hedge.clientOrderId, 'open');
    pair.answersQueries = true;
    pair.pass(2_000);
    expect(pair.pair.ordersSent).toBe(counterOf(pair.pair.config, hedge.clientOrderId));
    expect(pair.pair.restart?.departures).not.toBe('unknown');
  });

  it('and that a venue knows all the same makes the word of the dead process worth nothing', () => {
    const { pair, quote } = quoted();
    pair.fillUnheard(quote, 100);
    const strange = likeWithoutRecord(pair, quote);
    pair.restart();
    pair.answersQueries = false;
    pair.turn(pair.fillEvent({ ...strange, instrument: pair.pair.hedge.instrument.key, side: 'sell' }, 40));
    expect(pair.pair.restart).toMatchObject({ departures: 'unknown' });
    expect(pair.pair.restart?.strays.length).toBeGreaterThan(4);
  });
});

describe('an order that left without a record', () => {
  it('and fills only after the venues were asked has the id of the hedge that is sent again: a duplicate, not a second hedge', () => {
    const { pair, hedge } = hedged();
    pair.restart({ lostTurns: 1 });
    pair.pass(500);
    const again = pair.lastPlaced('hedge').order;
    expect(again.clientOrderId).toBe(hedge.clientOrderId);
    const late = pair.fillUnheard(hedge, 100);
    pair.failPlace(again, { kind: 'refused', reason: 'duplicate-client-order-id', text: 'used before' });
    pair.turn(late);
    pair.pass(15_000);
    expect(pair.pair.netDelta).toBe(0n);
    expect(placedIn(pair.commands, 'hedge').map(({ clientOrderId }) => clientOrderId)).toEqual([
      hedge.clientOrderId,
      hedge.clientOrderId,
    ]);
  });

  it('is the one that is sent again, however small that is made: nothing goes beside it before it has ended', () => {
    const { pair, hedge } = hedged({ hedgeMode: 'depth-aware' });
    pair.answersQueries = false;
    pair.restart({ lostTurns: 1 });
    pair.book('hedge', 300_000, 300_010, { quantity: 60 });
    pair.answersQueries = true;
    const sent = placedIn(pair.pass(5_000), 'hedge');
    expect(sent).toMatchObject([{ clientOrderId: hedge.clientOrderId, quantity: 60 }]);
    pair.fill(hedge, 60);
    expect(placedIn(pair.pass(900), 'hedge')).toEqual([]);
    expect(placedIn(pair.end(hedge, 'expired', 60), 'hedge')).toHaveLength(1);
  });

  it('and filled in part is completed, not repeated', () => {
    const { pair, hedge } = hedged();
    pair.fillUnheard(hedge, 60);
    pair.restart({ lostTurns: 1 });
    pair.pass(500);
    expect(pair.lastPlaced('hedge').order).toMatchObject({ quantity: 40 });
    expect(pair.lastPlaced('hedge').order.clientOrderId).toBeGreaterThan(hedge.clientOrderId);
  });

  it('and filled in part blocks the rest while its venue does not find it: more of it may come', () => {
    const { pair, hedge } = hedged();
    pair.fillUnheard(hedge, 60);
    pair.venueOrders.delete(hedge.clientOrderId);
    const before = pair.countPlaced('hedge');
    pair.restart({ lostTurns: 1 });
    pair.pass(3_000);
    expect(pair.pair.hedge.position).toBe(-60);
    expect(pair.countPlaced('hedge')).toBe(before);
    pair.venueOrders.set(hedge.clientOrderId, 60);
    pair.pass(1_500);
    expect(pair.lastPlaced('hedge').order).toMatchObject({ quantity: 40 });
  });

  it('and came to nothing has used its id up: no other order gets it, on whichever venue', () => {
    const { pair, hedge } = hedged();
    pair.venueOrders.set(hedge.clientOrderId, 0);
    pair.restart({ lostTurns: 1 });
    pair.pass(500);
    expect(pair.lastPlaced('hedge').order).toMatchObject({ quantity: 100 });
    expect(pair.lastPlaced('hedge').order.clientOrderId).toBeGreaterThan(hedge.clientOrderId);
  });

  it('and still rests is cancelled, and nothing is hedged beside it until it has ended', () => {
    const { pair, hedge } = hedged();
    pair.venueOrders.set(hedge.clientOrderId, 'open');
    pair.restart({ lostTurns: 1 });
    pair.pass(3_000);
    expect(cancelledIn(pair.commands)).toContain(hedge.clientOrderId);
    expect(pair.countPlaced('hedge')).toBe(1);
    const late = pair.fillUnheard(hedge, 30);
    pair.turn(late);
    pair.end(hedge, 'canceled', 30);
    pair.pass(500);
    expect(pair.lastPlaced('hedge').order).toMatchObject({ quantity: 70 });
  });

  it('is looked for by the third process too, when the second died before it could book its fills', () => {
    const { pair, hedge } = hedged();
    const late = pair.fillUnheard(hedge, 100);
    pair.history.splice(pair.history.indexOf(late as (typeof pair.history)[number]), 1);
    pair.restart({ lostTurns: 1 });
    pair.pass(500);
    expect(pair.countPlaced('hedge')).toBe(1);
    pair.restart();
    pair.pass(500);
    expect(pair.countPlaced('hedge')).toBe(1);
    pair.history.push(late as (typeof pair.history)[number]);
    pair.pass(1_000);
    expect(pair.pair.netDelta).toBe(0n);
    expect(pair.countPlaced('hedge')).toBe(1);
  });

  it('and answered a change that is not ours is booked as that answer, and not hedged', () => {
    const { pair, hedge } = hedged();
    pair.accept(hedge);
    pair.fill(hedge, 100);
    pair.moveVenueByHand('hedge', 40);
    pair.pass(12_000);
    pair.end(pair.lastPlaced('offset').order, 'expired', 0);
    while (pair.countPlaced('offset') < 2) pair.pass(50);
    pair.fillUnheard(pair.lastPlaced('offset').order, 40);
    pair.restart({ lostTurns: 2 });
    pair.pass(3_000);
    expect(pair.pair.ownDelta).toBe(0n);
    expect(pair.countPlaced('hedge')).toBe(1);
  });

  it('whose fill comes by the stream, long after, is booked and answered', () => {
    const { pair, hedge } = hedged();
    pair.restart({ lostTurns: 1 });
    pair.pass(300);
    pair.fill(pair.lastPlaced('hedge').order, 100);
    pair.pass(15_000);
    expect(pair.pair.netDelta).toBe(0n);
    const [answer] = placedIn(pair.fill(likeWithoutRecord(pair, hedge), 10), 'hedge');
    expect(answer).toMatchObject({ side: 'buy', quantity: 10 });
  });

  it('keeps the run from being called flat until it is explained', () => {
    const { pair, quote } = quoted();
    pair.venueOrders.set(quote.clientOrderId, 0);
    pair.restart();
    pair.operator('stop');
    pair.pass(8_000);
    expect(pair.finish).toBeUndefined();
    pair.pass(6_000);
    expect(pair.finish?.outcome).toBe('flat');
  });
});

describe('a fill that the history tells again', () => {
  it('is booked once, though its order has been forgotten since, and no record of an earlier process knows it', () => {
    const pair = new RecordedPair({ config: { sleep: exactly(3_600_000) } });
    pair.venueOrders.set(pair.start().order.clientOrderId, 0);
    pair.restart();
    pair.pass(20_000);
    const { order: quote } = pair.lastPlaced('quote');
    expect(counterOf(pair.pair.config, quote.clientOrderId)).toBeGreaterThan(
      pair.pair.restart!.ordersRecorded,
    );
    pair.accept(quote);
    const fill = pair.fillUnheard(quote, 100);
    pair.turn(fill);
    forgetOrders(pair, quote);
    pair.turn(fill);
    expect(pair.pair.primary.position).toBe(100);
    expect(pair.pair.restart!.hasAdopted).toBe(false);
  });
});

/** So many more orders like this one have ended that it is not known any more. */
function forgetOrders({ pair }: RecordedPair, last: OrderRequest): void {
  for (let count = 1; count <= limits.endedOrdersKept + 1; count += 1) {
    const clientOrderId = (last.clientOrderId + 100 + count) as ClientOrderId;
    const order = createOrderRecord({ ...last, clientOrderId }, pair.nowUs);
    pair.primary.orders.add(order);
    Object.assign(order, { endedAtUs: pair.nowUs, isCounted: true });
    settleOrder(pair, pair.primary, order);
  }
  expect(pair.primary.orders.find(last.clientOrderId)).toBeUndefined();
}
