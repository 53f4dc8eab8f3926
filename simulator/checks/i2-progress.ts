// I2 progress: exposed and the hedge venue reachable: an attempt at least every retry interval; after the deadline the unhedged
// quantity is reduced on the primary; after that halt and alert. Never silent waiting.
//
// Read so: known exposure that does not shrink is in one of these states. The hedge venue can be seen and asked: then, halted or
// not, something is under way, or was within the longest pause between tries. After the hedge deadline the emergency has been
// alerted; it is the emergency that reduces on the primary. After that deadline once more, the pair is halted.
import { lotsToBase } from '../../src/core/instrument.ts';
import { absBase, addBase, formatBase, zeroBase, type BaseQuantity } from '../../src/core/money.ts';
import { limits, microseconds } from '../../src/core/limits.ts';
import type { Checker, Observed } from '../observed.ts';
import { hasLiveAttempt } from './facts/attempts.ts';
import type { RunFacts } from './facts/run-facts.ts';
import { millisecondsIn } from './facts/words.ts';

const longestPauseUs = microseconds(Math.max(...limits.takerBackOffMs));
const deadlineUs = microseconds(limits.hedgeDeadlineMs);
const positionReplyUs = microseconds(limits.positionReplyMs);
/** What an order under way may take to be given up when a deadline passes meanwhile. */
const patienceUs = microseconds(limits.takerReportMs);

export function i2Progress(facts: RunFacts): Checker {
  return new ProgressChecker(facts);
}

class ProgressChecker implements Checker {
  readonly invariant = 'I2';
  readonly #facts: RunFacts;
  /** Since when it is exposed, whatever process sees it. */
  #exposedSinceUs = Infinity;
  /** Since when a process sees it, and it has not become less, and how much it is. */
  #stuckSinceUs = Infinity;
  #stuckBase: BaseQuantity = zeroBase;
  #idleSinceUs = Infinity;
  #pricedSinceUs = Infinity;

  constructor(facts: RunFacts) {
    this.#facts = facts;
  }

  check(observed: Observed): string | undefined {
    const { isExposed, isKnownExposed, bot } = this.#facts;
    this.#exposedSinceUs = isExposed ? Math.min(this.#exposedSinceUs, observed.nowUs) : Infinity;
    if (!isExposed || !isKnownExposed || bot.caughtUpSinceUs === Infinity) {
      this.#stuckSinceUs = this.#idleSinceUs = Infinity;
      this.#stuckBase = zeroBase;
      return undefined;
    }
    this.#follow(observed);
    return this.#findIdle(observed) ?? this.#findSilent(observed);
  }

  #follow({ nowUs, trueDelta }: Observed): void {
    if (trueDelta !== this.#stuckBase) {
      const isOther = trueDelta > 0n !== this.#stuckBase > 0n;
      const isLess = absBase(trueDelta) < absBase(this.#stuckBase);
      if (isOther || isLess || this.#stuckSinceUs === Infinity) this.#stuckSinceUs = nowUs;
      this.#stuckBase = trueDelta;
    }
    const isIdle = !hasLiveAttempt(this.#facts, trueDelta, nowUs, this.#stuckSinceUs);
    this.#idleSinceUs = isIdle ? Math.min(this.#idleSinceUs, nowUs) : Infinity;
  }

  #findIdle(observed: Observed): string | undefined {
    const { nowUs, trueDelta, process: running } = observed;
    const { hedge } = observed.truth;
    // A book that our own takers have emptied shows no price, until others are back.
    const isPriced = hedge.isTrading && running?.pair.hedge.touch !== undefined;
    this.#pricedSinceUs = isPriced ? Math.min(this.#pricedSinceUs, nowUs) : Infinity;
    if (this.#idleSinceUs === Infinity || !isPriced) return undefined;
    const { legs, bot, roundTripUs, reductionFailedUs } = this.#facts;
    // A reduction that came to nothing is not tried again before the position was asked for, or that took too long.
    if (nowUs - reductionFailedUs <= positionReplyUs + roundTripUs) return undefined;
    // A liquidation has taken it away already: what proves it not ours is waited for.
    if (isTakenByOthers(this.#facts, observed)) return undefined;
    // The rate budget may make it wait, but not in silence.
    if (bot.hasAlertedSince('order-rate', this.#exposedSinceUs)) return undefined;
    const { truthfulSinceUs, visibleSinceUs } = legs.hedge;
    const sinceUs = Math.max(this.#idleSinceUs, this.#pricedSinceUs, bot.caughtUpSinceUs);
    const fromUs = Math.max(sinceUs, truthfulSinceUs, visibleSinceUs);
    if (nowUs - fromUs <= longestPauseUs + roundTripUs) return undefined;
    return `net delta ${formatBase(trueDelta)}: no attempt for ${millisecondsIn(nowUs - fromUs)} ms, with the hedge venue in sight (allowed: ${millisecondsIn(longestPauseUs + roundTripUs)} ms)`;
  }

  #findSilent({ nowUs, trueDelta }: Observed): string | undefined {
    const { bot, roundTripUs } = this.#facts;
    if (bot.halt !== undefined) return undefined;
    const fromUs = Math.max(this.#stuckSinceUs, bot.caughtUpSinceUs);
    const stuckUs = nowUs - fromUs;
    const slackUs = patienceUs + roundTripUs;
    const hasAlerted = bot.hasAlertedSince('hedge-unavailable', this.#exposedSinceUs);
    if (stuckUs <= deadlineUs + slackUs || (hasAlerted && stuckUs <= 2 * (deadlineUs + slackUs)))
      return undefined;
    return `net delta ${formatBase(trueDelta)} has not shrunk for ${millisecondsIn(stuckUs)} ms, ${hasAlerted ? 'without a halt' : 'without an alert'}`;
  }
}

/** Others did on the hedge leg, unanswered on the other one, at least what our own delta lacks to be flat. */
function isTakenByOthers({ fills }: RunFacts, { truth }: Observed): boolean {
  const { primary, hedge } = truth;
  const left = addBase(
    lotsToBase(hedge.instrument, hedge.foreign),
    lotsToBase(primary.instrument, fills.offset('primary')),
  );
  if (left === 0n || left > 0n === fills.toldDelta > 0n) return false;
  return absBase(left) >= absBase(fills.toldDelta);
}
