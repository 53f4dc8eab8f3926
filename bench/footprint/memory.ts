// B8, the third bar: what a run of 24 hours holds in memory at its end, and whether that grows. The hours are simulated, and the process is
// the program that users start.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { program } from './served-pair.ts';

export interface Memory {
  /** Resident at most, in MB: until the end, and until half-way there. A process that leaves gives back at the very end. */
  readonly atEndMb: number;
  readonly atHalfMb: number;
}

const betweenLooksMs = 250;
const args = 'run --duration 24h --speed max --max-daily-loss 1000000 --json'.split(' ');

/** `undefined` where the system does not tell (no /proc). */
export async function measureMemory(): Promise<Memory | undefined> {
  if (!existsSync('/proc/self/status')) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-memory-'));
  const run = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: 'ignore' });
  const ended = once(run, 'exit') as Promise<[number | null]>;
  const looks: number[] = [];
  for (let residentMb = residentMbOf(run.pid); residentMb !== undefined; residentMb = residentMbOf(run.pid)) {
    looks.push(residentMb);
    await sleep(betweenLooksMs);
  }
  const [exitCode] = await ended;
  rmSync(folder, { recursive: true, force: true });
  if (exitCode !== 0) throw new Error(`a simulated day ended with ${exitCode}`);
  const firstHalf = looks.slice(0, Math.ceil(looks.length / 2));
  return { atEndMb: Math.max(...looks), atHalfMb: Math.max(...firstHalf) };
}

/** `undefined` once the process is gone. */
function residentMbOf(pid: number | undefined): number | undefined {
  const path = `/proc/${pid}/status`;
  const status = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1_024;
}
