// Laws of the matching engine, over random markets and random orders of three accounts: nothing is created or lost, nobody
// gets more or worse than ordered, priority is kept, and no depth is there twice.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
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

/** Called before a step; what it returns is called after it and lists whatever breaks the law. */
type Law = (play: RandomPlay, next: Step) => (outcome: Outcome) => readonly unknown[];

/** Holds a law against random plays under every queue model. */
function always(law: string, observe: Law): void {
  test.each(modelNames)(`${law} (%s)`, (queueModel) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
        const play = new RandomPlay(queueModel);
        for (const next of steps) {
          const breaches = observe(play, next);
          const before = play.exchange.fills.length;
          const placed = play.run(next);
          expect(breaches({ play, next, placed, fills: play.exchange.fills.slice(before) })).toEqual([]);
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
    const outside = play.exchange.ledger.outside(testInstrument.symbol).position;
    const total = sum(accounts.map((account) => play.exchange.position(account))) + outside;
    return total === 0 ? [] : [total];
  });

  always('quantity: a position is the sum of the fills', () => ({ play }) => {
    return accounts.filter((account) => {
      const own = play.exchange.fills.filter((fill) => fill.account === account);
      return play.exchange.position(account) !== sum(own.map(signed));
    });
  });

  always('money: all cash and the fee income come to nothing', () => ({ play }) => {
    const { ledger } = play.exchange;
    const holdings = [...ledger.accounts()].flatMap((account) => [...account.holdings.values()]);
    const cash = holdings.reduce((total, holding) => total + holding.cash, 0n);
    const total = cash + ledger.outside(testInstrument.symbol).cash + ledger.feeIncome;
    return total === 0n ? [] : [total];
  });
});

describe('what an order gets', () => {
  always('its fills add up to what it filled, and never to more than its quantity', () => ({ play }) => {
    const filled = new Map<VenueOrder, number>();
    for (const fill of play.exchange.fills) {
      const order = orderOf(play, fill);
      filled.set(order, (filled.get(order) ?? 0) + fill.quantity);
    }
    return play.orders().filter((order) => {
      const { quantity, remaining, end } = order;
      const isRight =
        order.filled === (filled.get(order) ?? 0) &&
        order.filled + remaining <= quantity &&
        (remaining === 0) === (end !== undefined) &&
        (order.filled === quantity) === (end === 'filled');
      return !isRight;
    });
  });

  always('no fill is worse than the limit, and a maker fill is at the limit', () => ({ play, fills }) => {
    return fills.filter((fill) => {
      const { limit, side } = orderOf(play, fill);
      const isWorse = side === 'buy' ? fill.price > limit : fill.price < limit;
      return isWorse || (fill.liquidity === 'maker' && fill.price !== limit);
    });
  });

  always('fill or kill is all or nothing', (play, next) => {
    const before = next.kind === 'place' ? play.exchange.position(accounts[next.account] ?? accounts[0]) : 0;
    return ({ placed }) => {
      if (placed?.timeInForce !== 'fok') return [];
      const wanted = placed.reduceOnly ? Math.min(placed.quantity, Math.abs(before)) : placed.quantity;
      return placed.filled === wanted ? [] : [placed];
    };
  });

  always('what does not rest by its terms never rests', () => ({ play }) => {
    const resting = sides.flatMap((side) => play.resting(side));
    return resting.filter((order) => order.isMarket || order.timeInForce !== 'gtc');
  });

  always('a post-only order never takes', () => ({ play, fills }) => {
    return fills.filter((fill) => fill.liquidity === 'taker' && orderOf(play, fill).postOnly);
  });

  always('a reduce-only fill takes the position towards zero, never across', (play) => {
    const positions = new Map<string, number>();
    for (const account of accounts) positions.set(account, play.exchange.position(account));
    return ({ fills }) =>
      fills.filter((fill) => {
        const before = positions.get(fill.account) ?? 0;
        const after = before + signed(fill);
        positions.set(fill.account, after);
        return orderOf(play, fill).reduceOnly && Math.abs(after) !== Math.abs(before) - fill.quantity;
      });
  });

  always('an account never trades with itself', () => ({ fills }) => {
    return fills.filter((fill) => fill.counterparty === fill.account);
  });
});

describe('priority', () => {
  always('a resting order is filled only when all before it are done', (play) => {
    const before: Readonly<Record<Side, readonly VenueOrder[]>> = {
      buy: play.resting('buy'),
      sell: play.resting('sell'),
    };
    return ({ fills }) =>
      fills.filter((fill) => {
        if (fill.liquidity !== 'maker') return false;
        const queue = before[fill.side];
        return queue.slice(0, queue.indexOf(orderOf(play, fill))).some((order) => order.end === undefined);
      });
  });

  always('the book is sorted by price, and nothing in it crosses', () => ({ play }) => {
    const book = [...play.resting('sell').toReversed(), ...play.resting('buy')];
    return book.filter((order, index) => {
      const above = book[index - 1];
      if (above === undefined) return false;
      return above.side === order.side ? above.limit < order.limit : above.limit <= order.limit;
    });
  });

  always('the quantity ahead of an order is there', () => ({ play }) => {
    const resting = sides.flatMap((side) => play.resting(side));
    return resting.filter(({ side, limit, queue }) => {
      return queue.ahead < 0 || queue.ahead > play.exchange.engine.outside.available(side, limit);
    });
  });
});

describe('depth', () => {
  always('takers get exactly what disappears, and never more than was there', (play, next) => {
    const { outside } = play.exchange.engine;
    const available = figures((side, price) => outside.available(side, ticks(price)));
    return ({ fills }) => {
      if (next.kind !== 'place' && next.kind !== 'replace') return [];
      const taken = fills.filter((fill) => fill.liquidity === 'taker' && fill.counterparty === undefined);
      return available.filter(([side, price, before]) => {
        const here = taken.filter((fill) => fill.side !== side && fill.price === price);
        const after = outside.available(side, ticks(price));
        return after < 0 || before - after !== sum(here.map((fill) => fill.quantity));
      });
    };
  });

  always('a level that stays gives back no more than the feed adds to it', (play, next) => {
    const { outside } = play.exchange.engine;
    const shown = (side: Side, price: number): number => outside.book.side(side).quantityOf(ticks(price));
    const before = figures((side, price) => outside.available(side, ticks(price)));
    const shownBefore = figures(shown);
    return () => {
      if (next.kind !== 'levels' && next.kind !== 'snapshot') return [];
      return before.filter(([side, price, available], index) => {
        const old = shownBefore[index]?.[2] ?? 0;
        const stays = old > 0 && shown(side, price) > 0;
        const added = Math.max(0, shown(side, price) - old);
        return stays && outside.available(side, ticks(price)) > available + added;
      });
    };
  });

  always('a trade of others fills no more than its quantity', (_play, next) => ({ fills }) => {
    if (next.kind !== 'trade') return [];
    const filled = sum(fills.map((fill) => fill.quantity));
    return filled > next.quantity ? [filled] : [];
  });

  always('every displayed level that changes is named, by the feed or by the engine', (play, next) => {
    const before = figures((side, price) => play.exchange.displayed(side, price));
    play.exchange.changedLevels.clear();
    return () => {
      if (next.kind === 'snapshot') return [];
      const levels = next.kind === 'levels' ? next.levels : [];
      const named = new Set(levels.map(([side, price]) => `${side}:${price}`));
      return before.filter(([side, price, displayed]) => {
        const level = `${side}:${price}`;
        if (named.has(level) || play.exchange.changedLevels.has(level)) return false;
        return play.exchange.displayed(side, price) !== displayed;
      });
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
function figures(of: (side: Side, price: number) => number): (readonly [Side, number, number])[] {
  return sides.flatMap((side) => prices.map((price) => [side, price, of(side, price)] as const));
}
