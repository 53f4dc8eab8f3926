// What is kept of a violation: a small scenario in a file that can be read again, and run.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Scenario } from '../scenario/scenario.ts';
import { crashOf, type Job, type ResultOf } from './job.ts';
import { keepShrunk, prepareFolder, readKept, type Runners } from './kept-files.ts';

const folders: string[] = [];
const freshFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-kept-'));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Every run crashes that has a fault on the hedge's venue, and comes to nothing otherwise. */
const runners: Runners = {
  threads: 2,
  run: <Asked extends Job>(job: Asked) => {
    const isViolated =
      job.kind === 'scenario' &&
      job.scenario.faults.some(({ leg }: Scenario['faults'][number]) => leg === 'hedge');
    const crash = crashOf(job, 'it crashed', []);
    const result = isViolated ? crash : { ...crash, violation: undefined };
    return Promise.resolve(result as ResultOf<Asked>);
  },
  forgetWaiting: () => undefined,
};
const violated = {
  seed: 5,
  invariant: 'assertion' as const,
  text: 'it crashed at first',
  atUs: 0,
  window: [],
  faults: {},
};

describe('a kept violation', () => {
  it('is small, says what it was, and can be read again', async () => {
    const folder = freshFolder();
    const kept = await keepShrunk(violated, { crew: runners, folder, hasFaults: true });
    const file = join(folder, 'assertion-seed-5.json');
    expect(kept).toMatchObject({ ok: true, value: { seed: 5, file, parts: 1 } });
    const read = readKept(file);
    expect(read).toMatchObject({ ok: true, value: { invariant: 'assertion', found: 'it crashed' } });
    expect(read.ok && read.value.scenario.faults.map(({ leg }) => leg)).toEqual(['hedge']);
  });

  it.each<[string, (kept: Record<string, unknown>) => unknown, RegExp]>([
    ['no JSON', () => undefined, /holds no kept scenario/],
    ['a fault of no known kind', (kept) => withFault(kept, { kind: 'earthquake' }), /scenario.faults.0.kind/],
    ['a time that is none', (kept) => withFault(kept, { fromUs: 'noon' }), /scenario.faults.0.fromUs/],
    ['a field that nobody knows', (kept) => ({ ...kept, colour: 'red' }), /colour/],
  ])('is refused where it holds %s', async (_case, change, expected) => {
    const folder = freshFolder();
    await keepShrunk(violated, { crew: runners, folder, hasFaults: true });
    const file = join(folder, 'assertion-seed-5.json');
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    writeFileSync(file, JSON.stringify(change(kept)) ?? '');
    const read = readKept(file);
    expect(read).toMatchObject({ ok: false, remedy: expect.stringMatching(/--shrink/) });
    expect(read.ok ? '' : read.message).toMatch(expected);
  });

  it('goes to a folder that can be written to', () => {
    expect(prepareFolder(join(freshFolder(), 'new', 'folder'))).toMatchObject({ ok: true });
    expect(prepareFolder('/dev/null/folder')).toMatchObject({ ok: false, code: 'unwritable-folder' });
  });
});

function withFault(kept: Record<string, unknown>, change: Record<string, unknown>): Record<string, unknown> {
  const scenario = kept['scenario'] as { faults: Record<string, unknown>[] };
  return {
    ...kept,
    scenario: { ...scenario, faults: scenario.faults.map((fault) => ({ ...fault, ...change })) },
  };
}
