// A bug in what is built is told in terms of what people read.
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { program } from './evenkeel.ts';

test('a crash names the source, the line and the function in which it happened, and exits with 1', () => {
  const broken = 'data:text/javascript,JSON.stringify = () => { throw new Error("planted"); }';
  const { status, stderr } = spawnSync(process.execPath, ['--import', broken, program, 'config', '--json'], {
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('Error: planted');
  expect(stderr).toMatch(/at .*config \(src\/cli\/config\/config\.ts:\d+:\d+\)/);
  expect(stderr).toMatch(/at async src\/cli\/main\.ts:\d+:\d+/);
  expect(stderr).not.toContain('dist/');
});
