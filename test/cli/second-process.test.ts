// While a run trades a pair, no other process touches either of its legs: each leaves with one line that says who is there, and the run
// does not notice.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Started } from './started.ts';
import { next, pairFlags, TradedPair } from './traded-pair.ts';

const patience = 300_000;
const ofBackpack = /^evenkeel: process \d+ is trading ETH on backpack with this account: stop it first/;
const ofGrvt = /^evenkeel: process \d+ is trading ETH on grvt with this account: stop it first/;
const ofEither = /^evenkeel: process \d+ is trading ETH on (backpack|grvt) with this account: stop it first/;
let pair: TradedPair;
let run: Started;
let elsewhere: string;

beforeAll(async () => {
  pair = await TradedPair.open(['backpack', 'grvt', 'paradex']);
  elsewhere = mkdtempSync(join(tmpdir(), 'evenkeel-elsewhere-'));
  run = pair.start('run', ...pairFlags, '--live', '--yes', '--json');
  await next(pair.primary, 'accepted', () => true);
}, patience);

afterAll(async () => {
  await pair.close();
  rmSync(elsewhere, { recursive: true });
});

describe('beside a run', () => {
  it.each<[string, string[], RegExp]>([
    ['the same run', ['run', ...pairFlags, '--live', '--yes'], ofEither],
    [
      'a run with another hedge',
      ['run', '--primary', 'backpack', '--hedge', 'paradex', '--ticker', 'eth', '--live', '--yes'],
      ofBackpack,
    ],
    [
      'a run with another primary',
      ['run', '--primary', 'paradex', '--hedge', 'grvt', '--ticker', 'ETH', '--live', '--yes'],
      ofGrvt,
    ],
    [
      'a run with the legs swapped',
      ['run', '--primary', 'grvt', '--hedge', 'backpack', '--ticker', 'ETH', '--live', '--yes'],
      ofEither,
    ],
    ['a canary', ['canary', ...pairFlags, '--live', '--yes'], ofEither],
    ['a test of orders', ['doctor', ...pairFlags, '--order-test', '--yes'], ofEither],
    ['closing everything', ['close', '--ticker', 'ETH', '--yes'], ofEither],
    ['closing its hedge', ['close', '--ticker', 'ETH', '--venues', 'grvt', '--yes'], ofGrvt],
  ])(
    '%s is refused in one line',
    async (_name, args, expected) => {
      for (const folder of [pair.folder, elsewhere]) {
        const ended = await pair.startIn(folder, ...args).ended;
        expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
        expect(ended.stderr.trim().split('\n')).toHaveLength(1);
        expect(ended.stderr).toMatch(expected);
      }
    },
    patience,
  );

  it(
    'looking is allowed',
    async () => {
      const ended = await pair.ended('positions', '--json');
      expect(ended).toMatchObject({ exitCode: 0, stderr: '' });
    },
    patience,
  );

  it(
    'the run goes on, ends flat when it is told to, and leaves the pair to others',
    async () => {
      run.signal('SIGTERM');
      run.signal('SIGTERM');
      const ended = await run.ended;
      expect(ended.exitCode).toBe(0);
      expect(JSON.parse(ended.stdout)).toMatchObject({ outcome: 'flat', alerts: [] });
      expect(pair.isFlat).toBe(true);
      expect(await pair.ended('close', '--ticker', 'ETH', '--yes')).toMatchObject({ exitCode: 0 });
    },
    patience,
  );
});
