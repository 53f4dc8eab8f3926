// Where bugs can be planted: around the ports of the process, and nowhere in production code. A wrapper gets the true port and
// returns what the process is given in its place.
import type { AlertCommand } from '../../src/core/commands.ts';
import type { EngineEvent } from '../../src/core/events.ts';
import type { PairState } from '../../src/execution/pair-state.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Journal } from '../../src/ports/journal.ts';
import type { Random } from '../../src/ports/random.ts';
import type { EventSink, Venue } from '../../src/ports/venue.ts';
import type { LegName } from '../scenario/scenario.ts';

export interface WrapperContext {
  readonly clock: Clock;
  /** A stream of its own. */
  readonly random: Random;
  /** 1 for the first process of the run, one more for each restart. */
  readonly generation: number;
  /** The process's state, for bugs that act on what it believes. */
  pair(): PairState;
  /** Delivers an event to the process as if it had come from outside. */
  deliver(event: EngineEvent): void;
}

/** Each is called once for every process that starts. */
export interface PortWrappers {
  readonly venue?: (inner: Venue, leg: LegName, context: WrapperContext) => Venue;
  readonly sink?: (inner: EventSink, context: WrapperContext) => EventSink;
  readonly journal?: (inner: Journal, context: WrapperContext) => Journal;
  readonly alert?: (inner: AlertSink, context: WrapperContext) => AlertSink;
  /** A process that stands still does not keep another one from being started. */
  readonly isFenceBroken?: boolean;
  /** What was said of orders ahead of their record is believed, whatever became of the machine since. */
  readonly isWordBelieved?: boolean;
}

export type AlertSink = (alert: AlertCommand) => void;
