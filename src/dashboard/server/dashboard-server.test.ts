// The dashboard over real HTTP, as browsers, programs and attackers speak it.
import { request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { accepted, refused } from '../../core/checked.ts';
import type { ControlRequest } from '../../status/messages.ts';
import { knownStatus } from '../../status/testing/known-status.ts';
import type { PageMessage } from '../browser/messages.ts';
import type { FleetRun } from '../fleet/fleet.ts';
import { shownRun } from '../testing/shown-fleet.ts';
import { isKnownHost } from './known-host.ts';
import { openDashboard, type DashboardServer } from './dashboard-server.ts';

const token = 'a-token-of-some-length';
const ended: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

/** A dashboard over runs that the test changes, with what its fleet was asked for. */
class Shown {
  runs: FleetRun[] = [shownRun({ heardAtMs: Date.now() })];
  readonly asked: { name: string; request: ControlRequest }[] = [];
  server!: DashboardServer;

  static async open(options: { host?: string; token?: string } = {}): Promise<Shown> {
    const shown = new Shown();
    const opened = await openDashboard({
      host: options.host ?? '127.0.0.1',
      port: 0,
      token: options.token,
      runsDir: '/runs',
      fleet: {
        get runs() {
          return shown.runs;
        },
        ask: (name, asked) => {
          shown.asked.push({ name, request: asked });
          if (name === 'gone')
            return Promise.resolve(refused('run-gone', 'no process answers', 'look at both venues'));
          return Promise.resolve(
            accepted({ isAccepted: asked.action !== 'resume', text: `heard ${asked.action}` }),
          );
        },
      },
    });
    if (!opened.ok) throw new Error(opened.message);
    shown.server = opened.value;
    ended.push(() => shown.server.close());
    return shown;
  }

  get port(): number {
    return Number(new URL(this.server.url).port);
  }

  open(
    path: string,
    headers: Record<string, string> = {},
    method = 'GET',
    body?: string,
  ): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: this.port, path, method, headers }, resolve);
      asked.on('error', reject);
      asked.end(body);
    });
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return answerOf(await this.open(path, headers));
  }

  async control(body: unknown, authorization?: string, type = 'application/json'): Promise<Answer> {
    const headers = { 'content-type': type, ...(authorization !== undefined && { authorization }) };
    return answerOf(await this.open('/control', headers, 'POST', JSON.stringify(body)));
  }

  async listen(headers: Record<string, string> = {}): Promise<Stream> {
    const response = await this.open('/stream', headers);
    ended.push(() => Promise.resolve(void response.destroy()));
    return new Stream(response);
  }
}

interface Answer {
  readonly code: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const answerOf = async (response: IncomingMessage): Promise<Answer> => ({
  code: response.statusCode,
  headers: response.headers,
  body: await text(response),
});

/** What a page is sent, message by message; signs of life are left out. */
class Stream {
  readonly response: IncomingMessage;
  readonly #events: AsyncIterator<Buffer>;
  #waiting = '';

  constructor(response: IncomingMessage) {
    this.response = response;
    this.#events = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async next(): Promise<PageMessage> {
    for (;;) {
      const end = this.#waiting.indexOf('\n\n');
      if (end === -1) {
        const { done, value } = await this.#events.next();
        if (done === true) throw new Error('the stream has ended');
        this.#waiting += value.toString('utf8');
        continue;
      }
      const message = JSON.parse(this.#waiting.slice('data: '.length, end)) as PageMessage;
      this.#waiting = this.#waiting.slice(end + 2);
      if (Object.keys(message).length > 0) return message;
    }
  }
}

const halted = (run: FleetRun): FleetRun => ({
  ...run,
  status: knownStatus({ verdict: { ...knownStatus().verdict, tone: 'bad', word: 'HALTED operator-halt' } }),
});

describe('the dashboard', () => {
  it('has a page that loads nothing from elsewhere and runs nothing that is not its own', async () => {
    const shown = await Shown.open();
    const page = await shown.get('/');
    expect(page.code).toBe(200);
    expect(page.headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'/,
    );
    expect(page.headers['content-security-policy']).not.toContain('unsafe');
    expect(page.body.match(/(?:src|href)="([^"]+)"/g)).toEqual([
      'href="data:,"',
      'href="/style.css"',
      'src="/page.js"',
      'href="#runs"',
      'href="/status.json"',
      'href="/status.json"',
    ]);
    for (const path of ['/style.css', '/page.js']) expect((await shown.get(path)).code).toBe(200);
    expect((await shown.get('/nothing')).code).toBe(404);
  });

  it('answers nobody who came by another name than this machine’s: a page of somebody else could read it', async () => {
    const shown = await Shown.open();
    for (const host of ['evil.example', `evil.example:${shown.port}`, 'localhost.evil.example'])
      expect([host, (await shown.get('/status.json', { host })).code]).toEqual([host, 421]);
    expect(isKnownHost(undefined, 'localhost')).toBe(false);
    for (const host of ['localhost', `localhost:${shown.port}`, '[::1]:8700', '10.0.0.7'])
      expect([host, (await shown.get('/status.json', { host })).code]).toEqual([host, 200]);
  });

  it('tells programs what it shows', async () => {
    const shown = await Shown.open();
    const told = JSON.parse((await shown.get('/status.json')).body) as { runs: { status: unknown }[] };
    expect(told).toMatchObject({ runsDir: '/runs', runs: [{ isOpen: true, verdict: { word: 'FLAT' } }] });
    expect(told.runs[0]?.status).toEqual(knownStatus());
  });

  it('tells Prometheus the figures of its runs', async () => {
    const shown = await Shown.open();
    const { code, headers, body } = await shown.get('/metrics');
    expect([code, headers['content-type']]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(body).toMatch(/^evenkeel_up\{run="[^"]+"\} 1$/m);
  });

  it('sends all of it first, and then what has changed', async () => {
    const shown = await Shown.open();
    const [run] = shown.runs as [FleetRun];
    const stream = await shown.listen();
    const first = await stream.next();
    expect(first).toMatchObject({ hasControls: false, title: 'FLAT · ETH backpack/grvt · evenkeel' });
    expect(first.skeleton).toContain(run.name);
    shown.runs = [halted(run)];
    shown.server.touch(true);
    const second = await stream.next();
    expect(Object.keys(second.sections ?? {})).toEqual([`${run.name}-verdict`]);
    expect(second).toMatchObject({
      title: 'HALTED operator-halt · ETH backpack/grvt · evenkeel',
      announcement: 'ETH backpack/grvt: HALTED operator-halt',
    });
  });

  it('keeps nothing for a reader who does not read: when he does, he gets the latest', async () => {
    const shown = await Shown.open();
    const [run] = shown.runs as [FleetRun];
    const slow = await shown.listen();
    const quick = await shown.listen();
    slow.response.pause();
    await quick.next();
    const long = 'x'.repeat(1_900);
    for (let turn = 0; turn < 400; turn += 1) {
      const alerts = Array.from({ length: 30 }, (_, atUs) => ({
        atUs,
        severity: 'info' as const,
        code: `turn-${turn}`,
        text: long,
        remedy: null,
      }));
      shown.runs = [{ ...run, status: knownStatus({ alerts }) }];
      shown.server.touch(true);
      await quick.next();
    }
    const told: string[] = [];
    while (told.at(-1) !== 'turn-399') {
      const { sections = {} } = await slow.next();
      const code = /turn-\d+/.exec(Object.values(sections).join(''))?.[0];
      if (code !== undefined) told.push(code);
    }
    expect(told.length).toBeLessThan(400);
  }, 60_000);

  it('of an address beyond this machine shows nothing without the token, but the empty page', async () => {
    const shown = await Shown.open({ host: '0.0.0.0', token });
    expect((await shown.get('/')).code).toBe(200);
    for (const path of ['/status.json', '/metrics', '/stream'])
      expect((await shown.get(path)).code).toBe(401);
    const authorization = `Bearer ${token}`;
    expect((await shown.get('/status.json', { authorization })).code).toBe(200);
    expect(await (await shown.listen({ authorization })).next()).toMatchObject({ hasControls: true });
  });
});

describe('controls', () => {
  const halt = { run: 'a run', action: 'halt' };

  it('are for nobody where the dashboard was started to show', async () => {
    const shown = await Shown.open();
    const answer = await shown.control(halt, `Bearer ${token}`);
    expect([answer.code, JSON.parse(answer.body)]).toEqual([
      403,
      { isAccepted: false, text: 'This dashboard only shows. One that may act is started with --control.' },
    ]);
    expect(shown.asked).toEqual([]);
  });

  it('are for who has the token, in a header that no page of somebody else can set', async () => {
    const shown = await Shown.open({ token });
    for (const authorization of [undefined, '', token, `Basic ${token}`, 'Bearer another-token-altogether'])
      expect((await shown.control(halt, authorization)).code).toBe(401);
    expect(
      (await shown.open(`/control?token=${token}`, { cookie: `token=${token}` }, 'POST')).statusCode,
    ).toBe(401);
    expect(shown.asked).toEqual([]);
    const answer = await shown.control(halt, `Bearer ${token}`);
    expect([answer.code, JSON.parse(answer.body)]).toEqual([200, { isAccepted: true, text: 'heard halt' }]);
    expect(shown.asked).toEqual([{ name: 'a run', request: { action: 'halt', by: 'dashboard' } }]);
  });

  it('let nobody in for a while after ten wrong tokens, whoever he is', async () => {
    const shown = await Shown.open({ token });
    for (let guess = 0; guess < 10; guess += 1)
      expect((await shown.control(halt, `Bearer guess-number-${guess}`)).code).toBe(401);
    expect((await shown.control(halt, `Bearer ${token}`)).code).toBe(429);
    expect(shown.asked).toEqual([]);
  });

  it.each([
    ['an action that there is not', { run: 'a run', action: 'withdraw' }, 'application/json'],
    ['nothing', {}, 'application/json'],
    ['more than it needs', { ...halt, amount: '1' }, 'application/json'],
    ['far more than it needs', { run: 'x'.repeat(5_000), action: 'halt' }, 'application/json'],
    ['a form, as a page of somebody else can send it', halt, 'text/plain'],
  ])('refuse %s', async (_, body, type) => {
    const shown = await Shown.open({ token });
    expect((await shown.control(body, `Bearer ${token}`, type)).code).toBe(400);
    expect(shown.asked).toEqual([]);
  });

  it('say what the run said, and when it has not answered', async () => {
    const shown = await Shown.open({ token });
    const resume = await shown.control({ run: 'a run', action: 'resume' }, `Bearer ${token}`);
    expect([resume.code, JSON.parse(resume.body)]).toEqual([
      409,
      { isAccepted: false, text: 'heard resume' },
    ]);
    const gone = await shown.control({ run: 'gone', action: 'halt' }, `Bearer ${token}`);
    expect([gone.code, gone.body]).toEqual([502, expect.stringContaining('look at both venues')]);
  });
});
