// A supervised run as a process: what it is started with, how its end is told, and that it lives in a group of its own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { childArguments, childStarter, type ChildEnd, type RunChild } from './run-child.ts';

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-child-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const order = { isFlattening: false, isAgreed: false };

/** A program that does this when it has said that it lives; resolves with its end. */
async function endOf(body: string, onAlive: (child: RunChild) => void = () => undefined): Promise<ChildEnd> {
  const program = join(folder, 'program.mjs');
  writeFileSync(program, `process.send('alive', () => { ${body} });`);
  return new Promise((onEnd) => {
    const child = childStarter(program, [])(order, { onAlive: () => onAlive(child), onEnd });
  });
}

describe('a supervised run', () => {
  it.each([
    [order, ['run', '--live', '--size', '1', '--supervised']],
    [{ isFlattening: false, isAgreed: true }, ['run', '--live', '--size', '1', '--supervised', '--yes']],
    [
      { isFlattening: true, isAgreed: true },
      ['run', '--live', '--size', '1', '--supervised', '--flatten', '--yes'],
    ],
  ])('is the same command line, and what is known by now: %j', (given, expected) => {
    expect(childArguments(['run', '--supervise', '--live', '--size', '1'], given)).toEqual(expected);
  });

  it('is given no flag twice', () => {
    const args = ['run', '--live', '--yes', '--flatten'];
    expect(childArguments(args, { isFlattening: true, isAgreed: true })).toEqual([...args, '--supervised']);
  });

  it('tells that it lives, and how it ended', async () => {
    let alive = 0;
    expect(await endOf('process.exit(3)', () => (alive += 1))).toEqual({ exitCode: 3, how: 'exit code 3' });
    expect(alive).toBe(1);
  });

  it('is passed signals, and told as ended by one where it does not hear', async () => {
    const end = await endOf('setInterval(() => {}, 1_000)', (child) => child.signal('SIGTERM'));
    expect(end).toEqual({ exitCode: undefined, how: 'ended by SIGTERM' });
  });

  it('that is killed for its silence is told as such', async () => {
    const end = await endOf('for (;;);', (child) => child.kill());
    expect(end).toEqual({ exitCode: undefined, how: 'it said nothing any more, and was killed' });
  });

  it.skipIf(process.platform !== 'linux')(
    'is out of reach of the terminal’s Ctrl-C, which its supervisor passes on',
    async () => {
      const program = `
      import('node:fs').then(({ readFileSync }) => {
        const group = (id) => readFileSync('/proc/' + id + '/stat', 'utf8').split(') ')[1].split(' ')[2];
        process.exit(group('self') === group(process.ppid) ? 1 : 0);
      });`;
      expect(await endOf(program)).toMatchObject({ exitCode: 0 });
    },
  );
});
