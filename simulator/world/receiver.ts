// Who hears a venue: the process, while it lives. Events are stamped on delivery.
import type { EngineEvent } from '../../src/core/events.ts';
import { LevelBuffer } from '../../src/core/levels.ts';

export interface Receiver {
  /** False when nobody hears it: the event is lost. */
  deliver(event: EngineEvent): boolean;
}

/** A copy that nobody else writes into: market events are only lent. */
export function kept<Event extends EngineEvent>(event: Event): Event {
  if (event.kind !== 'book') return { ...event };
  const levels = new LevelBuffer(Math.max(4, event.levels.count));
  levels.copyFrom(event.levels);
  return { ...event, levels };
}
