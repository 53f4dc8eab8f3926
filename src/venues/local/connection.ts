// One WebSocket connection to a local venue: what it is subscribed to, whose it is, and the frames on their way out, where faults
// of streams strike.
import type { RawData, WebSocket } from 'ws';
import type { VenueAccountKey } from '../../core/instrument.ts';
import { microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import { answerUnderFaults, type Answering } from './answer.ts';
import type { StreamKind } from './fault.ts';
import type { FaultBoard } from './fault-board.ts';

/** What goes out as one frame: text, or bytes that are none. */
export interface Frame {
  readonly bytes: Uint8Array;
  readonly isBinary: boolean;
}

/** Text is encoded once, however many get it. */
export const frameOf = (content: string | Uint8Array): Frame =>
  typeof content === 'string'
    ? { bytes: Buffer.from(content), isBinary: false }
    : { bytes: content, isBinary: true };

/** A client that reads too slowly is cut off at so many bytes. */
const unsentBytesMax = 16_777_216;
/** How long a frame that should come after the next one waits for it. */
const reorderWaitMs = 50;

export class Connection {
  /** Whose it is, once the venue knows. */
  account: VenueAccountKey | undefined;
  readonly channels = new Set<string>();
  readonly #socket: WebSocket;
  readonly #faults: FaultBoard;
  readonly #clock: Clock;
  #heldBack: Frame | undefined;
  /** When the last delayed frame leaves, in µs: later ones do not overtake it. */
  #lastLeavesUs = -Infinity;

  constructor(socket: WebSocket, faults: FaultBoard, clock: Clock) {
    this.#socket = socket;
    this.#faults = faults;
    this.#clock = clock;
    socket.on('ping', (data) => {
      if (!faults.isOn('freeze')) socket.pong(data);
    });
  }

  /** Frames of the client, and the end of the connection. A frozen venue hears nothing. */
  listen(received: (text: string) => void, closed: () => void): void {
    this.#socket.on('message', (data) => {
      if (!this.#faults.isOn('freeze')) received(textOf(data));
    });
    this.#socket.on('close', closed);
    // An error closes the connection, and that is all that matters here.
    this.#socket.on('error', () => undefined);
  }

  /** Answers a request that came over this connection. */
  answer(answering: Pick<Answering<string>, 'purpose' | 'words' | 'carryOut'>): void {
    answerUnderFaults(this.#faults, this.#clock, {
      ...answering,
      garbled: '<html><body>Bad gateway</body></html>',
      send: (frame) => this.say(frame),
      cut: () => this.cut(),
    });
  }

  /** A frame that belongs to no stream: a login's answer, a confirmation. */
  say(frame: string): void {
    if (!this.#faults.isOn('freeze')) this.#send(frameOf(frame));
  }

  /** A frame of a stream. */
  send(content: string | Frame, stream: StreamKind): void {
    const frame = typeof content === 'string' ? frameOf(content) : content;
    if (this.#faults.isQuiet) this.#sendInOrder(frame);
    else this.#sendUnderFaults(frame, stream);
  }

  /** A ping that the client has to answer. */
  ping(): void {
    if (!this.#faults.isOn('freeze')) this.#socket.ping();
  }

  /** Done when the client has read everything that was sent before, or is gone. */
  read(): Promise<void> {
    const socket = this.#socket;
    if (socket.readyState !== socket.OPEN) return Promise.resolve();
    const payload = `read-${this.#clock.nowUs()}`;
    return new Promise((resolve) => {
      const done = (): void => {
        socket.off('pong', answered);
        socket.off('close', done);
        resolve();
      };
      const answered = (data: Buffer): void => {
        if (data.toString() === payload) done();
      };
      socket.on('pong', answered);
      socket.on('close', done);
      socket.ping(payload);
    });
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  /** Without a word, as a network does it. */
  cut(): void {
    this.#socket.terminate();
  }

  #sendUnderFaults(frame: Frame, stream: StreamKind): void {
    const faults = this.#faults;
    if (faults.isOn('freeze') || faults.strike('silence', stream) !== undefined) return;
    const late = faults.strike('delay-frames', stream);
    if (late !== undefined) {
      const leavesUs = this.#clock.nowUs() + microseconds(late.delayMs);
      this.#lastLeavesUs = Math.max(this.#lastLeavesUs, leavesUs);
      this.#clock.wakeAt(this.#lastLeavesUs, () => this.#send(frame));
      return;
    }
    if (stream === 'private') {
      if (this.#heldBack === undefined && faults.strike('reorder-frames') !== undefined) {
        this.#holdBack(frame);
        return;
      }
      if (faults.strike('duplicate-frames') !== undefined) this.#sendInOrder(frame);
    }
    this.#sendInOrder(frame);
  }

  #holdBack(frame: Frame): void {
    this.#heldBack = frame;
    this.#clock.wakeAt(this.#clock.nowUs() + microseconds(reorderWaitMs), () => {
      if (this.#heldBack === frame) this.#release();
    });
  }

  #release(): void {
    const frame = this.#heldBack;
    this.#heldBack = undefined;
    if (frame !== undefined) this.#send(frame);
  }

  /** Behind whatever is still delayed; what was held back follows at once. */
  #sendInOrder(frame: Frame): void {
    if (this.#lastLeavesUs > this.#clock.nowUs())
      this.#clock.wakeAt(this.#lastLeavesUs, () => this.#send(frame));
    else this.#send(frame);
    if (this.#heldBack !== undefined) this.#release();
  }

  #send(frame: Frame): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (this.#socket.bufferedAmount > unsentBytesMax) this.cut();
    else this.#socket.send(frame.bytes, { binary: frame.isBinary });
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString();
  return data instanceof ArrayBuffer ? Buffer.from(data).toString() : data.toString();
}
