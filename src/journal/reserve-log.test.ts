// What is reserved of a log is room and nothing else: whatever becomes of it, the record is what was committed.
import { statSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fillTurn, quoteTurn } from './testing/journals.ts';
import { cutTo, framesEnd, logOf, Remains, withBitFlipped } from './testing/remains.ts';
import { beginRun, find } from './testing/run-journals.ts';

const reservedBytes = 96 * 1024;
const strideBytes = 1_021;

function runWithRoom(): { readonly remains: Remains; readonly frames: number } {
  const { directory, journal } = beginRun(undefined, reservedBytes);
  onTestFinished(() => journal.close());
  for (const { events, commands } of [quoteTurn, fillTurn, quoteTurn]) journal.append(events, commands);
  return { remains: new Remains(directory), frames: framesEnd(logOf(directory.journal)) };
}

describe('a log with room reserved', () => {
  it('is as long as was asked for from the beginning, and no commit changes that while there is room', () => {
    const { directory, journal } = beginRun(undefined, reservedBytes);
    onTestFinished(() => journal.close());
    const bytes = (): number => statSync(logOf(directory.journal)).size;
    expect(bytes()).toBe(reservedBytes);
    journal.append(quoteTurn.events, quoteTurn.commands);
    expect(bytes()).toBe(reservedBytes);
    for (let count = 0; count < 100; count += 1) journal.append(fillTurn.events, fillTurn.commands);
    expect(bytes()).toBeGreaterThan(reservedBytes);
    expect(find(directory)).toMatchObject({ turns: { length: 101 }, lostEnd: undefined });
  });

  it('is a whole record when its process dies', async () => {
    const { remains } = runWithRoom();
    expect(remains.turns).toBe(3);
    expect(await remains.verdictOn({})).toBe('whole');
  });

  it('is one wherever its room is cut or changed, and known to be short where a frame is', async () => {
    const { remains, frames } = runWithRoom();
    for (let offset = frames; offset < reservedBytes; offset += strideBytes) {
      expect(await remains.verdictOn({ log: cutTo(offset) })).toBe('whole');
      expect(await remains.verdictOn({ log: withBitFlipped(offset, offset % 8) })).toBe('whole');
    }
    expect(await remains.verdictOn({ log: cutTo(frames - 1) })).toBe('known to be short');
  });
});
