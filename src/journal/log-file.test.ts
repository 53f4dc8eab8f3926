// The log's file: written outside the engine's turns, complete when it is closed, and never a reason for a run to end.
import { readFileSync, writeFileSync } from 'node:fs';
import { setImmediate as idle } from 'node:timers/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRecordFailure, type RecordFailure } from './failure.ts';
import { openLogFile, type LogFile } from './log-file.ts';
import { anOrder, commandOfEachKind, eventOfEachKind } from './testing/one-of-each-kind.ts';
import { temporaryDirectory } from './testing/temporary-directory.ts';
import { textLog } from './text-log.ts';

const writer = textLog(new Map());

function open(path: string, failures: RecordFailure[] = []): LogFile {
  const log = openLogFile(path, { writer, onFailure: (failure) => failures.push(failure) });
  if (isRecordFailure(log)) throw new Error(log.text);
  return log;
}

const lineCount = (path: string): number => readFileSync(path, 'utf8').split('\n').length - 1;

describe('the log file', () => {
  it('is written when the turn is over, not in it', async () => {
    const path = join(temporaryDirectory(), 'log.txt');
    const log = open(path);
    log.append([eventOfEachKind.operator], [commandOfEachKind.cancel]);
    expect(lineCount(path)).toBe(0);
    await idle();
    expect(lineCount(path)).toBe(2);
    log.append([eventOfEachKind.operator], []);
    await idle();
    expect(lineCount(path)).toBe(3);
    log.close();
  });

  it('is complete when it is closed, and may be closed again', async () => {
    const path = join(temporaryDirectory(), 'log.txt');
    const log = open(path);
    log.append([eventOfEachKind.operator], []);
    log.close();
    log.close();
    await idle();
    expect(lineCount(path)).toBe(1);
    expect(() => log.append([eventOfEachKind.operator], [])).toThrow('a closed log');
  });

  it('gathers a bounded number of lines where a run leaves no idle moment', () => {
    const path = join(temporaryDirectory(), 'log.txt');
    const log = open(path);
    for (let count = 0; count < 2000; count += 1) log.append([eventOfEachKind.operator], []);
    expect(lineCount(path)).toBeGreaterThan(1000);
    log.close();
    expect(lineCount(path)).toBe(2000);
  });

  it('has nothing of the market', () => {
    const path = join(temporaryDirectory(), 'log.txt');
    const log = open(path);
    log.append([eventOfEachKind.book, eventOfEachKind.trade, eventOfEachKind.time], []);
    log.close();
    expect(readFileSync(path, 'utf8')).toBe('');
  });

  it('says where a cycle begins, before its first order and only there', () => {
    const path = join(temporaryDirectory(), 'log.txt');
    const log = open(path);
    for (const cycle of [0, 1, 1, 2]) {
      log.append([eventOfEachKind.time], [{ kind: 'place', order: { ...anOrder, cycle } }]);
    }
    log.close();
    expect(
      [...readFileSync(path, 'utf8').matchAll(/Z (\w+).*?(?:cycle )?(\d+)(?: begins)?$/gm)].map(
        ([, word, cycle]) => `${word} ${cycle}`,
      ),
    ).toEqual(['place 0', 'cycle 1', 'place 1', 'place 1', 'cycle 2', 'place 2']);
  });

  it('goes on at the end of what is there', () => {
    const path = join(temporaryDirectory(), 'log.txt');
    writeFileSync(path, 'before\n');
    const log = open(path);
    log.append([eventOfEachKind.operator], []);
    log.close();
    expect(readFileSync(path, 'utf8')).toBe('before\n2024-08-08T23:53:59.000123Z operator  stop: Ctrl-C\n');
  });

  it('that cannot be opened is a failure with a remedy', () => {
    const path = join(temporaryDirectory(), 'missing', 'log.txt');
    expect(openLogFile(path, { writer, onFailure: () => undefined })).toMatchObject({
      kind: 'record-failure',
      code: 'log-unwritable',
      remedy: expect.stringMatching(/\.$/),
    });
  });

  it.runIf(process.platform === 'linux')('on a full disk says so once, and lets the run go on', () => {
    const failures: RecordFailure[] = [];
    const log = open('/dev/full', failures);
    for (let count = 0; count < 2000; count += 1) log.append([eventOfEachKind.operator], []);
    log.close();
    expect(failures).toMatchObject([{ code: 'log-unwritable', text: expect.stringContaining('ENOSPC') }]);
  });
});
