// controller.md, rules 6 and 10, with hedges that rest: naked all the while, never beside a quote, and never for long.
import { describe, expect, it } from 'vitest';
import type { OrderRequest } from '../core/order.ts';
import { unreservedRequests } from '../core/rate-limit.ts';
import { noSteering } from '../core/steering.ts';
import { base, testInstrument } from '../core/testing/test-pair.ts';
import { cancelledIn, placedIn, ScriptedPair, type ScriptOptions } from './testing/scripted-pair.ts';
import { statusOf } from './status.ts';

interface Scene {
  readonly pair: ScriptedPair;
  readonly quote: OrderRequest;
  readonly hedge: OrderRequest;
}

/** A quote that filled, and the hedge that rests for it. */
function resting(
  filled: number = 100,
  config: ScriptOptions['config'] = {},
  instruments: Omit<ScriptOptions, 'config'> = {},
): Scene {
  const pair = new ScriptedPair({ ...instruments, config: { hedgeMode: 'bbo', ...config } });
  const { order: quote } = pair.start();
  pair.accept(quote);
  const [hedge] = placedIn(pair.fill(quote, filled), 'hedge');
  if (hedge === undefined) throw new Error('a fill is hedged');
  pair.accept(hedge);
  return { pair, quote, hedge };
}

/** The same in an UNWIND: the hedge buys back. */
function unwinding(config: ScriptOptions['config'] = {}): Scene {
  const { pair, hedge: first } = resting(100, config);
  pair.fill(first, 100);
  pair.pass(50);
  const { order: quote } = pair.lastPlaced('quote');
  pair.accept(quote);
  const [hedge] = placedIn(pair.fill(quote, 60), 'hedge');
  if (hedge === undefined) throw new Error('a fill is hedged');
  pair.accept(hedge);
  return { pair, quote, hedge };
}

/** A hedge venue that takes nothing below ten lots. */
const tenLots = { hedge: testInstrument('beta', '0.001', 10) };

const gone = (pair: ScriptedPair, order: OrderRequest, cumulative: number = 0): OrderRequest[] =>
  placedIn(pair.end(order, 'canceled', cumulative), 'hedge');

describe('rule 10: a hedge rests, post-only', () => {
  it.each([
    ['bbo', 'buy', 'sell', 300_010],
    ['bbo', 'sell', 'buy', 300_000],
    ['bbo_minus_1', 'buy', 'sell', 300_001],
    ['bbo_minus_1', 'sell', 'buy', 300_009],
  ] as const)(
    'in %s, after a %s on the primary, it rests to %s at %i',
    (hedgeMode, buildSide, side, price) => {
      const { hedge } = resting(100, { hedgeMode, buildSide });
      const expected = { side, price, quantity: 100, timeInForce: 'gtc', postOnly: true, reduceOnly: false };
      expect(hedge).toMatchObject({ ...expected, tickOffset: 0 });
    },
  );

  it('is reduce-only as far as the hedge position goes', () => {
    expect(unwinding().hedge).toMatchObject({
      side: 'buy',
      quantity: 60,
      timeInForce: 'gtc',
      reduceOnly: true,
    });
  });

  it('stays naked exposure in every figure until it fills', () => {
    const { pair, hedge } = resting();
    pair.pass(1_000);
    expect(pair.pair.netDelta).toBe(base('0.1'));
    expect(statusOf(pair.pair)).toMatchObject({
      verdict: 'hedging',
      doing: 'hedging net delta 0.1, as maker on beta',
    });
    pair.fill(hedge, 100);
    expect(statusOf(pair.pair).verdict).toBe('balanced');
  });

  it('is asked after like any resting order, and not cancelled for being open', () => {
    const { pair, hedge } = resting();
    const commands = pair.pass(2_500);
    expect(commands.some((command) => command.kind === 'query-order')).toBe(true);
    expect(cancelledIn(commands)).toEqual([]);
    expect(pair.pair.hedge.orders.find(hedge.clientOrderId)?.state).toBe('open');
  });

  it('does not chase itself: its own price is no touch of others', () => {
    const { pair } = resting(100, { hedgeMode: 'bbo_minus_1' });
    pair.depth(
      'hedge',
      [[300_000, 10_000]],
      [
        [300_001, 100],
        [300_010, 10_000],
      ],
    );
    expect(pair.pair.hedge.touch).toMatchObject({ ask: 300_010 });
    expect(cancelledIn(pair.pass(2_000))).toEqual([]);
  });

  it('keeps its place when what is left of it is too small to be sent again', () => {
    const { pair, hedge } = resting(100, {}, tenLots);
    pair.fill(hedge, 95);
    pair.book('hedge', 300_000, 300_008);
    expect(cancelledIn(pair.pass(1_000))).toEqual([]);
  });

  it('follows others who are better, once the old order’s end is proven', () => {
    const { pair, hedge } = resting();
    pair.book('hedge', 300_000, 300_008);
    expect(cancelledIn(pair.pass(400))).toEqual([]);
    expect(cancelledIn(pair.pass(100))).toEqual([hedge.clientOrderId]);
    expect(pair.countPlaced('hedge')).toBe(1);
    expect(gone(pair, hedge, 0)).toMatchObject([{ price: 300_008, quantity: 100, timeInForce: 'gtc' }]);
  });
});

describe('rule 6: both legs are never quoted at once', () => {
  it('cancels the quote in the same turn, before the hedge goes out', () => {
    const { pair, quote, hedge } = resting(40);
    const orders = pair.commands.filter(({ kind }) => kind === 'cancel' || kind === 'place').slice(-2);
    expect(orders).toMatchObject([
      { kind: 'cancel', clientOrderId: quote.clientOrderId },
      { kind: 'place', order: { clientOrderId: hedge.clientOrderId } },
    ]);
  });

  it('sends no quote while a hedge rests, and the next one when it has filled', () => {
    const { pair, quote, hedge } = resting(40);
    pair.end(quote, 'canceled', 40);
    expect(placedIn(pair.pass(2_000), 'quote')).toEqual([]);
    expect(placedIn(pair.fill(hedge, 40), 'quote').map((order) => order.quantity)).toEqual([60]);
  });

  it('sends none either while what rests is less than one quantum', () => {
    const { pair, quote, hedge } = resting(40, {}, tenLots);
    pair.end(quote, 'canceled', 40);
    pair.fill(hedge, 35);
    expect(placedIn(pair.pass(2_000), 'quote')).toEqual([]);
    expect(statusOf(pair.pair).doing).toBe('a hedge rests on beta');
  });

  it('hedges what fills during the cancel too, and no more than that', () => {
    const { pair, quote } = resting(40);
    expect(placedIn(pair.fill(quote, 25), 'hedge')).toMatchObject([{ quantity: 25, timeInForce: 'gtc' }]);
    pair.end(quote, 'canceled', 65);
    pair.pass(2_000);
    expect(placedIn(pair.commands, 'hedge').map((order) => order.quantity)).toEqual([40, 25]);
  });

  it('is cancelled when a late fill has made it larger than what is unhedged', () => {
    const { pair, hedge } = resting();
    gone(pair, hedge);
    pair.pass(150);
    const second = pair.lastPlaced('hedge').order;
    expect(second.quantity).toBe(100);
    pair.accept(second);
    expect(cancelledIn(pair.fill(hedge, 40))).toEqual([second.clientOrderId]);
    expect(gone(pair, second).map((order) => order.quantity)).toEqual([60]);
  });
});

describe('rule 10: for three seconds since the exposure began; then it is cancelled, proven, and taken', () => {
  it('takes the rest at the price band, and only when the end is proven', () => {
    const { pair, hedge } = resting();
    pair.fill(hedge, 30);
    expect(cancelledIn(pair.pass(2_900))).toEqual([]);
    const commands = pair.pass(100);
    expect(cancelledIn(commands)).toEqual([hedge.clientOrderId]);
    expect(placedIn(commands, 'hedge')).toEqual([]);
    expect(gone(pair, hedge, 30)).toMatchObject([
      { side: 'sell', quantity: 70, timeInForce: 'ioc', price: 298_505, postOnly: false },
    ]);
  });

  it('takes less when some of it filled while it was being cancelled', () => {
    const { pair, hedge } = resting();
    pair.pass(3_000);
    expect(placedIn(pair.fill(hedge, 80), 'hedge')).toEqual([]);
    expect(gone(pair, hedge, 80).map((order) => order.quantity)).toEqual([20]);
  });

  it('is not restarted by later fills while something stays naked', () => {
    const { pair, quote, hedge } = resting(40);
    pair.pass(2_000);
    const [second] = placedIn(pair.fill(quote, 60), 'hedge');
    pair.fill(hedge, 40);
    const cancelled = cancelledIn(pair.pass(1_000));
    expect(cancelled).toEqual([second?.clientOrderId]);
  });

  it('begins anew for what becomes naked after everything was hedged', () => {
    const { pair, quote, hedge } = resting(40);
    pair.pass(2_000);
    pair.fill(hedge, 40);
    const [second] = placedIn(pair.fill(quote, 60), 'hedge');
    if (second !== undefined) pair.accept(second);
    expect(cancelledIn(pair.pass(2_000))).toEqual([]);
  });

  it('does not leave a rest below one quantum in the market', () => {
    const { pair, hedge } = resting(100, {}, tenLots);
    pair.fill(hedge, 95);
    expect(cancelledIn(pair.pass(3_000))).toEqual([hedge.clientOrderId]);
    expect(gone(pair, hedge, 95)).toEqual([]);
    expect(pair.pair.hedging).toBeUndefined();
  });

  it('begins anew for what an overfill leaves naked on the other side', () => {
    const { pair, hedge } = resting();
    pair.pass(2_500);
    const [back] = placedIn(pair.fill(hedge, 130), 'hedge');
    expect(back).toMatchObject({ side: 'buy', quantity: 30, timeInForce: 'gtc', reduceOnly: true });
    if (back !== undefined) pair.accept(back);
    expect(cancelledIn(pair.pass(2_500))).toEqual([]);
  });
});

describe('rule 10: and inside an adverse move of 5 bps', () => {
  it.each([
    ['stays while the mid falls by less', 299_850, 299_860, 0],
    ['is cancelled when the mid falls by more', 299_845, 299_855, 1],
    ['stays when the mid moves our way', 300_200, 300_210, 0],
  ])('%s', (_case, bid, ask, cancels) => {
    const { pair } = resting();
    expect(cancelledIn(pair.book('hedge', bid, ask))).toHaveLength(cancels);
  });

  it('is taken after that, even when the mid comes back', () => {
    const { pair, hedge } = resting();
    pair.book('hedge', 299_800, 299_810);
    pair.book('hedge', 300_000, 300_010);
    expect(gone(pair, hedge)).toMatchObject([{ timeInForce: 'ioc', quantity: 100 }]);
  });

  it('counts a rising mid as adverse for a hedge that buys', () => {
    const { pair, hedge } = unwinding();
    expect(cancelledIn(pair.book('hedge', 300_200, 300_210))).toContain(hedge.clientOrderId);
  });
});

describe('rule 10: no proof of the cancel means no second order', () => {
  it('escalates after two seconds, once, and leaves the quantity blocked', () => {
    const { pair } = resting();
    pair.pass(4_900);
    expect(pair.alerts).toEqual([]);
    pair.pass(3_000);
    expect(pair.alerts.map(({ code, severity }) => [code, severity])).toEqual([
      ['hedge-cancel-unproven', 'critical'],
    ]);
    expect(pair.countPlaced('hedge')).toBe(1);
  });

  it('goes on to the emergency and the halt, still without an order for that quantity', () => {
    const { pair, hedge } = resting();
    pair.pass(25_000);
    const codes = pair.alerts.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['hedge-unavailable', 'exposure-not-reducible']));
    expect(pair.countPlaced('hedge') + pair.countPlaced('reduce')).toBe(1);
    pair.fill(hedge, 100);
    pair.pass(6_000);
    expect(pair.finish).toMatchObject({ outcome: 'halted-safe' });
  });

  it('holds for a hedge whose fate was never known', () => {
    const pair = new ScriptedPair({ config: { hedgeMode: 'bbo' } });
    pair.accept(pair.start().order);
    pair.fill(pair.lastPlaced('quote').order, 100);
    const hedge = pair.lastPlaced('hedge').order;
    pair.failPlace(hedge, { kind: 'timed-out' });
    expect(cancelledIn(pair.pass(3_000))).toEqual([hedge.clientOrderId]);
    pair.pass(3_000);
    expect(pair.countPlaced('hedge')).toBe(1);
    expect(pair.alerts.map(({ code }) => code)).toEqual(['hedge-cancel-unproven']);
  });
});

describe('a resting hedge goes at once, and the rest is taken', () => {
  it.each([['take-now'], ['halt']] as const)('on %s', (action) => {
    const { pair, hedge } = resting();
    expect(cancelledIn(pair.operator(action))).toEqual([hedge.clientOrderId]);
    expect(gone(pair, hedge)).toMatchObject([{ timeInForce: 'ioc', quantity: 100 }]);
  });

  it('when the UNWIND is taken', () => {
    const { pair, hedge } = unwinding({ steering: { ...noSteering, unwindPatienceMs: 1_000 } });
    expect(cancelledIn(pair.pass(1_100))).toContain(hedge.clientOrderId);
    expect(gone(pair, hedge)).toMatchObject([{ timeInForce: 'ioc', quantity: 60, reduceOnly: true }]);
  });

  it('in an emergency', () => {
    const { pair, quote, hedge } = unwinding();
    const [second] = placedIn(pair.fill(quote, 40), 'hedge');
    if (second === undefined) throw new Error('a fill is hedged');
    pair.failPlace(second, { kind: 'rate-limited', retryAtUs: pair.pair.nowUs + 60_000_000 });
    expect(cancelledIn(pair.pass(1_500))).toEqual([]);
    expect(cancelledIn(pair.pass(150))).toEqual([hedge.clientOrderId]);
    expect(pair.alerts.map(({ code }) => code)).toEqual(['hedge-unavailable']);
  });

  it('but not on a stop that still works as maker', () => {
    const { pair, hedge } = resting();
    expect(cancelledIn(pair.operator('stop'))).not.toContain(hedge.clientOrderId);
  });

  it('when the hedge book falls silent, or says nothing', () => {
    const silent = resting();
    // The hedge's patience is over before a book is stale, so its book is older than the exposure.
    silent.pair.pair.hedge.bookAtUs -= 4_900_000;
    expect(cancelledIn(silent.pair.pass(150, { booksSpeak: false }))).toEqual([silent.hedge.clientOrderId]);
    const crossed = resting();
    expect(cancelledIn(crossed.pair.book('hedge', 300_010, 300_010))).toEqual([crossed.hedge.clientOrderId]);
  });
});

describe('a venue that does not let a hedge rest', () => {
  /** The hedge went out, and nothing was heard of it. */
  const unheard = (): { readonly pair: ScriptedPair; readonly hedge: OrderRequest } => {
    const pair = new ScriptedPair({ config: { hedgeMode: 'bbo' } });
    pair.accept(pair.start().order);
    pair.fill(pair.lastPlaced('quote').order, 100);
    return { pair, hedge: pair.lastPlaced('hedge').order };
  };

  it('refuses it as crossing: the price is made anew after a moment, inside the same patience', () => {
    const refusal = { kind: 'refused', reason: 'post-only-would-cross', text: 'no' } as const;
    const { pair, hedge } = unheard();
    pair.book('hedge', 300_012, 300_020);
    expect(placedIn(pair.failPlace(hedge, refusal), 'hedge')).toEqual([]);
    expect(placedIn(pair.pass(100), 'hedge')).toMatchObject([{ price: 300_020, timeInForce: 'gtc' }]);
    for (let elapsed = 100; elapsed < 3_000; elapsed += 100) {
      pair.failPlace(pair.lastPlaced('hedge').order, refusal);
      pair.pass(100);
    }
    expect(pair.lastPlaced('hedge').order).toMatchObject({ timeInForce: 'ioc', quantity: 100 });
    expect(pair.alerts).toEqual([]);
  });

  it('refuses it for another reason: it is taken at once', () => {
    const { pair, hedge } = unheard();
    pair.failPlace(hedge, { kind: 'refused', reason: 'other', text: 'no' });
    expect(placedIn(pair.pass(100), 'hedge')).toMatchObject([{ timeInForce: 'ioc' }]);
  });

  it('refuses it for too many requests: waited out, and still inside the same patience', () => {
    const { pair, hedge } = unheard();
    pair.failPlace(hedge, { kind: 'rate-limited', retryAtUs: pair.pair.nowUs + 1_500_000 });
    expect(placedIn(pair.pass(1_400), 'hedge')).toEqual([]);
    expect(placedIn(pair.pass(200), 'hedge')).toMatchObject([{ timeInForce: 'gtc' }]);
  });

  it('cancels it on its own: it rests again after a moment, and that is no miss', () => {
    const { pair, hedge } = resting();
    expect(gone(pair, hedge)).toEqual([]);
    expect(placedIn(pair.pass(100), 'hedge')).toMatchObject([{ timeInForce: 'gtc', quantity: 100 }]);
    expect(pair.pair.hedging?.misses).toBe(0);
  });

  it('takes a reduce-only one away: the position is asked for, and nothing is sent before', () => {
    const { pair, hedge } = unwinding();
    pair.answersQueries = false;
    const commands = pair.end(hedge, 'canceled', 0);
    expect(commands.some((command) => command.kind === 'query-position')).toBe(true);
    expect(placedIn(pair.pass(950), 'hedge')).toEqual([]);
  });

  it('leaves the reserve of the order rate alone: where only that is left, the hedge is taken', () => {
    const spend = (requests: number): OrderRequest[] => {
      const orderRate = { requests: 100, perMs: 60_000 };
      const pair = new ScriptedPair({ config: { hedgeMode: 'bbo', orderRate } });
      const { order } = pair.start();
      pair.accept(order);
      const { budget } = pair.pair.hedge.pacing;
      const used = budget?.used(pair.pair.nowUs) ?? 0;
      for (let sent = used; sent < requests; sent += 1) budget?.record(pair.pair.nowUs);
      return placedIn(pair.fill(order, 100), 'hedge');
    };
    const unreserved = unreservedRequests({ requests: 100, perMs: 60_000 });
    expect(spend(unreserved - 2)).toMatchObject([{ timeInForce: 'gtc' }]);
    expect(spend(unreserved - 1)).toMatchObject([{ timeInForce: 'ioc' }]);
  });

  it('cannot be quoted outside the price band: a spread that wide is crossed instead', () => {
    const pair = new ScriptedPair({ config: { hedgeMode: 'bbo' } });
    const { order } = pair.start();
    pair.accept(order);
    pair.book('hedge', 300_000, 304_000);
    const [hedge] = placedIn(pair.fill(order, 100), 'hedge');
    expect(hedge?.timeInForce).toBe('ioc');
  });
});
