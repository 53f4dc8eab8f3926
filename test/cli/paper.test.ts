// A run on paper as a user starts it: venues that are named, found by what `evenkeel venues serve` prints, without a key.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inFolder, program } from './evenkeel.ts';
import { Served } from './served.ts';

const pair = ['run', '--primary', 'backpack', '--hedge', 'paradex', '--ticker', 'ETH', '--size', '0.1'];
let served: Served;

beforeAll(async () => {
  served = await Served.start('backpack,paradex', 'ETH');
});

afterAll(async () => {
  await served.stop();
});

function run(folder: string, ...args: string[]): ChildProcess & { readonly stdout: NodeJS.ReadableStream } {
  return spawn(process.execPath, [program, ...pair, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...served.origins },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

describe('evenkeel run on paper', () => {
  it(
    'ends flat after a round trip, says that it proves nothing, and leaves nothing on the venues',
    { timeout: 170_000 },
    async () => {
      await inFolder(async (folder) => {
        const child = run(folder, '--iter', '1', '--json');
        const [stdout, [exitCode]] = await Promise.all([text(child.stdout), once(child, 'exit')]);
        expect(JSON.parse(stdout)).toMatchObject({
          world: 'paper',
          notice: 'live books, simulated fills: no evidence of profit',
          outcome: 'flat',
          cycles: 2,
          netDelta: '0',
          legs: {
            primary: { venue: 'backpack', account: 'paper', instrument: 'ETH_USDC_PERP' },
            hedge: { venue: 'paradex', account: 'paper', instrument: 'ETH-USD-PERP' },
          },
        });
        expect(exitCode).toBe(0);
        for (const origin of Object.values(served.origins)) {
          const ledger: unknown = await (await fetch(`${origin}/__control/ledger`)).json();
          expect(ledger).toMatchObject({ accounts: {} });
        }
      });
    },
  );

  it('stops flat at Ctrl-C', { timeout: 60_000 }, async () => {
    await inFolder(async (folder) => {
      const child = run(folder, '--iter', '1000');
      const exited = once(child, 'exit');
      const told: string[] = [];
      for await (const line of createInterface(child.stdout)) {
        told.push(line);
        if (line.startsWith('paper: ') && told.filter((each) => each === line).length === 1)
          child.kill('SIGINT');
      }
      expect(told).toContain('FLAT: every simulated order has ended');
      expect(told.join('\n')).toMatch(/run ended after .*: interrupted/);
      expect(await exited).toEqual([0, null]);
    });
  });
});
