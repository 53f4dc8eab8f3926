// A journal that is continued: life after life in one chain, in order first where it is damaged or of an earlier format, and what was
// there before is kept.
import { readdirSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { AsciiBuffer } from './ascii-buffer.ts';
import { writeTurn } from './encode.ts';
import type { Departures } from '../core/departures.ts';
import { deriveClientOrderId, type ClientOrderId } from '../core/order.ts';
import { isRecordFailure } from './failure.ts';
import { applicationId, runChecksum, tables, writeTurnHead } from './journal-format.ts';
import { filesIn, type RunDirectory } from './run-directory.ts';
import type { LifeEntry } from './run-entry.ts';
import { continueRunJournal } from './run-journal.ts';
import type { SqliteJournal } from './sqlite-journal.ts';
import { bootOfMachine } from './sent-mark.ts';
import { isTrouble, openSqlite } from './sqlite.ts';
import { aRun, fillTurn, quoteTurn, read, tamper } from './testing/journals.ts';
import { beginRun, find, owner, readThrough } from './testing/run-journals.ts';
import { temporaryDirectory } from './testing/temporary-directory.ts';

const anOrderId = deriveClientOrderId(aRun.epochSeconds, 7);

const onFailure = ({ text }: { text: string }): void => {
  throw new Error(text);
};

/** As whoever takes the run up does it. */
function goOn(directory: RunDirectory, needsOrder: boolean): SqliteJournal {
  const { survey, lostEnd, departures } = readThrough(directory);
  const life: LifeEntry = { kind: 'life', engineVersion: 'next', lostEnd, departures, isWoken: false };
  const { turns, entries, checksum } = survey;
  const end = { turns, entries: entries.length, checksum, lastOrderId: undefined };
  const journal = continueRunJournal(
    directory,
    { end, needsOrder },
    { owner, life, atUs: survey.lastAtUs, onFailure },
  );
  if (isRecordFailure(journal)) throw new Error(journal.text);
  return journal;
}

/** A journal as the first format had it: a run and its turns. */
function writeFirstFormat(path: string, turns: readonly (typeof fillTurn)[]): void {
  const database = openSqlite(path);
  if (isTrouble(database)) throw new Error(database.text);
  database.exec(
    `PRAGMA application_id = ${applicationId}; ${tables.replace(/CREATE TABLE entry[^;]*;/, '')}`,
  );
  let checksum = runChecksum(aRun, 1);
  database
    .prepare('INSERT INTO run VALUES (1, 1, ?, ?, ?, ?, ?)')
    .run([aRun.engineVersion, aRun.epochSeconds, aRun.createdAtUs, aRun.configJson, checksum]);
  turns.forEach(({ events, commands }, index) => {
    const buffer = new AsciiBuffer();
    const atUs = events.at(-1)?.atUs ?? 0;
    writeTurnHead(buffer, index + 1, atUs);
    const payloadStart = buffer.length;
    writeTurn(buffer, events, commands);
    checksum = crc32(buffer.bytes(), checksum);
    database
      .prepare('INSERT INTO turn VALUES (?, ?, ?, ?)')
      .run([index + 1, atUs, buffer.toString(payloadStart), checksum]);
  });
  database.close();
}

describe('a journal that is continued', () => {
  it('is one chain over all its lives, whose turns are told apart', () => {
    const { directory, journal } = beginRun();
    journal.append(fillTurn.events, fillTurn.commands);
    journal.close();
    const second = goOn(directory, false);
    second.append(quoteTurn.events, quoteTurn.commands);
    second.append(fillTurn.events, fillTurn.commands);
    second.close();
    expect(find(directory)).toMatchObject({ turns: { length: 3 }, entries: 2, lostEnd: undefined });
    expect(read(directory.journal).turns.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
  });

  it('says what its process was about to send ahead of it, until the next one begins', () => {
    const { directory, journal } = beginRun();
    const known = (lastOrderId: ClientOrderId | undefined): Departures =>
      bootOfMachine() === undefined ? 'unknown' : { lastOrderId };
    expect(find(directory)).toMatchObject({ departures: known(undefined) });
    expect(journal.announce(anOrderId)).toBe(true);
    expect(find(directory)).toMatchObject({ departures: known(anOrderId) });
    journal.close();
    goOn(directory, false).close();
    expect(find(directory)).toMatchObject({ departures: known(undefined) });
    expect(readThrough(directory).survey.entries.at(-1)?.entry).toMatchObject({
      departures: known(anOrderId),
    });
  });

  it('says nothing of that where its own end is lost, or its next process has entered itself and died', () => {
    const { directory, journal } = beginRun();
    for (let count = 0; count < 3; count += 1) journal.append(quoteTurn.events, quoteTurn.commands);
    journal.announce(anOrderId);
    journal.enter({ kind: 'life', engineVersion: 'next', isWoken: false }, 1);
    expect(find(directory)).toMatchObject({ lostEnd: undefined, departures: 'unknown' });
    journal.close();
    goOn(directory, false).close();
    tamper(directory.journal, 'UPDATE turn SET at_us = at_us + 1 WHERE seq = 3');
    expect(find(directory)).toMatchObject({ lostEnd: { turns: 3 }, departures: 'unknown' });
  });

  it('after damage goes on with what is sound, says how much is lost, and keeps the damaged file', () => {
    const { directory, journal } = beginRun();
    for (let count = 0; count < 5; count += 1) journal.append(quoteTurn.events, quoteTurn.commands);
    journal.close();
    tamper(directory.journal, 'UPDATE turn SET at_us = at_us + 1 WHERE seq = 4');
    const next = goOn(directory, true);
    next.append(fillTurn.events, fillTurn.commands);
    next.close();
    const { survey, lostEnd } = readThrough(directory);
    expect(lostEnd).toBeUndefined();
    expect(survey).toMatchObject({ turns: 4, failure: undefined });
    expect(survey.entries.at(-1)).toMatchObject({
      afterSequence: 3,
      entry: { kind: 'life', lostEnd: { turns: 5 } },
    });
    const kept = readdirSync(dirname(directory.journal)).filter((name) => name.includes('before'));
    expect(kept).toEqual(['journal-before-1.sqlite']);
    expect(read(`${dirname(directory.journal)}/${kept[0]}`).turns).toHaveLength(3);
  });

  it('whose first process died before its mark was made has lost nothing, and goes on', () => {
    const { directory, journal } = beginRun();
    journal.close();
    rmSync(directory.mark);
    expect(find(directory)).toMatchObject({ turns: [], lostEnd: undefined });
    goOn(directory, false).close();
    expect(find(directory)).toMatchObject({ turns: [], entries: 2, lostEnd: undefined });
  });

  it('with a turn and no mark has lost nobody knows how much', () => {
    const { directory, journal } = beginRun();
    journal.append(fillTurn.events, fillTurn.commands);
    journal.close();
    rmSync(directory.mark);
    expect(find(directory)).toMatchObject({ lostEnd: { turns: 1 } });
  });

  it('of the first format is read as it is, and becomes one of this', () => {
    const directory = filesIn(temporaryDirectory());
    const turns = [fillTurn, quoteTurn, fillTurn];
    writeFirstFormat(directory.journal, turns);
    const before = read(directory.journal);
    expect(before.turns).toHaveLength(3);
    goOn(directory, true).close();
    expect(read(directory.journal)).toEqual(before);
    expect(find(directory)).toMatchObject({ turns: { length: 3 }, entries: 2 });
  });

  it('an entry that was taken out or changed is found where it stands', () => {
    const { directory, journal } = beginRun();
    journal.append(fillTurn.events, fillTurn.commands);
    journal.enter({ kind: 'resume', reason: 'looked into' }, aRun.createdAtUs);
    journal.append(fillTurn.events, fillTurn.commands);
    journal.close();
    for (const [sql, turns, code] of [
      [`UPDATE entry SET payload = replace(payload, 'into', 'unto') WHERE number = 2`, 1, 'journal-corrupt'],
      [`DELETE FROM entry WHERE number = 1`, 0, 'journal-corrupt'],
    ] as const) {
      tamper(directory.journal, sql);
      expect(read(directory.journal)).toMatchObject({ turns: { length: turns }, failure: { code } });
    }
  });
});
