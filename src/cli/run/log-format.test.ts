// `--log-format`: the log of a run, for people or for programs.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { filesIn, type RunDirectory } from '../../journal/run-directory.ts';
import { ServedVenues } from '../access/testing/served-venues.ts';
import { layersOf, type TextsByName } from '../settings/from-flags.ts';
import { layersOfRun } from './take-up/continue.ts';
import { runSession } from './testing/run-session.ts';
import { RunFolders, WireProcess } from './testing/wire-process.ts';

const linesOf = (path: string): string[] => readFileSync(path, 'utf8').trimEnd().split('\n');
const objectsOf = (path: string): Record<string, unknown>[] =>
  linesOf(path).map((line) => JSON.parse(line) as Record<string, unknown>);

describe('the log of a run', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-log-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function filesAfter(texts: TextsByName): Promise<RunDirectory> {
    const { runDirectory } = await runSession(folder, { iter: '2', ...texts });
    return filesIn(runDirectory);
  }

  it('is JSON where that is asked for: one object with the name of the run for each line that the text would have', async () => {
    const { log: text } = await filesAfter({});
    const { log: json, path } = await filesAfter({ logFormat: 'json' });
    const objects = objectsOf(json.json);
    expect(new Set(objects.map(({ run }) => run))).toEqual(new Set([basename(path)]));
    expect(objects).toHaveLength(linesOf(text.text).length);
    const counted = (kind: string): number => objects.filter((object) => object['kind'] === kind).length;
    const worded = (word: string): number =>
      linesOf(text.text).filter((line) => line.split(' ')[1] === word).length;
    for (const kind of ['cycle', 'place', 'fill', 'finish']) {
      expect([kind, counted(kind)]).toEqual([kind, worded(kind)]);
      expect(counted(kind)).toBeGreaterThan(0);
    }
    expect([existsSync(json.text), existsSync(text.json)]).toEqual([false, false]);
  });

  it('decides nothing: the run is the same in either format', async () => {
    const text = await runSession(folder, { iter: '2' });
    const json = await runSession(folder, { iter: '2', logFormat: 'json' });
    expect(json.eventLogHash).toBe(text.eventLogHash);
  });
});

describe('the log of a run that is taken up', () => {
  let served: ServedVenues;
  let folders: RunFolders;
  beforeEach(async () => {
    served = await ServedVenues.start(['backpack', 'grvt'], { market: 'synthetic' });
    folders = new RunFolders();
  });
  afterEach(async () => {
    await served.close();
    folders.remove();
  });

  const texts: TextsByName = {
    size: '0.05',
    iter: '1',
    sleep: '0',
    primaryMode: 'market',
    maxDailyLoss: '100',
  };
  async function started(logFormat: string): Promise<WireProcess> {
    const options = { environment: served.environment, folders, texts: { ...texts, logFormat } };
    const begun = await WireProcess.start(options);
    if (typeof begun === 'string') throw new Error(begun);
    return begun;
  }
  const killed = async (process: WireProcess): Promise<RunDirectory> => {
    await process.runUntilKilled((_commands, { primary }) => primary.position !== 0);
    const name = readdirSync(folders.path).find((each) => each !== 'state') ?? '';
    return filesIn(join(folders.path, name));
  };

  it('goes on at the end of the same file, and has no key of a venue', { timeout: 90_000 }, async () => {
    const { log } = await killed(await started('json'));
    const before = readFileSync(log.json, 'utf8');
    await (await started('json')).run();
    const after = readFileSync(log.json, 'utf8');
    expect(after.startsWith(before)).toBe(true);
    expect(after.length).toBeGreaterThan(before.length);
    expect(objectsOf(log.json).at(-1)).toMatchObject({ kind: 'finish', outcome: 'flat' });
    const secrets = Object.entries(served.environment).filter(([name]) => /KEY|SECRET/.test(name));
    expect(secrets).not.toHaveLength(0);
    for (const [, secret] of secrets) expect(after).not.toContain(secret);
  });

  it('changes its format with the settings, into a file of its own', { timeout: 90_000 }, async () => {
    const { log } = await killed(await started('text'));
    const before = readFileSync(log.text, 'utf8');
    await (await started('json')).run();
    expect(readFileSync(log.text, 'utf8').startsWith(before)).toBe(true);
    expect(linesOf(log.text).filter((line) => line.includes(' finish '))).toEqual([]);
    expect(objectsOf(log.json).at(-1)).toMatchObject({ kind: 'finish', outcome: 'flat' });
  });

  it('keeps its format where it goes on by its record alone', { timeout: 90_000 }, async () => {
    const directory = await killed(await started('json'));
    const typed = layersOf({});
    const continued = typed.ok ? layersOfRun(directory, typed.value) : typed;
    expect(continued.ok && continued.value.flags.get('logFormat')?.texts).toEqual(['json']);
  });
});
