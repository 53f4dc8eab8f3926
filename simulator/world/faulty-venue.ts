// The venue port as the process has it: requests and answers pass through the faults that are in force. What arrives at the
// simulated venue behind it is the truth.
import type { Command } from '../../src/core/commands.ts';
import type {
  EngineEvent,
  OrderReportEvent,
  PositionReportEvent,
  RequestFailedEvent,
} from '../../src/core/events.ts';
import type { VenueFailure } from '../../src/core/failure.ts';
import type { Instrument, InstrumentKey, VenueAccountKey } from '../../src/core/instrument.ts';
import { lots, zeroLots, type Lots } from '../../src/core/money.ts';
import type { ClientOrderId, RiskApproved } from '../../src/core/order.ts';
import { sideSign } from '../../src/core/side.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Venue } from '../../src/ports/venue.ts';
import type { SimulatedVenue } from '../../src/venues/simulated/simulated-venue.ts';
import type { LegName } from '../scenario/scenario.ts';
import type { Downlink } from './downlink.ts';
import type { FaultsInForce } from './fault-board.ts';
import type { PrivateStream } from './private-stream.ts';
import { answerFills } from './fills-report.ts';
import { answerFunding } from './funding-report.ts';
import { failureOf, refusalOf, type FailedRequest } from './request-faults.ts';

export interface FaultyVenueParts {
  readonly leg: LegName;
  readonly instrument: Instrument;
  readonly venue: SimulatedVenue;
  readonly clock: Clock;
  readonly board: FaultsInForce;
  readonly link: Downlink;
  readonly privateStream: PrivateStream;
  /** One way, in µs. */
  readonly latencyUs: number;
  /** Hears every request as the process made it. */
  readonly onCommand: (command: Command) => void;
}

export class FaultyVenue implements Venue {
  readonly account: VenueAccountKey;
  readonly #parts: FaultyVenueParts;
  /** When requests left, for a venue that forgets what it has just accepted; and what it silently dropped. */
  readonly #placedAtUs = new Map<ClientOrderId, number>();
  readonly #dropped = new Set<ClientOrderId>();
  #lastSentUs = 0;

  constructor(parts: FaultyVenueParts) {
    this.#parts = parts;
    this.account = parts.venue.account;
  }

  place(order: RiskApproved): void {
    const { board, leg, privateStream, onCommand } = this.#parts;
    const { clientOrderId, instrument } = order;
    onCommand({ kind: 'place', order });
    this.#placedAtUs.set(clientOrderId, this.#nowUs());
    const request: FailedRequest = { instrument, request: 'place', clientOrderId, requestId: undefined };
    if (this.#isStricken(request, () => this.#send(() => this.#placeNow(order)))) return;
    const refused = refusalOf(this.#parts, order);
    if (refused !== undefined) {
      this.#fail(request, refused, 0);
      return;
    }
    const late = board.strike('place-late', leg);
    if (late !== undefined) {
      this.#fail(request, { kind: 'timed-out' }, late.amount / 2);
      this.#parts.clock.wakeAt(this.#nowUs() + late.amount * 1_000, () => this.#placeNow(order));
      return;
    }
    const lost = board.strike('place-timed-out-lost', leg);
    if (lost !== undefined) {
      this.#fail(request, { kind: 'timed-out' }, lost.amount);
      return;
    }
    const accepted = board.strike('place-timed-out-accepted', leg);
    if (accepted !== undefined) {
      privateStream.mute(clientOrderId);
      this.#fail(request, { kind: 'timed-out' }, accepted.amount);
    }
    this.#send(() => this.#placeNow(order));
  }

  cancel(instrument: InstrumentKey, clientOrderId: ClientOrderId): void {
    const { board, leg, onCommand, venue } = this.#parts;
    onCommand({ kind: 'cancel', instrument, clientOrderId });
    const request: FailedRequest = { instrument, request: 'cancel', clientOrderId, requestId: undefined };
    const pass = (): void => this.#send(() => venue.cancel(instrument, clientOrderId));
    if (this.#isStricken(request, pass)) return;
    const timedOut = board.strike('cancel-timed-out', leg);
    if (timedOut !== undefined) {
      this.#fail(request, { kind: 'timed-out' }, timedOut.amount);
      if (board.isHalf('cancel-timed-out', leg)) return;
    }
    pass();
  }

  queryOrder(instrument: InstrumentKey, clientOrderId: ClientOrderId): void {
    const { board, leg, onCommand, venue } = this.#parts;
    onCommand({ kind: 'query-order', instrument, clientOrderId });
    const request: FailedRequest = {
      instrument,
      request: 'query-order',
      clientOrderId,
      requestId: undefined,
    };
    this.#query(request, () => {
      const forgetful = board.active('order-not-found', leg);
      const ageUs = this.#nowUs() - (this.#placedAtUs.get(clientOrderId) ?? 0);
      if (forgetful !== undefined && ageUs < forgetful.amount * 1_000) {
        if (board.strike('order-not-found', leg) !== undefined) {
          this.#answer({ kind: 'order-not-found', instrument, clientOrderId, atUs: 0 });
          return;
        }
      }
      if (this.#dropped.has(clientOrderId)) this.#answer(droppedReport(instrument, clientOrderId));
      else venue.queryOrder(instrument, clientOrderId);
    });
  }

  queryPosition(instrument: InstrumentKey, requestId: number): void {
    const { onCommand, venue } = this.#parts;
    onCommand({ kind: 'query-position', instrument, requestId });
    const request: FailedRequest = {
      instrument,
      request: 'query-position',
      clientOrderId: undefined,
      requestId,
    };
    this.#query(request, () => venue.queryPosition(instrument, requestId));
  }

  queryFills(instrument: InstrumentKey, requestId: number, sinceVenueTimeUs: number): void {
    const { board, leg, onCommand } = this.#parts;
    onCommand({ kind: 'query-fills', instrument, requestId, sinceVenueTimeUs });
    const request: FailedRequest = {
      instrument,
      request: 'query-fills',
      clientOrderId: undefined,
      requestId,
    };
    const offUs = board.venueClockOffUs(leg);
    this.#query(request, () => {
      this.#parts.clock.wakeAt(this.#nowUs() + this.#parts.latencyUs, () => {
        const events = answerFills(this.#parts, requestId, sinceVenueTimeUs - offUs);
        for (const event of events) this.#answer(event);
      });
    });
  }

  queryFunding(instrument: InstrumentKey, requestId: number, sinceVenueTimeUs: number): void {
    const { board, leg, onCommand } = this.#parts;
    onCommand({ kind: 'query-funding', instrument, requestId, sinceVenueTimeUs });
    const request: FailedRequest = {
      instrument,
      request: 'query-funding',
      clientOrderId: undefined,
      requestId,
    };
    const offUs = board.venueClockOffUs(leg);
    this.#query(request, () => {
      this.#parts.clock.wakeAt(this.#nowUs() + this.#parts.latencyUs, () => {
        for (const event of answerFunding(this.#parts, requestId, sinceVenueTimeUs - offUs))
          this.#answer(event);
      });
    });
  }

  queryMargin(instrument: InstrumentKey, requestId: number): void {
    const { onCommand, venue } = this.#parts;
    onCommand({ kind: 'query-margin', instrument, requestId });
    const request: FailedRequest = {
      instrument,
      request: 'query-margin',
      clientOrderId: undefined,
      requestId,
    };
    this.#query(request, () => venue.queryMargin(instrument, requestId));
  }

  /** Whether an order left of which somebody has no record. */
  hasSentUnknownTo(isKnown: (id: ClientOrderId) => boolean): boolean {
    for (const id of this.#placedAtUs.keys()) if (!isKnown(id)) return true;
    return false;
  }

  /** An answer of the simulated venue on its way to the process. */
  hearAnswer(event: EngineEvent): void {
    this.#parts.link.deliverPrivate(event.kind === 'position-report' ? this.#perhapsStale(event) : event);
  }

  #placeNow(order: RiskApproved): void {
    const { board, leg, privateStream, venue } = this.#parts;
    const { clientOrderId, instrument } = order;
    if (order.reduceOnly && board.strike('reduce-only-dropped', leg) !== undefined) {
      this.#takeAndForget(order);
      return;
    }
    const partial = order.timeInForce === 'ioc' ? board.strike('ioc-partial', leg) : undefined;
    if (partial === undefined) {
      venue.place(order);
      return;
    }
    const quantity = lots(Math.floor((order.quantity * partial.amount) / 100));
    if (quantity >= this.#parts.instrument.minQuantity && this.#parts.instrument.minNotional === 0n) {
      privateStream.noteCut(clientOrderId);
      venue.place({ ...order, quantity });
      return;
    }
    this.#takeAndForget(order);
    this.#answer({
      kind: 'order-ended',
      instrument,
      clientOrderId,
      outcome: 'expired',
      cumulativeQuantity: zeroLots,
      venueTimeUs: this.#nowUs(),
      atUs: 0,
    });
  }

  #takeAndForget({ instrument, clientOrderId }: RiskApproved): void {
    this.#dropped.add(clientOrderId);
    this.#answer({
      kind: 'order-accepted',
      instrument,
      clientOrderId,
      venueOrderId: `dropped-${clientOrderId}`,
      venueTimeUs: this.#nowUs(),
      atUs: 0,
    });
  }

  #query(request: FailedRequest, pass: () => void): void {
    const { board, leg } = this.#parts;
    if (this.#isStricken(request, () => undefined)) return;
    const timedOut = board.strike('query-timed-out', leg);
    if (timedOut === undefined) this.#send(pass);
    else this.#fail(request, { kind: 'timed-out' }, timedOut.amount);
  }

  /** Whether a fault answers in the venue's place; `pass` lets the request have its effect all the same. */
  #isStricken(request: FailedRequest, pass: () => void): boolean {
    const stricken = failureOf(this.#parts, request);
    if (stricken === undefined) return false;
    this.#fail(request, stricken.failure, 0);
    if (stricken.hasEffect) pass();
    return true;
  }

  #fail(request: FailedRequest, failure: VenueFailure, ms: number): void {
    const { clock, board, leg, latencyUs, link } = this.#parts;
    const event: RequestFailedEvent = { kind: 'request-failed', ...request, failure, atUs: 0 };
    const dueUs = this.#nowUs() + Math.round(ms * 1_000) + 2 * latencyUs;
    board.disturb('requests', leg, dueUs);
    clock.wakeAt(dueUs, () => link.deliverPrivate({ ...event, atUs: clock.nowUs() }));
  }

  /** An answer that the simulated venue knows nothing of. */
  #answer(event: EngineEvent): void {
    const { clock, latencyUs, link } = this.#parts;
    clock.wakeAt(this.#nowUs() + latencyUs, () => link.deliverPrivate({ ...event, atUs: clock.nowUs() }));
  }

  /** Lets a request leave: at once, or later where requests are slow; in order. */
  #send(leave: () => void): void {
    const { board, clock, leg } = this.#parts;
    const slow = board.active('slow-requests', leg);
    if (slow !== undefined) board.count('slow-requests', leg);
    this.#lastSentUs = Math.max(this.#lastSentUs, this.#nowUs() + (slow?.amount ?? 0) * 1_000);
    if (this.#lastSentUs <= this.#nowUs()) leave();
    else clock.wakeAt(this.#lastSentUs, leave);
  }

  #perhapsStale(event: PositionReportEvent): PositionReportEvent {
    const { board, leg } = this.#parts;
    const stale = board.strike('position-stale', leg);
    return stale === undefined ? event : { ...event, position: this.#positionAt(event, stale.amount) };
  }

  /** The position of so long ago: what was filled since is taken back. */
  #positionAt({ position }: PositionReportEvent, ms: number): Lots {
    const { venue, instrument } = this.#parts;
    const sinceUs = this.#nowUs() - ms * 1_000;
    let then: number = position;
    for (const fill of venue.ledger.fillsSince(this.account, instrument.symbol, sinceUs))
      then -= sideSign(fill.side) * fill.quantity;
    return lots(then);
  }

  #nowUs(): number {
    return this.#parts.clock.nowUs();
  }
}

function droppedReport(instrument: InstrumentKey, clientOrderId: ClientOrderId): OrderReportEvent {
  return {
    kind: 'order-report',
    instrument,
    clientOrderId,
    venueOrderId: `dropped-${clientOrderId}`,
    isOpen: false,
    cumulativeQuantity: zeroLots,
    atUs: 0,
  };
}
