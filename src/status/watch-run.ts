// A run that is watched for as long as it lasts, over the deaths of its processes: whenever nobody answers in its folder, it is tried again.
import { connectTo, type ChannelClient } from './channel-client.ts';
import { refused, type Checked } from '../core/checked.ts';
import type { ControlAnswer, ControlRequest } from './messages.ts';
import type { RunStatus } from './run-status.ts';

export interface RunListener {
  readonly onStatus: (status: RunStatus) => void;
  /** Nobody answers now; told once until somebody has. */
  readonly onSilence: (reason: string) => void;
}

const againMs = 1_000;

export class RunWatch {
  readonly #folder: string;
  readonly #listener: RunListener;
  #client: ChannelClient | undefined;
  #timer: NodeJS.Timeout | undefined;
  #isSilent = false;
  #isClosed = false;

  constructor(folder: string, listener: RunListener) {
    this.#folder = folder;
    this.#listener = listener;
    this.#connect();
  }

  async ask(request: ControlRequest): Promise<Checked<ControlAnswer>> {
    const client = this.#client;
    if (client !== undefined && !this.#isSilent) return client.ask(request);
    return refused(
      'run-gone',
      'no process of the run answers',
      'look at its screen or log, and at both venues',
    );
  }

  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#client?.close();
  }

  #connect(): void {
    const connected = connectTo(this.#folder, {
      onStatus: (status) => {
        this.#isSilent = false;
        this.#listener.onStatus(status);
      },
      onGone: (reason) => this.#onGone(reason),
    });
    if (connected.ok) this.#client = connected.value;
    else this.#onGone(connected.message);
  }

  #onGone(reason: string): void {
    this.#client = undefined;
    if (this.#isClosed) return;
    this.#timer = setTimeout(() => this.#connect(), againMs);
    if (this.#isSilent) return;
    this.#isSilent = true;
    this.#listener.onSilence(reason);
  }
}
