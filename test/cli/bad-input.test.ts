// A user's mistake is one line that says what is wrong and what would be right, exit code 2, and nothing is started.
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { evenkeel, inFolder } from './evenkeel.ts';

const line =
  '1723161256172216566 {"stream":"x@depth@0ms","data":{"e":"depthUpdate","E":1723161257440,"s":"XUSDT","U":1,"u":2,"b":[],"a":[]}}\n';

describe('run refuses', () => {
  it.each<[string, string[], RegExp]>([
    ['an unknown flag', ['--sise', '1'], /unknown option '--sise'.*--help/],
    ['a size that is no number', ['--size', 'big'], /--size is "big": use a quantity/],
    ['a size in floating notation', ['--size', '1e-2'], /--size is "1e-2": use a quantity/],
    ['a size of zero', ['--size', '0'], /--size is "0"/],
    ['a negative size', ['--size=-1'], /--size is "-1"/],
    ['a size between two lots', ['--size', '0.0105'], /no multiple of the lot 0.001 .*use 0.01 or 0.011/],
    ['a size below one lot', ['--size', '0.0001'], /no multiple of the lot 0.001 .*use 0.001/],
    ['zero iterations', ['--iter', '0'], /--iter is "0": use a whole number from 1/],
    ['negative iterations', ['--iter=-3'], /--iter is "-3": use a whole number/],
    ['half an iteration', ['--iter', '1.5'], /--iter is "1.5"/],
    ['an unknown strategy', ['--strategy', 'moon'], /--strategy is "moon": use alternate/],
    [
      'an unknown primary mode',
      ['--primary-mode', 'bbo_plus_1'],
      /--primary-mode is .*use bbo, bbo_minus_1, market/,
    ],
    ['an unknown speed', ['--speed', 'warp'], /--speed is "warp": use real, max/],
    ['a seed that is no number', ['--seed', 'x'], /--seed is "x": use a whole number/],
    ['an unknown ticker', ['--ticker', 'DOGE'], /--ticker is "DOGE".*ETH, BTC, SOL/],
    ['fees without a taker', ['--primary-fees', '2'], /--primary-fees is "2": write MAKER\/TAKER/],
    ['a rate that is no rate', ['--quote-rate', 'USDT'], /--quote-rate is "USDT": write ASSET=RATE/],
    ['a rate for an asset that is not converted', ['--quote-rate', 'EUR=1.1'], /names EUR.*state USDT=/],
    [
      'a position limit below the size',
      ['--size', '0.02', '--max-position', '0.01'],
      /position limit 0.01 is below.*--max-position 0.02/,
    ],
    ['half a replay', ['--replay-primary', 'a.gz'], /each leg: give both/],
    [
      'a ticker with a replay',
      ['--replay-primary', 'a', '--replay-hedge', 'b', '--ticker', 'ETH'],
      /leave out --ticker/,
    ],
    ['a missing recording', ['--replay-primary', 'a.gz', '--replay-hedge', 'b.gz'], /no file a.gz/],
    ['a folder as recording', ['--replay-primary', '.', '--replay-hedge', '.'], /folder/],
    [
      'a window that nothing looks through',
      ['--basis-window', '60'],
      /alternate does not look at the basis: choose/,
    ],
    [
      'a time-out that the policy has not',
      ['--fill-timeout', '10'],
      /policy follow-touch has none: choose --maker-policy fixed-s5/,
    ],
    ['no time at all', ['--duration', '0'], /--duration is "0": use seconds above 0/],
    [
      'a folder for runs that cannot be made',
      ['--runs-dir', '/dev/null/runs'],
      /cannot be made.*: Name a directory/,
    ],
    ['an argument that nothing takes', ['fast'], /too many arguments/],
  ])('%s', async (_case, args, expected) => {
    await inFolder((folder) => {
      const ended = evenkeel(folder, 'run', '--speed', 'max', '--json', ...args);
      expect(ended.stderr).toMatch(expected);
      expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
      expect(ended.stderr).toMatch(/^evenkeel: /);
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(readdirSync(folder)).toEqual([]);
    });
  });

  it.each<[string, Buffer, RegExp]>([
    ['an empty file', Buffer.alloc(0), /.+: .+/],
    ['a file that is no recording', Buffer.from('hello, world\n'), /.+: .+/],
    ['a truncated gzip', gzipSync(line.repeat(200)).subarray(0, 60), /.+: .+/],
    ['a recording without a snapshot', Buffer.from(line), /snapshot/],
  ])('%s as recording', async (_case, content, expected) => {
    await inFolder((folder) => {
      writeFileSync(join(folder, 'recording'), content);
      const ended = evenkeel(
        folder,
        'run',
        '--replay-primary',
        'recording',
        '--replay-hedge',
        'recording',
        '--json',
      );
      expect(ended.stderr).toMatch(expected);
      expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
      expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
      expect(readdirSync(folder)).toEqual(['recording']);
    });
  });

  it('a command that does not exist', async () => {
    await inFolder((folder) => {
      expect(evenkeel(folder, 'walk')).toMatchObject({ exitCode: 2, stdout: '' });
    });
  });
});
