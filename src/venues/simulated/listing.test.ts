// What a venue shows in public: the feed of others, less what our takers consumed, plus what our own orders add.
import { beforeEach, describe, expect, test } from 'vitest';
import type { BookEvent, EngineEvent, TradeEvent } from '../../core/events.ts';
import { ticks } from '../../core/money.ts';
import { clientId, termsOf, type PlainOrder } from './testing/exchange.ts';
import type { Level } from './testing/scripted-source.ts';
import { openSimulatedVenue, startUs, type SimulatedHarness } from './testing/venue-harness.ts';

const ladder: readonly Level[] = [
  ['buy', 99, 10],
  ['buy', 98, 10],
  ['sell', 101, 10],
  ['sell', 102, 10],
];

describe('listing', () => {
  let harness: SimulatedHarness;

  /** Lets one message of others happen now, and everything arrive. */
  function others(kind: 'snapshot' | 'levels', ...levels: readonly Level[]): void {
    harness.source[kind](harness.time.nowUs(), levels);
    drain();
  }

  /** An order of ours, at the venue at once. */
  function place(order: PlainOrder): void {
    const { listing, venue, time } = harness;
    expect(listing.engine.place(venue.account, termsOf(order), time.nowUs())).toBeUndefined();
    listing.publishChanges(time.nowUs());
    drain();
  }

  function cancel(id: number): void {
    const { listing, venue, time } = harness;
    listing.engine.cancel(venue.account, clientId(id), time.nowUs());
    listing.publishChanges(time.nowUs());
    drain();
  }

  function drain(): void {
    while (harness.time.runNext()) continue;
  }

  /** Public messages since last asked. */
  let seen = 0;
  function shown(): string[] {
    const news = harness.received.slice(seen).filter(isPublic);
    seen = harness.received.length;
    return news.map((event) => {
      if (event.kind === 'trade') return `trade ${event.aggressor} ${event.quantity} at ${event.price}`;
      const levels = Array.from({ length: event.levels.count }, (_, index) => {
        const { levels: buffer } = event;
        return `${buffer.side(index)} ${buffer.price(index)}: ${buffer.quantity(index)}`;
      });
      return `${event.isSnapshot ? 'snapshot' : 'levels'} ${levels.join(', ')}`;
    });
  }

  beforeEach(() => {
    harness = openSimulatedVenue();
    seen = 0;
    others('snapshot', ...ladder);
    harness.received.length = 0;
  });

  test('without orders of ours the feed is shown as it is', () => {
    others('levels', ['buy', 99, 7], ['sell', 101, 0]);
    harness.source.trade(harness.time.nowUs(), 'sell', 99, 3);
    drain();
    expect(shown()).toEqual(['levels buy 99: 7, sell 101: 0', 'trade sell 3 at 99']);
  });

  test('a resting order of ours appears, alone and on top of others', () => {
    place({ id: 1, side: 'buy', quantity: 5, price: 100 });
    place({ id: 2, side: 'buy', quantity: 2, price: 99 });
    expect(shown()).toEqual(['levels buy 100: 5', 'levels buy 99: 12']);
  });

  test('the feed changes a level at which we stand: both quantities are shown', () => {
    place({ id: 1, side: 'buy', quantity: 2, price: 99 });
    shown();
    others('levels', ['buy', 99, 4]);
    others('levels', ['buy', 99, 0]);
    expect(shown()).toEqual(['levels buy 99: 6', 'levels buy 99: 2']);
  });

  test('a snapshot of others leaves our orders standing', () => {
    place({ id: 1, side: 'buy', quantity: 5, price: 100 });
    place({ id: 2, side: 'sell', quantity: 3, price: 102 });
    shown();
    others('snapshot', ['buy', 99, 1], ['sell', 102, 1]);
    expect(shown()).toEqual(['snapshot buy 99: 1, sell 102: 4, buy 100: 5, sell 102: 4']);
  });

  test('a taker of ours is a public trade per price, and its depth is gone', () => {
    place({ id: 1, side: 'buy', quantity: 12 });
    expect(shown()).toEqual(['trade buy 10 at 101', 'trade buy 2 at 102', 'levels sell 101: 0, sell 102: 8']);
  });

  test('the feed repeats consumed depth: it is not shown again', () => {
    place({ id: 1, side: 'buy', quantity: 6 });
    shown();
    others('levels', ['sell', 101, 9]);
    expect(shown()).toEqual(['levels sell 101: 3']);
  });

  test('among the many levels of one message those at which we stand or have taken are shown as they are', () => {
    place({ id: 1, side: 'buy', quantity: 5, price: 97 });
    place({ id: 2, side: 'buy', quantity: 2, price: 99 });
    place({ id: 3, side: 'sell', quantity: 3, price: 104 });
    place({ id: 4, side: 'buy', quantity: 6 });
    shown();
    const bids = [96, 97, 98, 99].map((price): Level => ['buy', price, 1]);
    const asks = [101, 102, 103, 104, 105].map((price): Level => ['sell', price, 9]);
    others('levels', ...bids, ...asks);
    const shownBids = 'buy 96: 1, buy 97: 6, buy 98: 1, buy 99: 3';
    expect(shown()).toEqual([
      `levels ${shownBids}, sell 101: 3, sell 102: 9, sell 103: 9, sell 104: 12, sell 105: 9`,
    ]);
  });

  test('a fill of ours by a trade of others: first the trade, then what is left of our order', () => {
    place({ id: 1, side: 'buy', quantity: 5, price: 100 });
    shown();
    harness.source.trade(harness.time.nowUs(), 'sell', 100, 2);
    drain();
    expect(shown()).toEqual(['trade sell 2 at 100', 'levels buy 100: 3']);
  });

  test('a market that is lost is shown to nobody, and comes back with our orders in it', () => {
    place({ id: 1, side: 'buy', quantity: 5, price: 99 });
    place({ id: 2, side: 'buy', quantity: 5, price: 98 });
    shown();
    harness.source.lost(harness.time.nowUs());
    drain();
    expect(shown()).toEqual(['snapshot ']);
    cancel(2);
    expect(shown()).toEqual([]);
    others('snapshot', ['buy', 99, 3], ['sell', 101, 10]);
    expect(shown()).toEqual(['snapshot buy 99: 8, sell 101: 10, buy 99: 8']);
  });

  test('a cancel takes our quantity out', () => {
    place({ id: 1, side: 'buy', quantity: 5, price: 99 });
    shown();
    cancel(1);
    expect(shown()).toEqual(['levels buy 99: 10']);
  });

  test('public messages arrive after the feed delay, with the venue time at which they happened', () => {
    const sentUs = harness.time.nowUs();
    place({ id: 1, side: 'buy', quantity: 5, price: 100 });
    expect(harness.received.filter(isPublic)).toMatchObject([{ venueTimeUs: sentUs, atUs: sentUs + 1_000 }]);
    expect(sentUs).toBe(startUs + 1_000);
  });

  test('at one moment the venue moves on before we see where it was', () => {
    const { listing, time, source } = harness;
    source.levels(time.nowUs(), [['buy', 99, 1]], time.nowUs());
    source.levels(time.nowUs(), [['buy', 99, 2]], time.nowUs());
    time.runNext();
    time.runNext();
    expect(listing.engine.displayed('buy', ticks(99))).toBe(2);
    expect(shown()).toEqual([]);
    drain();
    expect(shown()).toEqual(['levels buy 99: 1', 'levels buy 99: 2']);
    expect(listing.dueUs).toBe(Infinity);
  });
});

function isPublic(event: EngineEvent): event is BookEvent | TradeEvent {
  return event.kind === 'book' || event.kind === 'trade';
}
