// What comes back out of a record. A recorded order is not an approved one: it can be read, compared and replayed, but no
// venue port takes it.
import type { Command, PlaceCommand } from '../core/commands.ts';
import type { EngineEvent } from '../core/events.ts';
import type { OrderRequest } from '../core/order.ts';

/** A command as the record keeps it. Every `Command` is one. */
export type RecordedCommand = Exclude<Command, PlaceCommand> | RecordedPlace;

export interface RecordedPlace {
  readonly kind: 'place';
  readonly order: OrderRequest;
}

/** What happened in one turn of the engine, and what it asked for in answer. */
export interface RecordedTurn {
  readonly kind: 'turn';
  /** 1, 2, 3, … without a gap. */
  readonly sequence: number;
  /** The time of the turn's last event. */
  readonly atUs: number;
  readonly events: readonly EngineEvent[];
  readonly commands: readonly RecordedCommand[];
}
