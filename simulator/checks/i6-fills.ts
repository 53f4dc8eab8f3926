// I6 fills: per order, the sum of unique fills → the venue's cumulative quantity; monotone; never above it.
//
// Read so: after everything that is told of an order, what is booked on it has not shrunk within one process, is at most what
// the venue has filled, and by the end of the turn at least what was told. Once nothing is on its way any more it is exactly that,
// unless the run was halted on a position that the venue's history did not explain, and was over before it did.
import { limits, microseconds } from '../../src/core/limits.ts';
import type { ClientOrderId } from '../../src/core/order.ts';
import type { Checker, Observed } from '../observed.ts';
import { legNames, type LegName } from '../scenario/scenario.ts';
import type { RunFacts } from './facts/run-facts.ts';

/** What was told is booked by the end of its turn, which the next heartbeat ends at the latest. */
const turnUs = microseconds(2 * limits.heartbeatMs);

export function i6Fills(facts: RunFacts): Checker {
  return new FillChecker(facts);
}

interface Watched {
  readonly leg: LegName;
  readonly clientOrderId: ClientOrderId;
  toldAtUs: number;
  booked: number;
  generation: number;
}

class FillChecker implements Checker {
  readonly invariant = 'I6';
  readonly #facts: RunFacts;
  /** Orders that were told of a moment ago. */
  readonly #recent = new Map<ClientOrderId, Watched>();
  /** Every order that was ever filled: what is booked of it is compared at the end. */
  readonly #filled: Record<LegName, Set<ClientOrderId>> = { primary: new Set(), hedge: new Set() };
  /** Legs on which a change was taken for not ours while the venue's history did not show what was ours. */
  readonly #blind = new Set<LegName>();

  constructor(facts: RunFacts) {
    this.#facts = facts;
  }

  check(observed: Observed): string | undefined {
    this.#followHalts(observed);
    for (const event of observed.delivered) {
      if (event.kind !== 'fill' && event.kind !== 'order-ended' && event.kind !== 'order-report') continue;
      if (event.clientOrderId > 0)
        this.#watch(observed, this.#facts.legOf(observed, event.instrument), event.clientOrderId);
    }
    return this.#recent.size === 0 ? undefined : this.#compareRecent(observed);
  }

  atEnd(observed: Observed): string | undefined {
    const { process: running, truth } = observed;
    if (running === undefined) return undefined;
    for (const leg of legNames) {
      for (const id of this.#filled[leg]) {
        const filled = truth[leg].order(id)?.filled ?? 0;
        const booked = running.pair[leg].orders.find(id)?.filled ?? 0;
        if (booked < filled && this.#isOverInTheDark(leg)) continue;
        if (booked !== filled)
          return `order ${id} on ${leg}: ${booked} lots are booked in the end, ${filled} were filled`;
      }
    }
    return undefined;
  }

  #followHalts({ commands }: Observed): void {
    const isForeign = commands.some(
      (command) => command.kind === 'alert' && command.code === 'foreign-position',
    );
    if (!isForeign) return;
    for (const leg of legNames) if (this.#facts.legs[leg].truthfulSinceUs === Infinity) this.#blind.add(leg);
  }

  /** The run was over before the venue told the truth: nobody asks any more. */
  #isOverInTheDark(leg: LegName): boolean {
    return this.#blind.has(leg) && this.#facts.bot.finishedAtUs !== undefined;
  }

  #watch({ nowUs, process: running }: Observed, leg: LegName, clientOrderId: ClientOrderId): void {
    this.#filled[leg].add(clientOrderId);
    const known = this.#recent.get(clientOrderId);
    if (known?.leg === leg) known.toldAtUs = nowUs;
    else
      this.#recent.set(clientOrderId, {
        leg,
        clientOrderId,
        toldAtUs: nowUs,
        booked: 0,
        generation: running?.generation ?? 0,
      });
  }

  #compareRecent({ nowUs, process: running, truth }: Observed): string | undefined {
    if (running === undefined) {
      this.#recent.clear();
      return undefined;
    }
    const { runningSinceUs } = this.#facts.bot;
    for (const watched of this.#recent.values()) {
      const { leg, clientOrderId, generation } = watched;
      const booked = running.pair[leg].orders.find(clientOrderId)?.filled ?? 0;
      const filled = truth[leg].order(clientOrderId)?.filled ?? 0;
      if (booked > filled)
        return `order ${clientOrderId} on ${leg}: ${booked} lots are booked, ${filled} were filled`;
      if (generation === running.generation && booked < watched.booked)
        return `order ${clientOrderId} on ${leg}: ${booked} lots are booked, where ${watched.booked} were before`;
      watched.booked = booked;
      watched.generation = running.generation;
      if (nowUs - Math.max(watched.toldAtUs, runningSinceUs) <= turnUs) continue;
      this.#recent.delete(clientOrderId);
      const told = this.#facts.orders.find(leg, clientOrderId);
      if (told?.generation === running.generation && booked < told.toldFilled)
        return `order ${clientOrderId} on ${leg}: ${booked} lots are booked, ${told.toldFilled} were told`;
    }
    return undefined;
  }
}
