// How long the program takes to start, against a bare `node -e 0` in the same run.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { median } from './measure.ts';

export interface StartUp {
  readonly name: string;
  readonly medianMs: number;
  readonly ratioToFloor: number;
}

const program = fileURLToPath(new URL('../../bin/evenkeel.js', import.meta.url));

/** Each is started `rounds` times, in turns; the last one is also the time to the first quote, and more. */
export function measureStartUp(rounds: number): StartUp[] {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-bench-'));
  const contestants: readonly (readonly [name: string, args: readonly string[]])[] = [
    ['node -e 0', ['-e', '0']],
    ['evenkeel --version', [program, '--version']],
    [
      'evenkeel run --iter 1 --speed max: start to flat',
      [program, 'run', '--iter', '1', '--speed', 'max', '--json'],
    ],
  ];
  const times = contestants.map((): number[] => []);
  try {
    for (let round = 0; round < rounds; round += 1) {
      contestants.forEach(([name, args], index) => {
        const startMs = performance.now();
        const { status } = spawnSync(process.execPath, args, { cwd: folder });
        if (status !== 0) throw new Error(`${name} ended with ${status}`);
        times[index]?.push(performance.now() - startMs);
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const medians = times.map(median);
  return contestants.map(([name], index) => {
    const medianMs = medians[index] ?? Number.NaN;
    return { name, medianMs, ratioToFloor: medianMs / (medians[0] ?? Number.NaN) };
  });
}
