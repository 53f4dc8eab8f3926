// I8, requests: what leaves for a venue account stays inside its rate, and quotes leave the reserve of it to hedges and cancels.
// Cancels always leave, and count. A new process counts anew: what its predecessor sent without a record it cannot know.
import { microseconds } from '../../src/core/limits.ts';
import { requestsPerQuote, unreservedRequests } from '../../src/core/rate-limit.ts';
import type { Command } from '../../src/core/commands.ts';
import type { Observed } from '../observed.ts';
import type { RunFacts } from './facts/run-facts.ts';

export class RequestRule {
  readonly #facts: RunFacts;
  /** Of each account, when its latest requests left, in µs, oldest first. */
  readonly #sentAtUs = new Map<string, number[]>();
  #generation = 0;

  constructor(facts: RunFacts) {
    this.#facts = facts;
  }

  check(observed: Observed): string | undefined {
    const { orderRate } = observed.config;
    if (orderRate === undefined) return undefined;
    if (this.#facts.bot.generation !== this.#generation) {
      this.#generation = this.#facts.bot.generation;
      this.#sentAtUs.clear();
    }
    for (const command of observed.commands) {
      if (command.kind === 'alert' || command.kind === 'finish') continue;
      const instrument = command.kind === 'place' ? command.order.instrument : command.instrument;
      const { venueAccount } = observed.truth[this.#facts.legOf(observed, instrument)].instrument;
      const used = this.#count(venueAccount, observed.nowUs, microseconds(orderRate.perMs));
      if (command.kind === 'cancel') continue;
      const isQuote = isResting(command);
      const most = isQuote ? unreservedRequests(orderRate) - (requestsPerQuote - 1) : orderRate.requests;
      if (used > most)
        return `${command.kind} is request ${used} of ${orderRate.requests} in ${orderRate.perMs} ms on ${venueAccount}${isQuote ? `, of which quotes may use ${unreservedRequests(orderRate)}` : ''}`;
    }
    return undefined;
  }

  /** Counts a request, and returns how many there are in the window that ends now. */
  #count(account: string, nowUs: number, windowUs: number): number {
    const sent = this.#sentAtUs.get(account) ?? [];
    this.#sentAtUs.set(account, sent);
    sent.push(nowUs);
    let old = 0;
    while (nowUs - (sent[old] ?? nowUs) >= windowUs) old += 1;
    if (old > 0) sent.splice(0, old);
    return sent.length;
  }
}

/** A quote that rests: one that takes closes what is open, and may use the reserve. */
const isResting = (command: Command): boolean =>
  command.kind === 'place' && command.order.role === 'quote' && command.order.timeInForce === 'gtc';
