// I15 bounds: no queue, map, log or retry without a limit; dashboards and notifiers cannot delay a cancel or a hedge.
//
// Read so: what the process holds of work under way stays within a handful (orders, queries, commands of one turn), and what leaves
// it in a second stays within what its retries add up to. Dashboards and notifiers have no port here yet: what they may delay is
// measured where they are (B3, B8). Memory over a day is B8's, too.
import type { Checker, Observed } from '../observed.ts';
import type { RunFacts } from './facts/run-facts.ts';

/** Orders of which something may still fill, on one leg: a quote, tries of a hedge, a probe, and what is unknown of each. */
const liveOrdersMax = 32;
const queriesMax = 4;
const commandsPerTurnMax = 64;
const requestsPerSecondMax = 400;
const alertsPerSecondMax = 40;
const secondUs = 1_000_000;

export function i15Bounds(facts: RunFacts): Checker {
  return new BoundsChecker(facts);
}

class BoundsChecker implements Checker {
  readonly invariant = 'I15';
  readonly #facts: RunFacts;
  #secondFromUs = 0;
  #requests = 0;
  #alerts = 0;

  constructor(facts: RunFacts) {
    this.#facts = facts;
  }

  check(observed: Observed): string | undefined {
    return (
      this.#findState(observed) ?? (observed.commands.length === 0 ? undefined : this.#findRate(observed))
    );
  }

  #findState({ process: running }: Observed): string | undefined {
    if (running === undefined) return undefined;
    const { pair } = running;
    for (const each of pair.legs) {
      const { orders, positionCheck, marginCheck } = each;
      const leg = each === pair.primary ? 'primary' : 'hedge';
      if (orders.liveCount > liveOrdersMax) return `${orders.liveCount} orders are under way on ${leg}`;
      if (positionCheck.queries.length > queriesMax)
        return `${positionCheck.queries.length} position queries are under way on ${leg}`;
      if (marginCheck.queries.length > queriesMax)
        return `${marginCheck.queries.length} margin queries are under way on ${leg}`;
    }
    if (pair.outbox.length > commandsPerTurnMax) return `${pair.outbox.length} commands wait in the outbox`;
    return undefined;
  }

  #findRate({ nowUs, commands }: Observed): string | undefined {
    if (nowUs - this.#secondFromUs >= secondUs) {
      this.#secondFromUs = nowUs;
      this.#requests = this.#alerts = 0;
    }
    for (const { kind } of commands) {
      if (kind === 'alert') this.#alerts += 1;
      else this.#requests += 1;
    }
    if (commands.length > commandsPerTurnMax) return `${commands.length} commands left in one moment`;
    if (this.#requests > requestsPerSecondMax) return `${this.#requests} requests left within a second`;
    if (this.#alerts > alertsPerSecondMax) return `${this.#alerts} alerts were sent within a second`;
    return this.#facts.orders.liveCount > 2 * liveOrdersMax
      ? `${this.#facts.orders.liveCount} orders were sent and not told to have ended`
      : undefined;
  }
}
