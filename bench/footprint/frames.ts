// B8, the last bar: from an event of an engine to the frame of a dashboard that shows it. A real run and a real dashboard, each a process of
// its own; the event is an operator's, sent to the run over its socket, so that the way there is in the figure, too.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { assert } from '../../src/core/assert.ts';
import type { ControlAction } from '../../src/status/messages.ts';
import { RunWatch } from '../../src/status/watch-run.ts';
import { program } from './served-pair.ts';

/** As many as a run takes in an hour, less two. */
const pauses = 29;
/** Between events: never in step with what is sent anyway. */
const gapsMs = [60, 110, 170, 230, 310];

/** In ms, event by event. */
export async function measureFrames(): Promise<readonly number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-frames-'));
  const children: ChildProcess[] = [];
  const start = (...args: string[]): ChildProcess => {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return child;
  };
  let watch: RunWatch | undefined;
  let page: IncomingMessage | undefined;
  try {
    await lineOf(start('run', '--iter', '100000', '--max-daily-loss', '100000'), /round trips/);
    const address = /http:\S+/.exec(await lineOf(start('dashboard', '--port', '0'), /http:/))?.[0] ?? '';
    watch = await watched(join(folder, 'runs', readdirSync(join(folder, 'runs'))[0] ?? ''));
    page = await streamOf(address);
    const shown = new Shown(page);
    const takenMs: number[] = [];
    for (let pause = 0; pause < pauses; pause += 1) {
      for (const action of ['pause', 'resume'] as const) {
        await sleep(gapsMs[takenMs.length % gapsMs.length]);
        takenMs.push(await timeOf(watch, shown, action));
      }
    }
    return takenMs;
  } finally {
    watch?.close();
    page?.destroy();
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(children.map(async (child) => child.exitCode ?? (await once(child, 'exit'))));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function timeOf(watch: RunWatch, shown: Shown, action: ControlAction): Promise<number> {
  const startMs = performance.now();
  const seen = shown.next((verdict) => verdict.includes('PAUSED') === (action === 'pause'));
  const answer = await watch.ask({ action, by: 'bench' });
  assert(answer.ok && answer.value.isAccepted, 'a run takes so many pauses');
  return (await seen) - startMs;
}

async function lineOf(child: ChildProcess, like: RegExp): Promise<string> {
  assert(child.stdout !== null, 'its output is heard');
  for await (const line of createInterface({ input: child.stdout })) if (like.test(line)) return line;
  throw new Error('a process of the benchmark ended before it began');
}

const watched = async (folder: string): Promise<RunWatch> =>
  new Promise((resolve) => {
    const watch = new RunWatch(folder, { onStatus: () => resolve(watch), onSilence: () => undefined });
  });

const streamOf = async (address: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    get(`${address}stream`, resolve).on('error', reject);
  });

/** What a page is sent: whoever waits for a verdict is told when it was there. */
class Shown {
  #waiting = '';
  #isSeen: (verdict: string) => boolean = () => false;
  #onSeen: (atMs: number) => void = () => undefined;

  constructor(stream: IncomingMessage) {
    stream.setEncoding('utf8');
    stream.on('data', (chunk: string) => {
      const frames = `${this.#waiting}${chunk}`.split('\n\n');
      this.#waiting = frames.pop() ?? '';
      for (const frame of frames) this.#read(frame);
    });
  }

  async next(isSeen: (verdict: string) => boolean): Promise<number> {
    this.#isSeen = isSeen;
    return new Promise((resolve) => {
      this.#onSeen = resolve;
    });
  }

  #read(frame: string): void {
    const { sections = {} } = JSON.parse(frame.slice('data: '.length)) as {
      sections?: Record<string, string>;
    };
    for (const [place, markup] of Object.entries(sections))
      if (place.endsWith('-verdict') && this.#isSeen(markup)) this.#onSeen(performance.now());
  }
}
