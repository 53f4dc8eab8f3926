// The public feed: delays, order, and slots that are used again without one message showing through another.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EngineEvent } from '../../core/events.ts';
import { lots, ticks } from '../../core/money.ts';
import { PublicFeed } from './public-feed.ts';
import { testInstrument } from './testing/exchange.ts';
import { tradeMessage } from './testing/scripted-source.ts';

interface Feed {
  readonly feed: PublicFeed;
  readonly received: string[];
  readonly drain: () => void;
}

/** A feed whose model draws the given delays in turn, and what it delivers as lines. */
function open(...delaysUs: number[]): Feed {
  const received: string[] = [];
  const feed = new PublicFeed(
    testInstrument.key,
    () => delaysUs.shift() ?? 10,
    (event) => received.push(line(event)),
  );
  return {
    feed,
    received,
    drain: () => {
      while (feed.nextUs !== Infinity) feed.run();
    },
  };
}

function line(event: EngineEvent): string {
  if (event.kind === 'trade') return `${event.atUs} trade ${event.quantity} (${event.venueTimeUs})`;
  if (event.kind !== 'book') return event.kind;
  return `${event.atUs} ${event.isSnapshot ? 'snapshot' : 'levels'} ${JSON.stringify(event.levels)} (${event.venueTimeUs})`;
}

const sendTrade = (feed: PublicFeed, quantity: number, venueTimeUs: number, localTimeUs?: number): void =>
  feed.sendTrade({ ...tradeMessage(venueTimeUs, 'buy', 100, quantity), localTimeUs });

describe('public feed', () => {
  test('a message arrives after the delay that the model draws', () => {
    const { feed, received, drain } = open(7);
    feed.sendBook(true, { venueTimeUs: 1_000, localTimeUs: undefined }).push('buy', ticks(99), lots(5));
    expect(feed.nextUs).toBe(1_007);
    drain();
    expect(received).toEqual(['1007 snapshot [1,99,5] (1000)']);
    expect(feed.nextUs).toBe(Infinity);
  });

  test('nothing overtakes: a shorter delay waits for what was sent before', () => {
    const { feed, received, drain } = open(50, 5, 100);
    for (const [index, atUs] of [1_000, 1_010, 1_020].entries()) sendTrade(feed, index + 1, atUs);
    drain();
    expect(received).toEqual(['1050 trade 1 (1000)', '1050 trade 2 (1010)', '1120 trade 3 (1020)']);
  });

  test('a recorded time of receipt takes the place of the model', () => {
    const { feed, received, drain } = open(50);
    sendTrade(feed, 1, 1_000, 1_003);
    drain();
    expect(received).toEqual(['1003 trade 1 (1000)']);
  });

  test('in a recorded stream, what our own orders change takes as long as the last recorded book message', () => {
    const { feed, received, drain } = open(50);
    feed.sendBook(true, { venueTimeUs: 1_000, localTimeUs: 1_003 });
    sendTrade(feed, 2, 1_010);
    drain();
    expect(received[1]).toBe('1013 trade 2 (1010)');
  });

  test('a trade that arrives late does not hold the book back', () => {
    const { feed, received, drain } = open();
    sendTrade(feed, 1, 1_000, 1_200);
    feed.sendBook(true, { venueTimeUs: 1_001, localTimeUs: 1_005 });
    drain();
    expect(received).toEqual(['1005 snapshot [] (1001)', '1200 trade 1 (1000)']);
  });

  test('a message stays as it is while it is lent, however many are sent meanwhile', () => {
    const received: string[] = [];
    const feed: PublicFeed = new PublicFeed(
      testInstrument.key,
      () => 10,
      (event) => {
        if (received.length === 0)
          for (let more = 0; more < 50; more += 1) feed.sendOwnBook(2_000).push('sell', ticks(7), lots(more));
        received.push(line(event));
      },
    );
    feed.sendOwnBook(1_000).push('buy', ticks(99), lots(5));
    feed.run();
    expect(received).toEqual(['1010 levels [1,99,5] (1000)']);
  });

  test('property: whatever is sent and delivered in turns, every message arrives once, in order and unmixed', () => {
    const step = fc.record({ isBook: fc.boolean(), deliver: fc.nat(3), size: fc.nat(200) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400, size: 'max' }), (steps) => {
        const { feed, received, drain } = open();
        const sent: string[] = [];
        steps.forEach(({ isBook, deliver, size }, index) => {
          if (isBook) {
            const levels = feed.sendBook(false, { venueTimeUs: index, localTimeUs: undefined });
            for (let level = 0; level < size; level += 1) levels.push('sell', ticks(index), lots(level));
            sent.push(`${index + 10} levels ${JSON.stringify(levels)} (${index})`);
          } else {
            sendTrade(feed, size, index);
            sent.push(`${index + 10} trade ${size} (${index})`);
          }
          for (let count = 0; count < deliver && feed.nextUs !== Infinity; count += 1) feed.run();
        });
        drain();
        expect(received).toEqual(sent);
      }),
      { numRuns: 60 },
    );
  });
});
