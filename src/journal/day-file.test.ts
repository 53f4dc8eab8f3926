// The day file: what is written is read again, whole or not at all, and what is not what was written is refused.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quoteAmount } from '../core/money.ts';
import { testInstrument } from '../core/testing/test-pair.ts';
import { readDayFile, writeDayFile, type DayRecord } from './day-file.ts';

const record: DayRecord = {
  dayStartUs: 1_767_571_200_000_000,
  asset: 'USD',
  net: quoteAmount(-3_100_000_000_000_000_001n),
  traded: [
    { venueAccount: testInstrument('alpha', '0.001').venueAccount, amount: quoteAmount(12n * 10n ** 18n) },
    { venueAccount: testInstrument('beta', '0.001').venueAccount, amount: quoteAmount(0n) },
  ],
};

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-day-'));
  path = join(folder, 'day');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a day file', () => {
  it('is read as it was written, to the last digit', () => {
    expect(writeDayFile(path, record)).toBeUndefined();
    expect(readDayFile(path)).toEqual(record);
  });

  it('that does not exist yet is no record', () => {
    expect(readDayFile(path)).toBeUndefined();
  });

  it('is replaced as a whole, leaves nothing beside it, and is for its owner only', () => {
    writeDayFile(path, record);
    writeDayFile(path, { ...record, net: quoteAmount(7n) });
    expect(readDayFile(path)).toMatchObject({ net: 7n });
    expect(readdirSync(folder)).toEqual(['day']);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('keeps what it held where it cannot be written', () => {
    writeDayFile(path, record);
    expect(writeDayFile(join(folder, 'nowhere', 'day'), record)).toMatchObject({
      code: 'day-file-unwritable',
    });
    mkdirSync(`${path}.${process.pid}.new`);
    expect(writeDayFile(path, { ...record, net: quoteAmount(0n) })).toMatchObject({
      code: 'day-file-unwritable',
    });
    expect(readDayFile(path)).toEqual(record);
  });

  it('that cannot be read is no empty one', () => {
    mkdirSync(path);
    expect(readDayFile(path)).toMatchObject({ code: 'day-file-unreadable' });
  });

  it.each<[string, (text: string) => string]>([
    ['emptied', () => ''],
    ['cut short', (text) => text.slice(0, -10)],
    ['cut to its first line', (text) => text.split('\n')[0] ?? ''],
    ['edited', (text) => text.replace('-3.1', '-0.1')],
    ['prolonged', (text) => `${text}{}\n`],
    ['something else', () => 'size: 0.1\n'],
    ['the checksum of nothing', () => `\n${emptySum}\n`],
  ])('that was %s is refused', (_what, change) => {
    writeDayFile(path, record);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
    expect(readDayFile(path)).toMatchObject({ code: 'day-file-corrupt' });
  });
});

const emptySum = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
