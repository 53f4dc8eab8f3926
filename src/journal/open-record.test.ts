// Whatever happens to what a dead process left, it is recovered exactly, or as a shorter beginning that is known to be one, or refused
// with a word.
import { copyFileSync, statSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { filesIn } from './run-directory.ts';
import { fillTurn, quietTurn, quoteTurn } from './testing/journals.ts';
import { cutTo, logOf, Remains, withBitFlipped, type Part, type Verdict } from './testing/remains.ts';
import { beginRun, find, foldIntoSmallPages } from './testing/run-journals.ts';
import { temporaryDirectory } from './testing/temporary-directory.ts';

const turnsOf = (count: number): readonly (typeof quietTurn)[] =>
  Array.from({ length: count }, (_, index) => [quietTurn, fillTurn, quoteTurn][index % 3] ?? quietTurn);

/** In pages of their real size. The quiet turn at its end is no part of what outlives the process. */
function longRun(): { readonly remains: Remains; readonly lastCommit: number } {
  const { directory, journal } = beginRun();
  onTestFinished(() => journal.close());
  const turns = turnsOf(40);
  for (const { events, commands } of turns.slice(0, -2)) journal.append(events, commands);
  const lastCommit = statSync(logOf(directory.journal)).size;
  for (const { events, commands } of turns.slice(-2)) journal.append(events, commands);
  const remains = new Remains(directory);
  expect(remains.turns).toBe(turns.length - 1);
  return { remains, lastCommit };
}

/** In pages so small that each of their bytes can be damaged: some turns are in the file, some in the log. */
function smallRun(): { readonly remains: Remains; readonly lastCommit: number } {
  const { directory, journal } = beginRun();
  for (const { events, commands } of turnsOf(3)) journal.append(events, commands);
  const small = foldIntoSmallPages(directory, journal);
  onTestFinished(() => small.close());
  small.append(quoteTurn.events, quoteTurn.commands);
  const lastCommit = statSync(logOf(directory.journal)).size;
  small.append(fillTurn.events, fillTurn.commands);
  small.append(quoteTurn.events, quoteTurn.commands);
  return { remains: new Remains(directory), lastCommit };
}

/** The same, when its process has ended in good order: there is no log any more. */
function smallEndedRun(): Remains {
  const { directory, journal } = beginRun();
  const small = foldIntoSmallPages(directory, journal);
  for (const { events, commands } of turnsOf(6)) small.append(events, commands);
  small.close();
  return new Remains(directory);
}

/** A bit in every byte; which of the eight it is, is left to chance, and so is each of them in the end. */
async function flipInEveryByte(remains: Remains, part: Part): Promise<ReadonlySet<Verdict>> {
  const verdicts = new Set<Verdict>();
  const flip = async (first: number): Promise<void> => {
    for (let offset = 0; offset < remains.bytes(part); offset += 1)
      verdicts.add(await remains.verdictOn({ [part]: withBitFlipped(offset, (first + offset) % 8) }));
  };
  await fc.assert(fc.asyncProperty(fc.nat({ max: 7 }), flip), { numRuns: 1, endOnFailure: true });
  return verdicts;
}

async function flipSome(remains: Remains): Promise<ReadonlySet<Verdict>> {
  const verdicts = new Set<Verdict>();
  await fc.assert(
    fc.asyncProperty(fc.nat(), fc.nat({ max: 7 }), async (place, bit) => {
      const inFile = place % (remains.bytes('file') + remains.bytes('log'));
      const inLog = inFile - remains.bytes('file');
      const damage = inLog < 0 ? { file: withBitFlipped(inFile, bit) } : { log: withBitFlipped(inLog, bit) };
      verdicts.add(await remains.verdictOn(damage));
    }),
    { numRuns: 200 },
  );
  return verdicts;
}

async function cutAtEveryByte(remains: Remains, part: Part, from: number = 0): Promise<ReadonlySet<Verdict>> {
  const verdicts = new Set<Verdict>();
  for (let length = from; length < remains.bytes(part); length += 1)
    verdicts.add(await remains.verdictOn({ [part]: cutTo(length) }));
  return verdicts;
}

/** A verdict takes about a millisecond where nothing else is going on; nobody waits for a slow machine to be in time. */
const patience = { timeout: 300_000 };

describe('the record of a process that died', patience, () => {
  it('is whole', async () => {
    expect(await smallRun().remains.verdictOn({})).toBe('whole');
    expect(await longRun().remains.verdictOn({})).toBe('whole');
  });

  it('is known to be short wherever its last commit was cut, at each byte of all its frames', async () => {
    const { remains, lastCommit } = smallRun();
    expect(await cutAtEveryByte(remains, 'log', lastCommit)).toEqual(new Set(['known to be short']));
  });

  it('is known to be short wherever its log was cut before that, to the first byte', async () => {
    const { remains, lastCommit } = smallRun();
    for (let length = 0; length < lastCommit; length += 1)
      expect(await remains.verdictOn({ log: cutTo(length) })).toBe('known to be short');
  });

  it('in pages of their real size, too: in each byte of a frame’s head, and throughout its page', async () => {
    const { remains, lastCommit } = longRun();
    const frameHeadBytes = 24;
    const end = remains.bytes('log');
    for (let length = lastCommit; length < end; length += length < lastCommit + frameHeadBytes ? 1 : 61)
      expect(await remains.verdictOn({ log: cutTo(length) })).toBe('known to be short');
    expect(await remains.verdictOn({ log: cutTo(end - 1) })).toBe('known to be short');
  });

  it('with a bit flipped in any byte of its log is whole, known to be short, or refused', async () => {
    const verdicts = await flipInEveryByte(smallRun().remains, 'log');
    expect(verdicts).toContain('known to be short');
  });

  it('with a bit flipped in any byte of its file is whole, known to be short, or refused', async () => {
    const verdicts = await flipInEveryByte(smallRun().remains, 'file');
    expect(verdicts).toContain('known to be short');
    expect(verdicts).toContain('not-a-journal');
  });

  it('in pages of their real size, too', async () => {
    expect(await flipSome(longRun().remains)).toContain('known to be short');
  });

  it('is whole with any bit of its mark flipped, and not trusted where the mark is gone', async () => {
    const { remains } = smallRun();
    for (let bit = 0; bit < 8 * remains.bytes('mark'); bit += 1)
      expect(await remains.verdictOn({ mark: withBitFlipped(bit >> 3, bit & 7) })).toBe('whole');
    expect(await remains.verdictOn({ mark: cutTo(0) })).toBe('known to be short');
  });

  it('is whole or not trusted wherever its mark was cut', async () => {
    expect(await cutAtEveryByte(smallRun().remains, 'mark')).toEqual(new Set(['whole', 'known to be short']));
  });
});

describe('the record of a process that ended in good order', patience, () => {
  it('is known to be short, or refused, wherever its file was cut', async () => {
    const verdicts = await cutAtEveryByte(smallEndedRun(), 'file');
    expect(verdicts).not.toContain('whole');
    expect(verdicts).toContain('known to be short');
  });

  it('with a bit flipped in it is whole, known to be short, or refused', async () => {
    expect(await flipSome(smallEndedRun())).toContain('known to be short');
  });
});

describe('the record of a run that goes on elsewhere', () => {
  it('is known to be an older copy', () => {
    const { directory: older, journal: before } = beginRun();
    before.append(quoteTurn.events, quoteTurn.commands);
    const copy = filesIn(temporaryDirectory());
    for (const suffix of ['', '-wal']) copyFileSync(older.journal + suffix, copy.journal + suffix);
    before.append(fillTurn.events, fillTurn.commands);
    before.append(quoteTurn.events, quoteTurn.commands);
    copyFileSync(older.mark, copy.mark);
    before.close();
    expect(find(copy)).toMatchObject({ turns: { length: 1 }, lostEnd: { turns: 3 } });
  });
});
