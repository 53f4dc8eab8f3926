// The way out of a run: a socket in its folder, on which whoever looks on asks for what is new. Trading waits for nothing of it. A status
// is made only when somebody has asked for one and something has happened, at most every few ms; who does not read gets none, and what is
// older than the latest is never kept. The system lets in whoever may enter the folder, and nobody else.
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { accepted, refused, type Checked } from '../core/checked.ts';
import { LineReader } from './line-reader.ts';
import {
  parseRequest,
  renderAnswer,
  requestBytesMax,
  type ControlAnswer,
  type ControlRequest,
} from './messages.ts';
import type { RunStatus } from './run-status.ts';
import { socketPlaceIn, type SocketPlace } from './socket-path.ts';

export interface ChannelPorts {
  readonly describe: () => RunStatus;
  readonly onRequest: (request: ControlRequest) => ControlAnswer;
}

const betweenStatusesMs = 25;
/** So often somebody who has asked is told that nothing is new: silence says that the run stands still. */
const signOfLifeMs = 1_000;
const onlookersMax = 16;
/** Whoever has not read what was written after so long is gone. */
const drainMsMax = 10_000;
/** Answers that nobody reads; more, and the connection ends. */
const unreadBytesMax = 65_536;

/** Resolves when it is listened to. A socket that a process left behind when it was killed is taken over: the folder is this run's. */
export async function openChannel(folder: string, ports: ChannelPorts): Promise<Checked<ChannelServer>> {
  const place = socketPlaceIn(folder);
  if (!place.ok) return place;
  const server = createServer();
  server.maxConnections = onlookersMax;
  try {
    rmSync(place.value.path, { force: true });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(place.value.path, resolve);
    });
    chmodSync(place.value.path, 0o600);
  } catch (error) {
    server.close();
    place.value.release();
    const reason = error instanceof Error ? error.message : String(error);
    return refused(
      'channel-closed',
      `nobody can look into this run from outside (${reason})`,
      'see to its folder',
    );
  }
  return accepted(new ChannelServer(server, place.value, ports));
}

export class ChannelServer {
  readonly #server: Server;
  readonly #place: SocketPlace;
  readonly #ports: ChannelPorts;
  readonly #onlookers = new Set<Onlooker>();
  /** Counts what has happened. */
  #version = 1;
  #toldAtMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #isHurried = false;

  /** Use `openChannel`. */
  constructor(server: Server, place: SocketPlace, ports: ChannelPorts) {
    this.#server = server;
    this.#place = place;
    this.#ports = ports;
    server.on('connection', (socket) => this.#welcome(socket));
    // What is refused by the system later ends no run.
    server.on('error', () => undefined);
    server.unref();
  }

  /** Something has happened: whoever waits is told soon. Costs nothing while nobody does. */
  touch(): void {
    this.#version += 1;
    if (this.#isHurried || this.#onlookers.size === 0) return;
    if (this.#isWaitedFor()) this.#tellSoon();
  }

  /** Tells everybody how it ended, asked or not, and closes. */
  close(): void {
    clearTimeout(this.#timer);
    for (const onlooker of this.#onlookers) onlooker.isWaiting = true;
    this.#isHurried = false;
    this.#tell();
    for (const { socket } of this.#onlookers) socket.end();
    this.#server.close();
    rmSync(this.#place.path, { force: true });
    this.#place.release();
  }

  #welcome(socket: Socket): void {
    const onlooker: Onlooker = { socket, isWaiting: false, seenVersion: 0, writtenAtMs: 0 };
    this.#onlookers.add(onlooker);
    socket.unref();
    const reader = new LineReader(requestBytesMax, (line) => this.#hear(onlooker, line));
    socket.on('data', (chunk: Buffer) => {
      if (!reader.read(chunk)) socket.destroy();
    });
    socket.on('error', () => undefined);
    socket.on('close', () => this.#onlookers.delete(onlooker));
  }

  #hear(onlooker: Onlooker, line: string): void {
    const { socket } = onlooker;
    if (socket.destroyed) return;
    const request = parseRequest(line);
    if (request === undefined) {
      socket.destroy();
      return;
    }
    if (request === 'status') {
      onlooker.isWaiting = true;
      this.#tellSoon();
      return;
    }
    socket.write(renderAnswer(request.id, this.#ports.onRequest(request)));
    if (socket.writableLength > unreadBytesMax) socket.destroy();
  }

  readonly #isNews = ({ isWaiting, seenVersion }: Onlooker): boolean =>
    isWaiting && seenVersion < this.#version;

  #isWaitedFor(): boolean {
    for (const onlooker of this.#onlookers) if (this.#isNews(onlooker)) return true;
    return false;
  }

  /** Never at once: whatever is under way leaves first. */
  #tellSoon(): void {
    if (this.#isHurried) return;
    this.#isHurried = this.#isWaitedFor();
    clearTimeout(this.#timer);
    const gapMs = this.#isHurried ? betweenStatusesMs : signOfLifeMs;
    const restMs = this.#toldAtMs + gapMs - performance.now();
    this.#timer = setTimeout(() => this.#tell(), Math.max(1, restMs)).unref();
  }

  #tell(): void {
    const nowMs = performance.now();
    const isNewsOnly = this.#isHurried;
    this.#isHurried = false;
    let text: string | undefined;
    for (const onlooker of this.#onlookers) {
      const { socket } = onlooker;
      if (socket.writableLength > 0) {
        if (nowMs - onlooker.writtenAtMs > drainMsMax) socket.destroy();
        continue;
      }
      if (!onlooker.isWaiting || (isNewsOnly && !this.#isNews(onlooker))) continue;
      text ??= `${JSON.stringify({ status: this.#ports.describe() })}\n`;
      onlooker.isWaiting = false;
      onlooker.seenVersion = this.#version;
      onlooker.writtenAtMs = nowMs;
      socket.write(text, () => {
        if (onlooker.isWaiting) this.#tellSoon();
      });
    }
    this.#toldAtMs = nowMs;
  }
}

interface Onlooker {
  readonly socket: Socket;
  /** Has asked for the next status. */
  isWaiting: boolean;
  seenVersion: number;
  writtenAtMs: number;
}
