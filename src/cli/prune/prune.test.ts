// Old runs can be removed, and what somebody may still need never goes: a run that is not over, or whose books nobody has confirmed.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beginMark, noMark } from '../../journal/high-water-mark.ts';
import { filesIn } from '../../journal/run-directory.ts';
import { openRunsIn } from '../run/take-up/open-runs.ts';
import { chooseRuns, readRetention } from './choose-runs.ts';
import { prune, type PruneFlags } from './prune.ts';
import { storedRunsIn, type StoredRun } from './stored-run.ts';

const dayMs = 86_400_000;
let runsDir: string;
let said: string;
let complained: string;

beforeEach(() => {
  runsDir = mkdtempSync(join(tmpdir(), 'evenkeel-prune-'));
  [said, complained] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    complained += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = 0;
  rmSync(runsDir, { recursive: true });
});

interface Left {
  readonly name: string;
  /** Without a mark where it is undefined. */
  readonly isOver?: boolean;
  readonly summary?: object | string;
  readonly days?: number;
}

function leave({ name, isOver, summary, days = 2 }: Left): void {
  const directory = filesIn(join(runsDir, name));
  mkdirSync(directory.path);
  writeFileSync(directory.journal, 'x'.repeat(1_000_000));
  if (isOver !== undefined) beginMark(directory.mark, 'a pair', { ...noMark, isOver });
  if (summary !== undefined)
    writeFileSync(directory.summary, typeof summary === 'string' ? summary : JSON.stringify(summary));
  const at = new Date(Date.now() - days * dayMs);
  for (const file of readdirSync(directory.path)) utimesSync(join(directory.path, file), at, at);
}

const confirmed = { world: 'live', outcome: 'flat', venuesAgree: true };
const simulated = { world: 'simulated', outcome: 'halted-safe', venuesAgree: null };
const pruneNow = (flags: Omit<PruneFlags, 'runsDir'>): void => prune({ runsDir, ...flags });
const names = (): string[] => readdirSync(runsDir).sort();

describe('a run', () => {
  it.each<[string, Omit<Left, 'name'>]>([
    ['on venues, over, flat and confirmed', { isOver: true, summary: confirmed }],
    [
      'on venues that was refused before it began',
      { isOver: true, summary: { world: 'live', outcome: 'refused' } },
    ],
    ['that was simulated, however it ended', { summary: simulated }],
  ])('%s: may go', (_, left) => {
    leave({ name: 'a', ...left });
    pruneNow({ olderThan: '1d', yes: true });
    expect(names()).toEqual([]);
  });

  it.each<[string, Omit<Left, 'name'>, string]>([
    ['that is not over', { isOver: false, summary: confirmed }, 'it is not over'],
    ['that died in a simulation', {}, 'it has no summary'],
    ['that is over, and died before it said so', { isOver: true }, 'it has no summary'],
    ['whose summary is cut', { isOver: true, summary: '{"world":"live"' }, 'it has no summary'],
    [
      'that left something open',
      { isOver: true, summary: { ...confirmed, outcome: 'exposure-left' } },
      'it ended exposure-left',
    ],
    [
      'that its venues contradict',
      { isOver: true, summary: { ...confirmed, venuesAgree: false } },
      'its venues have not confirmed',
    ],
    [
      'of a version that did not ask them',
      { isOver: true, summary: { world: 'live', outcome: 'flat' } },
      'its venues have not confirmed',
    ],
  ])('%s: stays, and it is told why', (_, left, why) => {
    leave({ name: 'a', ...left, days: 900 });
    pruneNow({ olderThan: '1d', downTo: '0', yes: true });
    expect(names()).toEqual(['a']);
    expect(said).toContain(`a, because ${why}`);
  });
});

describe('pruning', () => {
  it('removes what is older, and first only tells what that would be', () => {
    leave({ name: 'old', summary: simulated, days: 40 });
    leave({ name: 'new', summary: simulated, days: 20 });
    pruneNow({ olderThan: '30d' });
    expect(names()).toEqual(['new', 'old']);
    expect(said).toMatch(
      /^goes +1\.0 MB +40 days  old\nstays +1\.0 MB +20 days  new\n2 runs in .*, 2\.0 MB\. Nothing is removed yet: --yes removes 1 run, 1\.0 MB\.\n$/,
    );
    pruneNow({ olderThan: '30d', yes: true });
    expect(names()).toEqual(['new']);
  });

  it('removes the oldest until the rest fits, and says so in JSON', () => {
    for (const days of [1, 2, 3, 4]) leave({ name: `${days}`, summary: simulated, days });
    pruneNow({ downTo: '2.5MB', yes: true, json: true });
    expect(names()).toEqual(['1', '2']);
    expect(JSON.parse(said)).toMatchObject({
      isRemoved: true,
      removed: [{ run: '4' }, { run: '3' }],
      kept: [
        { run: '2', mustStay: null },
        { run: '1', mustStay: null },
      ],
    });
  });

  it('touches nothing that is no run, and follows no link', () => {
    mkdirSync(join(runsDir, 'state'));
    writeFileSync(join(runsDir, 'notes.txt'), 'mine');
    leave({ name: 'a', summary: simulated });
    symlinkSync(join(runsDir, 'a'), join(runsDir, 'link'));
    pruneNow({ olderThan: '1d', yes: true });
    expect(names()).toEqual(['link', 'notes.txt', 'state']);
  });

  it('that dies between a journal and the rest of its folder leaves nothing that is taken for a run to go on with', () => {
    leave({ name: 'a', isOver: true, summary: confirmed });
    rmSync(filesIn(join(runsDir, 'a')).journal);
    rmSync(filesIn(join(runsDir, 'a')).summary);
    expect(openRunsIn(runsDir)).toEqual([]);
  });

  it.each<[Omit<PruneFlags, 'runsDir'>, string]>([
    [{}, 'it is not said what may go'],
    [{ olderThan: 'soon' }, '--older-than is "soon"'],
    [{ downTo: '2 elephants' }, '--down-to is "2 elephants"'],
  ])('%o is refused with a remedy', (flags, text) => {
    leave({ name: 'a', summary: simulated, days: 900 });
    pruneNow({ ...flags, yes: true });
    expect(complained).toContain(text);
    expect([process.exitCode, existsSync(join(runsDir, 'a'))]).toEqual([2, true]);
  });

  it('never chooses what must stay, and nothing that both limits allow', () => {
    const anyRun = fc.record({ bytes: fc.nat(1_000), days: fc.nat(10), mustStay: fc.boolean() });
    fc.assert(
      fc.property(fc.array(anyRun), fc.nat(10), fc.nat(5_000), (drawn, days, bytesMost) => {
        const runs = drawn
          .map(({ bytes, days: age, mustStay }, at): StoredRun => ({
            name: `${at}`,
            directory: filesIn(`${at}`),
            bytes,
            touchedAtMs: -age * dayMs,
            keptBecause: mustStay ? 'it is not over' : undefined,
          }))
          .sort((left, right) => left.touchedAtMs - right.touchedAtMs);
        const chosen = new Set(chooseRuns(runs, { olderThanMs: days * dayMs, bytesMost }, 0));
        const rest = runs.filter((run) => !chosen.has(run));
        expect([...chosen].every(({ keptBecause }) => keptBecause === undefined)).toBe(true);
        const mayGo = rest.filter(({ keptBecause }) => keptBecause === undefined);
        expect(mayGo.every(({ touchedAtMs }) => -touchedAtMs <= days * dayMs)).toBe(true);
        const bytes = rest.reduce((sum, run) => sum + run.bytes, 0);
        expect(bytes <= bytesMost || mayGo.length === 0).toBe(true);
      }),
    );
  });
});

it('finds nothing where no runs are', () => {
  expect(storedRunsIn(join(runsDir, 'nowhere'))).toEqual([]);
  expect(readRetention('30d', '2GB')).toEqual({
    ok: true,
    value: { olderThanMs: 30 * dayMs, bytesMost: 2e9 },
  });
});
