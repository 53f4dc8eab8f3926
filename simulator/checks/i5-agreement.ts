// I5 agreement: venues reachable: belief = venue position within the detection limit; unexplained difference: no new quotes.
//
// The one place, with I6 and I9, where belief is compared with the truth. The clock of a difference runs while the process runs and
// the venue answers truthfully, and the limit is that of a change that is not ours. New quotes end earlier: as soon as asking must
// have shown the difference. "Flat" is the strongest belief of all: at that word the venues hold nothing of ours.
import { formatLots, lotsToBase } from '../../src/core/instrument.ts';
import { absBase, addBase, lots } from '../../src/core/money.ts';
import { removesDelta } from '../../src/core/order.ts';
import type { PairState } from '../../src/execution/pair-state.ts';
import type { Checker, Observed } from '../observed.ts';
import { legNames, type LegName } from '../scenario/scenario.ts';
import { foreignLimitUs, lookLimitUs } from './facts/detection.ts';
import type { RunFacts } from './facts/run-facts.ts';
import { millisecondsIn } from './facts/words.ts';

export function i5Agreement(facts: RunFacts): Checker {
  return new AgreementChecker(facts);
}

class AgreementChecker implements Checker {
  readonly invariant = 'I5';
  readonly #facts: RunFacts;
  readonly #differentSinceUs: Record<LegName, number> = { primary: Infinity, hedge: Infinity };

  constructor(facts: RunFacts) {
    this.#facts = facts;
  }

  check(observed: Observed): string | undefined {
    const { process: running, truth, commands } = observed;
    if (running === undefined || this.#facts.bot.caughtUpSinceUs === Infinity) {
      this.#differentSinceUs.primary = this.#differentSinceUs.hedge = Infinity;
      return undefined;
    }
    const { primary, hedge } = running.pair;
    // Nearly always both agree, and then there is nothing more to look at.
    if (primary.position === truth.primary.position && hedge.position === truth.hedge.position)
      this.#differentSinceUs.primary = this.#differentSinceUs.hedge = Infinity;
    else {
      const found = this.#findDifferent(observed, running.pair);
      if (found !== undefined) return found;
    }
    return commands.length === 0 ? undefined : (this.#findQuote(observed) ?? this.#findFlat(observed));
  }

  #findDifferent(observed: Observed, pair: PairState): string | undefined {
    const { truth, nowUs } = observed;
    for (const leg of legNames) {
      const isEqual = pair[leg].position === truth[leg].position;
      this.#differentSinceUs[leg] = isEqual ? Infinity : Math.min(this.#differentSinceUs[leg], nowUs);
      const found = isEqual ? undefined : this.#findLasting(observed, leg);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #findLasting(observed: Observed, leg: LegName): string | undefined {
    const { process: running, truth, nowUs, config } = observed;
    const { calmSinceUs } = this.#facts.legs[leg];
    const fromUs = Math.max(this.#differentSinceUs[leg], this.#facts.bot.caughtUpSinceUs, calmSinceUs);
    const limitUs = foreignLimitUs(this.#facts, config);
    if (nowUs - fromUs <= limitUs || this.#facts.bot.finishedAtUs !== undefined) return undefined;
    const { instrument, position } = truth[leg];
    const believed = running?.pair[leg].position ?? lots(0);
    return `${leg} holds ${formatLots(instrument, position)} and ${formatLots(instrument, believed)} has been believed for ${millisecondsIn(nowUs - fromUs)} ms (allowed: ${millisecondsIn(limitUs)} ms)`;
  }

  #findQuote({ commands, nowUs, config }: Observed): string | undefined {
    const quote = commands.find((command) => command.kind === 'place' && !removesDelta(command.order.role));
    if (quote?.kind !== 'place') return undefined;
    const limitUs = lookLimitUs(this.#facts, config) + 2 * this.#facts.roundTripUs;
    for (const leg of legNames) {
      const { truthfulSinceUs } = this.#facts.legs[leg];
      const fromUs = Math.max(this.#differentSinceUs[leg], this.#facts.bot.caughtUpSinceUs, truthfulSinceUs);
      if (nowUs - fromUs <= limitUs) continue;
      return `${quote.order.role} ${quote.order.clientOrderId} was sent while the position on ${leg} had been believed wrongly for ${millisecondsIn(nowUs - fromUs)} ms (allowed: ${millisecondsIn(limitUs)} ms)`;
    }
    return undefined;
  }

  /** What is too small for an order on one venue is left there, and its hedge on the other. */
  #findFlat({ commands, truth, process: running }: Observed): string | undefined {
    if (!commands.some((command) => command.kind === 'finish' && command.outcome === 'flat'))
      return undefined;
    if (running === undefined) return undefined;
    const least = addBase(running.pair.primary.minimumBase, running.pair.hedge.minimumBase);
    for (const leg of legNames) {
      const { instrument, position, foreign, open } = truth[leg];
      const ours = lots(position - foreign);
      const working = open.find(({ clientOrderId }) => clientOrderId > 0);
      if (absBase(lotsToBase(instrument, ours)) < least && working === undefined) continue;
      return `the run was called flat with ${formatLots(instrument, ours)} on ${leg}${working === undefined ? '' : ` and order ${working.clientOrderId} at work`}`;
    }
    return undefined;
  }
}
