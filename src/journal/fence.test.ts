// One process at a time: the fence falls with its process, however that ends, and never because time has passed.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { raiseFence, type Fence } from './fence.ts';
import { temporaryDirectory } from './testing/temporary-directory.ts';

let folder = '';
let others: ChildProcess[] = [];
beforeEach(() => {
  folder = join(temporaryDirectory(), 'state', 'fence');
});
afterEach(() => {
  for (const other of others) other.kill('SIGKILL');
  others = [];
});

function raised(...names: string[]): Fence {
  const fence = raiseFence(folder, names, 'me');
  if (fence.kind !== 'fence') throw new Error(`it is a ${fence.kind}`);
  return fence;
}

/** Whether nobody else holds any of these. */
function isFree(...names: string[]): boolean {
  const fence = raiseFence(folder, names, 'me');
  if (fence.kind === 'fence') fence.release();
  return fence.kind === 'fence';
}

/** Another process that has fenced "primary". */
async function somebodyElse(): Promise<ChildProcess> {
  raised('primary').release();
  const library = import.meta.resolve('libsql');
  const program = `
    const { default: Database } = await import(${JSON.stringify(library)});
    const lock = new Database(${JSON.stringify(join(folder, 'primary.lock'))});
    lock.exec('BEGIN EXCLUSIVE');
    process.stdout.write('fenced');
    process.stdin.resume();`;
  const other = spawn(process.execPath, ['--input-type=module', '--eval', program]);
  others.push(other);
  await once(other.stdout, 'data');
  return other;
}

describe('a fence', () => {
  it('keeps everybody out who wants any of its names, and says who holds it', () => {
    const mine = raised('primary', 'hedge');
    expect(raiseFence(folder, ['other', 'hedge'], 'you')).toEqual({
      kind: 'fence-taken',
      name: 'hedge',
      holder: 'me',
    });
    mine.release();
  });

  it('that was refused leaves nothing fenced', () => {
    const mine = raised('hedge');
    raiseFence(folder, ['alpha', 'hedge'], 'you');
    expect(isFree('alpha')).toBe(true);
    mine.release();
  });

  it('lets others in when it is released, and may be released again', () => {
    const mine = raised('primary');
    mine.release();
    mine.release();
    expect(isFree('primary')).toBe(true);
  });

  it('of one name twice is one: both legs may be on one account', () => {
    expect(isFree('primary', 'primary')).toBe(true);
  });

  it('keeps out other processes', async () => {
    await somebodyElse();
    expect(raiseFence(folder, ['primary'], 'you')).toMatchObject({ kind: 'fence-taken', name: 'primary' });
  });

  it('falls with a process that is killed', async () => {
    const other = await somebodyElse();
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(isFree('primary')).toBe(true);
  });

  it('stands while its process stands still', async () => {
    const other = await somebodyElse();
    other.kill('SIGSTOP');
    expect(raiseFence(folder, ['primary'], 'you')).toMatchObject({ kind: 'fence-taken' });
  });

  it('in a folder that cannot be made is trouble, and not an open gate', () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    expect(raiseFence(join(file, 'fence'), ['primary'], 'me')).toMatchObject({
      kind: 'fence-trouble',
      reason: 'ENOTDIR',
    });
  });
});
