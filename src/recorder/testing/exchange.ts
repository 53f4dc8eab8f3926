// An exchange in miniature: a book that changes update by update, seen through a fast feed of its touch, a slow feed of
// its depth and one snapshot, each with delays of its own. It knows what a recorder could have known at any time.
import * as fc from 'fast-check';
import { RawFile, type Level } from './raw-file.ts';

export interface ExchangeRun {
  readonly updates: readonly Update[];
  /** A depth message covers so many updates. */
  readonly depthEvery: number;
  readonly depthDelayMs: number;
  /** The snapshot is taken after so many of the updates, in percent. */
  readonly snapshotAfterPercent: number;
  readonly snapshotDelayMs: number;
}

/** An order sets a level; the other side's levels that it crosses are gone. Quantity 0 cancels. */
interface Update {
  readonly isBuy: boolean;
  readonly price: number;
  readonly quantity: number;
  readonly touchDelayMs: number;
}

export const exchangeRuns: fc.Arbitrary<ExchangeRun> = fc.record({
  updates: fc.array(
    fc.record({
      isBuy: fc.boolean(),
      price: fc.integer({ min: 95, max: 105 }),
      quantity: fc.nat(3),
      touchDelayMs: fc.nat(60),
    }),
    { minLength: 1, maxLength: 60 },
  ),
  depthEvery: fc.integer({ min: 1, max: 7 }),
  depthDelayMs: fc.nat(120),
  snapshotAfterPercent: fc.nat(100),
  snapshotDelayMs: fc.nat(200),
});

type Touch = readonly [bid: number, bidQuantity: number, ask: number, askQuantity: number];

/** A message on its way: what it lets a recorder know of, and how it is written. */
interface Message {
  readonly receivedMs: number;
  readonly updateId: number;
  readonly write: (file: RawFile, receivedMs: number) => void;
}

export interface Exchange {
  readonly file: RawFile;
  /** The touch after the newest update of which anything was received by then. */
  readonly touchReceivedBy: (timeMs: number) => Touch;
  /** The book after the last update. */
  readonly levels: () => string[];
}

const updateEveryMs = 10;
const depthDelayMinMs = 5;

export function simulateExchange(run: ExchangeRun): Exchange {
  const bids = new Map<number, number>([[97, 5]]);
  const asks = new Map<number, number>([[103, 4]]);
  const touches: Touch[] = [touchOf(bids, asks)];
  const messages: Message[] = [];
  const changed = { bids: new Set<number>(), asks: new Set<number>() };
  let depthFrom = 1;
  let touchReceivedMs = 0;
  const snapshotId = Math.floor((run.updates.length * run.snapshotAfterPercent) / 100);
  if (snapshotId === 0) messages.push(snapshotOf(0, bids, asks, run.snapshotDelayMs));

  run.updates.forEach((update, index) => {
    const id = index + 1;
    const atMs = id * updateEveryMs;
    applyUpdate(update, bids, asks, changed);
    const touch = touchOf(bids, asks);
    if (String(touch) !== String(touches.at(-1))) {
      // One connection: nothing overtakes within a stream.
      touchReceivedMs = Math.max(touchReceivedMs, atMs + update.touchDelayMs);
      messages.push(touchMessage(id, atMs, touch, touchReceivedMs));
    }
    touches.push(touch);
    if (id % run.depthEvery === 0 || id === run.updates.length) {
      messages.push(
        depthMessage(depthFrom, id, atMs, levelsAt(bids, changed.bids), levelsAt(asks, changed.asks), run),
      );
      changed.bids.clear();
      changed.asks.clear();
      depthFrom = id + 1;
    }
    if (id === snapshotId) messages.push(snapshotOf(id, bids, asks, run.snapshotDelayMs));
  });

  const file = new RawFile('USD-M');
  const received: { readonly atMs: number; readonly updateId: number }[] = [];
  for (const message of messages.sort((left, right) => left.receivedMs - right.receivedMs)) {
    // Each message has a time of its own, so that it can be told what was known at each.
    const atMs = Math.max(message.receivedMs, (received.at(-1)?.atMs ?? 0) + 1);
    message.write(file, atMs);
    received.push({ atMs, updateId: message.updateId });
  }
  return {
    file,
    touchReceivedBy: (timeMs) => {
      const known = received.filter(({ atMs }) => atMs <= timeMs).map(({ updateId }) => updateId);
      return touches[Math.max(...known)]!;
    },
    levels: () => [
      ...[...bids].map(([price, quantity]) => `buy ${price} × ${quantity}`),
      ...[...asks].map(([price, quantity]) => `sell ${price} × ${quantity}`),
    ],
  };
}

function applyUpdate(
  { isBuy, price, quantity }: Update,
  bids: Map<number, number>,
  asks: Map<number, number>,
  changed: { readonly bids: Set<number>; readonly asks: Set<number> },
): void {
  const [own, other] = isBuy ? [bids, asks] : [asks, bids];
  const [ownChanged, otherChanged] = isBuy ? [changed.bids, changed.asks] : [changed.asks, changed.bids];
  ownChanged.add(price);
  if (quantity === 0) {
    own.delete(price);
    return;
  }
  own.set(price, quantity);
  for (const crossed of [...other.keys()].filter((level) => (isBuy ? level <= price : level >= price))) {
    other.delete(crossed);
    otherChanged.add(crossed);
  }
}

function touchOf(bids: ReadonlyMap<number, number>, asks: ReadonlyMap<number, number>): Touch {
  const bid = bids.size === 0 ? 0 : Math.max(...bids.keys());
  const ask = asks.size === 0 ? 0 : Math.min(...asks.keys());
  return [bid, bids.get(bid) ?? 0, ask, asks.get(ask) ?? 0];
}

function levelsAt(side: ReadonlyMap<number, number>, prices: Iterable<number>): Level[] {
  return [...prices].map((price) => [String(price), String(side.get(price) ?? 0)]);
}

function touchMessage(id: number, atMs: number, touch: Touch, receivedMs: number): Message {
  const [bid, bidQuantity, ask, askQuantity] = touch.map(String) as [string, string, string, string];
  return {
    receivedMs,
    updateId: id,
    write: (file, exactMs) =>
      file.touch({ id, atMs, receivedMs: exactMs, bid: [bid, bidQuantity], ask: [ask, askQuantity] }),
  };
}

function depthMessage(
  first: number,
  id: number,
  atMs: number,
  bids: readonly Level[],
  asks: readonly Level[],
  run: ExchangeRun,
): Message {
  return {
    receivedMs: atMs + depthDelayMinMs + run.depthDelayMs,
    updateId: id,
    write: (file, exactMs) => file.depth({ atMs, receivedMs: exactMs, ids: [first, id], bids, asks }),
  };
}

function snapshotOf(
  id: number,
  bids: ReadonlyMap<number, number>,
  asks: ReadonlyMap<number, number>,
  delayMs: number,
): Message {
  const atMs = id * updateEveryMs;
  const levels = { bids: levelsAt(bids, bids.keys()), asks: levelsAt(asks, asks.keys()) };
  return {
    receivedMs: atMs + delayMs,
    updateId: id,
    write: (file, exactMs) => file.snapshot({ id, atMs, receivedMs: exactMs, ...levels }),
  };
}
