// A command of the built program that goes on while a test does other things: what it tells is waited for, and never how long it takes.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { program, type Ended } from './evenkeel.ts';

export interface StartOptions {
  readonly folder: string;
  /** All that it finds there, but for PATH. */
  readonly environment: Readonly<Record<string, string>>;
}

export class Started {
  readonly ended: Promise<Ended>;
  readonly #child: ChildProcess;
  readonly #lines: string[] = [];
  #onLine: () => void = () => undefined;

  constructor(args: readonly string[], { folder, environment }: StartOptions) {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    createInterface({ input: child.stderr }).on('line', (line) => {
      this.#lines.push(line);
      this.#onLine();
    });
    const closed = once(child, 'close') as Promise<[number | null]>;
    this.ended = Promise.all([text(child.stdout), closed]).then(([stdout, [exitCode]]) => {
      this.#onLine();
      return { exitCode, stdout, stderr: this.#lines.map((line) => `${line}\n`).join('') };
    });
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Once so many lines like this are on its stderr, told already or later; they have to come before the process ends. */
  async told(like: RegExp, times = 1): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (this.#lines.filter((line) => like.test(line)).length >= times) resolve();
        else if (this.#child.exitCode !== null)
          reject(new Error(`ended with ${this.#child.exitCode}:\n${this.#lines.join('\n')}`));
      };
      this.#onLine = look;
      look();
    });
  }
}
