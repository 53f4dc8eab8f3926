// What every local server does alike, over real sockets on loopback, with the example venue.
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { SystemClock } from '../wire/system-clock.ts';
import type { Fault } from './fault.ts';
import type { LedgerReport } from './ledger-report.ts';
import type { LocalVenueServer } from './local-venue-server.ts';
import { eth, serveExample } from './testing/example-venue.ts';

const anOrder = { symbol: eth, side: 'buy', price: '99', quantity: '2' };

let clock: SystemClock;
let server: LocalVenueServer;
const sockets: WebSocket[] = [];

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter: string | null;
}

async function ask(method: string, path: string, body?: unknown, timeoutMs?: number): Promise<Answer> {
  const reply = await fetch(`${server.origin}${path}`, {
    method,
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    ...(timeoutMs === undefined ? {} : { signal: AbortSignal.timeout(timeoutMs) }),
  });
  const text = await reply.text();
  const isJson = reply.headers.get('content-type') === 'application/json';
  return {
    status: reply.status,
    body: isJson ? (JSON.parse(text) as unknown) : text,
    retryAfter: reply.headers.get('retry-after'),
  };
}

const show = (): Promise<Answer> =>
  ask('POST', '/__control/market/show', {
    symbol: eth,
    levels: [
      ['buy', '100', '5'],
      ['sell', '101', '5'],
    ],
  });
const fault = (asked: Fault): Promise<Answer> => ask('POST', '/__control/faults', asked);
const position = async (): Promise<unknown> => (await ask('GET', '/position')).body;
const ledger = async (): Promise<LedgerReport> =>
  (await ask('GET', '/__control/ledger')).body as LedgerReport;

/** A connection and all that it hears. */
class Listener {
  readonly heard: unknown[] = [];
  readonly socket: WebSocket;
  #wake: () => void = () => undefined;

  constructor() {
    this.socket = new WebSocket(`${server.origin.replace('http', 'ws')}/stream`);
    sockets.push(this.socket);
    this.socket.on('message', (data: Buffer) => {
      this.heard.push(JSON.parse(data.toString()));
      this.#wake();
    });
  }

  say(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  /** Waits until so many frames have come, and returns them all. */
  async frames(count: number): Promise<readonly unknown[]> {
    while (this.heard.length < count) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.heard;
  }

  static async opened(message: object): Promise<Listener> {
    const listener = new Listener();
    await once(listener.socket, 'open');
    listener.say(message);
    await listener.frames(1);
    listener.heard.length = 0;
    return listener;
  }
}

beforeEach(async () => {
  clock = new SystemClock();
  server = await serveExample({ port: 0, clock, seed: 1, tickers: ['ETH'], market: 'manual' });
  await show();
});

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.terminate();
  await server.close();
  clock.stop();
});

describe('routes', () => {
  it.each([
    ['POST', '/orders/1'],
    ['GET', '/orders'],
    ['GET', '/position/'],
    ['GET', '/'],
  ])('%s %s is no route, and the venue says so in its own words', async (method, path) => {
    expect(await ask(method, path)).toMatchObject({ status: 404, body: { error: 'no-route', path } });
  });

  it('what stands in the path reaches the route, decoded', async () => {
    await ask('POST', '/orders', { ...anOrder, id: 'a/b c' });
    expect(await ask('DELETE', '/orders/a%2Fb%20c')).toMatchObject({ status: 200, body: { id: 'a/b c' } });
  });

  it('a body that is too long is refused', async () => {
    expect((await ask('POST', '/orders', 'x'.repeat(1_100_000))).status).toBe(413);
  });
});

describe('streams', () => {
  it('tell an account of its own orders, and nobody else', async () => {
    const ann = await Listener.opened({ login: 'ann' });
    const bob = await Listener.opened({ login: 'bob' });
    await ask('POST', '/orders?account=ann', { ...anOrder, price: '101', id: 'x' });
    expect(await ann.frames(3)).toEqual([
      { id: 'x', accepted: '101' },
      { id: 'x', filled: '2', cumulative: '2' },
      { id: 'x', ended: 'filled' },
    ]);
    expect(bob.heard).toEqual([]);
  });

  it('number the changes of a book without a gap, each level with what is displayed now', async () => {
    const listener = await Listener.opened({ subscribe: `book:${eth}` });
    await ask('POST', '/orders', { ...anOrder, price: '100' });
    await ask('POST', '/orders', { ...anOrder, price: '101', quantity: '1' });
    expect(await listener.frames(2)).toEqual([
      { sequence: 2, levels: [1, 10_000, 7_000] },
      { sequence: 3, levels: [0, 10_100, 4_000] },
    ]);
  });

  it('take orders too', async () => {
    const ann = await Listener.opened({ login: 'ann' });
    ann.say({ place: { ...anOrder, id: 'x' } });
    expect(await ann.frames(2)).toMatchObject([{ accepted: '99' }, { id: 'x', filled: '0' }]);
  });

  it('a path without a stream is refused', async () => {
    const socket = new WebSocket(`${server.origin.replace('http', 'ws')}/other`);
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toMatch(/404/);
  });
});

describe('faults of requests', () => {
  it.each<readonly [string, Fault, number, string]>([
    [
      '429 in the words of the venue',
      { kind: 'rate-limit', retryAfterMs: 2_000, times: 1 },
      429,
      'slow-down',
    ],
    ['maintenance in its words', { kind: 'maintenance', times: 1 }, 503, 'closed-for-repairs'],
    [
      'a refusal in its words',
      { kind: 'refuse', reason: 'insufficient-margin', times: 1 },
      400,
      'insufficient-margin',
    ],
  ])(
    '%s: nothing is carried out, and after so many times all is well again',
    async (_name, asked, status, error) => {
      await fault(asked);
      expect(await ask('POST', '/orders', anOrder)).toMatchObject({ status, body: { error } });
      expect(server.exchange.orders(server.exchange.account('ann'))).toEqual([]);
      expect((await ask('POST', '/orders', anOrder)).status).toBe(200);
    },
  );

  it('429 says when to come back', async () => {
    await fault({ kind: 'rate-limit', retryAfterMs: 2_000 });
    expect((await ask('POST', '/orders', anOrder)).retryAfter).toBe('2');
  });

  it.each<readonly [Fault['kind'], boolean]>([
    ['drop-request', false],
    ['drop-reply', true],
    ['cut-reply', true],
  ])('%s: there is no answer, and the order is there: %s', async (kind, isThere) => {
    await fault({ kind, times: 1 } as Fault);
    await expect(ask('POST', '/orders', anOrder, 200)).rejects.toThrow(/timeout|fetch failed/);
    expect(server.exchange.orders(server.exchange.account('ann'))).toHaveLength(isThere ? 1 : 0);
  });

  it('a garbled reply: the order is there, and the answer is a page with status 200', async () => {
    await fault({ kind: 'garble-reply', times: 1 });
    const { status, body } = await ask('POST', '/orders', anOrder);
    expect([status, typeof body]).toEqual([200, 'string']);
    expect(server.exchange.orders(server.exchange.account('ann'))).toHaveLength(1);
  });

  it('strike only requests of the purpose that they name, over streams as well', async () => {
    await fault({ kind: 'rate-limit', retryAfterMs: 0, purposes: ['place'] });
    const ann = await Listener.opened({ login: 'ann' });
    ann.say({ place: anOrder });
    expect(await ann.frames(1)).toEqual([{ error: 'slow-down' }]);
    expect(await position()).toEqual({ position: '0' });
  });

  it('delays keep the answer back, of the request or of the reply', async () => {
    await fault({ kind: 'delay-request', delayMs: 1, times: 1 });
    await fault({ kind: 'delay-reply', delayMs: 1, times: 1 });
    expect((await ask('POST', '/orders', anOrder)).status).toBe(200);
    expect((await ask('GET', '/__control/faults')).body).toEqual([]);
  });

  it('stale positions stand still while the account trades on', async () => {
    await fault({ kind: 'stale-positions' });
    await ask('POST', '/orders', { ...anOrder, price: '101' });
    expect(await position()).toEqual({ position: '0' });
    await ask('POST', '/__control/faults/stop', {});
    expect(await position()).toEqual({ position: '2' });
  });
});

describe('faults of streams', () => {
  it.each<readonly [string, Fault, readonly string[]]>([
    [
      'private frames twice',
      { kind: 'duplicate-frames', times: 1 },
      ['accepted', 'accepted', 'filled', 'ended'],
    ],
    ['a private frame after the next', { kind: 'reorder-frames', times: 1 }, ['filled', 'accepted', 'ended']],
    [
      'the last frame late when none follows',
      { kind: 'reorder-frames', times: 2 },
      ['filled', 'accepted', 'ended'],
    ],
    ['a private frame lost', { kind: 'silence', stream: 'private', times: 1 }, ['filled', 'ended']],
    [
      'frames late, and in order',
      { kind: 'delay-frames', stream: 'private', delayMs: 1, times: 2 },
      ['accepted', 'filled', 'ended'],
    ],
  ])('%s', async (_name, asked, expected) => {
    const ann = await Listener.opened({ login: 'ann' });
    await fault(asked);
    await ask('POST', '/orders', { ...anOrder, price: '101' });
    const frames = (await ann.frames(expected.length)) as object[];
    expect(frames.map((frame) => Object.keys(frame).find((key) => key !== 'id'))).toEqual(expected);
  });

  it('a public stream that stops without a word answers pings still', async () => {
    const listener = await Listener.opened({ subscribe: `book:${eth}` });
    await fault({ kind: 'silence', stream: 'public' });
    await ask('POST', '/orders', anOrder);
    listener.socket.ping();
    await once(listener.socket, 'pong');
    expect(listener.heard).toEqual([]);
  });

  it('frozen: connections are accepted, nothing is said, and control still works', async () => {
    const ann = await Listener.opened({ login: 'ann' });
    await fault({ kind: 'freeze' });
    const frozen = new WebSocket(`${server.origin.replace('http', 'ws')}/stream`);
    frozen.on('error', () => undefined);
    sockets.push(frozen);
    await expect(ask('GET', '/position', undefined, 100)).rejects.toThrow(/timeout/);
    ann.say({ place: anOrder });
    await ask('POST', '/__control/faults/stop', {});
    expect((await ask('GET', '/position')).status).toBe(200);
    expect([ann.heard, frozen.readyState]).toEqual([[], WebSocket.CONNECTING]);
  });

  it('cut: connections of accounts, or all', async () => {
    const ann = await Listener.opened({ login: 'ann' });
    const watcher = await Listener.opened({ subscribe: `book:${eth}` });
    const closed = once(ann.socket, 'close');
    expect((await ask('POST', '/__control/cut', { which: 'private' })).body).toEqual({ cut: 1 });
    await closed;
    expect(watcher.socket.readyState).toBe(WebSocket.OPEN);
  });
});

describe('control', () => {
  it('tells what the ledger says, as decimals', async () => {
    await ask('POST', '/orders', { ...anOrder, price: '101', id: 'x' });
    await ask('POST', '/orders', { ...anOrder, id: 'y' });
    await ask('POST', '/__control/funding', { symbol: eth });
    const { accounts } = await ledger();
    expect(accounts['example/ann']).toMatchObject({
      collateral: '10000000',
      holdings: { [eth]: { position: '2', fees: '0.101', funding: '-0.0201', cash: '-202.1211' } },
      openOrders: [{ clientId: 'y', side: 'buy', price: '99', quantity: '2', filled: '0' }],
      fills: [{ clientId: 'x', side: 'buy', price: '101', quantity: '2', liquidity: 'taker', fee: '0.101' }],
    });
  });

  it('lets others trade, and ends what rests', async () => {
    await ask('POST', '/orders', anOrder);
    await ask('POST', '/__control/market/trade', {
      symbol: eth,
      aggressor: 'sell',
      price: '98',
      quantity: '0.5',
    });
    expect(await position()).toEqual({ position: '0.5' });
    expect((await ask('POST', '/__control/cancel-all', {})).body).toEqual({ canceled: 1 });
  });

  it.each([
    ['POST', '/__control/faults', { kind: 'earthquake' }, 400],
    ['POST', '/__control/faults', { kind: 'freeze', times: 1 }, 400],
    ['POST', '/__control/market/show', { symbol: 'no', levels: [] }, 400],
    ['POST', '/__control/market/show', { symbol: eth, levels: [['buy', '1.001', '1']] }, 400],
    ['POST', '/__control/market', {}, 404],
  ])('%s %s with %j is refused with the reason', async (method, path, body, status) => {
    const answer = await ask(method, path, body);
    expect(answer).toMatchObject({ status, body: { error: expect.stringMatching(/./) as string } });
  });
});
