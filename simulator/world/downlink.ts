// The last stretch from a venue to the process: the venue's clock that is off, answers that are slow, and events that come in
// bunches of one moment. Whatever waits keeps its order.
import type { EngineEvent } from '../../src/core/events.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { FaultKind } from '../scenario/fault-kinds.ts';
import type { LegName } from '../scenario/scenario.ts';
import type { FaultsInForce } from './fault-board.ts';
import { kept, type Receiver } from './receiver.ts';

const clockFaults: readonly FaultKind[] = ['venue-clock-off', 'venue-clock-drifts'];

export class Downlink implements Receiver {
  readonly #leg: LegName;
  readonly #clock: Clock;
  readonly #board: FaultsInForce;
  readonly #receiver: Receiver;
  /** What is delivered later than this does not overtake what waits, in µs. */
  #heldUntilUs = 0;
  #isPublicHeldUntilUs = 0;

  constructor(
    leg: LegName,
    parts: { readonly clock: Clock; readonly board: FaultsInForce; readonly receiver: Receiver },
  ) {
    this.#leg = leg;
    this.#clock = parts.clock;
    this.#board = parts.board;
    this.#receiver = parts.receiver;
  }

  /** Public messages. */
  deliver(event: EngineEvent): boolean {
    const dueUs = Math.max(this.#isPublicHeldUntilUs, this.#bunchedUs(this.#clock.nowUs()));
    if (dueUs <= this.#clock.nowUs()) return this.#receiver.deliver(this.#dated(event));
    this.#isPublicHeldUntilUs = dueUs;
    this.#later(this.#dated(kept(event)), dueUs);
    return true;
  }

  /** Private events and answers: they are not lent. */
  deliverPrivate(event: EngineEvent): boolean {
    const nowUs = this.#clock.nowUs();
    const slow = this.#board.active('slow-replies', this.#leg);
    if (slow !== undefined) this.#board.count('slow-replies', this.#leg);
    const dueUs = Math.max(this.#heldUntilUs, this.#bunchedUs(nowUs + (slow?.amount ?? 0) * 1_000));
    if (dueUs <= nowUs) return this.#receiver.deliver(this.#dated(event));
    this.#heldUntilUs = dueUs;
    this.#board.disturb('private', this.#leg, dueUs);
    this.#later(this.#dated(event), dueUs);
    return true;
  }

  #later(event: EngineEvent, dueUs: number): void {
    this.#clock.wakeAt(dueUs, () => this.#receiver.deliver({ ...event, atUs: this.#clock.nowUs() }));
  }

  #bunchedUs(dueUs: number): number {
    const bunch = this.#board.active('equal-timestamps', this.#leg);
    if (bunch === undefined) return dueUs;
    this.#board.count('equal-timestamps', this.#leg);
    const everyUs = bunch.amount * 1_000;
    const originUs = this.#clock.nowUs() - this.#board.elapsedUs;
    return originUs + Math.ceil((dueUs - originUs) / everyUs) * everyUs;
  }

  #dated(event: EngineEvent): EngineEvent {
    if (!this.#board.isAnyActive(clockFaults, this.#leg) || !('venueTimeUs' in event)) return event;
    for (const kind of clockFaults)
      if (this.#board.active(kind, this.#leg) !== undefined) this.#board.count(kind, this.#leg);
    return { ...event, venueTimeUs: event.venueTimeUs + this.#board.venueClockOffUs(this.#leg) };
  }
}
