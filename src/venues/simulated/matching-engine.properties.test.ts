// Laws of the matching engine, over random markets and random orders of three accounts: nothing is created or lost, nobody
// gets more or worse than ordered, priority is kept, and no depth is there twice.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VenueAccountKey } from '../../core/instrument.ts';
import { ticks } from '../../core/money.ts';
import type { Side } from '../../core/side.ts';
import type { QueueModelName } from './models/queue.ts';
import { clientId, testInstrument } from './testing/exchange.ts';
import { accounts, marketStep, prices, RandomPlay, sides, step, type Step } from './testing/random-play.ts';
import type { VenueFill, VenueOrder } from './venue-order.ts';

const modelNames: readonly QueueModelName[] = ['riskAverse', 'probabilistic', 'tradedThrough'];

interface Outcome {
  readonly play: RandomPlay;
  readonly next: Step;
  /** The order that this step placed, unless it was refused. */
  readonly placed: VenueOrder | undefined;
  /** The fills of this step. */
  readonly fills: readonly VenueFill[];
}

/** Runs random plays under every queue model. `observe` is called before each step and returns its check for after it. */
function always(law: string, observe: (play: RandomPlay, next: Step) => (outcome: Outcome) => void): void {
  test.each(modelNames)(`${law} (%s)`, (queueModel) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const play = new RandomPlay(queueModel);
        for (const next of steps) {
          const check = observe(play, next);
          const before = play.exchange.fills.length;
          const placed = play.run(next);
          check({ play, next, placed, fills: play.exchange.fills.slice(before) });
        }
      }),
      { numRuns: 40 },
    );
  });
}

const orderOf = (play: RandomPlay, fill: VenueFill): VenueOrder =>
  play.exchange.ledger.order(fill.account, fill.clientOrderId) as VenueOrder;
const signed = (fill: VenueFill): number => (fill.side === 'buy' ? fill.quantity : -fill.quantity);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('conservation', () => {
  always('quantity: all accounts and the outside hold nothing together', () => ({ play }) => {
    const outside = play.exchange.ledger.outside(testInstrument.symbol);
    expect(sum(accounts.map((account) => play.exchange.position(account))) + outside.position + 0).toBe(0);
  });

  always('quantity: a position is the sum of the fills', () => ({ play }) => {
    for (const account of accounts) {
      const own = play.exchange.fills.filter((fill) => fill.account === account);
      expect(play.exchange.position(account)).toBe(sum(own.map(signed)));
    }
  });

  always('money: all cash and the fee income come to nothing', () => ({ play }) => {
    const { ledger } = play.exchange;
    const holdings = [...ledger.accounts()].flatMap((account) => [...account.holdings.values()]);
    const cash = holdings.reduce((total, holding) => total + holding.cash, 0n);
    expect(cash + ledger.outside(testInstrument.symbol).cash + ledger.feeIncome).toBe(0n);
  });
});

describe('what an order gets', () => {
  always('its fills add up to what it filled, and never to more than its quantity', () => ({ play }) => {
    const filled = new Map<VenueOrder, number>();
    for (const fill of play.exchange.fills) {
      const order = orderOf(play, fill);
      filled.set(order, (filled.get(order) ?? 0) + fill.quantity);
    }
    const wrong = play.orders().filter((order) => {
      const { quantity, remaining, end } = order;
      const isRight =
        order.filled === (filled.get(order) ?? 0) &&
        order.filled + remaining <= quantity &&
        (remaining === 0) === (end !== undefined) &&
        (order.filled === quantity) === (end === 'filled');
      return !isRight;
    });
    expect(wrong).toEqual([]);
  });

  always('no fill is worse than the limit, and a maker fill is at the limit', () => ({ play, fills }) => {
    for (const fill of fills) {
      const { limit, side } = orderOf(play, fill);
      expect(side === 'buy' ? fill.price <= limit : fill.price >= limit).toBe(true);
      if (fill.liquidity === 'maker') expect(fill.price).toBe(limit);
    }
  });

  always('fill or kill is all or nothing', (play, next) => {
    const before =
      next.kind === 'place' ? play.exchange.position(accounts[next.account] as VenueAccountKey) : 0;
    return ({ placed }) => {
      if (placed?.timeInForce !== 'fok') return;
      const wanted = placed.reduceOnly ? Math.min(placed.quantity, Math.abs(before)) : placed.quantity;
      if (!placed.isMarket || placed.end !== 'expired') expect(placed.filled).toBe(wanted);
    };
  });

  always('what does not rest by its terms never rests', () => ({ play }) => {
    for (const side of sides) {
      for (const order of play.resting(side))
        expect([order.timeInForce, order.isMarket]).toEqual(['gtc', false]);
    }
  });

  always('a post-only order never takes', () => ({ play, fills }) => {
    const takers = fills.filter((fill) => fill.liquidity === 'taker');
    expect(takers.filter((fill) => orderOf(play, fill).postOnly)).toEqual([]);
  });

  always('a reduce-only fill takes the position towards zero, never across', (play) => {
    const positions = new Map(
      accounts.map((account) => [account as VenueAccountKey, play.exchange.position(account)]),
    );
    return ({ fills }) => {
      for (const fill of fills) {
        const before = positions.get(fill.account) ?? 0;
        const after = before + signed(fill);
        positions.set(fill.account, after);
        if (!orderOf(play, fill).reduceOnly) continue;
        expect(Math.abs(after)).toBe(Math.abs(before) - fill.quantity);
      }
    };
  });

  always('an account never trades with itself', () => ({ fills }) => {
    expect(fills.filter((fill) => fill.counterparty === fill.account)).toEqual([]);
  });
});

describe('priority', () => {
  always('a resting order is filled only when all before it are done', (play) => {
    const before: Readonly<Record<Side, readonly VenueOrder[]>> = {
      buy: play.resting('buy'),
      sell: play.resting('sell'),
    };
    return ({ fills }) => {
      for (const fill of fills.filter((one) => one.liquidity === 'maker')) {
        const queue = before[fill.side];
        const ahead = queue.slice(0, queue.indexOf(orderOf(play, fill)));
        expect(ahead.filter((order) => order.end === undefined)).toEqual([]);
      }
    };
  });

  always('the book is sorted by price, and nothing in it crosses', () => ({ play }) => {
    const [bids, asks] = sides.map((side) => play.resting(side).map((order) => order.limit as number));
    expect(bids).toEqual([...(bids ?? [])].sort((one, other) => other - one));
    expect(asks).toEqual([...(asks ?? [])].sort((one, other) => one - other));
    expect(bids?.[0] ?? 0).toBeLessThan(asks?.[0] ?? Infinity);
  });

  always('the quantity ahead of an order is there', () => ({ play }) => {
    const wrong = sides.flatMap((side) =>
      play.resting(side).filter(({ limit, queue }) => {
        return queue.ahead < 0 || queue.ahead > play.exchange.engine.outside.available(side, limit);
      }),
    );
    expect(wrong).toEqual([]);
  });
});

describe('depth', () => {
  always('takers get exactly what disappears, and never more than was there', (play, next) => {
    const available = snapshotOf((side, price) => play.exchange.engine.outside.available(side, ticks(price)));
    return ({ fills }) => {
      if (next.kind !== 'place' && next.kind !== 'replace') return;
      const taken = fills.filter((fill) => fill.liquidity === 'taker' && fill.counterparty === undefined);
      const gone = available.map(([side, price, before]) => {
        return before - play.exchange.engine.outside.available(side, ticks(price));
      });
      const got = available.map(([side, price]) => {
        const here = taken.filter((fill) => fill.side !== side && fill.price === price);
        return sum(here.map((fill) => fill.quantity));
      });
      expect(gone).toEqual(got);
      expect(
        Math.min(...available.map(([, , before], index) => before - (got[index] ?? 0))),
      ).toBeGreaterThanOrEqual(0);
    };
  });

  always('a level that stays gives back no more than the feed adds to it', (play, next) => {
    const { outside } = play.exchange.engine;
    const shown = (side: Side, price: number): number => outside.book.side(side).quantityOf(ticks(price));
    const before = snapshotOf((side, price) => outside.available(side, ticks(price)));
    const shownBefore = snapshotOf(shown);
    return () => {
      if (next.kind !== 'levels' && next.kind !== 'snapshot') return;
      const givenBack = before.filter(([side, price, available], index) => {
        const old = shownBefore[index]?.[2] ?? 0;
        const staysThere = old > 0 && shown(side, price) > 0;
        const added = Math.max(0, shown(side, price) - old);
        return staysThere && outside.available(side, ticks(price)) > available + added;
      });
      expect(givenBack).toEqual([]);
    };
  });

  always('a trade of others fills no more than its quantity', (_play, next) => ({ fills }) => {
    if (next.kind === 'trade')
      expect(sum(fills.map((fill) => fill.quantity))).toBeLessThanOrEqual(next.quantity);
  });

  always('every displayed level that changes is named, by the feed or by the engine', (play, next) => {
    const before = snapshotOf((side, price) => play.exchange.displayed(side, price));
    play.exchange.changedLevels.clear();
    return () => {
      if (next.kind === 'snapshot') return;
      const named = next.kind === 'levels' ? next.levels.map(([side, price]) => `${side}:${price}`) : [];
      const changed = before.filter(
        ([side, price, displayed]) => play.exchange.displayed(side, price) !== displayed,
      );
      const unnamed = changed
        .map(([side, price]) => `${side}:${price}`)
        .filter((level) => !named.includes(level));
      expect(unnamed.filter((level) => !play.exchange.changedLevels.has(level))).toEqual([]);
    };
  });
});

describe('queue models', () => {
  test('on the same market an order fills no more by the pessimistic model, no less by the optimistic one', () => {
    const order = fc.record({
      side: fc.constantFrom<Side>('buy', 'sell'),
      quantity: fc.integer({ min: 1, max: 30 }),
      price: fc.integer({ min: 97, max: 103 }),
    });
    const steps = fc.array(marketStep, { maxLength: 40, size: 'max' });
    let pessimism = 0;
    let optimism = 0;
    fc.assert(
      fc.property(steps, order, steps, (before, terms, after) => {
        const plays = modelNames.map((name) => new RandomPlay(name));
        for (const play of plays) {
          for (const next of before) play.run(next);
          play.place(0, terms);
        }
        for (const next of after) {
          const [riskAverse, probabilistic, tradedThrough] = plays.map((play) => {
            play.run(next);
            return play.exchange.ledger.order(accounts[0], clientId(0))?.filled ?? 0;
          });
          expect(tradedThrough).toBeLessThanOrEqual(riskAverse ?? 0);
          expect(riskAverse).toBeLessThanOrEqual(probabilistic ?? 0);
          if (tradedThrough !== riskAverse) pessimism += 1;
          if (riskAverse !== probabilistic) optimism += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(Math.min(pessimism, optimism), 'the models do differ').toBeGreaterThan(0);
  });
});

/** A figure of every level that a play can touch. */
function snapshotOf(figure: (side: Side, price: number) => number): (readonly [Side, number, number])[] {
  return sides.flatMap((side) => prices.map((price) => [side, price, figure(side, price)] as const));
}
