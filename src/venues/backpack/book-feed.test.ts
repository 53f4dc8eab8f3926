import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BookEvent } from '../../core/events.ts';
import { Book } from '../../market/book.ts';
import type { Unstamped } from '../wire/emitter.ts';
import { BookFeed } from './book-feed.ts';
import type { DepthUpdate } from './frames.ts';
import { sol, solGrid } from './testing/sol.ts';
import type { Depth } from './wire.ts';

/** A feed, and the book that somebody makes of what it tells. */
function openFeed() {
  const book = new Book();
  const told: Unstamped<BookEvent>[] = [];
  const feed = new BookFeed(sol, solGrid, (event) => {
    if (event.kind !== 'book') return;
    told.push(event);
    book.apply(event.levels, event.isSnapshot);
  });
  const bids = (): [number, number][] =>
    [...book.bids.prices()].map((price) => [price, book.bids.quantityOf(price)]);
  return { feed, told, bids };
}

/** Change number `sequence`: the bid at 10.00 has that many lots then. */
const change = (sequence: number, last: number = sequence): DepthUpdate => ({
  first: sequence,
  last,
  asks: [],
  bids: [['10.00', `${last}.00`]],
  venueTimeUs: last,
});
const snapshotAt = (sequence: number): Depth => ({
  asks: [],
  bids: [['10.00', `${sequence}.00`]],
  lastUpdateId: sequence,
  timestamp: sequence,
});
const lotsAt = (sequence: number): [number, number][] => [[1_000, sequence * 100]];

describe('a book', () => {
  test('is a snapshot and the changes that follow it; earlier ones are in it already', () => {
    const { feed, bids } = openFeed();
    for (const sequence of [5, 6, 7]) feed.update(change(sequence));
    expect(feed.snapshot(snapshotAt(6))).toBe(true);
    expect(bids()).toEqual(lotsAt(7));
    expect(feed.update(change(8, 11))).toBe(false);
    expect(feed.update(change(9))).toBe(false);
    expect(bids()).toEqual(lotsAt(11));
  });

  test('a snapshot from before the stream began is of no use, and nothing is told', () => {
    const { feed, told } = openFeed();
    feed.update(change(8));
    expect(feed.snapshot(snapshotAt(6))).toBe(false);
    expect(told).toEqual([]);
    expect(feed.snapshot(snapshotAt(7))).toBe(true);
  });

  test('a gap loses it: nobody trades on it, and the next snapshot brings it back', () => {
    const { feed, bids } = openFeed();
    feed.snapshot(snapshotAt(1));
    expect(feed.update(change(3))).toBe(true);
    expect(bids()).toEqual([]);
    expect(feed.snapshot(snapshotAt(2))).toBe(true);
    expect(bids()).toEqual(lotsAt(3));
  });

  test.each([
    ['a price between two ticks', ['10.005', '1']],
    ['a quantity that is no number', ['10.00', 'many']],
    ['a quantity below nothing', ['10.00', '-1']],
  ] as const)('%s loses it like a gap', (_name, level) => {
    const { feed, bids } = openFeed();
    feed.snapshot(snapshotAt(1));
    expect(feed.update({ ...change(2), bids: [level] })).toBe(true);
    expect(bids()).toEqual([]);
  });

  test('whatever is lost, and whenever snapshots come: it is the venue’s book of some moment, or empty', () => {
    const step = fc.record({
      isLost: fc.boolean(),
      isAsked: fc.boolean(),
      lag: fc.integer({ min: 0, max: 3 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { feed, bids } = openFeed();
        let isNeeded = true;
        let newest = 0;
        steps.forEach(({ isLost, isAsked, lag }, index) => {
          const sequence = index + 1;
          if (!isLost && feed.update(change(sequence))) isNeeded = true;
          if (!isLost) newest = sequence;
          if (isNeeded && isAsked) isNeeded = !feed.snapshot(snapshotAt(Math.max(0, sequence - lag)));
          const shown = bids()[0]?.[1] ?? 0;
          // Of a snapshot that is later than all that was heard, or of the last change that was heard.
          expect(isNeeded ? shown === 0 : shown >= newest * 100).toBe(true);
        });
      }),
    );
  });
});
