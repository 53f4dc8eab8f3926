// Two real processes on the same two venue accounts, each with a coin of its own: what one comes to is in the limits of the other, at once
// and while it runs, and both play again to the same hash.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Served } from './served.ts';
import { Started } from './started.ts';

let served: Served;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'evenkeel-shared-'));
  served = await Served.start('backpack,grvt', 'ETH,SOL');
});

afterAll(async () => {
  await served.stop();
  rmSync(folder, { recursive: true, force: true });
});

function start(command: string, ticker: string, args: readonly string[] = []): Started {
  const pair = ['--primary', 'backpack', '--hedge', 'grvt', '--ticker', ticker];
  return new Started([command, ...pair, '--live', '--yes', '--json', ...args], {
    folder,
    environment: { XDG_STATE_HOME: folder, ...served.environment },
  });
}

/** Takes on both venues: nobody waits for fills. */
const taking = ['--primary-mode', 'market', '--sleep', '0'];

async function summaryOf({
  ended,
}: Started): Promise<Record<string, unknown> & { runDirectory: string; notes: string[] }> {
  const { stdout, stderr } = await ended;
  expect(stderr).not.toMatch(/^evenkeel: --/m);
  return JSON.parse(stdout) as never;
}

async function replayed(runDirectory: string): Promise<unknown> {
  const { stdout } = await new Started(['replay', runDirectory, '--json'], { folder, environment: {} }).ended;
  return JSON.parse(stdout);
}

describe('two runs on the same accounts', () => {
  it('have each its canary, at the same time', async () => {
    const flown = await Promise.all([start('canary', 'ETH').ended, start('canary', 'SOL').ended]);
    for (const { exitCode, stdout } of flown)
      expect({ exitCode, canary: JSON.parse(stdout) as unknown }).toMatchObject({
        exitCode: 0,
        canary: { counts: true },
      });
    for (const account of readdirSync(join(folder, 'evenkeel', 'accounts')))
      expect(readdirSync(join(folder, 'evenkeel', 'accounts', account))).toHaveLength(2);
  }, 120_000);

  it('share the volume of the day: one that waits is ended by what the other trades', async () => {
    const waiting = start('run', 'ETH', [
      '--size',
      '0.1',
      '--iter',
      '9',
      '--min-edge-bps',
      '1000',
      '--volume-per-day',
      'grvt=1000',
      '--max-daily-loss',
      '100',
    ]);
    const trading = start('run', 'SOL', ['--size', '5', '--iter', '9', '--max-daily-loss', '100', ...taking]);
    const ended = await summaryOf(waiting);
    trading.signal('SIGTERM');
    expect(ended).toMatchObject({ endReason: 'max-volume-per-day', outcome: 'flat', cycles: 0 });
    expect(await summaryOf(trading)).toMatchObject({ outcome: 'flat' });
    expect(await replayed(ended.runDirectory)).toMatchObject({ verdict: 'same' });
  }, 120_000);

  it('share the loss of the day, also with those that are over: the next one begins where they have left it', async () => {
    const ended = await summaryOf(
      start('run', 'ETH', ['--size', '0.1', '--iter', '9', '--max-daily-loss', '0.7', ...taking]),
    );
    expect(ended).toMatchObject({ endReason: 'daily-loss-limit', outcome: 'flat', cycles: 0 });
    expect(
      ended.notes.filter((note) => /^other runs on (backpack|grvt)\S+ today: net -\d/.test(note)),
    ).toHaveLength(2);
    expect(await replayed(ended.runDirectory)).toMatchObject({ verdict: 'same' });
  }, 120_000);
});
