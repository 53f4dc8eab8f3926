// `evenkeel record` as a user starts it: what it leaves can be replayed, however it ended.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { evenkeel, inFolder, program } from './evenkeel.ts';

interface Told {
  readonly outcome: string;
  readonly markets: readonly { readonly messages: number; readonly files: readonly string[] }[];
}

function record(
  folder: string,
  ...args: string[]
): ChildProcess & { readonly stdout: NodeJS.ReadableStream } {
  return spawn(
    process.execPath,
    [
      program,
      'record',
      '--local',
      '--out',
      '.',
      '--primary',
      'backpack',
      '--hedge',
      'grvt',
      '--json',
      ...args,
    ],
    { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
  );
}

/** Done when something of it was written, beside its head. */
async function written(folder: string, name: string): Promise<void> {
  let changes = 0;
  for await (const { filename } of watch(folder)) {
    if (filename === name) changes += 1;
    if (changes > 3) return;
  }
}

describe('evenkeel record', () => {
  it(
    'for a time: its files replay as a pair, by the rules and fees of their venues',
    { timeout: 120_000 },
    async () => {
      await inFolder(async (folder) => {
        const child = record(folder, '--duration', '14s');
        const [stdout, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
        const told = JSON.parse(stdout) as Told;
        expect([exitCode, told.outcome]).toEqual([0, 'recorded']);
        const [primary, hedge] = told.markets.map(({ files }) => files[0] ?? '');
        expect([primary, hedge]).toEqual(['backpack-ETH-001.rec', 'grvt-ETH-001.rec']);
        const ran = evenkeel(
          folder,
          'run',
          '--replay-primary',
          primary ?? '',
          '--replay-hedge',
          hedge ?? '',
          '--json',
        );
        expect(JSON.parse(ran.stdout)).toMatchObject({
          world: 'replay',
          legs: { primary: { instrument: 'ETH_USDC_PERP' }, hedge: { instrument: 'ETH_USDT_Perp' } },
          netDelta: '0',
        });
        expect(ran.exitCode).toBe(0);
      });
    },
  );

  it('until Ctrl-C', { timeout: 60_000 }, async () => {
    await inFolder(async (folder) => {
      const begun = written(folder, 'grvt-ETH-001.rec');
      const child = record(folder);
      await begun;
      child.kill('SIGINT');
      const [stdout, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
      expect([exitCode, (JSON.parse(stdout) as Told).outcome]).toEqual([0, 'recorded']);
      expect(evenkeel(folder, 'import', 'grvt-ETH-001.rec', 'imported').stdout).not.toMatch(/stopped hard/);
    });
  });

  it('that is killed leaves files that can be read', { timeout: 60_000 }, async () => {
    await inFolder(async (folder) => {
      const begun = written(folder, 'grvt-ETH-001.rec');
      const child = record(folder);
      await begun;
      child.kill('SIGKILL');
      await once(child, 'exit');
      const imported = evenkeel(folder, 'import', 'grvt-ETH-001.rec', join(folder, 'imported'));
      expect(imported.stdout).toMatch(/ETH_USDT_Perp, linear perpetual, ETH in USDT/);
      expect(imported.exitCode).toBe(0);
    });
  });

  it.each([
    [['--out', 'rec'], /name one or two: --primary backpack/],
    [['--primary', 'backpack'], /name one: --out recordings/],
    [['--primary', 'backpack', '--out', 'rec', '--duration', 'x'], /--duration is "x"/],
  ])('refuses %j in one line', async (args, expected) => {
    await inFolder((folder) => {
      const ended = evenkeel(folder, 'record', ...args);
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ended.stderr.trim().split('\n')).toHaveLength(1);
      expect(ended.stderr).toMatch(expected);
    });
  });
});
