// A venue's server on this machine: HTTP and WebSocket on one port of 127.0.0.1, strict routes, faults on request, and a way of its
// own to control it. What is said over it is the venue's business.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { assert } from '../../core/assert.ts';
import { microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import { answerUnderFaults, type FaultWords } from './answer.ts';
import { Connection } from './connection.ts';
import { controlPath, controlReply } from './control.ts';
import { FaultBoard } from './fault-board.ts';
import type { LocalExchange } from './local-exchange.ts';
import { refuse } from '../simulated/order-rules.ts';
import { jsonReply, type LocalRequest, type Reply } from './request.ts';
import { Router, type Route } from './router.ts';
import { Streams } from './streams.ts';

/** What the venue says of requests that come to nothing. */
export interface ServerWords extends FaultWords<Reply> {
  unknownRoute(request: Pick<LocalRequest, 'method' | 'path'>): Reply;
}

/** What the venue does with one connection. */
export interface SocketHandler {
  received(text: string): void;
  closed?(): void;
}

export type SocketRequest = Pick<LocalRequest, 'path' | 'query' | 'headers'>;
export type OpenSocket = (connection: Connection, request: SocketRequest) => SocketHandler;

export interface LocalServerOptions {
  readonly clock: Clock;
  readonly exchange: LocalExchange;
  readonly words: ServerWords;
  /** Pings every connection this often; never without it. */
  readonly pingEveryMs?: number;
}

/** A longer request body is refused. */
const bodyBytesMax = 1_048_576;
/** Longer than any client of ours keeps an idle connection. */
const keepAliveMs = 75_000;
const garbledPage: Reply = {
  status: 200,
  body: '<html><body>Bad gateway</body></html>',
  headers: { 'content-type': 'text/html' },
};

export class LocalServer {
  readonly faults: FaultBoard;
  readonly streams = new Streams();
  readonly exchange: LocalExchange;
  readonly #options: LocalServerOptions;
  readonly #router = new Router();
  readonly #socketPaths = new Map<string, OpenSocket>();
  readonly #http = createServer({ noDelay: true, keepAliveTimeout: keepAliveMs });
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: bodyBytesMax,
    autoPong: false,
  });
  /** Of either protocol, so that closing leaves none. */
  readonly #sockets = new Set<Socket>();
  #isClosed = false;

  constructor(options: LocalServerOptions) {
    const { clock, exchange } = options;
    this.#options = options;
    this.exchange = exchange;
    this.faults = new FaultBoard(clock);
    this.faults.onChange(() => {
      exchange.reportStalePositions(this.faults.isOn('stale-positions'));
      exchange.reportLateFills(this.faults.isOn('late-fills'));
    });
    exchange.admission = () => {
      const fault = this.faults.strike('refuse');
      return fault === undefined ? undefined : refuse(fault.reason, 'as asked for');
    };
    this.#http.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
    this.#http.on('request', (incoming, response) => this.#receive(incoming, response));
    this.#http.on('upgrade', (incoming, socket, head) => this.#upgrade(incoming, socket, head));
  }

  /** Takes requests as in `{'POST /api/v1/order': …}`. */
  routes(routes: Readonly<Record<string, Route>>): void {
    for (const [name, route] of Object.entries(routes)) this.#router.add(name, route);
  }

  /** Takes WebSocket connections to a path. */
  socket(path: string, open: OpenSocket): void {
    this.#socketPaths.set(path, open);
  }

  /** Returns the origin; port 0 takes any that is free. Fails where the port is taken. */
  async listen(port: number): Promise<string> {
    this.#http.listen(port, '127.0.0.1');
    try {
      await once(this.#http, 'listening');
    } catch (error) {
      this.exchange.close();
      throw error;
    }
    if (this.#options.pingEveryMs !== undefined) this.#pingAfter(this.#options.pingEveryMs);
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.exchange.close();
    const closed = once(this.#http, 'close');
    this.#http.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #receive(incoming: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    let length = 0;
    incoming.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= bodyBytesMax) chunks.push(chunk);
    });
    incoming.on('error', () => incoming.destroy());
    incoming.on('end', () => {
      if (length > bodyBytesMax) send(response, jsonReply(413, { error: 'too long' }));
      else this.#answer(requestOf(incoming, Buffer.concat(chunks).toString()), response);
    });
  }

  #answer(request: LocalRequest, response: ServerResponse): void {
    const { method, path } = request;
    if (path.startsWith(controlPath)) {
      send(response, controlReply(this, request));
      return;
    }
    const { clock, words } = this.#options;
    const matched = this.#router.match(method, path);
    answerUnderFaults<Reply>(this.faults, clock, {
      purpose: matched?.route.purpose ?? 'public',
      words,
      garbled: garbledPage,
      carryOut: () =>
        matched === undefined
          ? words.unknownRoute(request)
          : matched.route.answer({ ...request, parameters: matched.parameters }),
      send: (reply) => send(response, reply),
      cut: () => response.destroy(),
    });
  }

  #upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { path, query, headers } = requestOf(incoming, '');
    const open = this.#socketPaths.get(path);
    if (this.faults.isOn('freeze')) return;
    if (open === undefined || this.faults.isOn('maintenance')) {
      socket.end(`HTTP/1.1 ${open === undefined ? '404 Not Found' : '503 Service Unavailable'}\r\n\r\n`);
      return;
    }
    this.#webSockets.handleUpgrade(incoming, socket, head, (webSocket) => {
      const connection = new Connection(webSocket, this.faults, this.#options.clock);
      this.streams.add(connection);
      const handler = open(connection, { path, query, headers });
      connection.listen(
        (text) => handler.received(text),
        () => {
          this.streams.remove(connection);
          handler.closed?.();
        },
      );
    });
  }

  #pingAfter(everyMs: number): void {
    const { clock } = this.#options;
    clock.wakeAt(clock.nowUs() + microseconds(everyMs), () => {
      if (this.#isClosed) return;
      for (const connection of this.streams.connections) connection.ping();
      this.#pingAfter(everyMs);
    });
  }
}

function requestOf(incoming: IncomingMessage, body: string): LocalRequest {
  const { url, method, headers } = incoming;
  assert(url !== undefined && method !== undefined, 'a request has a method and a path');
  const mark = url.indexOf('?');
  const rawQuery = mark < 0 ? '' : url.slice(mark + 1);
  const path = mark < 0 ? url : url.slice(0, mark);
  return { method, path, rawQuery, query: new URLSearchParams(rawQuery), parameters: {}, headers, body };
}

/** A client that is gone gets nothing. */
function send(response: ServerResponse, { status, body, headers }: Reply): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    ...(headers as Record<string, string | string[]> | undefined),
  });
  response.end(body);
}
