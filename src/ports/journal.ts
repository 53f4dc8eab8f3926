// The record of a run: every turn's events and commands, in order, so that any incident can be replayed to the byte.
import type { Command } from '../core/commands.ts';
import type { EngineEvent } from '../core/events.ts';

export interface Journal {
  /** Records one turn. Called before a quote is sent, and after a hedge was. */
  append(events: readonly EngineEvent[], commands: readonly Command[]): void;
}
