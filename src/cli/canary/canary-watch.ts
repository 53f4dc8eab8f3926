// What can be seen of a run turn by turn, and not in its ledger: which fills the private stream has told by itself, and how long an
// order took until its venue had it.
import type { Command } from '../../core/commands.ts';
import type { EngineEvent } from '../../core/events.ts';
import type { InstrumentKey } from '../../core/instrument.ts';
import type { ClientOrderId } from '../../core/order.ts';
import type { Journal } from '../../ports/journal.ts';

export interface WatchedLeg {
  /** Fills by who told of them first. */
  readonly byStream: number;
  readonly byHistory: number;
  /** From the sending of each order to its acceptance, on our clock, in µs. */
  readonly roundTripsUs: readonly number[];
}

export class CanaryWatch {
  readonly #legs = new Map<InstrumentKey, Watching>();
  readonly #sentAtUs = new Map<ClientOrderId, number>();

  /** A journal that writes where the other does, and looks at what it writes. */
  lookingInto(journal: Journal): Journal {
    return {
      announce: (clientOrderId) => journal.announce(clientOrderId),
      append: (events, commands) => {
        this.#look(events, commands);
        return journal.append(events, commands);
      },
    };
  }

  leg(instrument: InstrumentKey): WatchedLeg {
    const { streamed, read, roundTripsUs } = this.#watching(instrument);
    return { byStream: streamed.size, byHistory: read.size, roundTripsUs };
  }

  #look(events: readonly EngineEvent[], commands: readonly Command[]): void {
    // A history is told in one go: its fills, and then that these were all.
    const histories = new Set(
      events.flatMap((event) => (event.kind === 'fills-report' ? [event.instrument] : [])),
    );
    for (const event of events) {
      if (event.kind === 'order-accepted') this.#accepted(event);
      if (event.kind !== 'fill') continue;
      const { streamed, read } = this.#watching(event.instrument);
      if (streamed.has(event.tradeId) || read.has(event.tradeId)) continue;
      (histories.has(event.instrument) ? read : streamed).add(event.tradeId);
    }
    const atUs = events.at(-1)?.atUs ?? 0;
    for (const command of commands)
      if (command.kind === 'place') this.#sentAtUs.set(command.order.clientOrderId, atUs);
  }

  #accepted({ instrument, clientOrderId, atUs }: Extract<EngineEvent, { kind: 'order-accepted' }>): void {
    const sentAtUs = this.#sentAtUs.get(clientOrderId);
    this.#sentAtUs.delete(clientOrderId);
    if (sentAtUs !== undefined) this.#watching(instrument).roundTripsUs.push(atUs - sentAtUs);
  }

  #watching(instrument: InstrumentKey): Watching {
    const known = this.#legs.get(instrument);
    if (known !== undefined) return known;
    const fresh = { streamed: new Set<string>(), read: new Set<string>(), roundTripsUs: [] };
    this.#legs.set(instrument, fresh);
    return fresh;
  }
}

interface Watching {
  readonly streamed: Set<string>;
  readonly read: Set<string>;
  readonly roundTripsUs: number[];
}
