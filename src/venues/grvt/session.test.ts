// Logins over a real socket, and a clock that is moved by hand: a session is renewed before it ends, and never waited for.
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { limits, microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import { TimerHeap } from '../simulated/timer-heap.ts';
import { Session } from './session.ts';
import type { GrvtHost } from './sites.ts';

class HandClock implements Clock {
  #nowUs = 1_800_000_000_000_000;
  readonly #timers = new TimerHeap();

  nowUs(): number {
    return this.#nowUs;
  }

  wakeAt(atUs: number, wake: () => void): void {
    this.#timers.add(atUs, wake);
  }

  /** Until somebody is woken, in µs. */
  get idleUs(): number {
    return this.#timers.nextUs - this.#nowUs;
  }

  advance(ms: number): void {
    this.#nowUs += microseconds(ms);
    while (this.#timers.nextUs <= this.#nowUs) this.#timers.take()();
  }
}

let server: Server;
let host: GrvtHost;
let clock: HandClock;
let logins: number;
let heard: () => void;
let answer: (response: ServerResponse) => void;

const welcome =
  (life: string) =>
  (response: ServerResponse): void => {
    const headers = {
      'set-cookie': `gravity=ticket-${logins}; Path=/${life}; HttpOnly`,
      'x-grvt-account-id': '0xabc',
    };
    response.writeHead(200, headers).end('{"location":"","status":"success"}');
  };

beforeEach(async () => {
  clock = new HandClock();
  logins = 0;
  answer = welcome('; Max-Age=900');
  heard = () => undefined;
  server = createServer((request, response) => {
    request.resume();
    logins += 1;
    response.on('finish', () => heard());
    answer(response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  host = { origin, prefix: '/edge', stream: '' };
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function logIn(): Promise<Session> {
  const session = await Session.login(host, 'an-api-key', clock);
  if (!session.ok) throw new Error(session.message);
  return session.value;
}

/** Done when the session shows another cookie than this. */
async function renewedFrom(session: Session, cookie: string | undefined): Promise<void> {
  while (session.headers()['cookie'] === cookie) await new Promise(setImmediate);
}

const nextLogin = (): Promise<void> =>
  new Promise((resolve) => {
    heard = resolve;
  });

describe('a session', () => {
  test('goes with its cookie and its account', async () => {
    const session = await logIn();
    expect(session.headers()).toEqual({ cookie: 'gravity=ticket-1', 'x-grvt-account-id': '0xabc' });
    await session.close();
  });

  test.each([
    ['seconds', '; Max-Age=900'],
    ['a date', `; Expires=${new Date(1_800_000_900_000).toUTCString()}`],
  ])('whose life is told in %s is renewed at two thirds of it', async (_name, life) => {
    answer = welcome(life);
    const session = await logIn();
    clock.advance(599_000);
    expect(logins).toBe(1);
    clock.advance(2_000);
    await renewedFrom(session, 'gravity=ticket-1');
    expect(logins).toBe(2);
    await session.close();
  });

  test.each([
    ['seconds', '; Max-Age=0'],
    ['a date, because our clock is days ahead', `; Expires=${new Date(1_700_000_000_000).toUTCString()}`],
  ])('that is over at once, as told in %s, does not become a storm of logins', async (_name, life) => {
    answer = welcome(life);
    const session = await logIn();
    expect(clock.idleUs).toBe(microseconds(limits.loginPauseMs));
    await session.close();
  });

  test('that cannot be renewed stays as it is, and that is tried again', async () => {
    const session = await logIn();
    answer = (response) => response.writeHead(503).end();
    const tried = nextLogin();
    clock.advance(601_000);
    await tried;
    expect(session.headers()['cookie']).toBe('gravity=ticket-1');
    answer = welcome('; Max-Age=900');
    // The failed attempt is read first, and its next one then asked for.
    while (session.headers()['cookie'] === 'gravity=ticket-1') {
      await new Promise(setImmediate);
      clock.advance(limits.loginPauseMs);
    }
    await session.close();
  });

  test('that the venue has forgotten is renewed, but not more often than it helps', async () => {
    const session = await logIn();
    session.renewSoon();
    clock.advance(limits.loginPauseMs);
    session.renewSoon();
    session.renewSoon();
    await renewedFrom(session, 'gravity=ticket-1');
    expect(logins).toBe(2);
    await session.close();
  });

  test.each([
    [
      'a refusal',
      (response: ServerResponse) => response.writeHead(401).end('{"code":1000,"message":"who?"}'),
      /who\?/,
    ],
    ['a yes without a cookie', (response: ServerResponse) => response.writeHead(200).end('{}'), /status 200/],
  ])('is none after %s', async (_name, words, message) => {
    answer = words;
    const refusal = { ok: false, code: 'login-refused', message: expect.stringMatching(message) };
    expect(await Session.login(host, 'an-api-key', clock)).toMatchObject(refusal);
  });

  test('is none after a refusal that repeats the key, and the key is not told', async () => {
    answer = (response) => response.writeHead(401).end('{"code":1000,"message":"no such key: an-api-key"}');
    const refusal = await Session.login(host, 'an-api-key', clock);
    expect(refusal).toMatchObject({ ok: false, message: 'grvt refuses the login: no such key: …' });
  });

  test('is none where nobody answers', async () => {
    answer = (response) => response.destroy();
    const refusal = { ok: false, code: 'venue-unreachable' };
    expect(await Session.login(host, 'an-api-key', clock)).toMatchObject(refusal);
  });
});
