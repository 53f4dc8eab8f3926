// The private socket: orders and cancels go out on it as calls, and what happens to them comes in. The venue cancels what was placed
// over it as soon as it is lost; its loss is told at once for every instrument, and what it missed is asked for by whoever listens.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { describeFailure, type VenueFailure } from '../../core/failure.ts';
import type { Instrument } from '../../core/instrument.ts';
import { limits, microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Emit } from '../wire/emitter.ts';
import { parseJson } from '../wire/json.ts';
import { PendingCalls } from '../wire/pending-calls.ts';
import { measureRoundTrips } from '../wire/stream-round-trips.ts';
import { Stream, type StreamListener } from '../wire/stream.ts';
import { failureOfError } from './failures.ts';
import type { SignedOrder } from './order-writer.ts';
import type { Answered } from './rest.ts';
import type { Session } from './session.ts';

export interface OrderSocketOptions {
  readonly url: string;
  readonly session: Session;
  readonly clock: Clock;
  readonly emit: Emit;
  /** False for data of a channel that cannot be read. */
  readonly told: (channel: string, data: unknown) => boolean;
}

/** What can be asked for about an order. */
export type OrderCall =
  | { readonly method: 'order.create'; readonly parameters: SignedOrder }
  | {
      readonly method: 'order.cancel';
      readonly parameters: { readonly client_id: string; readonly market: string };
    };

/** A way to the venue. Everything is answered in a turn of its own. */
export interface OrderCalls {
  call(order: OrderCall, answered: (answer: Answered<unknown>) => void): void;
}

interface Frame {
  readonly id?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code?: unknown; readonly message?: unknown; readonly data?: unknown };
  readonly params?: { readonly channel?: unknown; readonly data?: unknown };
}

type Ready = (outcome: Checked<undefined>) => void;

const channelKinds = ['orders', 'fills', 'funding_payments'];
const remedy = 'look at the keys in .env, at the status page of the venue, and at the connection to it';
export class OrderSocket implements StreamListener, OrderCalls {
  readonly #options: OrderSocketOptions;
  readonly #instruments = new Map<string, Instrument>();
  readonly #calls: PendingCalls<Answered<unknown>>;
  #stream: Stream | undefined;
  #lastId = 0;
  /** The venue knows who asks, and cancels when this socket is lost: channels can be subscribed to. */
  #isLoggedIn = false;
  /** All that was followed at the login delivers. */
  #isUp = false;
  #isLossTold = false;
  /** Who waits for an instrument to be listened to for the first time. */
  #waiting: { readonly symbol: string; readonly ready: Ready }[] = [];

  constructor(options: OrderSocketOptions) {
    this.#options = options;
    this.#calls = new PendingCalls<Answered<unknown>>(options.clock, {
      ok: false,
      failure: { kind: 'timed-out' },
    });
  }

  /** Done when the instrument's channels are subscribed. */
  follow(instrument: Instrument): Promise<Checked<undefined>> {
    const { url, clock } = this.#options;
    const { symbol } = instrument;
    if (this.#instruments.has(symbol)) return Promise.resolve(accepted(undefined));
    this.#instruments.set(symbol, instrument);
    return new Promise((ready) => {
      const waiting = { symbol, ready };
      this.#waiting.push(waiting);
      if (this.#stream === undefined) this.#stream = new Stream({ url, clock, listener: this });
      else if (this.#isLoggedIn) this.#subscribe(this.#stream, [symbol]);
      clock.wakeAt(clock.nowUs() + microseconds(limits.followMs), () => {
        if (this.#waiting.includes(waiting)) this.#giveUp('it does not answer');
      });
    });
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** Only while it is up. Answered by the venue, by the loss of the socket, or by the end of patience. */
  call({ method, parameters }: OrderCall, answered: (answer: Answered<unknown>) => void): void {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#stream?.send(JSON.stringify({ jsonrpc: '2.0', id, method, params: parameters }));
    this.#calls.add(id, answered);
  }

  /** In µs. */
  roundTrips(): Promise<readonly number[]> {
    return measureRoundTrips(this.#stream, this.#options.clock);
  }

  close(): void {
    this.#stream?.close();
  }

  /** Nothing is asked for before the venue knows who asks. */
  opened(stream: Stream): void {
    const { session } = this.#options;
    this.#setUp(stream, 'auth', { bearer: session.token }, () => {
      this.#setUp(stream, 'order.cancel_on_disconnect', { enabled: true }, () => {
        this.#isLoggedIn = true;
        this.#subscribe(stream, [...this.#instruments.keys()]);
      });
    });
  }

  lost(reason: string): void {
    this.#isLoggedIn = false;
    this.#calls.answerAll({ ok: false, failure: { kind: 'unavailable', text: reason } });
    if (!this.#isUp) return;
    this.#isUp = false;
    this.#isLossTold = true;
    this.#tell();
  }

  received(text: string): void {
    const frame = parseJson(text) as Frame | null | undefined;
    if (typeof frame !== 'object' || frame === null) {
      this.#stream?.reopen('a frame that cannot be read');
      return;
    }
    const { id, params } = frame;
    if (typeof id === 'number') {
      this.#calls.answer(id, this.#answerOf(frame));
      return;
    }
    // What could not be read may have been a fill: what the stream is trusted with must be asked for.
    if (typeof params?.channel === 'string' && !this.#options.told(params.channel, params.data))
      this.#stream?.reopen('a frame that cannot be read');
  }

  #answerOf({ result, error }: Frame): Answered<unknown> {
    if (error === undefined || error === null) return { ok: true, value: result };
    return { ok: false, failure: failureOfError(error, this.#options.clock.nowUs()) };
  }

  #subscribe(stream: Stream, symbols: readonly string[]): void {
    const channels = symbols.flatMap((symbol) => channelKinds.map((kind) => `${kind}.${symbol}`));
    const missing = new Set(channels);
    for (const channel of channels) {
      this.#setUp(stream, 'subscribe', { channel }, () => {
        missing.delete(channel);
        if (missing.size === 0) this.#up(symbols);
      });
    }
  }

  /** A call without which the socket is of no use, and which leaves before the socket counts as up. */
  #setUp(stream: Stream, method: string, parameters: object, done: () => void): void {
    this.#lastId += 1;
    this.#calls.addPatient(this.#lastId, (answer) => {
      if (answer.ok) done();
      else this.#refuse(answer.failure);
    });
    stream.send(JSON.stringify({ jsonrpc: '2.0', id: this.#lastId, method, params: parameters }));
  }

  /** A socket that is lost before it is set up is simply opened again; one that is refused is told to whoever waits. */
  #refuse(failure: VenueFailure): void {
    const text = describeFailure(failure);
    if (failure.kind === 'refused') {
      this.#options.session.renewSoon();
      this.#giveUp(text);
    }
    this.#stream?.reopen(text);
  }

  #up(symbols: readonly string[]): void {
    const ready = this.#waiting.filter(({ symbol }) => symbols.includes(symbol));
    this.#waiting = this.#waiting.filter((waiting) => !ready.includes(waiting));
    this.#isUp = true;
    if (this.#isLossTold) this.#tell();
    this.#isLossTold = false;
    for (const each of ready) each.ready(accepted(undefined));
  }

  #giveUp(text: string): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const { symbol, ready } of waiting) {
      this.#instruments.delete(symbol);
      ready(refused('stream-refused', `paradex's private stream: ${text}`, remedy));
    }
  }

  #tell(): void {
    for (const { key: instrument } of this.#instruments.values())
      this.#options.emit({ kind: 'stream', instrument, isUp: this.#isUp });
  }
}
