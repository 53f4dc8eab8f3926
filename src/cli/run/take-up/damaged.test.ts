// A run whose record was damaged while nobody was running it: what is missing of it is completed from the histories of its venues, or
// nothing begins, and the operator is told why.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lots } from '../../../core/money.ts';
import { filesIn, type RunDirectory } from '../../../journal/run-directory.ts';
import { cutTo, framesEnd, logOf, withBitFlipped, type Damage } from '../../../journal/testing/remains.ts';
import { ServedVenues } from '../../access/testing/served-venues.ts';
import { openRun } from '../../history/testing/recorded-runs.ts';
import { reconcileRun } from '../../reconcile/reconcile.ts';
import { RunFolders, WireProcess } from '../testing/wire-process.ts';

const venues = ['backpack', 'grvt'] as const;
/** It takes on both venues: nobody waits for fills. */
const texts = { size: '0.05', iter: '1', sleep: '0', primaryMode: 'market', maxDailyLoss: '100' };
let served: ServedVenues;
let folders: RunFolders;

beforeEach(async () => {
  served = await ServedVenues.start(venues, { market: 'synthetic' });
  folders = new RunFolders();
});
afterEach(async () => {
  await served.close();
  folders.remove();
});

const start = (): Promise<WireProcess | string> =>
  WireProcess.start({ environment: served.environment, folders, texts });

async function started(): Promise<WireProcess> {
  const begun = await start();
  if (typeof begun === 'string') throw new Error(begun);
  return begun;
}

function runFolder(): RunDirectory {
  const name = readdirSync(folders.path).find((each) => each !== 'state');
  return filesIn(join(folders.path, name ?? ''));
}

/** Dies with a naked fill on record. Returns where the frames of its log ended after its first turn. */
async function dieNaked(): Promise<number> {
  const first = await started();
  let begun: number | undefined;
  await first.runUntilKilled((_commands, { primary }) => {
    begun ??= framesEnd(logOf(runFolder().journal));
    return primary.position !== 0;
  });
  return begun ?? 0;
}

function damage(path: string, how: Damage): void {
  writeFileSync(path, how(readFileSync(path)));
}

describe('a run over the wire whose record was damaged', () => {
  it.each([
    ['a cut', cutTo],
    ['a flipped bit', (begun: number) => withBitFlipped(begun + 100, 3)],
  ])(
    'by %s that took its orders away is known to be short, and ends hedged, halted, and with all that its venues know of it booked',
    { timeout: 120_000 },
    async (_, damageFrom) => {
      const begun = await dieNaked();
      damage(logOf(runFolder().journal), damageFrom(begun));
      const second = await started();
      expect(second.plan.notes[1]).toMatch(
        /: 0 round trips done, 0 ETH on backpack .*; the end of its record is lost$/,
      );
      expect(await second.run()).toMatchObject({ outcome: 'halted-safe', endReason: 'record-damaged' });
      const { position: bought } = served.of('backpack');
      expect([bought, served.of('grvt').position]).toEqual([lots(500), lots(-5)]);
      const run = openRun(runFolder().path);
      const reconciled = await reconcileRun(run, served.environment);
      run.journal.close();
      expect(reconciled).toMatchObject({ ok: true, value: { verdict: 'equal', differences: [] } });
      expect(await start()).toMatch(
        / was halted \(record-damaged: of \d+ recorded turns only the first \d+ /,
      );
    },
  );

  it('so that nothing of it can be read is refused, and left as it is', async () => {
    await dieNaked();
    const { journal, path } = runFolder();
    damage(journal, withBitFlipped(0, 0));
    const before = readFileSync(journal);
    expect(await start()).toBe(
      `evenkeel: the run ${path} of this pair is not over, and nothing can be made of its record: ${journal} is not a journal: ` +
        'look at both venues, close what is open there with `evenkeel close`, and put that folder elsewhere\n',
    );
    expect(readFileSync(journal)).toEqual(before);
  });
});
