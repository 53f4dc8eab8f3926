// I12 halt: halted: no order enlarges exposure, maker orders cancelled or under a cancel retry, alert sent, no way out but the
// operator or a written policy. Read so, from the alert of a halt on, over all processes of the run: no quote and no probe leaves, and
// what does leave goes against a net delta of our own that was told, or against what is left of what others did (an answer that filled
// too much is itself taken back). What rests and is known to is cancelled at once, and is under a cancel not older than its retry,
// counted from when it arrived at its venue. A halt is alerted, and lasts over restarts unless the disk lost its record. No command of
// an operator lifts it here.
import { limits, microseconds } from '../../src/core/limits.ts';
import { lotsToBase } from '../../src/core/instrument.ts';
import { addBase } from '../../src/core/money.ts';
import { removesDelta } from '../../src/core/order.ts';
import type { Checker, Observed } from '../observed.ts';
import { sideAgainst } from './facts/attempts.ts';
import { isRecordLost } from './facts/lost-record.ts';
import { RestingWatch } from './facts/resting.ts';
import type { Placed, RunFacts } from './facts/run-facts.ts';

/** A halt is alerted in its own turn. */
const turnUs = microseconds(2 * limits.heartbeatMs);

export function i12Halt(facts: RunFacts): Checker {
  return new HaltChecker(facts);
}

class HaltChecker implements Checker {
  readonly invariant = 'I12';
  readonly #facts: RunFacts;
  #isHalted = false;
  #silentSinceUs = Infinity;
  readonly #resting: RestingWatch;

  constructor(facts: RunFacts) {
    this.#facts = facts;
    this.#resting = new RestingWatch(facts);
  }

  check(observed: Observed): string | undefined {
    const halt = this.#isLostWithItsRecord(observed) ? undefined : this.#facts.bot.halt;
    const found = this.#isHalted ? this.#findOrder(observed) : undefined;
    this.#isHalted = halt !== undefined;
    return found ?? (halt === undefined ? this.#findSilence(observed) : this.#findAfter(observed));
  }

  /** The process that was halted is dead, and what it wrote of its halt is gone. */
  #isLostWithItsRecord(observed: Observed): boolean {
    return observed.process?.pair.halt === undefined && isRecordLost(observed);
  }

  #findOrder(observed: Observed): string | undefined {
    for (const placed of this.#facts.placed) {
      const { role, clientOrderId } = placed.order;
      if (!removesDelta(role))
        return `${role} ${clientOrderId} left after the halt ${this.#facts.bot.halt?.code}`;
      if (!isAgainst(this.#facts, observed, placed))
        return `${role} ${clientOrderId} enlarges exposure after the halt ${this.#facts.bot.halt?.code}`;
    }
    return undefined;
  }

  /** Halted, and nobody was told. */
  #findSilence({ process: running, nowUs }: Observed): string | undefined {
    const isSilent = running?.pair.halt !== undefined && !running.isPaused;
    this.#silentSinceUs = isSilent ? Math.min(this.#silentSinceUs, nowUs) : Infinity;
    if (nowUs - this.#silentSinceUs <= turnUs) return undefined;
    return `the pair is halted (${running?.pair.halt?.code}), and no alert of it was sent`;
  }

  #findAfter(observed: Observed): string | undefined {
    const { process: running } = observed;
    const facts = this.#facts;
    if (running === undefined || facts.bot.runningSinceUs === Infinity || running.pair.isFinished)
      return undefined;
    if (running.pair.halt === undefined)
      return `the halt ${facts.bot.halt?.code} is over, and no operator ended it`;
    return this.#findResting(observed);
  }

  #findResting(observed: Observed): string | undefined {
    const { halt } = this.#facts.bot;
    return this.#resting.find(observed, {
      sinceUs: halt?.atUs ?? 0,
      isMeant: ({ role }) => role !== 'hedge',
      after: `after the halt ${halt?.code}`,
    });
  }
}

/** Against what was told of our own making, or against what is left of what others did on the other leg. */
function isAgainst(facts: RunFacts, { truth }: Observed, { order, leg, toldDelta }: Placed): boolean {
  if (order.role !== 'offset') return toldDelta !== 0n && order.side === sideAgainst(toldDelta);
  const other = truth[leg === 'primary' ? 'hedge' : 'primary'];
  const answered = lotsToBase(truth[leg].instrument, facts.fills.offset(leg));
  const left = addBase(lotsToBase(other.instrument, other.foreign), answered);
  return left !== 0n && order.side === sideAgainst(left);
}
