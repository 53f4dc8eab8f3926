// One connection to a run that is looked into. It asks for the next status when it has dealt with the last, so that it is always told the
// latest and never a queue of what was; a run of another version, or anything else that answers there, is taken for none.
import { createConnection, type Socket } from 'node:net';
import { accepted, refused, type Checked } from '../core/checked.ts';
import { LineReader } from './line-reader.ts';
import {
  answerBytesMax,
  renderControl,
  statusRequest,
  type ControlAnswer,
  type ControlRequest,
} from './messages.ts';
import type { RunStatus } from './run-status.ts';
import { socketPlaceIn } from './socket-path.ts';
import { parseTold } from './told.ts';

export interface ChannelListener {
  readonly onStatus: (status: RunStatus) => void;
  /** Once: nobody answers there (any more). */
  readonly onGone: (reason: string) => void;
}

const answerMsMax = 5_000;

export class ChannelClient {
  readonly #socket: Socket;
  readonly #listener: ChannelListener;
  readonly #waiting = new Map<number, (answer: Checked<ControlAnswer>) => void>();
  #nextId = 1;
  #isGone = false;

  /** Use `connectTo`. */
  constructor(socket: Socket, listener: ChannelListener) {
    this.#socket = socket;
    this.#listener = listener;
    const reader = new LineReader(answerBytesMax, (line) => this.#hear(line));
    socket.on('connect', () => socket.write(statusRequest));
    socket.on('data', (chunk: Buffer) => {
      if (!reader.read(chunk)) this.#leave('it says more than a run does');
    });
    socket.on('error', (error: Error) => this.#leave(error.message));
    socket.on('close', () => this.#leave('it has closed'));
  }

  /** What the run says to it; a run that does not answer is told as such, because nobody knows what it does. */
  async ask(request: ControlRequest): Promise<Checked<ControlAnswer>> {
    if (this.#isGone) return gone('no process of the run answers');
    const id = this.#nextId;
    this.#nextId += 1;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        resolve(gone(`the run has not answered for ${answerMsMax / 1_000} s, and may yet do it`));
      }, answerMsMax);
      this.#waiting.set(id, (answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.#socket.write(renderControl({ id, ...request }));
    });
  }

  close(): void {
    this.#leave('it was left');
  }

  #hear(line: string): void {
    if (this.#isGone) return;
    const told = parseTold(line);
    if (told === undefined) this.#leave('it is of another version');
    else if ('status' in told) {
      this.#listener.onStatus(told.status);
      this.#socket.write(statusRequest);
    } else {
      const { id, isAccepted, text } = told;
      this.#waiting.get(id)?.(accepted({ isAccepted, text }));
      this.#waiting.delete(id);
    }
  }

  #leave(reason: string): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.#socket.destroy();
    for (const answer of this.#waiting.values()) answer(gone('the run has gone before it answered'));
    this.#waiting.clear();
    this.#listener.onGone(reason);
  }
}

/** To the run in that folder, whether one is there or not: that is told to the listener. */
export function connectTo(folder: string, listener: ChannelListener): Checked<ChannelClient> {
  const place = socketPlaceIn(folder);
  if (!place.ok) return place;
  const socket = createConnection(place.value.path);
  const settle = (): void => {
    socket.off('connect', settle).off('error', settle);
    place.value.release();
  };
  socket.on('connect', settle).on('error', settle);
  return accepted(new ChannelClient(socket, listener));
}

const gone = (message: string): Checked<never> =>
  refused('run-gone', message, 'look at its screen or log, and at both venues');
