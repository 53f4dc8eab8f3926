// The faults of a run as they stand at this moment: which may act, whether one strikes on this occasion, and how often each has.
import type { Clock } from '../../src/ports/clock.ts';
import type { Random } from '../../src/ports/random.ts';
import type { FaultBoard } from '../observed.ts';
import type { FaultKind } from '../scenario/fault-kinds.ts';
import type { Fault, LegName, Scenario } from '../scenario/scenario.ts';

interface Armed {
  readonly fault: Fault;
  readonly fromUs: number;
  readonly untilUs: number;
  readonly random: Random;
}

/** What a fault may take away for a moment longer than it lasts: an answer that comes late comes after its end too. */
export type Channel = 'requests' | 'private' | 'public';

const none: readonly Armed[] = [];

export class FaultsInForce implements FaultBoard {
  readonly injected = new Map<FaultKind, number>();
  readonly #clock: Clock;
  readonly #startUs: number;
  readonly #armed: Readonly<Record<LegName, Map<FaultKind, Armed[]>>> = {
    primary: new Map(),
    hedge: new Map(),
  };
  readonly #lastActedUs: Record<LegName, number> = { primary: 0, hedge: 0 };
  readonly #disturbedUntilUs: Readonly<Record<LegName, Record<Channel, number>>> = {
    primary: { requests: 0, private: 0, public: 0 },
    hedge: { requests: 0, private: 0, public: 0 },
  };

  /** Chances are drawn from a stream per fault, so that leaving one fault out shifts no other. */
  constructor({ faults }: Scenario, clock: Clock, random: Random, startUs: number) {
    this.#clock = clock;
    this.#startUs = startUs;
    for (const fault of faults) {
      const { kind, leg } = fault;
      const armed = this.#armed[leg].get(kind) ?? [];
      this.#armed[leg].set(kind, armed);
      armed.push({
        fault,
        fromUs: startUs + fault.fromUs,
        untilUs: startUs + fault.untilUs,
        random: random.fork(`${kind} on ${leg} at ${fault.fromUs}`),
      });
    }
  }

  isActive(kind: FaultKind, leg?: LegName): boolean {
    if (leg !== undefined) return this.active(kind, leg) !== undefined;
    return this.active(kind, 'primary') !== undefined || this.active(kind, 'hedge') !== undefined;
  }

  lastActedUs(leg: LegName): number {
    return this.#lastActedUs[leg];
  }

  /** Since the start of the run, in µs: what comes and goes in a rhythm of its own has it from there, not from any clock on a wall. */
  get elapsedUs(): number {
    return this.#clock.nowUs() - this.#startUs;
  }

  /** The fault of this kind that may act on the leg now. */
  active(kind: FaultKind, leg: LegName): Fault | undefined {
    return this.#find(kind, leg)?.fault;
  }

  isAnyActive(kinds: readonly FaultKind[], leg: LegName): boolean {
    if (this.#armed[leg].size === 0) return false;
    for (const kind of kinds) if (this.#find(kind, leg) !== undefined) return true;
    return false;
  }

  /** The fault of this kind that acts on this occasion; it is counted. */
  strike(kind: FaultKind, leg: LegName): Fault | undefined {
    const armed = this.#find(kind, leg);
    if (armed === undefined || armed.random.below(100) >= armed.fault.percent) return undefined;
    this.count(kind, leg);
    return armed.fault;
  }

  /** When the fault of this kind that acts now will end, in µs. */
  endUs(kind: FaultKind, leg: LegName): number {
    return this.#find(kind, leg)?.untilUs ?? 0;
  }

  /** By how much the venue's clock is ahead (> 0) or behind, in µs. */
  venueClockOffUs(leg: LegName): number {
    const drifting = this.#find('venue-clock-drifts', leg);
    const driftUs =
      drifting === undefined
        ? 0
        : Math.trunc(((this.#clock.nowUs() - drifting.fromUs) * drifting.fault.amount) / 1_000_000);
    return driftUs + (this.active('venue-clock-off', leg)?.amount ?? 0) * 1_000;
  }

  /** Draws half of the occasions of a fault that is active. */
  isHalf(kind: FaultKind, leg: LegName): boolean {
    return this.#find(kind, leg)?.random.below(2) === 0;
  }

  count(kind: FaultKind, leg: LegName): void {
    this.injected.set(kind, (this.injected.get(kind) ?? 0) + 1);
    this.#lastActedUs[leg] = this.#clock.nowUs();
  }

  /** What a fault has done to the channel lasts until then. */
  disturb(channel: Channel, leg: LegName, untilUs: number): void {
    const disturbed = this.#disturbedUntilUs[leg];
    disturbed[channel] = Math.max(disturbed[channel], untilUs);
  }

  isDisturbed(channel: Channel, leg: LegName): boolean {
    return this.#clock.nowUs() < this.#disturbedUntilUs[leg][channel];
  }

  #find(kind: FaultKind, leg: LegName): Armed | undefined {
    const armed = this.#armed[leg].get(kind) ?? none;
    const nowUs = this.#clock.nowUs();
    for (const one of armed) if (nowUs >= one.fromUs && nowUs < one.untilUs) return one;
    return undefined;
  }
}
