// Events as an adapter makes them: without the time of receipt, which is stamped when they are delivered.
import type { EngineEvent } from '../../core/events.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventSink } from '../../ports/venue.ts';

export type Unstamped<Event> = Event extends unknown ? Omit<Event, 'atUs'> : never;

/** Delivers at once, in the order of calling. The event is the engine's from then on: it is stamped, not copied. */
export type Emit = (event: Unstamped<EngineEvent>) => void;

type Loose<Event> = Event extends unknown ? { -readonly [Key in keyof Event]: Event[Key] } : never;

export function createEmitter(clock: Clock, sink: EventSink): Emit {
  return (event) => {
    // A copy with one property more takes a hundred times as long as the property.
    const stamped = event as Loose<EngineEvent>;
    stamped.atUs = clock.nowUs();
    sink(stamped);
  };
}
