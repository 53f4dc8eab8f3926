// I9 recovery: after crash + replay + reconciliation: positions, open orders, fills and cash equal the oracle's; daily loss and
// counters equal those recomputed from history; recovering twice changes nothing; bounded.
//
// Read so: a restarted process catches up within the time that asking and proving absence take, while its venues answer truthfully.
// Whenever everything has been told its books are what the auditor predicts, and no order that it has forgotten works. At the end the
// day's result is that of the venues' fills, and no more round trips are counted than the fills make, in the order of their telling.
import { limits, microseconds } from '../../src/core/limits.ts';
import { formatQuote, quoteAmount } from '../../src/core/money.ts';
import type { Checker, Observed } from '../observed.ts';
import { legNames, type LegName } from '../scenario/scenario.ts';
import { correctionsOf } from './auditor.ts';
import { lookLimitUs } from './facts/detection.ts';
import type { RunFacts } from './facts/run-facts.ts';
import { RoundTrips } from './facts/round-trips.ts';
import { millisecondsIn } from './facts/words.ts';

const dayUs = 86_400_000_000;
/** An order that is found late may have had followers: they are asked after as often as proof of absence takes. */
const followersUs = microseconds(limits.absenceAnswersMin * limits.takerReportMs);
const lookEveryUs = microseconds(limits.heartbeatMs);

export function i9Recovery(facts: RunFacts): Checker {
  return new RecoveryChecker(facts);
}

class RecoveryChecker implements Checker {
  readonly invariant = 'I9';
  readonly #facts: RunFacts;
  readonly #roundTrips = new RoundTrips();
  /** Since when a working order is one that the process does not know, in µs. */
  #forgottenSinceUs = Infinity;
  #lookedAtUs = 0;
  #comparedAtUs = 0;

  constructor(facts: RunFacts) {
    this.#facts = facts;
  }

  check(observed: Observed): string | undefined {
    this.#roundTrips.take(observed.truth.primary.instrument, this.#facts.toldFills);
    const { bot } = this.#facts;
    if (bot.runningSinceUs === Infinity || bot.finishedAtUs !== undefined) return undefined;
    return this.#findForgotten(observed) ?? (bot.generation > 1 ? this.#findWrong(observed) : undefined);
  }

  atEnd(observed: Observed): string | undefined {
    const { process: running } = observed;
    if (running === undefined) return undefined;
    const { iterationsDone } = running.pair.counters;
    const done = this.#roundTrips.done;
    if (iterationsDone > done)
      return `${iterationsDone} round trips are counted, the fills that were told make ${done}`;
    return this.#findDay(observed);
  }

  #findWrong(observed: Observed): string | undefined {
    const { nowUs, config } = observed;
    const { bot } = this.#facts;
    const limitUs = lookLimitUs(this.#facts, config) + this.#facts.roundTripUs;
    if (bot.isRecovering) {
      const fromUs = this.#facts.findableSinceUs();
      const mostUs = limitUs + microseconds(limits.absenceMs) + followersUs;
      return nowUs - fromUs <= mostUs
        ? undefined
        : `process ${bot.generation} has been catching up for ${millisecondsIn(nowUs - fromUs)} ms with both venues answering (allowed: ${millisecondsIn(mostUs)} ms)`;
    }
    if (nowUs - Math.max(bot.caughtUpSinceUs, this.#facts.findableSinceUs()) <= limitUs) return undefined;
    const { books } = this.#facts;
    if (this.#comparedAtUs >= books.movedAtUs || !books.areTold(nowUs)) return undefined;
    this.#comparedAtUs = nowUs;
    const found = books.compare(observed);
    return found === undefined ? undefined : `after recovery ${bot.generation - 1}, ${found}`;
  }

  /** What works is looked at now and then: nothing here is a matter of milliseconds. */
  #findForgotten(observed: Observed): string | undefined {
    if (observed.nowUs - this.#lookedAtUs < lookEveryUs) return undefined;
    this.#lookedAtUs = observed.nowUs;
    const forgotten = this.#forgotten(observed);
    this.#forgottenSinceUs =
      forgotten === undefined ? Infinity : Math.min(this.#forgottenSinceUs, observed.nowUs);
    if (forgotten === undefined) return undefined;
    const fromUs = Math.max(
      this.#forgottenSinceUs,
      this.#facts.bot.caughtUpSinceUs,
      this.#facts.findableSinceUs(),
    );
    if (observed.nowUs - fromUs <= lookLimitUs(this.#facts, observed.config)) return undefined;
    return `order ${forgotten.id} works on ${forgotten.leg}, and the process has not known it for ${millisecondsIn(observed.nowUs - fromUs)} ms`;
  }

  #forgotten({
    truth,
    process: running,
  }: Observed): { readonly leg: LegName; readonly id: number } | undefined {
    for (const leg of legNames) {
      for (const { clientOrderId: id } of truth[leg].open) {
        const known = running?.pair[leg].orders.find(id);
        if (id > 0 && (known === undefined || known.state === 'done')) return { leg, id };
      }
    }
    return undefined;
  }

  /** Of a run within one day, and flat: what is left needs a mark, and a mark is a belief. */
  #findDay(observed: Observed): string | undefined {
    const { process: running, truth, startUs, nowUs } = observed;
    if (running === undefined || running.pair.netDelta !== 0n) return undefined;
    if (Math.floor(startUs / dayUs) !== Math.floor(nowUs / dayUs)) return undefined;
    const booked = running.pair.dailyNet();
    if (booked === undefined) return undefined;
    const isOver = this.#facts.bot.finishedAtUs !== undefined;
    // What a venue did not tell before the run was over is looked at by I6.
    if (isOver && this.#facts.fills.isUntold()) return undefined;
    let expected = 0n;
    for (const leg of legNames) {
      const { instrument } = truth[leg];
      // A run that is over has asked for the last time: what it was paid since is another run's.
      const funding = isOver ? this.#facts.books.toldFunding(leg) : truth[leg].funding;
      const { own } = this.#facts.books.auditor(leg);
      const adjustments = running.pair.ledger
        .adjustments()
        .filter((each) => each.instrument === instrument.key);
      expected += own.cash - own.fees + funding + correctionsOf(instrument, adjustments).cash;
    }
    return booked === expected
      ? undefined
      : `the day's net result is ${formatQuote(booked)}, the venues' fills and payments make ${formatQuote(quoteAmount(expected))}`;
  }
}
