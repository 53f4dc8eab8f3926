// Pause: from the moment on in which a pause or a flatten has come to a process, until somebody asks to resume: nothing is built. No quote
// and no probe leaves that may enlarge a position, and a quote of a BUILD that rests is cancelled at once, as for a halt (resting.ts).
// Once it was told, it lasts over restarts, unless the disk lost its record. What reduces exposure is the other invariants' business: a
// pause excuses nothing there. At the end, with all faults over, what was to be flattened is flat on both venues, unless the pair halted.
import { absBase, formatBase } from '../../src/core/money.ts';
import { lotsToBase } from '../../src/core/instrument.ts';
import type { Checker, Observed } from '../observed.ts';
import { legNames } from '../scenario/scenario.ts';
import { isRecordLost } from './facts/lost-record.ts';
import { RestingWatch } from './facts/resting.ts';
import type { RunFacts } from './facts/run-facts.ts';

interface Asked {
  /** In µs. */
  readonly sinceUs: number;
  /** Of the process that was asked. */
  readonly generation: number;
  /** An alert of it was sent: it is on record. */
  readonly isTold: boolean;
  readonly isFlattening: boolean;
}

const tells: ReadonlySet<string> = new Set(['paused', 'flattening']);

export const pause = (facts: RunFacts): Checker => new PauseChecker(facts);

class PauseChecker implements Checker {
  readonly invariant = 'pause';
  readonly #facts: RunFacts;
  readonly #resting: RestingWatch;
  #asked: Asked | undefined;

  constructor(facts: RunFacts) {
    this.#facts = facts;
    this.#resting = new RestingWatch(facts);
  }

  check(observed: Observed): string | undefined {
    if (this.#isLost(observed)) this.#asked = undefined;
    const before = this.#asked;
    this.#listen(observed);
    // What left in the item in which it was asked for may have been decided before.
    const found = before === undefined || this.#asked === undefined ? undefined : this.#findOrder();
    return found ?? this.#findResting(observed);
  }

  atEnd({ truth }: Observed): string | undefined {
    const { bot, toleratedBase } = this.#facts;
    if (this.#asked?.isFlattening !== true || bot.halt !== undefined || bot.finishedAtUs !== undefined)
      return undefined;
    for (const leg of legNames) {
      const { instrument, position } = truth[leg];
      const left = absBase(lotsToBase(instrument, position));
      if (left > toleratedBase)
        return `${formatBase(left)} is left on ${leg} at the end, and was to be flattened`;
    }
    return undefined;
  }

  #listen({ commands, delivered, nowUs, process: running }: Observed): void {
    for (const event of delivered) {
      if (event.kind !== 'operator') continue;
      // Also where the process that heard it has died since: the next one goes on, or is paused still, as it was written down.
      if (event.action === 'resume') this.#asked = undefined;
      if (running === undefined) continue;
      const { generation } = running;
      if (event.action === 'pause')
        this.#asked ??= { sinceUs: nowUs, generation, isTold: false, isFlattening: false };
      if (event.action === 'flatten')
        this.#asked = { sinceUs: nowUs, isTold: false, ...this.#asked, generation, isFlattening: true };
    }
    const isTold = commands.some((command) => command.kind === 'alert' && tells.has(command.code));
    if (this.#asked !== undefined && isTold) this.#asked = { ...this.#asked, isTold };
  }

  /** The process that was asked died before it could write that down, or the disk lost it. */
  #isLost(observed: Observed): boolean {
    const running = observed.process;
    if (this.#asked === undefined || running === undefined) return false;
    const { isTold, generation } = this.#asked;
    return isTold
      ? running.pair.pause === undefined && isRecordLost(observed)
      : running.generation > generation;
  }

  #findOrder(): string | undefined {
    for (const { order } of this.#facts.placed) {
      const { role, reduceOnly, clientOrderId } = order;
      if ((role === 'quote' || role === 'probe') && !reduceOnly)
        return `${role} ${clientOrderId} left while paused, and is not reduce-only`;
    }
    return undefined;
  }

  #findResting(observed: Observed): string | undefined {
    const { process: running } = observed;
    if (this.#asked === undefined || running === undefined || running.pair.isFinished) return undefined;
    return this.#resting.find(observed, {
      sinceUs: this.#asked.sinceUs,
      isMeant: ({ role, reduceOnly }) => role === 'quote' && !reduceOnly,
      after: 'while paused',
    });
  }
}
