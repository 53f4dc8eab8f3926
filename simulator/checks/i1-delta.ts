// I1 delta: true net delta outside tolerance never lasts longer than 2 s + round trip without a live hedge attempt or a halt with
// an alert, counted from when the fill was first deliverable to a running process on any channel.
//
// Read so: the clock runs while a process runs that was told enough to know, and nothing that takes the delta away is under way.
// Whoever was told of a delta on the other side only knows nothing of this one yet.
// A process that is still asking its venues what happened has from their first true answers on. What nobody was told must be
// found within poll interval + round trip + 2 s while both venues answer; what others did, within the time that proves it theirs.
import { formatBase } from '../../src/core/money.ts';
import { limits, microseconds } from '../../src/core/limits.ts';
import type { Checker, Observed } from '../observed.ts';
import { foreignLimitUs, lookLimitUs } from './facts/detection.ts';
import { hasLiveAttempt } from './facts/attempts.ts';
import type { RunFacts } from './facts/run-facts.ts';
import { millisecondsIn } from './facts/words.ts';

const allowedUs = microseconds(2_000);

export function i1Delta(facts: RunFacts): Checker {
  return new DeltaChecker(facts);
}

class DeltaChecker implements Checker {
  readonly invariant = 'I1';
  readonly #facts: RunFacts;
  #exposedSinceUs = Infinity;
  /** Since when it is known. */
  #knownSinceUs = Infinity;
  /** Since when it is known, and nothing is done about it. */
  #idleSinceUs = Infinity;
  /** Since when it is nobody's making that was told. */
  #strangeSinceUs = Infinity;

  constructor(facts: RunFacts) {
    this.#facts = facts;
  }

  check(observed: Observed): string | undefined {
    const { nowUs, trueDelta } = observed;
    const { bot, isExposed, isKnownExposed, fills } = this.#facts;
    const isOver = bot.halt !== undefined || bot.finishedAtUs !== undefined;
    if (!isExposed || isOver || bot.runningSinceUs === Infinity) {
      this.#exposedSinceUs = this.#knownSinceUs = this.#idleSinceUs = this.#strangeSinceUs = Infinity;
      return undefined;
    }
    this.#exposedSinceUs = Math.min(this.#exposedSinceUs, nowUs);
    this.#knownSinceUs = isKnownExposed ? Math.min(this.#knownSinceUs, nowUs) : Infinity;
    const isIdle = isKnownExposed && !hasLiveAttempt(this.#facts, trueDelta, nowUs, this.#knownSinceUs);
    this.#idleSinceUs = isIdle ? Math.min(this.#idleSinceUs, nowUs) : Infinity;
    const isStrange = !isKnownExposed && !fills.isUntold();
    this.#strangeSinceUs = isStrange ? Math.min(this.#strangeSinceUs, nowUs) : Infinity;
    return this.#findIdle(observed) ?? this.#findUntold(observed) ?? this.#findStrange(observed);
  }

  #findIdle(observed: Observed): string | undefined {
    const { nowUs, trueDelta } = observed;
    const { bot, roundTripUs } = this.#facts;
    // A rate that is used up by hedges lets none through, and that is told.
    if (this.#idleSinceUs === Infinity || bot.hasAlertedSince('order-rate', this.#exposedSinceUs))
      return undefined;
    const idleSinceUs = Math.max(this.#idleSinceUs, bot.runningSinceUs);
    const fromUs = Math.max(idleSinceUs, this.#freeSinceUs(observed));
    if (nowUs - fromUs <= allowedUs + roundTripUs) return undefined;
    return `net delta ${formatBase(trueDelta)} has been known for ${millisecondsIn(nowUs - idleSinceUs)} ms without a live hedge attempt or a halt (allowed: ${millisecondsIn(allowedUs + roundTripUs)} ms)`;
  }

  /**
   * Before both venues have told what happened meanwhile, a hedge may be out there already; and for as long as it may still come, where
   * there may be one at all and its id does not keep a second one out.
   */
  #freeSinceUs({ process: running }: Observed): number {
    const { bot } = this.#facts;
    const mustProve = running?.mustProve === true;
    if (!bot.isRecovering) return mustProve ? bot.caughtUpSinceUs : -Infinity;
    const askingMs = limits.positionPollMs + (mustProve ? limits.absenceMs : 0);
    return this.#facts.findableSinceUs() + microseconds(askingMs);
  }

  #findUntold({ nowUs, trueDelta, config }: Observed): string | undefined {
    const { fills } = this.#facts;
    if (!fills.isUntold()) return undefined;
    const oldestUs = Math.min(fills.oldestUntoldUs('primary'), fills.oldestUntoldUs('hedge'));
    const fromUs = Math.max(oldestUs, this.#facts.findableSinceUs());
    const limitUs = lookLimitUs(this.#facts, config);
    if (nowUs - fromUs <= limitUs) return undefined;
    return `net delta ${formatBase(trueDelta)} holds a fill that was not found for ${millisecondsIn(nowUs - fromUs)} ms while both venues answered (allowed: ${millisecondsIn(limitUs)} ms)`;
  }

  #findStrange({ nowUs, trueDelta, config }: Observed): string | undefined {
    if (this.#strangeSinceUs === Infinity) return undefined;
    const { legs, bot } = this.#facts;
    const fromUs = Math.max(
      this.#strangeSinceUs,
      bot.caughtUpSinceUs,
      legs.primary.calmSinceUs,
      legs.hedge.calmSinceUs,
    );
    const limitUs = foreignLimitUs(this.#facts, config);
    if (nowUs - fromUs <= limitUs) return undefined;
    return `net delta ${formatBase(trueDelta)} of nobody's making has stood for ${millisecondsIn(nowUs - fromUs)} ms without a halt (allowed: ${millisecondsIn(limitUs)} ms)`;
  }
}
