// A run that was killed with a naked fill and taken up again is one run to whoever looks back: its books are its venues', its figures
// follow from its journal, and what the second process did is explained.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ServedVenues } from '../access/testing/served-venues.ts';
import { playRecord } from '../history/play-record.ts';
import { openRun } from '../history/testing/recorded-runs.ts';
import { explainer } from '../replay/explain/explainer.ts';
import { reportReplay } from '../replay/replay-report.ts';
import { RunFolders, WireProcess } from '../run/testing/wire-process.ts';
import { reconcileRun } from './reconcile.ts';

const texts = { size: '0.05', iter: '1', sleep: '0', primaryMode: 'market', maxDailyLoss: '100' };
let served: ServedVenues;
let folders: RunFolders;
let folder: string;

async function started(): Promise<WireProcess> {
  const begun = await WireProcess.start({ environment: served.environment, folders, texts });
  if (typeof begun === 'string') throw new Error(begun);
  return begun;
}

beforeAll(async () => {
  served = await ServedVenues.start(['backpack', 'grvt'], { market: 'synthetic' });
  folders = new RunFolders();
  const first = await started();
  await first.runUntilKilled((_commands, { primary }) => primary.position !== 0);
  await (await started()).run();
  folder = join(folders.path, readdirSync(folders.path).find((name) => name !== 'state') ?? '');
}, 90_000);

afterAll(async () => {
  await served.close();
  folders.remove();
});

describe('a run of two processes', () => {
  it('has booked what its venues say, fill by fill', async () => {
    const run = openRun(folder);
    const report = await reconcileRun(run, served.environment);
    run.journal.close();
    expect(run.summary).toMatchObject({ outcome: 'flat', cycles: 2 });
    expect(report).toMatchObject({ ok: true, value: { verdict: 'equal', differences: [], notes: [] } });
  });

  it('plays again to the figures of its summary, and says why the second process asked for what it did', () => {
    const run = openRun(folder);
    const reasons: (string | null)[] = [];
    const onlooker = explainer(1, ({ commands }) => reasons.push(...commands.map(({ why }) => why)));
    const report = reportReplay(run, playRecord(run, { onlooker }), { isStopped: false });
    run.journal.close();
    expect(report).toMatchObject({ verdict: 'same', difference: null });
    expect(reasons).toContain('fills since the record ended are to be known before anything is hedged');
    expect(reasons).toContain('it may have left without a record');
  });
});
