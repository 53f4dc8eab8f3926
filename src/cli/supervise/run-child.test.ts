// A supervised run as a process: what it is started with, how its end is told, and that it lives in a group of its own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { childArguments, childStarter, type ChildEnd, type RunChild } from './run-child.ts';

const folder = mkdtempSync(join(tmpdir(), 'evenkeel-child-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const order = { isFlattening: false, run: undefined };
const alive = `process.send({ kind: 'alive', run: 'runs/one' }, () => {`;

/** A program that does this when it has said its first word; resolves with its end. */
async function endOf(
  body: string,
  {
    word = alive,
    onAlive = () => undefined,
  }: { word?: string; onAlive?: (child: RunChild, run: string) => void } = {},
): Promise<ChildEnd> {
  const program = join(folder, 'program.mjs');
  writeFileSync(program, `${word} ${body} });`);
  return new Promise((onEnd) => {
    const start = childStarter({ program, args: [], lasting: [] });
    const child = start(order, { onAlive: (run) => onAlive(child, run), onEnd });
  });
}

describe('a supervised run', () => {
  const args = ['run', '--supervise', '--live', '--size', '1', '--json'];
  const lasting = ['--json'];

  it('is first the same command line, without the supervisor', () => {
    expect(childArguments({ args, lasting }, order)).toEqual([
      'run',
      '--live',
      '--size',
      '1',
      '--json',
      '--supervised',
    ]);
  });

  it('goes on with the settings of its record, and nobody is asked again', () => {
    const going = ['run', '--live', '--yes', '--continue', 'runs/one', '--json', '--supervised'];
    expect(childArguments({ args, lasting }, { isFlattening: false, run: 'runs/one' })).toEqual(going);
    expect(childArguments({ args, lasting }, { isFlattening: true, run: 'runs/one' })).toEqual([
      ...going,
      '--flatten',
    ]);
  });

  it('is given no flag twice', () => {
    const flattening = ['run', '--live', '--flatten'];
    expect(childArguments({ args: flattening, lasting }, { isFlattening: true, run: undefined })).toEqual([
      ...flattening,
      '--supervised',
    ]);
  });

  it('tells that it lives, and how it ended', async () => {
    const runs: string[] = [];
    const end = await endOf('process.exit(3)', { onAlive: (_child, run) => runs.push(run) });
    expect(end).toEqual({ exitCode: 3, how: 'exit code 3', mayEndFlat: false });
    expect(runs).toEqual(['runs/one']);
  });

  it('tells why it does not begin', async () => {
    const word = `process.send({ kind: 'refused', why: 'grvt does not answer', mayEndFlat: true }, () => {`;
    const end = await endOf('process.exitCode = 2;', { word });
    expect(end).toEqual({ exitCode: 2, how: 'grvt does not answer', mayEndFlat: true });
  });

  it('is passed signals, and told as ended by one where it does not hear', async () => {
    const end = await endOf('setInterval(() => {}, 1_000)', {
      onAlive: (child) => child.signal('SIGTERM'),
    });
    expect(end).toMatchObject({ exitCode: undefined, how: 'ended by SIGTERM' });
  });

  it('that is killed for its silence is told as such', async () => {
    const end = await endOf('for (;;);', { onAlive: (child) => child.kill() });
    expect(end).toMatchObject({ exitCode: undefined, how: 'it said nothing any more, and was killed' });
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
