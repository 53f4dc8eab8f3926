// A stream over a real socket on loopback: it tells what is said, tells that it was lost, and heals itself.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { limits, microseconds } from '../../core/limits.ts';
import { Stream } from './stream.ts';
import { SystemClock } from './system-clock.ts';

describe('a stream', () => {
  let server: WebSocketServer;
  let clock: SystemClock;
  let stream: Stream;
  let told: string[];
  let wake: () => void = () => undefined;

  const tell = (what: string): void => {
    told.push(what);
    wake();
  };
  const somethingTold = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
    });
  const until = async (isThere: () => boolean): Promise<void> => {
    while (!isThere()) await somethingTold();
  };
  const connected = async (): Promise<WebSocket> => {
    const [socket] = (await once(server, 'connection')) as [WebSocket];
    return socket;
  };

  beforeEach(async () => {
    server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    told = [];
    clock = new SystemClock();
    stream = new Stream({
      url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}`,
      clock,
      listener: {
        opened: (own) => {
          own.send('hello');
          tell('opened');
        },
        received: (text) => tell(text),
        receivedBytes: (bytes) => tell(`bytes ${bytes.toString('hex')}`),
        lost: () => tell('lost'),
      },
    });
  });

  afterEach(() => {
    stream.close();
    clock.stop();
    server.close();
    for (const socket of server.clients) socket.terminate();
  });

  it('tells binary frames apart', async () => {
    const socket = await connected();
    socket.send('0a0b');
    socket.send(Buffer.from('0a0b', 'hex'));
    await until(() => told.length === 3);
    expect(told.slice(1)).toEqual(['0a0b', 'bytes 0a0b']);
  });

  it('speaks first when it is open, and hears every frame in order', async () => {
    const socket = await connected();
    const [first] = (await once(socket, 'message')) as [Buffer];
    expect(first.toString()).toBe('hello');
    for (const text of ['a', 'b', 'c']) socket.send(text);
    await until(() => told.includes('c'));
    expect(told).toEqual(['opened', 'a', 'b', 'c']);
  });

  it('is opened again when it is lost, and tells both', async () => {
    (await connected()).terminate();
    const again = await connected();
    await until(() => told.filter((what) => what === 'opened').length === 2);
    again.send('back');
    await until(() => told.includes('back'));
    expect(told).toEqual(['opened', 'lost', 'opened', 'back']);
  });

  it('waits longer every time when it is lost as soon as it has spoken', async () => {
    stream.close();
    const pauses: number[] = [];
    const standing = {
      nowUs: () => 0,
      wakeAt: (atUs: number, wakeUp: () => void) => {
        if (atUs === microseconds(limits.streamPingMs)) return; // its own watch
        pauses.push(atUs);
        wakeUp();
      },
    };
    server.on('connection', (socket) => {
      socket.send('you again');
      socket.close();
    });
    const address = server.address() as AddressInfo;
    stream = new Stream({
      url: `ws://127.0.0.1:${address.port}`,
      clock: standing,
      listener: { opened: () => undefined, received: () => undefined, lost: tell },
    });
    await until(() => pauses.length >= 3);
    expect(pauses.slice(0, 3)).toEqual(
      [1, 2, 4].map((times) => microseconds(times * limits.reconnectPauseMs)),
    );
  });

  it('confirms that what it sent was read', async () => {
    const socket = await connected();
    await until(() => told.includes('opened'));
    socket.on('message', (data: Buffer) => tell(`read ${data.toString()}`));
    stream.send('order');
    stream.confirm(() => tell('confirmed'));
    await until(() => told.includes('confirmed'));
    expect(told.slice(-2)).toEqual(['read order', 'confirmed']);
  });

  it('can be lost on purpose, when what it says cannot be relied upon', async () => {
    await connected();
    await until(() => told.includes('opened'));
    stream.reopen('a gap');
    await connected();
    await until(() => told.filter((what) => what === 'opened').length === 2);
    expect(told).toEqual(['opened', 'lost', 'opened']);
  });

  it('sends nothing while it is down, and says so', async () => {
    await connected();
    await until(() => told.includes('opened'));
    stream.close();
    expect(stream.send('x')).toBe(false);
  });
});
