// The trading socket: requests with answers, and the account's own feeds, one behind the other as the venue sends them. It delivers
// when every subscription was confirmed; what was under way when it was lost has an unknown outcome.
import type { VenueFailure } from '../../core/failure.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Fields } from '../wire/json.ts';
import { PendingCalls } from '../wire/pending-calls.ts';
import { measureRoundTrips } from '../wire/stream-round-trips.ts';
import { Stream, type StreamListener } from '../wire/stream.ts';
import { asksForLogin, failureOf, type GrvtError } from './failures.ts';
import { isError, parseFrame, readFirstSequences, type FeedFrame } from './frames.ts';
import { Sequence } from './sequence.ts';
import type { Session } from './session.ts';

export interface TradeSocketOptions {
  readonly url: string;
  readonly subAccountId: string;
  readonly session: Session;
  readonly clock: Clock;
  readonly listener: TradeSocketListener;
}

export interface TradeSocketListener {
  /** A frame of a feed. False when it cannot be read: then the socket is opened anew. */
  told(frame: FeedFrame): boolean;
  /** All feeds deliver, for the first time or again. */
  up(): void;
  /** They did, and no longer do. */
  down(): void;
  /** A feed was refused. */
  refused(text: string): void;
}

export type Answered = (answer: Fields | VenueFailure) => void;

const privateStreams = ['v1.order', 'v1.fill', 'v1.cancel'] as const;

export class TradeSocket implements StreamListener {
  readonly #options: TradeSocketOptions;
  readonly #stream: Stream;
  readonly #sequence = new Sequence();
  readonly #underWay: PendingCalls<Fields | VenueFailure>;
  readonly #subscriptions = new Set<number>();
  #lastId = 0;
  #isUp = false;
  /** The present attempt to open has not come to anything yet. */
  #isOpening = false;

  constructor(options: TradeSocketOptions) {
    const { url, clock } = options;
    this.#options = options;
    this.#underWay = new PendingCalls<Fields | VenueFailure>(clock, { kind: 'timed-out' });
    this.#stream = new Stream({ url, clock, listener: this, headers: () => this.#headers() });
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  /** False when the request did not leave. `parameters` is JSON. */
  request(method: string, parameters: string, answered: Answered): boolean {
    if (!this.#isUp) return false;
    const id = this.#nextId();
    if (!this.#stream.send(`{"jsonrpc":"2.0","method":"${method}","params":${parameters},"id":${id}}`))
      return false;
    this.#underWay.add(id, answered);
    return true;
  }

  /** In µs. */
  roundTrips(): Promise<readonly number[]> {
    return measureRoundTrips(this.#stream, this.#options.clock);
  }

  close(): void {
    this.#isUp = false;
    this.#underWay.forget();
    this.#stream.close();
  }

  opened(stream: Stream): void {
    this.#isOpening = false;
    this.#sequence.forget();
    this.#subscriptions.clear();
    for (const name of privateStreams) {
      const id = this.#nextId();
      this.#subscriptions.add(id);
      const params = { stream: name, selectors: [this.#options.subAccountId] };
      stream.send(JSON.stringify({ jsonrpc: '2.0', method: 'subscribe', params, id }));
    }
  }

  received(text: string): void {
    const frame = parseFrame(text);
    if (frame === undefined) {
      this.#stream.reopen('a frame that cannot be read');
      return;
    }
    if (frame.kind === 'answer') {
      if (this.#subscriptions.delete(frame.id)) this.#subscribed(frame.result);
      else this.#answered(frame.id, frame.result);
      return;
    }
    const continuity = this.#sequence.judge(frame.stream, frame);
    if (continuity === 'repeated') return;
    // What was missed, or cannot be read, may have been a fill: it must be asked for.
    if (continuity === 'gap') this.#stream.reopen(`a gap in ${frame.stream}`);
    else if (!this.#options.listener.told(frame)) this.#stream.reopen('a frame that cannot be read');
  }

  lost(reason: string): void {
    const wasUp = this.#isUp;
    this.#isUp = false;
    if (wasUp) this.#options.listener.down();
    this.#underWay.answerAll({ kind: 'unavailable', text: `the socket was lost: ${reason}` });
  }

  /** An attempt that follows one that did not open may need a fresh login: a handshake does not say why it fails. */
  #headers(): Readonly<Record<string, string>> {
    const { session } = this.#options;
    if (this.#isOpening) session.renewSoon();
    this.#isOpening = true;
    return session.headers();
  }

  #subscribed(result: Fields | GrvtError): void {
    const { listener, session } = this.#options;
    if (isError(result)) {
      if (asksForLogin(result)) session.renewSoon();
      listener.refused(`${result.code}: ${result.message.slice(0, 200)}`);
      this.#stream.reopen('a feed was refused');
      return;
    }
    const { stream } = result;
    for (const first of readFirstSequences(result).values())
      if (typeof stream === 'string') this.#sequence.begin(stream, first);
    if (this.#subscriptions.size > 0 || this.#isUp) return;
    this.#isUp = true;
    listener.up();
  }

  #answered(id: number, result: Fields | GrvtError): void {
    const { clock, session } = this.#options;
    if (!isError(result)) {
      this.#underWay.answer(id, result);
      return;
    }
    this.#underWay.answer(id, failureOf(result, clock.nowUs()));
    if (!asksForLogin(result)) return;
    // The socket is of a session that is over; the next one is of the session that is there then.
    session.renewSoon();
    this.#stream.reopen('the session is over');
  }

  /** The venue takes 32 bits; an id comes again after years. */
  #nextId(): number {
    this.#lastId = (this.#lastId + 1) % 2 ** 32;
    return this.#lastId;
  }
}
