// Every venue under the faults of its own local server, over real sockets: what is unknown is never called refused, what comes twice
// is one trade, what is lost is noticed and comes back.
import { setImmediate } from 'node:timers/promises';
import { afterEach, assert, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent, RequestFailedEvent } from '../core/events.ts';
import { provesNoEffect, saysNotTrading } from '../core/failure.ts';
import { Book } from '../market/book.ts';
import type { LocalOrder } from './local/local-order.ts';
import { venueRegistry } from './registry.ts';
import { ContractSession } from './testing/contract-session.ts';
import { openWireHarness, type WireHarness } from './testing/wire-harness.ts';

const patient = { timeout: 30_000 };
const sides = ['buy', 'sell'] as const;

describe.each(Object.entries(venueRegistry))('faults: %s', (_name, load) => {
  let harness: WireHarness;
  let session: ContractSession;

  beforeEach(async () => {
    harness = await openWireHarness(await load(), { price: 300_000, unit: 100 });
    session = new ContractSession(harness);
    session.showBook();
    await session.settle();
  });

  afterEach(async () => {
    assert.deepEqual(session.brokenLaws(), []);
    await harness.close();
  });

  /** Lets things happen until it is so. */
  async function until(isSo: () => boolean): Promise<void> {
    while (!isSo()) {
      await session.settle();
      await setImmediate();
    }
  }

  /** What the server has of the account's orders, open or not. */
  function ordersThere(): LocalOrder[] {
    const { exchange } = harness.server;
    const accounts = [...exchange.ledger.accounts()].map(({ key }) => key);
    return accounts.flatMap((key) => [...exchange.orders(key), ...exchange.endedOrders(key)]);
  }

  function onlyFailure(): RequestFailedEvent {
    const [failed, ...others] = session.failures('place');
    assert(failed !== undefined && others.length === 0, 'one order failed');
    return failed;
  }

  it('too many requests: nothing happened, and it is said when to come back', patient, async () => {
    harness.server.faults.start({ kind: 'rate-limit', retryAfterMs: 2_000, times: 1, purposes: ['place'] });
    await session.place({ side: 'buy', units: 1, offset: -5 });
    const { failure, atUs } = onlyFailure();
    assert(failure.kind === 'rate-limited', failure.kind);
    expect(failure.retryAtUs).toBeGreaterThan(atUs);
    expect(ordersThere()).toEqual([]);
  });

  it('maintenance: the venue does not trade', patient, async () => {
    harness.server.faults.start({ kind: 'maintenance', times: 1, purposes: ['place'] });
    await session.place({ side: 'buy', units: 1, offset: -5 });
    expect(saysNotTrading(onlyFailure().failure)).toBe(true);
    expect(ordersThere()).toEqual([]);
  });

  it.each(['insufficient-margin', 'not-trading', 'below-minimum'] as const)(
    'refused for %s: the reason is understood',
    patient,
    async (reason) => {
      harness.server.faults.start({ kind: 'refuse', reason, times: 1 });
      await session.place({ side: 'buy', units: 1, offset: -5 });
      expect(onlyFailure().failure).toMatchObject({ kind: 'refused', reason });
    },
  );

  it.each(['garble-reply', 'cut-reply'] as const)(
    '%s: the order is there, and nothing says that it is not',
    patient,
    async (kind) => {
      harness.server.faults.start({ kind, times: 1, purposes: ['place'] });
      const id = session.send({ side: 'buy', units: 1, offset: -5 });
      await until(() => session.accepted(id) || session.failures('place').length > 0);
      expect(ordersThere()).toHaveLength(1);
      expect(session.failures('place').filter(({ failure }) => provesNoEffect(failure))).toEqual([]);
    },
  );

  it('private frames twice, and out of order: each trade is one, and all of them come', patient, async () => {
    harness.server.faults.start({ kind: 'reorder-frames', times: 2 });
    harness.server.faults.start({ kind: 'duplicate-frames' });
    const id = session.send({ side: 'buy', units: 15, offset: 2 });
    await until(() => session.filledUnits(id) === 15 && session.end(id) !== undefined);
    expect(session.end(id)?.outcome).toBe('filled');
  });

  it('a stream that is cut is told of, comes back, and delivers again', patient, async () => {
    harness.server.streams.cut('private');
    await until(() => streamWords().length === 2);
    expect(streamWords()).toEqual([false, true]);
    const id = session.send({ side: 'buy', units: 1, offset: 1, timeInForce: 'ioc' });
    await until(() => session.filledUnits(id) === 1 && session.end(id) !== undefined);
    expect(session.end(id)?.outcome).toBe('filled');
  });

  it(
    'a change of the book that is lost is noticed at the next: from then on the book is empty or whole',
    patient,
    async () => {
      harness.server.faults.start({ kind: 'silence', stream: 'public', times: 1 });
      harness.show([['buy', session.price(-3), session.units(7)]]);
      await until(() => harness.server.faults.isQuiet);
      const before = harness.received.length;
      // What was lost is not named again: only a snapshot can bring it.
      harness.show([
        ['buy', session.price(-3), session.units(7)],
        ['sell', session.price(1), session.units(4)],
      ]);
      await until(() => isWhole(harness));
      const states = harness.received.slice(before).map((_event, index) => before + index + 1);
      expect(states.filter((count) => !isEmpty(harness, count) && !isWhole(harness, count))).toEqual([]);
    },
  );

  it('a stale position is told as the venue tells it', patient, async () => {
    harness.server.faults.start({ kind: 'stale-positions' });
    await session.place({ side: 'buy', units: 2 });
    harness.venue.queryPosition(harness.instrument.key, 7);
    expect(await session.settle()).toMatchObject([{ kind: 'position-report', requestId: 7, position: 0 }]);
  });

  it(
    'a fill that the history does not have yet is told by the stream alone, and by both in the end',
    patient,
    async () => {
      harness.server.faults.start({ kind: 'late-fills' });
      const id = await session.place({ side: 'buy', units: 2 });
      const [fill] = session.fills(id);
      expect(await history()).toEqual([]);
      harness.server.faults.stopAll();
      expect(await history()).toEqual([fill?.tradeId]);
    },
  );

  /** Trade ids of the history of fills. */
  async function history(): Promise<string[]> {
    harness.venue.queryFills(harness.instrument.key, 8, 0);
    const events = await session.settle();
    expect(events.at(-1)).toMatchObject({ kind: 'fills-report', requestId: 8 });
    return events.filter((event) => event.kind === 'fill').map(({ tradeId }) => tradeId);
  }

  /** Whether the private stream was up, each time that was told. */
  const streamWords = (): boolean[] =>
    session.events.filter((event) => event.kind === 'stream').map(({ isUp }) => isUp);
});

/** Whether the book that has reached us, by so many events, is the book that the venue shows. */
function isWhole({ received, server, instrument }: WireHarness, count: number = received.length): boolean {
  const shown = server.exchange.displayedBook(instrument.symbol);
  const book = bookOf(received.slice(0, count));
  return sides.every((side) => {
    const ours = book.side(side);
    const theirs = shown?.book.side(side);
    return (
      ours.prices().join() === theirs?.prices().join() &&
      ours.prices().every((price) => ours.quantityOf(price) === theirs.quantityOf(price))
    );
  });
}

function isEmpty({ received }: WireHarness, count: number): boolean {
  const book = bookOf(received.slice(0, count));
  return sides.every((side) => book.side(side).depth === 0);
}

function bookOf(events: readonly EngineEvent[]): Book {
  const book = new Book();
  for (const event of events) if (event.kind === 'book') book.apply(event.levels, event.isSnapshot);
  return book;
}
