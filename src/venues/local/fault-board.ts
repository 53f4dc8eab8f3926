// The faults that are switched on at a local venue. Whatever could suffer one asks here whether it is struck.
import { microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Fault, FaultKind, StreamKind } from './fault.ts';
import type { RequestPurpose } from './router.ts';

export interface ActiveFault {
  readonly id: number;
  readonly fault: Fault;
  /** How often it has struck. */
  strikes: number;
}

type FaultOf<Kind extends FaultKind> = Extract<Fault, { readonly kind: Kind }>;

export class FaultBoard {
  readonly #clock: Clock;
  #active: ActiveFault[] = [];
  #lastId = 0;
  #changed: () => void = () => undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** No fault is on: the way of almost every message. */
  get isQuiet(): boolean {
    return this.#active.length === 0;
  }

  /** Called whenever a fault begins or ends. */
  onChange(changed: () => void): void {
    this.#changed = changed;
  }

  /** Returns the number by which it can be stopped. */
  start(fault: Fault): number {
    this.#lastId += 1;
    const id = this.#lastId;
    this.#active.push({ id, fault, strikes: 0 });
    if (fault.forMs !== undefined)
      this.#clock.wakeAt(this.#clock.nowUs() + microseconds(fault.forMs), () => this.stop(id));
    this.#changed();
    return id;
  }

  /** Whether it was on. */
  stop(id: number): boolean {
    const left = this.#active.filter((active) => active.id !== id);
    const wasOn = left.length < this.#active.length;
    this.#active = left;
    if (wasOn) this.#changed();
    return wasOn;
  }

  stopAll(): void {
    this.#active = [];
    this.#changed();
  }

  active(): readonly ActiveFault[] {
    return this.#active;
  }

  isOn(kind: FaultKind): boolean {
    return this.#active.some(({ fault }) => fault.kind === kind);
  }

  /** The fault of this kind that strikes this occasion, counted; `undefined` when none does. */
  strike<Kind extends FaultKind>(
    kind: Kind,
    occasion?: RequestPurpose | StreamKind,
  ): FaultOf<Kind> | undefined {
    if (this.#active.length === 0) return undefined;
    const struck = this.#active.find(({ fault }) => fault.kind === kind && strikes(fault, occasion));
    if (struck === undefined) return undefined;
    struck.strikes += 1;
    const { fault } = struck;
    if ('times' in fault && fault.times === struck.strikes) this.stop(struck.id);
    return fault as FaultOf<Kind>;
  }
}

function strikes(fault: Fault, occasion: RequestPurpose | StreamKind | undefined): boolean {
  if ('stream' in fault) return fault.stream === occasion;
  if (!('purposes' in fault) || fault.purposes === undefined) return true;
  return fault.purposes.some((purpose) => purpose === occasion);
}
