// What a killed backtest leaves behind may go like any run that is over; what one still works on never does, nor what looks like it and is something else.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { isHeld } from '../../journal/fence.ts';
import { beginMark, noMark } from '../../journal/high-water-mark.ts';
import { filesIn } from '../../journal/run-directory.ts';
import { temporaryDirectory } from '../../journal/testing/temporary-directory.ts';
import { fenceRun } from '../backtest/at-work.ts';
import { recordsOf } from '../backtest/kept-records.ts';
import { openOnce } from '../backtest/open-once.ts';
import { playMarket } from '../backtest/play-market.ts';
import { layersFor } from '../backtest/testing/recorded-market.ts';
import { planSimulatedRun } from '../run/plan.ts';
import { createRecords } from '../run/records.ts';
import { prune, type PruneFlags } from './prune.ts';

const layers = layersFor({ iter: '1', speed: 'max' });
let runsDir: string;
let said: string;

beforeEach(() => {
  runsDir = temporaryDirectory();
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  onTestFinished(() => {
    vi.restoreAllMocks();
  });
});

/** The folder of a backtest's run that has begun, and what its process lets go of when it dies. */
async function begun(): Promise<{ readonly folder: string; readonly die: () => void }> {
  const plan = await planSimulatedRun(layers, openOnce(), { kind: 'backtest' });
  const kept = plan.ok ? recordsOf(plan.value, { base: runsDir, name: 'a' }) : plan;
  if (!kept.ok) throw new Error(kept.message);
  return { folder: kept.value.records.path, die: kept.value.release };
}

/** Another process that holds the fence of the folder until it is killed. */
async function anotherProcess(folder: string): Promise<{ readonly kill: () => Promise<void> }> {
  const program = `
    const { default: Database } = await import(${JSON.stringify(import.meta.resolve('libsql'))});
    const lock = new Database(${JSON.stringify(join(folder, 'backtest.lock'))});
    lock.exec('BEGIN EXCLUSIVE');
    process.stdout.write('fenced');
    process.stdin.resume();`;
  const other = spawn(process.execPath, ['--input-type=module', '--eval', program]);
  onTestFinished(() => {
    other.kill('SIGKILL');
  });
  await once(other.stdout, 'data');
  return {
    kill: async () => {
      other.kill('SIGKILL');
      await once(other, 'exit');
    },
  };
}

const pruneAll = (flags: Omit<PruneFlags, 'runsDir'> = { yes: true }): void =>
  prune({ runsDir, downTo: '0', ...flags });
const names = (): string[] => readdirSync(runsDir);

describe('a backtest that still runs', () => {
  it('is left alone from its first moment, whatever is asked for, and it is told why', async () => {
    await begun();
    pruneAll({ olderThan: '0', yes: true });
    expect(names()).toEqual(['a']);
    expect(said).toContain('a, because its backtest goes on');
  });

  it('may take away one of its files while it is looked at', async () => {
    const { folder } = await begun();
    symlinkSync(join(folder, 'gone'), join(folder, 'taken-away'));
    pruneAll();
    expect(names()).toEqual(['a']);
  });

  it('is left alone in another process, until that is killed', async () => {
    const { folder, die } = await begun();
    die();
    const other = await anotherProcess(folder);
    pruneAll();
    expect(names()).toEqual(['a']);
    await other.kill();
    pruneAll();
    expect(names()).toEqual([]);
  });

  it('is left alone where its fence is about to be raised', async () => {
    const { folder, die } = await begun();
    die();
    rmSync(join(folder, 'backtest.holder'));
    pruneAll();
    expect(names()).toEqual(['a']);
  });
});

describe('a backtest that was killed', () => {
  it('is first only told, and as old afterwards as it was before', async () => {
    const { folder, die } = await begun();
    die();
    const touched = (): number[] => readdirSync(folder).map((file) => statSync(join(folder, file)).mtimeMs);
    const before = touched();
    pruneAll({ json: true });
    expect(JSON.parse(said)).toMatchObject({ isRemoved: false, removed: [{ run: 'a' }], kept: [] });
    expect(touched()).toEqual(before);
  });

  it('stays as long as any other run that is over', async () => {
    const { die } = await begun();
    die();
    prune({ runsDir, olderThan: '30d', downTo: '1GB', yes: true });
    expect(names()).toEqual(['a']);
    expect(said).toMatch(/^stays .* a\n1 run in .* Nothing of it goes\.\n$/);
  });

  it('may go too where it died while it wrote its summary', async () => {
    const { folder, die } = await begun();
    writeFileSync(filesIn(folder).summary, '{"world":"simul');
    die();
    pruneAll();
    expect(names()).toEqual([]);
  });
});

it('a run that came to its end holds nothing any more', async () => {
  const played = await playMarket(
    { layers, bound: 'optimistic', keptAs: { base: runsDir, name: 'a' } },
    openOnce(),
  );
  const folder = played.ok ? (played.value.runDirectory ?? '') : '';
  expect(readdirSync(folder)).toContain('backtest.lock');
  expect(isHeld(folder, 'backtest')).toBe(false);
});

describe('what is no backtest, and has no summary', () => {
  it('stays where it is a simulated run', async () => {
    const plan = await planSimulatedRun(layers, openOnce());
    const records = plan.ok ? createRecords(plan.value, { base: runsDir, name: 'a' }) : plan;
    expect(records.ok).toBe(true);
    pruneAll();
    expect(names()).toEqual(['a']);
  });

  it('stays where it has a mark: somebody may have to take it up', async () => {
    const { folder, die } = await begun();
    die();
    for (const isOver of [false, true]) {
      beginMark(filesIn(folder).mark, 'a pair', { ...noMark, isOver });
      pruneAll();
      expect(names()).toEqual(['a']);
    }
  });
});

it('a backtest is refused in a folder that cannot say that somebody works on it', () => {
  expect(fenceRun('/dev/null/a')).toMatchObject({ ok: false, code: 'fence-unusable' });
});
