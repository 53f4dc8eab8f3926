// The record of a run: every turn's events and commands, in order, so that any incident can be replayed to the byte.
import type { Command } from '../core/commands.ts';
import type { EngineEvent } from '../core/events.ts';
import type { ClientOrderId } from '../core/order.ts';

export interface Journal {
  /**
   * Says that an order is about to leave ahead of its record, so that whoever takes over after a death knows what may be out there. False
   * where neither that could be said, nor what was said before be taken back: then the order has to follow its record.
   */
  announce(clientOrderId: ClientOrderId): boolean;
  /**
   * Records one turn. Called before a quote is sent, and after a hedge was. Returns why the turn is not on record, in words, where
   * that could not be done; `undefined` when it is.
   */
  append(events: readonly EngineEvent[], commands: readonly Command[]): string | undefined;
}
