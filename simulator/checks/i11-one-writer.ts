// I11 one writer: one live process per venue account and instrument; client order ids unique across restarts.
//
// Read so: never two processes at once, and nothing at a venue under an id that no process sent. An id means one order: a
// process uses none twice, none that the venue of the other leg knows, and none that an earlier process was told of in time to
// write it down. The order that left without a record, and is made anew under its own id after a restart, is meant to meet a venue
// that refuses duplicates. That a fence on disk keeps a second process out is covered with the journal on disk.
import type { ClientOrderId } from '../../src/core/order.ts';
import type { Checker, Observed } from '../observed.ts';
import { legNames, type LegName } from '../scenario/scenario.ts';
import type { RunFacts } from './facts/run-facts.ts';

/** What was told so long before a process died is on record, whatever the disk took with it. */
const recordUs = 10_000_000;

export function i11OneWriter(facts: RunFacts): Checker {
  return new WriterChecker(facts);
}

class WriterChecker implements Checker {
  readonly invariant = 'I11';
  readonly #facts: RunFacts;
  /** Ids that were sent, by the process that did so last. */
  readonly #sent = new Map<ClientOrderId, number>();

  constructor(facts: RunFacts) {
    this.#facts = facts;
  }

  check(observed: Observed): string | undefined {
    if (observed.processCount > 1) return `${observed.processCount} processes live at once`;
    for (const command of observed.commands) {
      if (command.kind !== 'place') continue;
      const { clientOrderId, instrument } = command.order;
      const found = this.#findTwice(observed, clientOrderId, this.#facts.legOf(observed, instrument));
      if (found !== undefined) return found;
      this.#sent.set(clientOrderId, this.#facts.bot.generation);
    }
    return this.#findStranger();
  }

  #findTwice({ truth }: Observed, id: ClientOrderId, leg: LegName): string | undefined {
    const { generation } = this.#facts.bot;
    const sentBy = this.#sent.get(id);
    if (sentBy === undefined) return undefined;
    if (sentBy === generation) return `process ${generation} sent two orders under the id ${id}`;
    const known = this.#facts.orders.find(leg, id);
    if (known?.heardAtUs !== undefined && known.heardAtUs < this.#facts.bot.previousSeenUs - recordUs)
      return `process ${generation} sent an order to ${leg} under the id ${id}, which process ${sentBy} had been told of`;
    const other = leg === 'primary' ? 'hedge' : 'primary';
    return truth[other].order(id) === undefined
      ? undefined
      : `process ${generation} sent an order to ${leg} under the id ${id}, which process ${sentBy} gave to one on ${other}`;
  }

  #findStranger(): string | undefined {
    const { primary, hedge } = this.#facts.newFills;
    if (primary.length === 0 && hedge.length === 0) return undefined;
    for (const leg of legNames) {
      for (const { clientOrderId } of this.#facts.newFills[leg]) {
        if (clientOrderId > 0 && !this.#sent.has(clientOrderId))
          return `order ${clientOrderId} was filled on ${leg}, and no process is known to have sent it`;
      }
    }
    return undefined;
  }
}
