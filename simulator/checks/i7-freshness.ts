// I7 freshness: no new maker order unless both books, both private streams and the last position check are young enough.
//
// Read so, at every quote that leaves to rest, for both legs and from what the process was told in this life: a book has spoken
// within the limit; a position that was asked for within its limit was answered. A private stream says nothing while nothing
// happens, so its age shows only in what it missed: once a query has told of an order what the stream should have told
// a round trip and a second before, it is dead until it speaks again. And what a socket says of itself counts: none while it is
// lost, and after that none before a position that was asked for since has come.
import type {
  EngineEvent,
  OrderAcceptedEvent,
  OrderEndedEvent,
  OrderReportEvent,
  PositionReportEvent,
  StreamEvent,
} from '../../src/core/events.ts';
import { limits, microseconds } from '../../src/core/limits.ts';
import { removesDelta } from '../../src/core/order.ts';
import type { Checker, Observed } from '../observed.ts';
import { legNames, type LegName } from '../scenario/scenario.ts';
import type { RunFacts } from './facts/run-facts.ts';
import { millisecondsIn } from './facts/words.ts';

const bookAgeUs = microseconds(limits.bookAgeMsMax);
const positionAgeUs = microseconds(limits.positionAgeMsMax);
const streamLatenessUs = microseconds(limits.takerReportMs);

interface LegFreshness {
  /** In µs; 0 before. */
  bookToldUs: number;
  /** When the latest position that was told had been asked for, in µs; 0 before. */
  positionAskedUs: number;
  /** The socket is lost, and since when it is open again, in µs; 0 when it was never lost. */
  isStreamLost: boolean;
  streamBackUs: number;
  /** When a query told what the private stream had kept to itself, in µs; `undefined` while it speaks. */
  streamMissedUs: number | undefined;
}

export function i7Freshness(facts: RunFacts): Checker {
  return new FreshnessChecker(facts);
}

class FreshnessChecker implements Checker {
  readonly invariant = 'I7';
  readonly #facts: RunFacts;
  readonly #legs: Readonly<Record<LegName, LegFreshness>> = { primary: fresh(), hedge: fresh() };
  /** When each position query was sent, by leg and request. */
  readonly #queries = new Map<string, number>();
  /** Orders of which the private stream has spoken, by leg and id. */
  readonly #streamed = new Set<string>();
  #generation = 0;

  constructor(facts: RunFacts) {
    this.#facts = facts;
  }

  check(observed: Observed): string | undefined {
    if (this.#facts.bot.generation !== this.#generation) this.#begin();
    for (const event of observed.delivered) this.#hear(event, observed);
    let found: string | undefined;
    for (const command of observed.commands) {
      if (command.kind === 'query-position') {
        const leg = this.#facts.legOf(observed, command.instrument);
        this.#queries.set(`${leg} ${command.requestId}`, observed.nowUs);
      }
      if (command.kind !== 'place' || removesDelta(command.order.role)) continue;
      // A probe finds out whether a venue lives; what it may be sent on is the gate's affair.
      if (command.order.role === 'quote' && command.order.timeInForce === 'gtc')
        found ??= this.#judge(observed, command.order.clientOrderId);
    }
    return found;
  }

  #begin(): void {
    this.#generation = this.#facts.bot.generation;
    this.#queries.clear();
    for (const leg of legNames) Object.assign(this.#legs[leg], fresh());
  }

  #hear(event: EngineEvent, observed: Observed): void {
    switch (event.kind) {
      case 'book':
        this.#legs[this.#facts.legOf(observed, event.instrument)].bookToldUs = observed.nowUs;
        return;
      case 'position-report':
        this.#hearPosition(event, observed);
        return;
      case 'order-accepted':
      case 'order-ended':
        this.#hearStream(event, observed);
        return;
      case 'order-report':
        this.#hearReport(event, observed);
        return;
      case 'stream':
        this.#hearSocket(event, observed);
        return;
      default:
    }
  }

  #hearPosition({ instrument, requestId }: PositionReportEvent, observed: Observed): void {
    const leg = this.#facts.legOf(observed, instrument);
    const askedUs = this.#queries.get(`${leg} ${requestId}`);
    if (askedUs === undefined) return;
    this.#queries.delete(`${leg} ${requestId}`);
    this.#legs[leg].positionAskedUs = Math.max(this.#legs[leg].positionAskedUs, askedUs);
  }

  #hearStream({ instrument, clientOrderId }: OrderAcceptedEvent | OrderEndedEvent, observed: Observed): void {
    const leg = this.#facts.legOf(observed, instrument);
    this.#legs[leg].streamMissedUs = undefined;
    this.#streamed.add(`${leg} ${clientOrderId}`);
  }

  #hearSocket({ instrument, isUp }: StreamEvent, observed: Observed): void {
    const leg = this.#legs[this.#facts.legOf(observed, instrument)];
    if (isUp && leg.isStreamLost) leg.streamBackUs = observed.nowUs;
    leg.isStreamLost = !isUp;
  }

  #hearReport({ instrument, clientOrderId }: OrderReportEvent, observed: Observed): void {
    const leg = this.#facts.legOf(observed, instrument);
    const order = this.#facts.orders.find(leg, clientOrderId);
    if (order === undefined || this.#streamed.has(`${leg} ${clientOrderId}`)) return;
    if (order.generation !== this.#generation) return;
    const isLate = observed.nowUs - order.sentAtUs > streamLatenessUs + this.#facts.roundTripUs;
    if (isLate) this.#legs[leg].streamMissedUs = observed.nowUs;
  }

  #judge({ nowUs }: Observed, clientOrderId: number): string | undefined {
    for (const leg of legNames) {
      const { bookToldUs, positionAskedUs, streamMissedUs, isStreamLost, streamBackUs } = this.#legs[leg];
      const bookUs = nowUs - bookToldUs;
      if (bookUs > bookAgeUs)
        return `quote ${clientOrderId}: the book of ${leg} ${ageOf(bookToldUs, bookUs)}`;
      const positionUs = nowUs - positionAskedUs;
      if (positionUs > positionAgeUs)
        return `quote ${clientOrderId}: the position of ${leg} ${ageOf(positionAskedUs, positionUs)}`;
      if (isStreamLost) return `quote ${clientOrderId}: the private stream of ${leg} is lost`;
      if (positionAskedUs < streamBackUs)
        return `quote ${clientOrderId}: the position of ${leg} was last asked for before its private stream was lost`;
      if (streamMissedUs !== undefined)
        return `quote ${clientOrderId}: the private stream of ${leg} missed an order ${millisecondsIn(nowUs - streamMissedUs)} ms ago, and has not spoken since`;
    }
    return undefined;
  }
}

const fresh = (): LegFreshness => ({
  bookToldUs: 0,
  positionAskedUs: 0,
  isStreamLost: false,
  streamBackUs: 0,
  streamMissedUs: undefined,
});

const ageOf = (atUs: number, ageUs: number): string =>
  atUs === 0 ? 'was never told to this process' : `was told ${millisecondsIn(ageUs)} ms ago`;
