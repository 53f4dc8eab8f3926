// A run over the wire, as a user starts it: real adapters, protocols and signatures against local servers, each venue in both roles.
// The fills that are booked are held against the servers' own ledgers.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { evenkeel, inFolder, program } from './evenkeel.ts';

interface Summary {
  readonly runDirectory: string;
  readonly notes: readonly string[];
  readonly legs: Readonly<Record<'primary' | 'hedge', { readonly fills: number }>>;
}

/** Beside one another: each takes as long as its market needs to fill it. */
async function runLocal(folder: string, ...args: string[]): Promise<{ exitCode: number; summary: Summary }> {
  const child = spawn(
    process.execPath,
    [program, 'run', '--local', '--json', '--iter', '1', '--size', '0.1', ...args],
    { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [stdout, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return { exitCode: exitCode as number, summary: JSON.parse(stdout) as Summary };
}

describe('evenkeel run --local', () => {
  it.concurrent.each([
    ['backpack', 'grvt'],
    ['grvt', 'paradex'],
    ['paradex', 'backpack'],
  ])(
    'ends flat on %s and %s, their own ledgers confirm every fill, and it plays again from its journal',
    async (primary, hedge) => {
      await inFolder(async (folder) => {
        const { exitCode, summary } = await runLocal(folder, '--primary', primary, '--hedge', hedge);
        expect(summary).toMatchObject({
          world: 'local',
          outcome: 'flat',
          cycles: 2,
          netDelta: '0',
          positions: { primary: '0', hedge: '0' },
          alerts: [],
        });
        expect(exitCode).toBe(0);
        const confirmed = [
          `the ledger of the ${primary} server confirms ${summary.legs.primary.fills} fills, position 0,`,
          `the ledger of the ${hedge} server confirms ${summary.legs.hedge.fills} fills, position 0,`,
        ];
        for (const sentence of confirmed)
          expect(summary.notes.filter((note) => note.startsWith(sentence))).toHaveLength(1);
        const replayed = evenkeel(folder, 'replay', summary.runDirectory, '--json');
        expect(JSON.parse(replayed.stdout)).toMatchObject({ verdict: 'same', world: 'local' });
      });
    },
    170_000,
  );

  it.each([
    [['--local'], /no venues are: name them: --primary backpack --hedge grvt/],
    [['--local', '--primary', 'backpack'], /a venue for each leg/],
    [['--local', '--primary', 'backpack', '--hedge', 'backpack'], /./],
    [['--local', '--primary', 'backpack', '--hedge', 'grvt', '--ticker', 'DOGE'], /local servers list ETH/],
    [['--local', '--primary', 'backpack', '--hedge', 'grvt', '--speed', 'max'], /the pace of the clock/],
    [
      ['--local', '--primary', 'binance', '--hedge', 'grvt'],
      /--primary is "binance": use backpack, grvt, paradex/,
    ],
  ])('refuses %j in one line, and leaves nothing open', async (args, expected) => {
    await inFolder((folder) => {
      const ended = evenkeel(folder, 'run', ...args);
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(ended.stderr.trim().split('\n')).toHaveLength(1);
      expect(ended.stderr).toMatch(expected);
    });
  });
});
