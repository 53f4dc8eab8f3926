// Whether anybody works on a run: told by the kernel where it is fenced, by whoever answers in its folder where it is not, and else by nobody.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { raiseFence } from '../../journal/fence.ts';
import { temporaryDirectory } from '../../journal/testing/temporary-directory.ts';
import { copyJournal, openRun } from '../history/testing/recorded-runs.ts';
import { fenceFolder } from '../run/wire/fence-pair.ts';
import { runSession } from '../run/testing/run-session.ts';

import { processOf } from './living.ts';

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-living-'));
let begun: string;

afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  begun = (await runSession(folder, { iter: '1' })).runDirectory;
});

/** A copy of the run, as it would be on these accounts; `undefined` where it is on none. */
function copied(pair?: string): ReturnType<typeof openRun> {
  const copy = temporaryDirectory();
  copyJournal(begun, copy, {
    run: (run) => ({
      ...run,
      configJson: JSON.stringify({
        ...(JSON.parse(run.configJson) as object),
        ...(pair !== undefined && { traces: { pair, startUs: 1 } }),
      }),
    }),
  });
  const run = openRun(copy);
  onTestFinished(() => run.journal.close());
  return run;
}

describe('a run on venue accounts', () => {
  it('lives while a process holds the fence of either leg, and is gone when none does', async () => {
    const environment = { XDG_STATE_HOME: temporaryDirectory() };
    const run = copied('north-ETH south-ETH');
    expect(await processOf(run, environment)).toBe('gone');
    const fence = raiseFence(fenceFolder(environment), ['south-ETH'], 'a test');
    if (fence.kind !== 'fence') throw new Error('the fence is free');
    expect(await processOf(run, environment)).toBe('lives');
    fence.release();
    expect(await processOf(run, environment)).toBe('gone');
    expect(raiseFence(fenceFolder(environment), ['north-ETH', 'south-ETH'], 'asked before').kind).toBe(
      'fence',
    );
  });
});

describe('a run that is fenced by nothing', () => {
  it('lives while somebody answers in its folder, is gone where a socket was left behind, and else is not known', async () => {
    const run = copied();
    expect(await processOf(run, {})).toBe('not-known');
    const server = createServer().listen(join(run.folder, 'socket'));
    await new Promise((resolve) => {
      server.once('listening', resolve);
    });
    expect(await processOf(run, {})).toBe('lives');
    await new Promise((resolve) => {
      server.close(resolve);
    });
    writeFileSync(join(run.folder, 'socket'), '');
    expect(await processOf(run, {})).toBe('gone');
  });
});
