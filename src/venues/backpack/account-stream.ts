// The private stream: what happens to the orders of the account, over one socket for all instruments. Its loss is told at once to
// each of them; what it missed is asked for by whoever listens.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { InstrumentKey } from '../../core/instrument.ts';
import { limits, microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Emit } from '../wire/emitter.ts';
import { measureRoundTrips } from '../wire/stream-round-trips.ts';
import { Stream, type StreamListener } from '../wire/stream.ts';
import { parseFrame, type OrderUpdate } from './frames.ts';
import type { Rest } from './rest.ts';
import type { SigningKey } from './sign.ts';

export interface AccountStreamOptions {
  readonly url: string;
  readonly key: SigningKey;
  readonly rest: Rest;
  readonly clock: Clock;
  readonly emit: Emit;
  /** False for an update that cannot be read. */
  readonly told: (symbol: string, update: OrderUpdate) => boolean;
}

type Ready = (outcome: Checked<undefined>) => void;

const remedy = 'look at the keys in .env, at the status page of the venue, and at the connection to it';

export class AccountStream implements StreamListener {
  readonly #options: AccountStreamOptions;
  readonly #instruments = new Set<InstrumentKey>();
  #stream: Stream | undefined;
  #isUp = false;
  /** Who waits for the stream to deliver for the first time. */
  #waiting: Ready[] = [];

  constructor(options: AccountStreamOptions) {
    this.#options = options;
  }

  /** Done when the stream delivers. */
  follow(instrument: InstrumentKey): Promise<Checked<undefined>> {
    const { url, clock } = this.#options;
    this.#instruments.add(instrument);
    if (this.#isUp) return Promise.resolve(accepted(undefined));
    this.#stream ??= new Stream({ url, clock, listener: this });
    clock.wakeAt(clock.nowUs() + microseconds(limits.followMs), () => this.#giveUp('it does not open'));
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** In µs. */
  roundTrips(): Promise<readonly number[]> {
    return measureRoundTrips(this.#stream, this.#options.clock);
  }

  close(): void {
    this.#stream?.close();
  }

  opened(stream: Stream): void {
    const { key, rest } = this.#options;
    const signature = key.subscription(rest.timestampMs());
    stream.send(JSON.stringify({ method: 'SUBSCRIBE', params: ['account.orderUpdate'], signature }));
    // The venue confirms no subscription, but it answers in order: a refusal would have come before this.
    stream.confirm(() => this.#up());
  }

  lost(): void {
    if (!this.#isUp) return;
    this.#isUp = false;
    this.#tell();
  }

  received(text: string): void {
    const frame = parseFrame(text);
    if (frame?.kind === 'error') {
      this.#giveUp(frame.text);
      this.#stream?.reopen(frame.text);
      return;
    }
    const isRead =
      frame !== undefined && (frame.kind !== 'order' || this.#options.told(frame.symbol, frame.update));
    // What could not be read may have been a fill: what the stream is trusted with must be asked for.
    if (!isRead) this.#stream?.reopen('a frame that cannot be read');
  }

  #up(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#isUp = true;
    if (waiting.length === 0) this.#tell();
    for (const ready of waiting) ready(accepted(undefined));
  }

  #giveUp(text: string): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const ready of waiting)
      ready(refused('stream-refused', `backpack's private stream: ${text}`, remedy));
  }

  #tell(): void {
    for (const instrument of this.#instruments)
      this.#options.emit({ kind: 'stream', instrument, isUp: this.#isUp });
  }
}
