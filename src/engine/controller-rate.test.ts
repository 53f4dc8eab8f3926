// Request rates: quotes leave a reserve, hedges use it, cancels never wait; and a 429 slows down what can wait more and more.
import { describe, expect, it } from 'vitest';
import type { Command } from '../core/commands.ts';
import type { VenueFailure } from '../core/failure.ts';
import type { PairConfig } from '../core/pair.ts';
import { checkPair } from '../core/check-pair.ts';
import { base, testInstrument } from '../core/testing/test-pair.ts';
import { statusOf } from './status.ts';
import { cancelledIn, placedIn, ScriptedPair } from './testing/scripted-pair.ts';

/** 20 requests in 10 s: 12 for quotes and queries that can wait, 8 in reserve. */
const orderRate = { requests: 20, perMs: 10_000 };

/** The touch moves away every 600 ms, so that the quote is made anew again and again. */
function chase(pair: ScriptedPair, milliseconds: number): Command[] {
  const from = pair.commands.length;
  for (let passed = 0, price = 300_000; passed < milliseconds; passed += 600) {
    for (const { request, state } of pair.pair.primary.orders)
      if (state === 'submitting') pair.accept(request);
    price += 5;
    pair.pass(600);
    pair.book('primary', price, price + 10);
    for (const { request, state } of pair.pair.primary.orders)
      if (state === 'cancelling') pair.end(request, 'canceled', 0);
  }
  return pair.commands.slice(from);
}

const requestsOn = (pair: ScriptedPair, name: 'primary' | 'hedge', commands: readonly Command[]): number => {
  const { key } = pair.leg(name).instrument;
  return commands.filter((command) =>
    command.kind === 'place'
      ? command.order.instrument === key
      : 'instrument' in command && command.instrument === key,
  ).length;
};

function startWith(config: Partial<PairConfig>): ScriptedPair {
  const pair = new ScriptedPair({ config });
  pair.start();
  return pair;
}

describe('an order rate', () => {
  it('stops quotes and routine queries at its reserve, in every window', () => {
    const pair = startWith({ orderRate });
    for (let windows = 0; windows < 6; windows += 1) {
      expect(requestsOn(pair, 'primary', chase(pair, 10_000))).toBeLessThanOrEqual(13);
      expect(pair.pair.primary.pacing.budget?.used(pair.pair.nowUs)).toBeLessThanOrEqual(12);
    }
    const unpaced = startWith({});
    expect(requestsOn(unpaced, 'primary', chase(unpaced, 10_000))).toBeGreaterThan(25);
  });

  it('goes on confirming positions while quotes use up their part', () => {
    const pair = startWith({ orderRate });
    chase(pair, 60_000);
    expect(pair.alerts).toEqual([]);
    const ageUs = pair.pair.nowUs - pair.pair.primary.positionCheck.agreedAtUs;
    expect(ageUs).toBeLessThan(8_000_000);
  });

  it('lets routine queries wait for what is not reserved, and not those that something waits for', () => {
    const pair = startWith({ orderRate });
    pair.accept(pair.lastPlaced('quote').order);
    const { budget } = pair.pair.hedge.pacing;
    for (let sent = 0; sent < 12; sent += 1) budget?.record(pair.pair.nowUs);
    const asked = queriesOn(pair, 'hedge');
    pair.pass(9_000);
    expect(queriesOn(pair, 'hedge')).toBe(asked);
    pair.operator('stop');
    expect(queriesOn(pair, 'hedge')).toBe(asked + 1);
  });

  it('leaves room for the position that proves an order absent, beside the history that is asked for it', () => {
    const pair = startWith({ orderRate });
    const { order } = pair.lastPlaced('quote');
    pair.failPlace(order, { kind: 'timed-out' });
    for (let seconds = 0; seconds < 40; seconds += 1) {
      const asked = pair.pass(1_000).filter(({ kind }) => kind === 'query-order');
      if (asked.length > 0) pair.notFound(order);
    }
    expect(pair.pair.primary.orders.find(order.clientOrderId)?.state).toBe('done');
  });

  it('leaves it as well when the venue states fills that its history does not have', () => {
    const pair = startWith({ orderRate });
    const { order } = pair.lastPlaced('quote');
    pair.accept(order);
    pair.end(order, 'canceled', 40);
    pair.pass(20_000);
    expect(pair.pair.primary.orders.find(order.clientOrderId)?.state).toBe('done');
  });

  it('is not used up by cancels of an order that is not open any more: it is asked after instead', () => {
    const pair = startWith({ orderRate: { requests: 20, perMs: 60_000 } });
    const { order } = pair.lastPlaced('quote');
    pair.accept(order);
    pair.operator('stop');
    const { instrument, clientOrderId } = order;
    const refuse = (): Command[] =>
      pair.turn({
        kind: 'request-failed',
        request: 'cancel',
        instrument,
        clientOrderId,
        requestId: undefined,
        failure: { kind: 'refused', reason: 'unknown-order', text: 'not open' },
      });
    refuse();
    pair.pass(60_000);
    expect(cancelledIn(pair.commands)).toHaveLength(1);
    expect(pair.commands.filter(({ kind }) => kind === 'query-order').length).toBeGreaterThan(5);
  });

  it('goes on cancelling what the venue says is open after all', () => {
    const pair = startWith({});
    const { order } = pair.lastPlaced('quote');
    pair.accept(order);
    pair.operator('stop');
    const { instrument, clientOrderId } = order;
    pair.turn({
      kind: 'request-failed',
      request: 'cancel',
      instrument,
      clientOrderId,
      requestId: undefined,
      failure: { kind: 'refused', reason: 'unknown-order', text: 'not open' },
    });
    pair.pass(3_000);
    expect(cancelledIn(pair.commands)).toHaveLength(1);
    pair.report(order, true, 0);
    pair.pass(3_000);
    expect(cancelledIn(pair.commands).length).toBeGreaterThan(1);
  });

  it('goes on asking for positions where asking after a quote would leave no room for a better one', () => {
    const pair = startWith({ orderRate });
    pair.accept(pair.lastPlaced('quote').order);
    pair.pass(100);
    const { budget } = pair.pair.primary.pacing;
    while ((budget?.used(pair.pair.nowUs) ?? 9) < 9) budget?.record(pair.pair.nowUs);
    const commands = pair.pass(8_000);
    expect(commands.filter(({ kind }) => kind === 'query-order')).toEqual([]);
    expect(commands.filter(({ kind }) => kind === 'query-position')).not.toEqual([]);
  });

  it('cancels at once, whatever is used', () => {
    const pair = startWith({ orderRate });
    pair.accept(pair.lastPlaced('quote').order);
    const { budget } = pair.pair.primary.pacing;
    for (let sent = 0; sent < 30; sent += 1) budget?.record(pair.pair.nowUs);
    expect(cancelledIn(pair.operator('halt'))).toHaveLength(1);
  });

  it('hedges out of the reserve, and beyond the whole waits for the next free slot: no miss, and never silent', () => {
    const pair = startWith({ orderRate });
    const quote = pair.lastPlaced('quote').order;
    pair.accept(quote);
    const { budget } = pair.pair.hedge.pacing;
    const fillBudgetUpTo = (used: number): void => {
      while ((budget?.used(pair.pair.nowUs) ?? used) < used) budget?.record(pair.pair.nowUs);
    };
    pair.pass(1_000);
    fillBudgetUpTo(19);
    const [first] = placedIn(pair.fill(quote, 40), 'hedge');
    expect(first?.quantity).toBe(40);
    expect(placedIn(pair.fill(quote, 60), 'hedge')).toEqual([]);
    expect(pair.alerts.map(({ code }) => code)).toEqual(['order-rate']);
    pair.pass(1_000);
    expect(pair.pair.hedging).toMatchObject({ misses: 0, roundsFailed: 0 });
    expect(placedIn(pair.pass(7_900), 'hedge')).toEqual([]);
    expect(placedIn(pair.pass(200), 'hedge').map(({ quantity }) => quantity)).toEqual([60]);
    expect(pair.alerts.map(({ code }) => code)).toEqual(['order-rate']);
  });

  it('tells of each exposure that waits for a free slot, though an earlier one on the other side was told of', () => {
    const pair = startWith({ orderRate });
    const quote = pair.lastPlaced('quote').order;
    pair.accept(quote);
    const [first] = placedIn(pair.fill(quote, 40), 'hedge');
    if (first === undefined) throw new Error('a fill is hedged');
    const { budget } = pair.pair.hedge.pacing;
    while ((budget?.used(pair.pair.nowUs) ?? 20) < 20) budget?.record(pair.pair.nowUs);
    pair.fill(quote, 60);
    expect(pair.alerts.map(({ code }) => code)).toEqual(['order-rate']);
    pair.fill(first, 140);
    expect(pair.pair.netDelta).toBe(base('-0.04'));
    expect(pair.alerts.map(({ code }) => code)).toEqual(['order-rate', 'order-rate']);
  });

  it('does not quote while the hedge venue’s budget has no room for a hedge', () => {
    const pair = startWith({ orderRate });
    const quote = pair.lastPlaced('quote').order;
    pair.accept(quote);
    const { budget } = pair.pair.hedge.pacing;
    pair.pass(1_000);
    for (let sent = 0; sent < 20; sent += 1) budget?.record(pair.pair.nowUs);
    expect(cancelledIn(pair.pass(50))).toEqual([quote.clientOrderId]);
    expect(placedIn(pair.end(quote, 'canceled', 0), 'quote')).toEqual([]);
    expect(statusOf(pair.pair)).toMatchObject({
      doing: 'too many requests on beta',
      hedge: { requests: { used: 20, allowed: 20 } },
    });
    expect(placedIn(pair.pass(10_100), 'quote')).toHaveLength(1);
  });

  it('is one budget where both legs are on one account, and two otherwise', () => {
    const apart = new ScriptedPair({ config: { orderRate } });
    expect(apart.leg('hedge').pacing).not.toBe(apart.leg('primary').pacing);
    const spot = testInstrument('alpha', '0.001');
    const other = { ...spot, key: `${spot.venueAccount}/OTHER` as typeof spot.key };
    const together = new ScriptedPair({ primary: spot, hedge: other, config: { orderRate } });
    expect(together.leg('hedge').pacing).toBe(together.leg('primary').pacing);
  });

  it('is refused at start when it leaves no room for a quote, with the least that would', () => {
    const { config } = new ScriptedPair().pair;
    expect(checkPair({ ...config, orderRate: { requests: 3, perMs: 1_000 } })).toMatchObject({
      code: 'order-rate-too-small',
      remedy: 'allow at least 4 requests in that time',
    });
    expect(checkPair({ ...config, orderRate: { requests: 4, perMs: 1_000 } })).toBeUndefined();
    // A minute holds twelve polls of position and twelve of margin; with a quote and its cancel, that is 26 of 60 %.
    expect(checkPair({ ...config, orderRate: { requests: 43, perMs: 60_000 } })).toMatchObject({
      remedy: 'allow at least 44 requests in that time',
    });
  });
});

describe('after a 429', () => {
  const limitedFor = (pair: ScriptedPair, milliseconds: number): VenueFailure => ({
    kind: 'rate-limited',
    retryAtUs: pair.pair.nowUs + milliseconds * 1_000,
  });

  /** How long after the 429 the next quote goes out, in heartbeats. */
  function pauseAfterQuoteLimited(pair: ScriptedPair, retryMs: number): number {
    const quotes = pair.countPlaced('quote');
    pair.failPlace(pair.lastPlaced('quote').order, limitedFor(pair, retryMs));
    let waited = 0;
    for (; pair.countPlaced('quote') === quotes; waited += 50) pair.pass(50);
    return waited;
  }

  it('quotes pause for the venue’s retry time, then twice as long with each in a row, up to a limit', () => {
    const pair = startWith({});
    const pauses = [1, 2, 3, 4, 5, 6, 7].map(() => pauseAfterQuoteLimited(pair, 1_000));
    expect(pauses.map((pause) => Math.round(pause / 1_000))).toEqual([1, 2, 4, 8, 16, 30, 30]);
  });

  it('that keeps quotes back for long is told as what it is', () => {
    const pair = startWith({});
    pair.failPlace(pair.lastPlaced('quote').order, limitedFor(pair, 20_000));
    pair.pass(16_000);
    expect(pair.alerts.map(({ code, text }) => [code, text])).toEqual([
      ['held', 'waiting for more than 15000 ms: alpha limits our requests'],
    ]);
  });

  it('an accepted quote breaks the row', () => {
    const pair = startWith({});
    pauseAfterQuoteLimited(pair, 1_000);
    expect(Math.round(pauseAfterQuoteLimited(pair, 1_000) / 1_000)).toBe(2);
    const { order } = pair.lastPlaced('quote');
    pair.accept(order);
    pair.end(order, 'canceled', 0);
    expect(Math.round(pauseAfterQuoteLimited(pair, 1_000) / 1_000)).toBe(1);
  });

  it('a burst of them is one', () => {
    const pair = startWith({});
    const quote = pair.lastPlaced('quote').order;
    for (let times = 0; times < 5; times += 1)
      pair.turn({
        kind: 'request-failed',
        request: 'cancel',
        instrument: quote.instrument,
        clientOrderId: quote.clientOrderId,
        requestId: undefined,
        failure: limitedFor(pair, 1_000),
      });
    expect(pair.pair.primary.pacing.orders.pauseUs).toBe(1_000_000);
  });

  it('hedges wait for the venue’s own retry time and no longer, however many there were', () => {
    const pair = startWith({});
    const quote = pair.lastPlaced('quote').order;
    pair.accept(quote);
    let [hedge] = placedIn(pair.fill(quote, 100), 'hedge');
    for (let times = 0; times < 3; times += 1) {
      if (hedge === undefined) throw new Error('a fill is hedged');
      pair.failPlace(hedge, limitedFor(pair, 500));
      expect(placedIn(pair.pass(450), 'hedge')).toEqual([]);
      [hedge] = placedIn(pair.pass(100), 'hedge').concat(placedIn(pair.pass(250), 'hedge'));
    }
    expect(hedge?.quantity).toBe(100);
    expect(pair.pair.hedge.pacing.orders.pauseUs).toBeGreaterThan(500_000);
  });

  it('routine queries back off as well, and an answer ends that', () => {
    const pair = startWith({});
    pair.accept(pair.lastPlaced('quote').order);
    pair.answersQueries = false;
    const failLatest = (): void => {
      const { instrument, positionCheck } = pair.pair.hedge;
      pair.turn({
        kind: 'request-failed',
        request: 'query-position',
        instrument: instrument.key,
        clientOrderId: undefined,
        requestId: positionCheck.queries.at(-1)?.requestId,
        failure: limitedFor(pair, 1_000),
      });
    };
    const askedAfter = (): number => {
      const before = queriesOn(pair, 'hedge');
      let waited = 0;
      for (; queriesOn(pair, 'hedge') === before; waited += 50) pair.pass(50);
      return Math.round(waited / 1_000);
    };
    askedAfter();
    const pauses = [1, 2, 3].map(() => {
      failLatest();
      return askedAfter();
    });
    expect(pauses).toEqual([1, 2, 4]);
    pair.answersQueries = true;
    pair.pass(10_000);
    expect(pair.pair.hedge.pacing.queries.pauseUs).toBe(0);
  });
});

const queriesOn = (pair: ScriptedPair, name: 'primary' | 'hedge'): number =>
  pair.commands.filter(
    (command) => command.kind === 'query-position' && command.instrument === pair.leg(name).instrument.key,
  ).length;
