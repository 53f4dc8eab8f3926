// One process of a run, as the harness sees it: the program that users start, with the points of death loaded before it.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { deathVariables } from './death-points.ts';
import type { Death } from './round-plan.ts';
import { readWord, wordsDescriptor, type PlacedWord, type Word } from './words.ts';

// All that is built lies in one folder.
export const program = fileURLToPath(new URL('../bin/evenkeel.js', import.meta.url));
const mortal = new URL('mortal.js', import.meta.url).href;

export interface LifeOptions {
  readonly args: readonly string[];
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Where what it prints goes. */
  readonly output: string;
  readonly death: Death | undefined;
}

/** How a process ended: by an exit code, or killed. */
export interface LifeEnd {
  readonly exitCode: number | undefined;
  readonly diedAt: string | undefined;
}

export class Life {
  /** True once the engine hears; false when it ended before. */
  readonly isUp: Promise<boolean>;
  readonly ended: Promise<LifeEnd>;
  readonly placed: PlacedWord[] = [];
  readonly #child: ChildProcess;
  readonly #output: string;
  #diedAt: string | undefined;
  #onQuote: () => void = () => undefined;

  constructor({ args, folder, environment, output, death }: LifeOptions) {
    this.#output = output;
    const printed = openSync(output, 'w');
    this.#child = spawn(process.execPath, ['--import', mortal, program, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'], ...environment, ...variablesOf(death) },
      stdio: ['ignore', printed, printed, 'pipe'],
    });
    closeSync(printed);
    this.isUp = this.#listen();
    this.ended = this.#end();
  }

  /** Once it has sent a quote, which may be long ago, or never. */
  onQuote(act: () => void): void {
    this.#onQuote = act;
    if (this.placed.some(isQuote)) this.#takeQuote();
  }

  kill(): void {
    this.#diedAt ??= 'moment';
    this.#child.kill('SIGKILL');
  }

  signal(signal: 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): void {
    this.#child.kill(signal);
  }

  /** The last line that it has printed. */
  lastLine(): string {
    return readFileSync(this.#output, 'utf8').trimEnd().split('\n').at(-1) ?? '';
  }

  async #listen(): Promise<boolean> {
    const lines = createInterface({ input: this.#child.stdio[wordsDescriptor] as Readable });
    return new Promise((resolve) => {
      lines.on('line', (line) => {
        const word = readWord(line);
        this.#hear(word);
        if (word.kind === 'up') resolve(true);
      });
      lines.on('close', () => resolve(false));
    });
  }

  #hear(word: Word): void {
    if (word.kind === 'placed') {
      this.placed.push(word);
      if (isQuote(word)) this.#takeQuote();
    }
    if (word.kind === 'dying') this.#diedAt = word.point;
  }

  #takeQuote(): void {
    const act = this.#onQuote;
    this.#onQuote = () => undefined;
    act();
  }

  /** Once it is gone, and everything that it said is heard. */
  async #end(): Promise<LifeEnd> {
    const [exitCode] = (await once(this.#child, 'close')) as [number | null];
    return exitCode === null
      ? { exitCode: undefined, diedAt: this.#diedAt ?? 'unknown' }
      : { exitCode, diedAt: undefined };
  }
}

const isQuote = ({ role }: PlacedWord): boolean => role === 'quote';

function variablesOf(death: Death | undefined): Record<string, string> {
  if (death?.kind !== 'point') return {};
  return { [deathVariables.point]: death.point, [deathVariables.occurrence]: String(death.occurrence) };
}
