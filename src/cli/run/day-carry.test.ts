// Daily loss and volume outlive the process: a second run goes on where the first one stopped, until the day is over.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatQuote, parseQuote, quoteAmount, type QuoteAmount } from '../../core/money.ts';
import { readDayFile, writeDayFile, type DayRecord } from '../../journal/day-file.ts';
import { isRecordFailure } from '../../journal/failure.ts';
import { runSession } from './testing/run-session.ts';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-carry-'));
  path = join(folder, 'day');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const limited = { size: '0.1', maxDailyLoss: '5', duration: '6h' };
function kept(): DayRecord {
  const record = readDayFile(path);
  if (record === undefined || isRecordFailure(record)) throw new Error('the day was kept');
  return record;
}

describe('the daily loss of two runs with one day file', () => {
  it('is one: a run that loses 3 of 5 leaves 2 to the next', async () => {
    const first = await runSession(folder, { ...limited, carryDay: path, maxDailyLoss: '3' });
    expect(first).toMatchObject({ outcome: 'flat', endReason: 'daily-loss-limit' });
    const second = await runSession(folder, { ...limited, carryDay: path, seed: '2' });
    expect(second).toMatchObject({ outcome: 'flat', endReason: 'daily-loss-limit' });
    const lost = -Number(first.netPnl);
    expect(lost).toBeGreaterThanOrEqual(3);
    expect(lost - Number(second.netPnl)).toBeGreaterThanOrEqual(5);
    // No more than one round trip beyond the limit: the one in which it was reached.
    expect(lost - Number(second.netPnl)).toBeLessThan(5.6);
    expect(formatQuote(kept().net)).toBe(formatQuote(sumOf(first.netPnl, second.netPnl)));
  });

  it('is two where no file is named', async () => {
    const first = await runSession(folder, { ...limited, maxDailyLoss: '3' });
    const second = await runSession(folder, { ...limited, maxDailyLoss: '3' });
    expect(second.netPnl).toBe(first.netPnl);
  });

  it('counts no more when the day is over', async () => {
    const first = await runSession(folder, { ...limited, carryDay: path, iter: '1' });
    const today = kept();
    writeDayFile(path, {
      ...today,
      dayStartUs: today.dayStartUs - 86_400_000_000,
      net: quoteAmount(-5n * 10n ** 18n),
    });
    const notices: string[] = [];
    const next = await runSession(
      folder,
      { ...limited, carryDay: path, iter: '1' },
      { onNotice: (text) => notices.push(text) },
    );
    expect(notices[0]).toContain('net 0 USDC; traded 0 on sim-a/main, 0 on sim-b/main');
    expect(next.endReason).toBe('iterations-done');
    expect(kept()).toEqual(today);
    expect(next.netPnl).toBe(first.netPnl);
  });

  it('is kept at the end of every cycle, not only at the end of the run', async () => {
    const nets = new Set<QuoteAmount>();
    await runSession(
      folder,
      { ...limited, carryDay: path, iter: '4' },
      { onTurn: () => nets.add(kept().net) },
    );
    expect(nets.size).toBeGreaterThan(2);
  });
});

describe('a run that is left with something open', () => {
  it('keeps what it has traded all the same', async () => {
    const report = await runSession(
      folder,
      { ...limited, carryDay: path },
      {
        onTurn: (session, { netDelta }) => {
          if (netDelta !== 0n) session.leave();
        },
      },
    );
    expect(report.outcome).toBe('exposure-left');
    expect(kept().traded[0]?.amount).toBeGreaterThan(0n);
  });
});

describe('the volume of a day on a venue', () => {
  it('goes on as well', async () => {
    await runSession(folder, { ...limited, carryDay: path, iter: '2' });
    const texts = { ...limited, carryDay: path, volumePerDay: ['sim-a=1500'] };
    const second = await runSession(folder, texts);
    expect(second).toMatchObject({ endReason: 'max-volume-per-day', roundTrips: { count: 1 } });
  });
});

describe('a day file that this run cannot go on with is refused before anything starts', () => {
  it.each<[string, (record: DayRecord) => void, RegExp]>([
    [
      'damaged',
      () => writeFileSync(path, readFileSync(path, 'utf8').replace('net', 'Net')),
      /^day-file-corrupt: /,
    ],
    [
      'of other accounts',
      (record) => writeDayFile(path, { ...record, traded: record.traded.slice(1) }),
      /^day-file-elsewhere: .* is of sim-b\/main in /,
    ],
    [
      'of another asset',
      (record) => writeDayFile(path, { ...record, asset: 'EUR' }),
      /^day-file-elsewhere: .* in EUR, and this pair is /,
    ],
    [
      'of tomorrow',
      (record) => writeDayFile(path, { ...record, dayStartUs: record.dayStartUs + 86_400_000_000 }),
      /^day-file-elsewhere: .* of a later day than this run/,
    ],
  ])('%s', async (_what, change, message) => {
    await runSession(folder, { ...limited, carryDay: path, iter: '1' });
    change(kept());
    await expect(runSession(folder, { ...limited, carryDay: path, iter: '1' })).rejects.toThrow(message);
  });

  it('one that cannot be kept', async () => {
    const texts = { ...limited, carryDay: join(folder, 'nowhere', 'day'), iter: '1' };
    await expect(runSession(folder, texts)).rejects.toThrow(/^day-file-unwritable: /);
  });
});

function sumOf(...texts: readonly string[]): QuoteAmount {
  return quoteAmount(texts.reduce((sum, text) => sum + (parseQuote(text) ?? 0n), 0n));
}
