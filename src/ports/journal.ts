// The record of a run: every turn's events and commands, in order, so that any incident can be replayed to the byte.
import type { Command } from '../core/commands.ts';
import type { EngineEvent } from '../core/events.ts';

export interface Journal {
  /**
   * Records one turn. Called before a quote is sent, and after a hedge was. Returns why the turn is not on record, in words, where
   * that could not be done; `undefined` when it is.
   */
  append(events: readonly EngineEvent[], commands: readonly Command[]): string | undefined;
}
