// One venue as these benchmarks need it: orders, and what becomes of them, are answered here at once, with nothing verified and
// nothing matched, so that what is measured is the client. Every other question goes to a real local server behind the stage.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Side } from '../../src/core/side.ts';
import { inBackground } from '../../src/venues/wire/background.ts';
import { Behind } from './behind.ts';
import { quantityChange, touchChange, type BookChange } from './books.ts';
import { framed } from './framed.ts';

export interface StagedOrder {
  readonly clientId: string;
  readonly venueOrderId: string;
  readonly side: Side;
  /** In the venue's decimals; "0" for an order without one. */
  readonly price: string;
  readonly size: string;
  /** Post-only: it rests until it is filled or cancelled. Any other is filled at once. */
  readonly isMaker: boolean;
}

export interface StageRequest {
  readonly method: string;
  /** Without its query. */
  readonly path: string;
  readonly body: string;
}

export interface StageReply {
  readonly status: number;
  readonly body: string;
}

/** One connection, and what it is subscribed to. */
export interface StageSocket {
  /** With its query. */
  readonly url: string;
  readonly channels: Set<string>;
  send(text: string | Uint8Array): void;
  /** As `send`, for frames that are framed already. */
  pour(bytes: Uint8Array): void;
}

/** What a taker pays and a maker gets is not looked at; only that it is a fee is. */
export const feeText = '0.15';
/** How often a quiet book speaks, and how often a busy one does, in ms: all that is due at that moment in one piece. */
const pauseMs = { quiet: 100, busy: 1 };

export abstract class Stage {
  /** Whoever lets orders rest and fill: told of each as soon as it is here, with the time of its last byte. */
  onOrder: (order: StagedOrder, arrivedAtMs: number) => void = () => undefined;
  protected readonly sockets = new Set<StageSocket>();
  protected readonly resting = new Map<string, StagedOrder>();
  readonly #behind: Behind;
  readonly #server = createServer((request, response) => this.#request(request, response));
  readonly #upgrades = new WebSocketServer({ noServer: true, perMessageDeflate: false });
  /** In orders, long > 0: all are of one size. */
  #position = 0;
  #arrivedAtMs = 0;
  #lastOrder = 0;
  #isTight = false;
  #changes = 0;
  #booksOwed = 0;
  #booksPerMs = 0;
  #pouredAtMs = 0;
  #pouring: NodeJS.Timeout | undefined;

  /** `behind` is the origin of the real local server. */
  constructor(behind: string) {
    this.#behind = new Behind(behind);
    this.#server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      this.#upgrades.handleUpgrade(request, socket, head, (webSocket) =>
        this.#connected(webSocket, socket, request.url ?? '/'),
      );
    });
  }

  /** `undefined` for what the server behind answers. */
  protected abstract answer(request: StageRequest): StageReply | undefined;
  protected abstract heard(socket: StageSocket, text: string): void;
  protected abstract acceptedFrames(socket: StageSocket, order: StagedOrder): readonly string[];
  /** All that the venue says of an order that is filled at once and completely. */
  protected abstract filledFrames(
    socket: StageSocket,
    order: StagedOrder,
    tradeId: number,
  ): readonly string[];
  protected abstract canceledFrames(socket: StageSocket, order: StagedOrder): readonly string[];
  /** `undefined` for a socket that does not follow the book. */
  protected abstract bookFrame(socket: StageSocket, change: BookChange): string | Uint8Array | undefined;

  /** Its origin. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => {
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    this.load(0);
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    clearInterval(this.#pouring);
    for (const webSocket of this.#upgrades.clients) webSocket.terminate();
    this.#server.close();
    this.#server.closeAllConnections();
    inBackground(this.#behind.close());
  }

  /** From now on so many changes of the book a second; 0 for the few that keep it fresh. */
  load(booksPerSecond: number): void {
    this.#booksPerMs = booksPerSecond === 0 ? 1 / pauseMs.quiet : booksPerSecond / 1_000;
    this.#pouredAtMs = performance.now();
    clearInterval(this.#pouring);
    this.#pouring = setInterval(() => this.#pour(), booksPerSecond === 0 ? pauseMs.quiet : pauseMs.busy);
  }

  /** Changes the best ask, so that whoever watches the market decides anew. */
  moveTouch(): void {
    this.#isTight = !this.#isTight;
    for (const socket of this.sockets) {
      const frame = this.bookFrame(socket, touchChange(this.#isTight));
      if (frame !== undefined) socket.send(frame);
    }
  }

  isResting({ clientId }: StagedOrder): boolean {
    return this.resting.has(clientId);
  }

  /** Fills the order; returns when the first byte of that word left, in ms. */
  execute(order: StagedOrder): number {
    this.resting.delete(order.clientId);
    this.#position += order.side === 'buy' ? 1 : -1;
    this.#lastOrder += 1;
    const frames = [...this.sockets].flatMap((socket) =>
      this.filledFrames(socket, order, this.#lastOrder).map((frame) => [socket, frame] as const),
    );
    const leftAtMs = performance.now();
    for (const [socket, frame] of frames) socket.send(frame);
    return leftAtMs;
  }

  /** What stands on the order's behalf: its own words, and the venue's name for it. */
  protected take(order: Omit<StagedOrder, 'venueOrderId'>): StagedOrder {
    const arrivedAtMs = this.#arrivedAtMs;
    this.#lastOrder += 1;
    const placed = { ...order, venueOrderId: String(this.#lastOrder) };
    this.#tell((socket) => this.acceptedFrames(socket, placed));
    if (placed.isMaker) this.resting.set(placed.clientId, placed);
    else this.execute(placed);
    this.onOrder(placed, arrivedAtMs);
    return placed;
  }

  /** `undefined` where no such order rests. */
  protected cancel(clientId: string): StagedOrder | undefined {
    const order = this.resting.get(clientId);
    this.resting.delete(clientId);
    if (order !== undefined) this.#tell((socket) => this.canceledFrames(socket, order));
    return order;
  }

  /** In base coins, signed. */
  protected position(orderSize: number): string {
    return (this.#position * orderSize).toFixed(2);
  }

  #tell(framesFor: (socket: StageSocket) => readonly string[]): void {
    for (const socket of this.sockets) for (const frame of framesFor(socket)) socket.send(frame);
  }

  #connected(webSocket: WebSocket, raw: Duplex, url: string): void {
    const socket: StageSocket = {
      url,
      channels: new Set(),
      send: (text) => webSocket.send(text),
      pour: (bytes) => raw.write(bytes),
    };
    this.sockets.add(socket);
    webSocket.on('message', (data: Buffer) => {
      this.#arrivedAtMs = performance.now();
      this.heard(socket, data.toString());
    });
    webSocket.on('close', () => this.sockets.delete(socket));
    webSocket.on('error', () => webSocket.terminate());
  }

  #request(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.#arrivedAtMs = performance.now();
      const { method = 'GET', url = '/' } = request;
      const body = Buffer.concat(chunks).toString();
      const reply = this.answer({ method, path: url.split('?')[0] ?? url, body });
      if (reply === undefined) this.#behind.pass(request, body, response);
      else {
        response.writeHead(reply.status, { 'content-type': 'application/json' });
        response.end(reply.body);
      }
    });
  }

  /** All that is owed since the last time goes out in one piece for each connection, as a busy market comes. */
  #pour(): void {
    const nowMs = performance.now();
    this.#booksOwed += (nowMs - this.#pouredAtMs) * this.#booksPerMs;
    this.#pouredAtMs = nowMs;
    const count = Math.floor(this.#booksOwed);
    this.#booksOwed -= count;
    if (count === 0) return;
    const changes = Array.from({ length: count }, () => quantityChange((this.#changes += 1)));
    for (const socket of this.sockets) {
      const frames = changes
        .map((change) => this.bookFrame(socket, change))
        .filter((frame) => frame !== undefined);
      if (frames.length > 0) socket.pour(Buffer.concat(frames.map(framed)));
    }
  }
}
