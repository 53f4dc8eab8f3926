// A dashboard beside a run: a process of its own, which ends with the run, and joins one that is there already. The run waits for nothing of
// it, and goes on when it dies.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

export interface Companion {
  end(): void;
}

/** `onWord` is told one line: where the page is, or why there is none. */
export function startCompanion(runsDir: string, onWord: (text: string) => void): Companion {
  const program = process.argv[1] ?? '';
  const child = spawn(process.execPath, [program, 'dashboard', '--companion', '--runs-dir', runsDir], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const tell = (text: string): void => onWord(text.replace(/^evenkeel: /, ''));
  createInterface({ input: child.stdout }).on('line', tell);
  createInterface({ input: child.stderr }).on('line', tell);
  child.on('error', (error) => tell(`there is no dashboard (${error.message})`));
  child.stdin.on('error', () => undefined);
  child.unref();
  return { end: () => child.stdin.end() };
}
