// The books of the bot and of the venues, compared by the auditor whenever everything that has happened was told, and had a turn to
// be booked.
import type { FundingPaymentEvent } from '../../../src/core/events.ts';
import { limits, microseconds } from '../../../src/core/limits.ts';
import type { Observed } from '../../observed.ts';
import { legNames, type LegName } from '../../scenario/scenario.ts';
import { correctionsOf, LegAuditor } from '../auditor.ts';
import type { RunFacts } from './run-facts.ts';

/** What was told is booked by then. */
const turnUs = microseconds(2 * limits.heartbeatMs);

interface LegFunding {
  paid: bigint;
  told: bigint;
  readonly ids: Set<string>;
}

export class Books {
  readonly #facts: RunFacts;
  readonly #auditors: Readonly<Record<LegName, LegAuditor>> = {
    primary: new LegAuditor(),
    hedge: new LegAuditor(),
  };
  readonly #funding: Readonly<Record<LegName, LegFunding>> = {
    primary: { paid: 0n, told: 0n, ids: new Set() },
    hedge: { paid: 0n, told: 0n, ids: new Set() },
  };
  /** When a fill or a payment last happened or was told, in µs; Infinity once the books were compared since. */
  #movedAtUs = Infinity;

  constructor(facts: RunFacts) {
    this.#facts = facts;
  }

  /** Returns a sentence when a venue's own books do not add up. */
  take(observed: Observed): string | undefined {
    const { truth, delivered, nowUs } = observed;
    for (const event of delivered) {
      if (event.kind !== 'fill' && event.kind !== 'funding-payment') continue;
      this.#movedAtUs = nowUs;
      if (event.kind === 'funding-payment') this.#tell(this.#facts.legOf(observed, event.instrument), event);
    }
    for (const leg of legNames) {
      const funding = this.#funding[leg];
      const isPaid = truth[leg].funding !== funding.paid;
      funding.paid = truth[leg].funding;
      if (this.#auditors[leg].take(truth[leg]) === 0 && !isPaid) continue;
      this.#movedAtUs = nowUs;
      const found = this.#auditors[leg].compareWithVenue(truth[leg]);
      if (found !== undefined) return `${leg}: ${found}`;
    }
    return undefined;
  }

  /** Whether they have moved since they were last compared, and everything was told and booked by a process that still runs. */
  isDue(nowUs: number): boolean {
    const { fills, process } = this.#facts;
    return (
      nowUs - Math.max(this.#movedAtUs, process.runningSinceUs) > turnUs &&
      !fills.isUntold() &&
      this.#isFundingTold()
    );
  }

  auditor(leg: LegName): LegAuditor {
    return this.#auditors[leg];
  }

  /** A sentence when the bot's books say something else than the venues' fills and payments. */
  compare({ process, truth }: Observed): string | undefined {
    this.#movedAtUs = Infinity;
    if (process === undefined) return undefined;
    const { ledger } = process.pair;
    for (const leg of legNames) {
      const { instrument, funding } = truth[leg];
      const adjustments = ledger.adjustments().filter((each) => each.instrument === instrument.key);
      const corrected = correctionsOf(instrument, adjustments);
      const found = this.#auditors[leg].compareWithBot(ledger.account(instrument.key), corrected, funding);
      if (found !== undefined) return `${leg}: ${found}`;
    }
    return undefined;
  }

  #tell(leg: LegName, { paymentId, amount }: FundingPaymentEvent): void {
    const funding = this.#funding[leg];
    if (funding.ids.has(paymentId)) return;
    funding.ids.add(paymentId);
    funding.told += amount.amount;
  }

  #isFundingTold(): boolean {
    const { primary, hedge } = this.#funding;
    return primary.told === primary.paid && hedge.told === hedge.paid;
  }
}
