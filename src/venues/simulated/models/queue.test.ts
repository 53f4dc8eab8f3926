// The three queue models, each by its rule, and what all of them share.
import { describe, expect, test } from 'vitest';
import { lots, type Lots } from '../../../core/money.ts';
import {
  followDepth,
  followTaker,
  followTrade,
  joinQueue,
  leaveQueueBehind,
  queueModels,
  type QueueModelName,
  type QueuePosition,
} from './queue.ts';

const names = ['riskAverse', 'probabilistic', 'tradedThrough'] as const;

/** An order that arrived behind 100 lots, of which the feed then says something at 1, 2, 3, … µs. */
function queue(name: QueueModelName): Steps {
  return new Steps(name, joinQueue(lots(100)));
}

class Steps {
  readonly position: QueuePosition;
  readonly #name: QueueModelName;
  #timeUs = 0;

  constructor(name: QueueModelName, position: QueuePosition) {
    this.#name = name;
    this.position = position;
  }

  get ahead(): number {
    return this.position.ahead;
  }

  depth(displayed: number, atUs: number = this.#timeUs + 1): this {
    this.#timeUs = atUs;
    if (displayed !== this.position.displayed)
      followDepth(queueModels[this.#name], this.position, lots(displayed), atUs);
    return this;
  }

  trade(quantity: number, atUs: number = this.#timeUs + 1): Lots {
    this.#timeUs = atUs;
    return followTrade(queueModels[this.#name], this.position, lots(quantity), atUs);
  }

  /** A trade and then the level that it left, as most feeds send it. */
  tradeAndDepth(quantity: number, displayed: number): this {
    this.trade(quantity);
    return this.depth(displayed, this.#timeUs);
  }
}

describe.each(names)('%s: what all models share', (name) => {
  test('ahead is what was displayed on arrival', () => {
    expect(queue(name).ahead).toBe(100);
  });

  test('who comes later stands behind', () => {
    expect(queue(name).depth(150).ahead).toBe(100);
  });

  test('a level smaller than the queue caps it', () => {
    expect(queue(name).depth(150).depth(30).ahead).toBeLessThanOrEqual(30);
    expect(queue(name).depth(0).ahead).toBe(0);
  });

  test('a trade moves the order forward by its quantity', () => {
    const steps = queue(name).depth(150);
    expect(steps.trade(40)).toBe(0);
    expect(steps.ahead).toBe(60);
  });

  test('a trade and the level that it left count once', () => {
    expect(queue(name).tradeAndDepth(40, 60).ahead).toBe(60);
    expect(queue(name).depth(150).tradeAndDepth(40, 110).ahead).toBe(60);
  });

  test('the level first and its trade after it, at one venue time, count once', () => {
    const steps = queue(name).depth(60, 7);
    steps.trade(40, 7);
    expect(steps.ahead).toBe(60);
  });

  test('a level that shrank earlier is not the same event as a later trade', () => {
    const steps = queue(name).depth(60, 7);
    steps.trade(40, 8);
    expect(steps.ahead).toBe(20);
  });

  test('once the market has traded beyond the price, nobody is ahead', () => {
    const { position } = queue(name);
    leaveQueueBehind(position);
    expect(position.ahead).toBe(0);
  });

  test('nobody comes back ahead through a trade of the moment at which the level shrank', () => {
    const steps = queue(name).depth(60, 7);
    leaveQueueBehind(steps.position);
    steps.trade(5, 7);
    expect(steps.position).toMatchObject({ ahead: 0, takenOff: 0 });
    expect(steps.trade(5, 7)).toBe(queueModels[name].fillsAtPrice ? 5 : 0);
  });

  test('a taker among our own accounts moves the order forward by exactly what it took', () => {
    const steps = queue(name);
    followTaker(steps.position, lots(30));
    expect(steps.depth(70).ahead).toBe(70);
  });
});

describe('risk-averse', () => {
  test('whoever cancels stood behind', () => {
    expect(queue('riskAverse').depth(150).depth(101).ahead).toBe(100);
  });

  test('what is left of a trade after the queue ahead reaches the order', () => {
    const steps = queue('riskAverse');
    expect(steps.trade(103)).toBe(3);
    expect(steps.trade(5)).toBe(5);
  });

  test('the level first: what is left of the trade is still measured by the queue that stood there', () => {
    const steps = queue('riskAverse').depth(0, 7);
    expect(steps.trade(103, 7)).toBe(3);
  });
});

describe('probabilistic', () => {
  test('cancels are shared between ahead and behind by their quantities', () => {
    expect(queue('probabilistic').depth(200).depth(150).ahead).toBe(75);
  });

  test('the share is rounded up, in favour of the order', () => {
    expect(queue('probabilistic').depth(200).depth(199).ahead).toBe(99);
  });

  test('the level first, then its trade: a later cancel is shared in full', () => {
    const steps = queue('probabilistic').depth(200).depth(160, 7);
    steps.trade(40, 7);
    expect(steps.ahead).toBe(60);
    expect(steps.depth(120).ahead).toBe(60 - Math.ceil((40 * 60) / 160));
  });

  test('the level first, then its trade, then another with its level: the second counts once as well', () => {
    const steps = queue('probabilistic').depth(200).depth(160, 7);
    steps.trade(40, 7);
    steps.trade(10, 7);
    expect(steps.ahead).toBe(50);
    expect(steps.depth(150, 7).ahead).toBe(50);
  });

  test('what a trade explained is settled by the next level: cancels after it are shared in full', () => {
    const steps = queue('probabilistic').depth(200).tradeAndDepth(40, 160);
    expect(steps.ahead).toBe(60);
    expect(steps.depth(140).ahead).toBe(60 - Math.ceil((20 * 60) / 160));
  });

  test('a level that grew at the moment of a trade does not blur what the trade explains', () => {
    const steps = queue('probabilistic').depth(200).depth(250, 7);
    steps.trade(40, 7);
    expect(steps.depth(160).ahead).toBe(60 - Math.ceil((50 * 60) / 250));
  });

  test('what a trade explains is not shared again', () => {
    const steps = queue('probabilistic').depth(200);
    expect(steps.tradeAndDepth(40, 140).ahead).toBe(60 - Math.ceil((20 * 60) / 200));
  });
});

describe('traded-through', () => {
  test('a trade at the price never reaches the order, however large', () => {
    const steps = queue('tradedThrough');
    expect(steps.trade(1_000)).toBe(0);
    expect(steps.trade(1_000)).toBe(0);
  });

  test('an opposite quote at the price does not fill either', () => {
    expect(queueModels.tradedThrough.fillsAtPrice).toBe(false);
    expect(queueModels.riskAverse.fillsAtPrice && queueModels.probabilistic.fillsAtPrice).toBe(true);
  });
});
