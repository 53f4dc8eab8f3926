// The private stream of one leg on its way to the process, and what can become of it: events lost, told twice, late, or in an
// order that did not happen.
import type {
  FillEvent,
  FundingPaymentEvent,
  OrderAcceptedEvent,
  OrderEndedEvent,
} from '../../src/core/events.ts';
import type { InstrumentKey } from '../../src/core/instrument.ts';
import { addLots, subtractLots, zeroLots, type Lots } from '../../src/core/money.ts';
import type { ClientOrderId } from '../../src/core/order.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { FaultKind } from '../scenario/fault-kinds.ts';
import type { LegName } from '../scenario/scenario.ts';
import type { Downlink } from './downlink.ts';
import type { FaultsInForce } from './fault-board.ts';

export type PrivateEvent = OrderAcceptedEvent | FillEvent | OrderEndedEvent | FundingPaymentEvent;

const dropping: readonly FaultKind[] = ['stream-dropped', 'stream-lost', 'stream-flapping'];
/** While one of these may act, not everything comes in time. */
const privateFaults: readonly FaultKind[] = [
  ...dropping,
  'fill-lost',
  'end-lost',
  'accept-delayed',
  'fill-delayed',
  'fill-after-end',
];

export class PrivateStream {
  readonly #leg: LegName;
  readonly #clock: Clock;
  readonly #board: FaultsInForce;
  readonly #link: Downlink;
  /** Orders whose acceptance is not told, because their request is reported as timed out. */
  readonly #muted = new Set<ClientOrderId>();
  /** Orders of which the venue was given less than was ordered. */
  readonly #cut = new Set<ClientOrderId>();
  /** Fills that are told after the order's end, which is told without them. */
  readonly #withheld = new Map<ClientOrderId, Lots>();

  constructor(
    leg: LegName,
    parts: { readonly clock: Clock; readonly board: FaultsInForce; readonly link: Downlink },
  ) {
    this.#leg = leg;
    this.#clock = parts.clock;
    this.#board = parts.board;
    this.#link = parts.link;
  }

  get isHealthy(): boolean {
    return (
      !this.#board.isAnyActive(privateFaults, this.#leg) && !this.#board.isDisturbed('private', this.#leg)
    );
  }

  /** The socket's own word, when it is lost or open again, and to a process that connects while it is lost. */
  tellState(instrument: InstrumentKey): void {
    const isUp = this.#board.strike('stream-lost', this.#leg) === undefined;
    this.#link.deliverPrivate({ kind: 'stream', instrument, isUp, atUs: this.#clock.nowUs() });
  }

  mute(clientOrderId: ClientOrderId): void {
    this.#muted.add(clientOrderId);
  }

  noteCut(clientOrderId: ClientOrderId): void {
    this.#cut.add(clientOrderId);
  }

  hear(event: PrivateEvent): void {
    if (this.#isDown()) return;
    switch (event.kind) {
      case 'order-accepted':
        this.#hearAccepted(event);
        return;
      case 'fill':
        this.#hearFill(event);
        return;
      case 'order-ended':
        this.#hearEnded(event);
        return;
      case 'funding-payment':
        this.#link.deliverPrivate(event);
        return;
    }
  }

  #isDown(): boolean {
    if (this.#board.strike('stream-dropped', this.#leg) !== undefined) return true;
    if (this.#board.strike('stream-lost', this.#leg) !== undefined) return true;
    const flapping = this.#board.active('stream-flapping', this.#leg);
    const isOff =
      flapping !== undefined && Math.floor(this.#board.elapsedUs / (flapping.amount * 1_000)) % 2 === 0;
    if (isOff) this.#board.count('stream-flapping', this.#leg);
    return isOff;
  }

  #hearAccepted(event: OrderAcceptedEvent): void {
    if (this.#muted.delete(event.clientOrderId)) return;
    const delayed = this.#board.strike('accept-delayed', this.#leg);
    if (delayed === undefined) this.#link.deliverPrivate(event);
    else this.#later(event, delayed.amount);
  }

  #hearFill(event: FillEvent): void {
    if (this.#board.strike('fill-lost', this.#leg) !== undefined) return;
    const afterEnd = this.#board.active('fill-after-end', this.#leg);
    const { clientOrderId, quantity } = event;
    if (afterEnd !== undefined && this.#board.strike('fill-after-end', this.#leg) !== undefined) {
      this.#withheld.set(clientOrderId, addLots(this.#withheld.get(clientOrderId) ?? zeroLots, quantity));
      this.#later(event, afterEnd.amount);
      return;
    }
    const delayed = this.#board.strike('fill-delayed', this.#leg);
    if (delayed === undefined) this.#link.deliverPrivate(event);
    else this.#later(event, delayed.amount);
    const duplicated = this.#board.strike('fill-duplicated', this.#leg);
    if (duplicated !== undefined) this.#later(event, duplicated.amount);
  }

  #hearEnded(event: OrderEndedEvent): void {
    if (this.#board.strike('end-lost', this.#leg) !== undefined) return;
    const { clientOrderId, cumulativeQuantity } = event;
    const withheld = this.#withheld.get(clientOrderId);
    const isShort = event.outcome === 'filled' && (withheld !== undefined || this.#cut.has(clientOrderId));
    this.#link.deliverPrivate({
      ...event,
      outcome: isShort ? 'expired' : event.outcome,
      cumulativeQuantity: subtractLots(cumulativeQuantity, withheld ?? zeroLots),
    });
  }

  #later(event: PrivateEvent, ms: number): void {
    const dueUs = this.#clock.nowUs() + ms * 1_000;
    this.#board.disturb('private', this.#leg, dueUs);
    this.#clock.wakeAt(dueUs, () => this.#link.deliverPrivate({ ...event, atUs: this.#clock.nowUs() }));
  }
}
