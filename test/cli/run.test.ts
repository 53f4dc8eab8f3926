// The main job, run as a user runs it: one JSON line, flat, the same for the same seed, and figures that add up.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evenkeel, inFolder } from './evenkeel.ts';

type Json = Record<string, unknown>;

function runJson(folder: string, ...args: string[]): Json {
  const ended = evenkeel(folder, 'run', '--speed', 'max', '--json', ...args);
  expect(ended.stderr).toBe('');
  expect(ended.exitCode).toBe(0);
  expect(ended.stdout.endsWith('}\n')).toBe(true);
  expect(ended.stdout.split('\n')).toHaveLength(2);
  return JSON.parse(ended.stdout) as Json;
}

describe('evenkeel run --json', () => {
  it('makes ten round trips, ends flat, and prints every figure', async () => {
    await inFolder((folder) => {
      const summary = runJson(folder, '--iter', '10', '--seed', '7');
      expect(summary).toMatchObject({
        cycles: 20,
        netDelta: '0',
        positions: { primary: '0', hedge: '0' },
        hedgeFailures: 0,
        recoveries: 0,
        endReason: 'iterations-done',
        outcome: 'flat',
        alerts: [],
      });
      const keys = [
        'volume',
        'grossPnl',
        'netPnl',
        'averageEdgeBps',
        'pnlPercent',
        'costPerMillion',
        'fillRate',
      ];
      const figures = [...keys, 'volumePerHour', 'exposureSeconds', 'eventLogHash'];
      expect(figures.filter((key) => typeof summary[key] !== 'string')).toEqual([]);
      expect(summary).not.toHaveProperty('dust');
    });
  });

  it('is the same run for the same seed, and another for another', async () => {
    await inFolder((folder) => {
      const hashes = ['7', '7', '8'].map(
        (seed) => runJson(folder, '--iter', '2', '--seed', seed)['eventLogHash'],
      );
      expect(hashes[1]).toBe(hashes[0]);
      expect(hashes[2]).not.toBe(hashes[0]);
    });
  });

  it.each(['bbo', 'bbo_minus_1', 'market'])(
    'ends flat with the primary mode %s, from either side',
    async (mode) => {
      await inFolder((folder) => {
        for (const side of ['buy', 'sell']) {
          const summary = runJson(folder, '--iter', '2', '--primary-mode', mode, '--side', side);
          expect(summary).toMatchObject({ cycles: 4, netDelta: '0' });
        }
      });
    },
  );

  it.each(['alternate', 'mean-reversion', 'momentum'])(
    'ends flat with the strategy %s and an iterative hedge',
    async (strategy) => {
      await inFolder((folder) => {
        const summary = runJson(folder, '--iter', '2', '--strategy', strategy, '--hedge-mode', 'iterative');
        expect(summary).toMatchObject({ cycles: 4, netDelta: '0', outcome: 'flat' });
      });
    },
  );

  it.each([
    ['--duration', '30', 'max-duration'],
    ['--volume', '100', 'max-volume'],
    ['--max-attempts', '3', 'max-attempts'],
  ])('ends flat by %s %s', async (flag, value, endReason) => {
    await inFolder((folder) => {
      expect(runJson(folder, flag, value)).toMatchObject({ endReason, netDelta: '0', outcome: 'flat' });
    });
  });

  it('leaves a journal, fills.csv, funding.csv, hedges.csv, a log and the summary', async () => {
    await inFolder((folder) => {
      const summary = runJson(folder, '--iter', '2');
      const [run] = readdirSync(join(folder, 'runs'));
      const files = readdirSync(join(folder, 'runs', run ?? ''));
      expect(files.sort()).toEqual([
        'fills.csv',
        'funding.csv',
        'hedges.csv',
        'journal.sqlite',
        'log.txt',
        'summary.json',
      ]);
      const written = JSON.parse(
        readFileSync(join(folder, 'runs', run ?? '', 'summary.json'), 'utf8'),
      ) as Json;
      expect(written['eventLogHash']).toBe(summary['eventLogHash']);
    });
  });

  it('stops flat when the daily loss limit is reached, and says so', async () => {
    await inFolder((folder) => {
      const summary = runJson(folder, '--iter', '50', '--max-daily-loss', '0.2');
      expect(summary).toMatchObject({ endReason: 'daily-loss-limit', netDelta: '0' });
      expect(Number(summary['netPnl'])).toBeLessThanOrEqual(-0.2);
    });
  });
});
