// `evenkeel resume` as a user types it, for a run that its kill switch has halted while it was dead: nothing begins before, and afterwards
// the same command line goes on where it stood.
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ended } from './evenkeel.ts';
import { next, pairFlags, TradedPair } from './traded-pair.ts';

const patience = 300_000;
const run = [
  'run',
  ...pairFlags,
  '--live',
  '--yes',
  '--json',
  '--primary-mode',
  'bbo_minus_1',
  '--sleep',
  '0',
];
const whole = [...run, '--iter', '1', '--kill-switch', 'STOP'];
let pair: TradedPair;

beforeAll(async () => {
  pair = await TradedPair.open(['backpack', 'grvt']);
}, patience);

afterAll(async () => {
  await pair.close();
});

const expectRefused = (ended: Ended, like: RegExp): void => {
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr.trim().split('\n')).toHaveLength(1);
  expect(ended.stderr).toMatch(like);
};

describe('evenkeel resume', () => {
  it(
    'has nothing to lift before there is a halt',
    async () => {
      expectRefused(
        await pair.ended('resume'),
        /^evenkeel: no run in runs is halted: name the folder of a run/,
      );
    },
    patience,
  );

  it(
    'lifts a halt, once, and then the run goes on with its cycle and ends flat',
    async () => {
      const { faults } = pair.hedge.server;
      const first = pair.start(...whole);
      await next(pair.primary, 'filled', (_order, { liquidity }) => {
        if (liquidity !== 'maker') return false;
        faults.start({ kind: 'drop-request', purposes: ['place'] });
        return pair.killTrader();
      });
      await first.ended;
      faults.stopAll();
      writeFileSync(join(pair.folder, 'STOP'), '');
      const halted = await pair.ended(...whole);
      expect(halted.exitCode).toBe(3);
      expect(JSON.parse(halted.stdout)).toMatchObject({ outcome: 'halted-safe', endReason: 'kill-switch' });
      const [primary, hedge] = pair.held;
      expect([primary === 0n, primary + hedge]).toEqual([false, 0n]);

      const [folder = ''] = pair.runs;
      expectRefused(
        await pair.ended(...whole),
        /was halted \(kill-switch: the file STOP exists\): see to it, then let it go on with `evenkeel resume /,
      );
      expect(await pair.ended('resume', folder)).toEqual({
        exitCode: 0,
        stdout: `${folder}: the halt (kill-switch: the file STOP exists) is lifted. The next start of this pair goes on with it.\n`,
        stderr: '',
      });
      expectRefused(await pair.ended('resume', folder), /is not halted: start it again as it was/);
      rmSync(join(pair.folder, 'STOP'));
      const last = await pair.ended(...whole);
      expect(last.exitCode).toBe(0);
      expect(JSON.parse(last.stdout)).toMatchObject({
        outcome: 'flat',
        endReason: 'iterations-done',
        roundTrips: { count: 1 },
      });
      expect(pair.isFlat).toBe(true);
    },
    patience,
  );
});
