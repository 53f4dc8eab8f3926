// Events as an adapter makes them: without the time of receipt, which is stamped when they are delivered.
import type { EngineEvent } from '../../core/events.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventSink } from '../../ports/venue.ts';

export type Unstamped<Event> = Event extends unknown ? Omit<Event, 'atUs'> : never;

/** Delivers at once, in the order of calling. */
export type Emit = (event: Unstamped<EngineEvent>) => void;

export function createEmitter(clock: Clock, sink: EventSink): Emit {
  return (event) => sink({ ...event, atUs: clock.nowUs() });
}
