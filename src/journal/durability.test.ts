// What must be on the disk before an order leaves is there, what need not follows by itself, and a disk that fails is told of.
import { describe, expect, it } from 'vitest';
import { Durability, type Disk } from './durability.ts';
import type { RecordFailure } from './failure.ts';
import { readMark } from './high-water-mark.ts';
import { fillTurn, quietTurn, quoteTurn } from './testing/journals.ts';
import { commandOfEachKind } from './testing/one-of-each-kind.ts';
import { beginRun } from './testing/run-journals.ts';

type Done = (error: Error | null) => void;

const diskError = (code: string): Error => Object.assign(new Error(code), { code });

/** A run's journal on a disk that answers when the test says so. */
function onSlowDisk(syncNow: Disk['syncNow'] = () => undefined) {
  const failures: RecordFailure[] = [];
  const { directory, journal } = beginRun((failure) => failures.push(failure));
  const asked: Done[] = [];
  let now = 0;
  const disk: Disk = {
    syncNow: (file) => {
      now += 1;
      syncNow(file);
    },
    sync: (_file, done) => asked.push(done),
  };
  const paths = { log: `${directory.journal}-wal`, mark: directory.mark };
  journal.keepDurable(new Durability(paths, disk));
  return { journal, failures, asked, syncsNow: () => now, mark: () => readMark(directory.mark)?.mark };
}

const hedgeTurn = {
  events: quoteTurn.events,
  commands: [
    { ...commandOfEachKind.place, order: { ...commandOfEachKind.place.order, role: 'hedge' as const } },
  ],
};

describe('a turn of a durable journal', () => {
  it('with an order that waits for its record is on the disk, and marked, when it returns', () => {
    const { journal, syncsNow, mark } = onSlowDisk();
    expect(journal.append(quoteTurn.events, quoteTurn.commands)).toBeUndefined();
    expect(syncsNow()).toBe(1);
    expect(mark()).toMatchObject({
      turns: 1,
      entries: 1,
      lastOrderId: commandOfEachKind.place.order.clientOrderId,
      isOver: false,
    });
  });

  it.each([
    ['with a hedge, which has left already', hedgeTurn],
    ['with a fill', fillTurn],
  ])('%s waits for nothing, and is marked when the disk has it', (_what, turn) => {
    const { journal, asked, syncsNow, mark } = onSlowDisk();
    journal.append(turn.events, turn.commands);
    expect([syncsNow(), asked.length, mark()?.turns]).toEqual([0, 1, 0]);
    asked[0]?.(null);
    expect(mark()?.turns).toBe(1);
  });

  it('that waits for nothing shares a sync with those that come while the disk is busy', async () => {
    const { journal, asked, mark } = onSlowDisk();
    for (let count = 0; count < 5; count += 1) journal.append(fillTurn.events, fillTurn.commands);
    expect(asked).toHaveLength(1);
    asked[0]?.(null);
    await expect.poll(() => asked.length).toBe(2);
    asked[1]?.(null);
    expect(mark()?.turns).toBe(5);
  });

  it('without consequence asks the disk for nothing', () => {
    const { journal, asked, syncsNow } = onSlowDisk();
    journal.append(quietTurn.events, quietTurn.commands);
    expect([syncsNow(), asked.length]).toEqual([0, 0]);
  });

  it('is never marked back by a sync that was slow', () => {
    const { journal, asked, mark } = onSlowDisk();
    journal.append(fillTurn.events, fillTurn.commands);
    journal.append(quoteTurn.events, quoteTurn.commands);
    asked[0]?.(null);
    expect(mark()?.turns).toBe(2);
  });

  it.each(['EIO', 'ENOSPC'])(
    'that the disk refuses with %s is not on record, and so is every later one',
    (code) => {
      const { journal, failures } = onSlowDisk(() => {
        throw diskError(code);
      });
      expect(journal.append(quoteTurn.events, quoteTurn.commands)).toContain(code);
      expect(journal.append(fillTurn.events, fillTurn.commands)).toContain(code);
      expect(failures).toMatchObject([{ code: 'journal-unwritable' }]);
    },
  );

  it('that the disk refuses afterwards is told with the next one', () => {
    const { journal, failures, asked, mark } = onSlowDisk();
    expect(journal.append(fillTurn.events, fillTurn.commands)).toBeUndefined();
    asked[0]?.(diskError('EIO'));
    expect(failures).toHaveLength(1);
    expect(journal.append(fillTurn.events, fillTurn.commands)).toContain('EIO');
    expect(mark()?.turns).toBe(0);
  });
});
