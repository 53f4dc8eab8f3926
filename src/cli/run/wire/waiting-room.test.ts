// What venues say between their opening and the start of a run: kept, and patience with what they do not say is bounded.
import { describe, expect, it } from 'vitest';
import type { InstrumentKey } from '../../../core/instrument.ts';
import { LevelBuffer } from '../../../core/levels.ts';
import { lots, ticks } from '../../../core/money.ts';
import { isBookStale } from '../../../risk/stale-book.ts';
import { WaitingRoom } from './waiting-room.ts';

const [first, second] = ['a/main/ETH', 'b/main/ETH'] as InstrumentKey[] as [InstrumentKey, InstrumentKey];
/** Its patience is over at once. */
const hasty = {
  clock: { nowUs: () => 0, wakeAt: (_atUs: number, wake: () => void) => wake() },
  patienceMs: 1,
};
/** Its patience never ends. */
const patient = { clock: { nowUs: () => 0, wakeAt: () => undefined }, patienceMs: 1 };

function showBook(
  room: WaitingRoom,
  instrument: InstrumentKey,
  sides: readonly ('buy' | 'sell')[],
  atUs = 1,
): void {
  const levels = new LevelBuffer();
  for (const side of sides) levels.push(side, ticks(side === 'buy' ? 299_990 : 300_010), lots(5));
  room.deliver({ kind: 'book', instrument, venueTimeUs: 1, isSnapshot: true, levels, atUs });
}

describe('the waiting room', () => {
  it('waits until all have a price', async () => {
    const room = new WaitingRoom();
    showBook(room, first, ['buy', 'sell']);
    const waiting = room.unpriced([first, second], patient);
    showBook(room, second, ['buy', 'sell']);
    expect(await waiting).toEqual([]);
    expect(room.touch(second)).toEqual({ bid: 299_990, ask: 300_010 });
  });

  it('names those that show no price on both sides when patience is over', async () => {
    const room = new WaitingRoom();
    showBook(room, first, ['buy', 'sell']);
    showBook(room, second, ['buy']);
    expect(await room.unpriced([first, second], hasty)).toEqual([second]);
  });

  it('hands a book over as old as it is, oldest first, and one that has waited at a prompt as stale', () => {
    const room = new WaitingRoom();
    const seconds = 1_000_000;
    const told: string[] = [];
    for (const [instrument, atUs] of [
      [first, 100 * seconds],
      [second, 40 * seconds],
    ] as const)
      showBook(room, instrument, ['buy', 'sell'], atUs);
    room.deliver({ kind: 'stream', instrument: first, isUp: true, atUs: 41 * seconds });
    const nowUs = 101 * seconds;
    room.handOver(
      (event) => {
        const isStale = event.kind === 'book' && isBookStale(event.atUs, nowUs);
        told.push(`${event.kind} ${(nowUs - event.atUs) / seconds} ${isStale ? 'stale' : 'young'}`);
      },
      { nowUs },
    );
    expect(told).toEqual(['book 5.000001 stale', 'book 1 young', 'stream 0 young']);
  });
});
