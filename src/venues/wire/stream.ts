// One WebSocket that heals itself: opened again whenever it is lost, and lost as soon as it is silent for too long, because a
// half-open socket says nothing for minutes. What was said on it must be asked for again by whoever listens.
import { WebSocket } from 'ws';
import { limits, microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';

export interface StreamListener {
  /** The socket is open, for the first time or again: log in and subscribe. */
  opened(stream: Stream): void;
  /** One text frame; several can come in one turn of the event loop. */
  received(text: string): void;
  /** One binary frame, where the venue sends such; lent for the call. Without this method they are read as text. */
  receivedBytes?(bytes: Buffer): void;
  /** It was open and is lost; it is being opened again. */
  lost(reason: string): void;
}

export interface StreamOptions {
  readonly url: string;
  readonly headers?: () => Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly listener: StreamListener;
  /** What is sent to keep the venue talking, where its protocol has no use for ping frames; default: a ping frame. */
  readonly ping?: (stream: Stream) => void;
}

const asText = { binary: false };

export class Stream {
  readonly #options: StreamOptions;
  #socket: WebSocket | undefined;
  #isClosed = false;
  /** The present socket has been open: its loss is worth telling. */
  #wasOpen = false;
  #heardAtUs = 0;
  #openedAtUs = 0;
  #failuresInRow = 0;
  /** What waits for a pong, by the payload that it will have. */
  readonly #confirmations = new Map<string, () => void>();
  #lastConfirmation = 0;

  constructor(options: StreamOptions) {
    this.#options = options;
    this.#open();
    this.#watch();
  }

  get isOpen(): boolean {
    return this.#socket?.readyState === WebSocket.OPEN;
  }

  /** False when the frame did not leave, because the stream is down at the moment. */
  send(text: string): boolean {
    if (!this.isOpen) return false;
    // As bytes it goes out in one write; text would be written behind its header.
    this.#socket?.send(Buffer.from(text), asText);
    return true;
  }

  /** Runs `confirmed` once the other end has read what was sent so far; never, when this socket is lost before that. */
  confirm(confirmed: () => void): void {
    if (!this.isOpen) return;
    this.#lastConfirmation += 1;
    const payload = String(this.#lastConfirmation);
    this.#confirmations.set(payload, confirmed);
    this.#socket?.ping(payload);
  }

  /** Loses this socket and opens the next: what it said cannot be relied upon. */
  reopen(reason: string): void {
    const socket = this.#socket;
    if (socket !== undefined) this.#lose(socket, reason);
  }

  close(): void {
    this.#isClosed = true;
    this.#socket?.terminate();
    this.#socket = undefined;
  }

  #open(): void {
    if (this.#isClosed) return;
    const { url, headers, clock, listener } = this.#options;
    const socket = new WebSocket(url, {
      perMessageDeflate: false,
      handshakeTimeout: limits.requestTimeoutMs,
      maxPayload: limits.messageBytesMax,
      headers: headers?.() ?? {},
    });
    this.#socket = socket;
    this.#wasOpen = false;
    this.#heardAtUs = clock.nowUs();
    socket.on('open', () => {
      if (socket !== this.#socket) return;
      this.#wasOpen = true;
      this.#openedAtUs = clock.nowUs();
      this.#heardAtUs = this.#openedAtUs;
      listener.opened(this);
    });
    socket.on('message', (data: Buffer, isBinary: boolean) => {
      if (socket !== this.#socket) return;
      this.#heardAtUs = clock.nowUs();
      // A venue that answers a subscription and hangs up is not well: only a stream that lasts begins anew.
      if (this.#heardAtUs - this.#openedAtUs > microseconds(limits.streamPingMs)) this.#failuresInRow = 0;
      if (isBinary && listener.receivedBytes !== undefined) listener.receivedBytes(data);
      else listener.received(data.toString());
    });
    socket.on('pong', (payload: Buffer) => {
      if (socket !== this.#socket) return;
      this.#heardAtUs = clock.nowUs();
      const confirmed = this.#confirmations.get(payload.toString());
      this.#confirmations.delete(payload.toString());
      confirmed?.();
    });
    socket.on('error', (error) => this.#lose(socket, error.message));
    socket.on('close', (code) => this.#lose(socket, `closed with ${code}`));
  }

  #lose(socket: WebSocket, reason: string): void {
    if (socket !== this.#socket) return;
    const { clock, listener } = this.#options;
    this.#socket = undefined;
    this.#confirmations.clear();
    socket.on('error', () => undefined);
    socket.terminate();
    const doubledMs = limits.reconnectPauseMs * 2 ** Math.min(this.#failuresInRow, 16);
    this.#failuresInRow += 1;
    const pauseMs = Math.min(doubledMs, limits.reconnectPauseMsMax);
    clock.wakeAt(clock.nowUs() + microseconds(pauseMs), () => this.#open());
    if (this.#wasOpen) listener.lost(reason);
  }

  /** Pings, and ends a socket on which nothing was heard for too long. */
  #watch(): void {
    if (this.#isClosed) return;
    const { clock, ping } = this.#options;
    const socket = this.#socket;
    if (socket !== undefined) {
      if (clock.nowUs() - this.#heardAtUs > microseconds(limits.streamSilenceMsMax))
        this.#lose(socket, 'silent for too long');
      else if (this.isOpen && ping !== undefined) ping(this);
      else if (this.isOpen) socket.ping();
    }
    clock.wakeAt(clock.nowUs() + microseconds(limits.streamPingMs), () => this.#watch());
  }
}
