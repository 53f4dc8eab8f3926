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
import type { FaultKind } from '../scenario/fault-kinds.ts';
import { legNames } from '../scenario/scenario.ts';
import { sideAgainst } from './facts/attempts.ts';
import type { Placed, RunFacts } from './facts/run-facts.ts';
import { millisecondsIn } from './facts/words.ts';

/** What may take the record of a halt with it. */
const lostByDisk: readonly FaultKind[] = ['journal-torn', 'journal-full', 'journal-flipped'];

const retryUs = microseconds(limits.cancelProofMs);
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
  /** Since when orders have been seen to rest while halted, by leg and id, in µs: one may arrive at its venue late. */
  readonly #restsSinceUs = new Map<string, number>();

  constructor(facts: RunFacts) {
    this.#facts = facts;
  }

  check(observed: Observed): string | undefined {
    const halt = this.#isLostWithItsRecord(observed) ? undefined : this.#facts.bot.halt;
    const found = this.#isHalted ? this.#findOrder(observed) : undefined;
    this.#isHalted = halt !== undefined;
    return found ?? (halt === undefined ? this.#findSilence(observed) : this.#findAfter(observed));
  }

  /** The process that was halted is dead, and what it wrote of its halt is gone. */
  #isLostWithItsRecord({ process: running, faults }: Observed): boolean {
    const isAnother = running !== undefined && running.generation > 1 && running.pair.halt === undefined;
    return isAnother && lostByDisk.some((kind) => faults.injected.has(kind));
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

  #findResting({ truth, nowUs }: Observed): string | undefined {
    const { bot, orders, roundTripUs } = this.#facts;
    for (const leg of legNames) {
      for (const { clientOrderId } of truth[leg].open) {
        const order = orders.find(leg, clientOrderId);
        if (order === undefined || order.request.timeInForce !== 'gtc' || order.request.role === 'hedge')
          continue;
        const key = `${leg} ${clientOrderId}`;
        const restsSinceUs = this.#restsSinceUs.get(key) ?? nowUs;
        this.#restsSinceUs.set(key, restsSinceUs);
        const fromUs = Math.max(
          bot.halt?.atUs ?? 0,
          restsSinceUs,
          bot.caughtUpSinceUs,
          order.sentAtUs,
          order.cancelAgainAtUs,
        );
        const { heardAtUs = Infinity, cancelledAtUs } = order;
        const isLeft = cancelledAtUs === undefined && nowUs - heardAtUs > turnUs;
        const allowedUs = isLeft ? turnUs : retryUs;
        if (nowUs - fromUs <= allowedUs + roundTripUs) continue;
        return `${order.request.role} ${clientOrderId} rests on ${leg} after the halt ${bot.halt?.code}, and was not cancelled for ${millisecondsIn(nowUs - fromUs)} ms`;
      }
    }
    return undefined;
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
