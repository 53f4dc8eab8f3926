// What a person may call a run, and what is answered where there is none of that name.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../journal/testing/temporary-directory.ts';
import { findRun } from './find-run.ts';

/** A folder of runs in which there are these. */
function runsWith(...names: string[]): string {
  const runs = join(temporaryDirectory(), 'runs');
  mkdirSync(runs);
  for (const name of names) {
    mkdirSync(join(runs, name), { recursive: true });
    writeFileSync(join(runs, name, 'journal.sqlite'), '');
  }
  return runs;
}

describe('a run is found', () => {
  it.each([
    ['by its name among the runs', (_runs: string) => 'monday'],
    ['by the path of its folder', (runs: string) => join(runs, 'monday')],
    ['by the path of its journal', (runs: string) => join(runs, 'monday', 'journal.sqlite')],
  ])('%s', (_how, nameOf) => {
    const runs = runsWith('monday', 'tuesday');
    const folder = join(runs, 'monday');
    expect(findRun(nameOf(runs), runs)).toEqual({
      ok: true,
      value: { folder, journal: join(folder, 'journal.sqlite'), summary: join(folder, 'summary.json') },
    });
  });

  it('inside a ramp', () => {
    const runs = runsWith('ramp/stage-1', 'ramp/stage-2');
    expect(findRun('ramp/stage-2', runs)).toMatchObject({ ok: true });
    expect(findRun('ramp', runs)).toMatchObject({
      ok: false,
      code: 'many-runs',
      remedy: expect.stringMatching(/^name one of them: .*stage-2, .*stage-1$/) as string,
    });
  });
});

describe('a run that is not there', () => {
  it('is answered with the name that was probably meant, and the newest; other files there are no runs', () => {
    const runs = runsWith('2026-01-01-ETH', '2026-01-02-ETH', '2026-01-03-ETH', '2026-01-04-ETH');
    mkdirSync(join(runs, 'state'));
    writeFileSync(join(runs, 'state', 'canaries.json'), '{}');
    writeFileSync(join(runs, 'notes.txt'), '');
    expect(findRun('state', runs)).toMatchObject({ code: 'unknown-run' });
    expect(findRun('notes.txt', runs)).toMatchObject({ code: 'unknown-run' });
    expect(findRun('2026-01-02-EHT', runs)).toMatchObject({
      code: 'unknown-run',
      remedy: `did you mean 2026-01-02-ETH? the newest in ${runs} are 2026-01-04-ETH, 2026-01-03-ETH, 2026-01-02-ETH`,
    });
  });

  it('is answered with where runs are looked for, where there is none', () => {
    const runs = runsWith();
    expect(findRun('monday', runs)).toMatchObject({
      remedy: `name the folder of a run, or where runs are with --runs-dir (${runs} has none)`,
    });
  });
});
