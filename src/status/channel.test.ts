// The way out of a run, over real sockets: every wait is for something that is said, and none for a time.
import { once } from 'node:events';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../journal/testing/temporary-directory.ts';
import { openChannel, type ChannelServer } from './channel-server.ts';
import type { ControlAnswer, ControlRequest } from './messages.ts';
import type { RunStatus } from './run-status.ts';
import { socketName, socketPlaceIn } from './socket-path.ts';
import { knownStatus } from './testing/known-status.ts';
import { RunWatch } from './watch-run.ts';

const ended: (() => void)[] = [];
afterEach(() => {
  for (const end of ended.splice(0)) end();
});

/** A run that counts how often it was asked for its state. */
class Told {
  described = 0;
  readonly requests: ControlRequest[] = [];
  readonly folder: string;
  server!: ChannelServer;

  constructor(folder: string) {
    this.folder = folder;
  }

  static async open(folder = temporaryDirectory()): Promise<Told> {
    const told = new Told(folder);
    const opened = await openChannel(folder, {
      describe: () => {
        told.described += 1;
        return knownStatus({ netDeltaBase: String(told.described) });
      },
      onRequest: (request): ControlAnswer => {
        told.requests.push(request);
        return { isAccepted: request.action !== 'resume', text: `heard ${request.action}` };
      },
    });
    if (!opened.ok) throw new Error(opened.message);
    told.server = opened.value;
    ended.push(() => told.server.close());
    return told;
  }
}

/** Everything that the watch is told, one at a time. */
class Heard {
  readonly watch: RunWatch;
  readonly #statuses: RunStatus[] = [];
  readonly #silences: string[] = [];
  #wake: () => void = () => undefined;

  constructor(folder: string) {
    this.watch = new RunWatch(folder, {
      onStatus: (status) => {
        this.#statuses.push(status);
        this.#wake();
      },
      onSilence: (reason) => {
        this.#silences.push(reason);
        this.#wake();
      },
    });
    ended.push(() => this.watch.close());
  }

  status = (): Promise<RunStatus> => this.#next(this.#statuses);
  silence = (): Promise<string> => this.#next(this.#silences);

  async #next<Item>(queue: Item[]): Promise<Item> {
    for (;;) {
      const item = queue.shift();
      if (item !== undefined) return item;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

async function connected(folder: string): Promise<Socket> {
  const socket = createConnection(join(folder, socketName));
  ended.push(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

describe('the socket of a run', () => {
  it('tells its state at once, and again whenever something has happened', async () => {
    const run = await Told.open();
    const onlooker = new Heard(run.folder);
    expect((await onlooker.status()).netDeltaBase).toBe('1');
    run.server.touch();
    expect((await onlooker.status()).netDeltaBase).toBe('2');
    expect(run.described).toBe(2);
  });

  it('makes one status of all that has happened in a moment, and the same for everybody', async () => {
    const run = await Told.open();
    const both = [new Heard(run.folder), new Heard(run.folder)];
    for (const onlooker of both) await onlooker.status();
    const before = run.described;
    for (let turn = 0; turn < 1_000; turn += 1) run.server.touch();
    const news = await Promise.all(both.map((onlooker) => onlooker.status()));
    expect(news.map(({ netDeltaBase }) => netDeltaBase)).toEqual([`${before + 1}`, `${before + 1}`]);
    expect(run.described).toBe(before + 1);
  });

  it('computes nothing while nobody looks on, nor for somebody who has not dealt with the last status', async () => {
    const run = await Told.open();
    run.server.touch();
    const dawdler = await connected(run.folder);
    run.server.touch();
    const looker = new Heard(run.folder);
    await looker.status();
    run.server.touch();
    await looker.status();
    expect(run.described).toBe(2);
    dawdler.write('{"ask":"status"}\n');
    await once(dawdler, 'data');
    expect(run.described).toBe(3);
  });

  it('keeps one status for somebody who asks a thousand times and does not read, and serves others meanwhile', async () => {
    const run = await Told.open();
    const greedy = await connected(run.folder);
    greedy.pause();
    greedy.write('{"ask":"status"}\n'.repeat(1_000));
    const looker = new Heard(run.folder);
    for (let turn = 0; turn < 5; turn += 1) {
      await looker.status();
      run.server.touch();
    }
    expect(run.described).toBeLessThan(10);
  });

  it.each([
    ['what is no JSON', 'what?\n'],
    ['an action that nobody knows', '{"ask":"withdraw","id":1,"by":"me"}\n'],
    ['an action by nobody', '{"ask":"halt","id":1}\n'],
    ['a name that could forge a line of a log', `{"ask":"halt","id":1,"by":"me\\n00:00:00 FLAT"}\n`],
    ['a line that does not end', 'x'.repeat(5_000)],
  ])('lets go of whoever says %s', async (_, said) => {
    const run = await Told.open();
    const socket = await connected(run.folder);
    socket.write(said);
    await once(socket, 'close');
    expect([run.requests, run.described]).toEqual([[], 0]);
    await expect(new Heard(run.folder).status()).resolves.toMatchObject({ netDeltaBase: '1' });
  });

  it('answers what it is asked for: accepted or not, and why', async () => {
    const run = await Told.open();
    const onlooker = new Heard(run.folder);
    await onlooker.status();
    const answers = await Promise.all(
      (['halt', 'resume'] as const).map((action) => onlooker.watch.ask({ action, by: 'dashboard' })),
    );
    expect(answers).toEqual([
      { ok: true, value: { isAccepted: true, text: 'heard halt' } },
      { ok: true, value: { isAccepted: false, text: 'heard resume' } },
    ]);
    expect(run.requests).toEqual([
      { action: 'halt', id: 1, by: 'dashboard' },
      { action: 'resume', id: 2, by: 'dashboard' },
    ]);
  });

  it('lets nobody in but its owner, and is gone with the run', async () => {
    const run = await Told.open();
    const path = join(run.folder, socketName);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    run.server.close();
    expect(existsSync(path)).toBe(false);
  });

  it('takes the place of what a killed process has left behind', async () => {
    const folder = temporaryDirectory();
    writeFileSync(join(folder, socketName), '');
    await Told.open(folder);
    await expect(new Heard(folder).status()).resolves.toMatchObject({ netDeltaBase: '1' });
  });

  it.runIf(process.platform === 'linux')(
    'is found in a folder whose path is too long for a socket',
    async () => {
      const folder = join(temporaryDirectory(), 'deep'.repeat(30));
      mkdirSync(folder);
      const place = socketPlaceIn(folder);
      expect(place).toMatchObject({
        ok: true,
        value: { path: expect.stringMatching(/^.{1,103}$/) as unknown },
      });
      if (place.ok) place.value.release();
      await Told.open(folder);
      await expect(new Heard(folder).status()).resolves.toMatchObject({ netDeltaBase: '1' });
    },
  );

  it('tells the last of it when it closes', async () => {
    const run = await Told.open();
    const onlooker = new Heard(run.folder);
    await onlooker.status();
    run.server.touch();
    run.server.close();
    expect((await onlooker.status()).netDeltaBase).toBe('2');
    expect(await onlooker.silence()).toBe('it has closed');
  });
});

describe('whoever watches a run', () => {
  it('hears that nobody answers, once, and of the next process of the run as soon as it is there', async () => {
    const folder = temporaryDirectory();
    const onlooker = new Heard(folder);
    expect(await onlooker.silence()).toMatch(/ENOENT/);
    const first = await Told.open(folder);
    await onlooker.status();
    first.server.close();
    await onlooker.status();
    expect(await onlooker.silence()).toBe('it has closed');
    await expect(onlooker.watch.ask({ action: 'halt', by: 'dashboard' })).resolves.toMatchObject({
      ok: false,
      code: 'run-gone',
    });
    await Told.open(folder);
    await expect(onlooker.status()).resolves.toMatchObject({ netDeltaBase: '1' });
  });

  it('takes whatever does not speak as a run of this version for none', async () => {
    const folder = temporaryDirectory();
    const other = createServer((socket) => socket.end('{"status":{"word":"FLAT"}}\n'));
    other.listen(join(folder, socketName));
    ended.push(() => other.close());
    await once(other, 'listening');
    expect(await new Heard(folder).silence()).toBe('it is of another version');
  });
});
