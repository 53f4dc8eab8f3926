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
    [
      'a limit that only a price can judge',
      ['--max-notional', '10'],
      /--max-notional 10 is below what --size 0.01 is worth/,
    ],
    [
      'a file of settings that is not there',
      ['--config', 'none.yaml'],
      /none.yaml cannot be read.*: name a file/,
    ],
    ['a missing recording', ['--replay-primary', 'a.gz', '--replay-hedge', 'b.gz'], /no file a.gz/],
    ['a folder as recording', ['--replay-primary', '.', '--replay-hedge', '.'], /folder/],
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
