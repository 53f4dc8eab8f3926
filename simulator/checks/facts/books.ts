// The books of the bot and of the venues, as the auditor compares them: when they last moved, and whether everything that happened
// has been told and had a turn to be booked.
import type { FundingPaymentEvent } from '../../../src/core/events.ts';
import { limits, microseconds } from '../../../src/core/limits.ts';
import type { LegTruth, Observed } from '../../observed.ts';
import { legNames, type LegName } from '../../scenario/scenario.ts';
import { correctionsOf, LegAuditor } from '../auditor.ts';
import type { RunFacts } from './run-facts.ts';

/** What was told is booked by then. */
const turnUs = microseconds(2 * limits.heartbeatMs);

interface LegFunding {
  paid: bigint;
  told: bigint;
  /** Since when not all that was paid has been told, in µs; Infinity while it has. */
  untoldSinceUs: number;
  readonly ids: Set<string>;
}

export class Books {
  /** When a fill or a payment last happened or was told, in µs. */
  movedAtUs = 0;
  /** What a venue's own books lack to add up; `undefined` while they do. */
  venueError: string | undefined;
  /** Something that was paid, on either leg, has not been told. */
  isFundingUntold = false;
  readonly #facts: RunFacts;
  readonly #auditors: Readonly<Record<LegName, LegAuditor>> = {
    primary: new LegAuditor(),
    hedge: new LegAuditor(),
  };
  readonly #funding: Readonly<Record<LegName, LegFunding>> = {
    primary: noFunding(),
    hedge: noFunding(),
  };

  constructor(facts: RunFacts) {
    this.#facts = facts;
  }

  /** To be called once per item, after its fills were read. */
  take(observed: Observed): void {
    const { truth, delivered, nowUs } = observed;
    for (const event of delivered) {
      if (event.kind !== 'fill' && event.kind !== 'funding-payment') continue;
      this.movedAtUs = nowUs;
      if (event.kind === 'funding-payment') this.#tell(this.#facts.legOf(observed, event.instrument), event);
    }
    const { primary, hedge } = this.#funding;
    this.#follow(primary, truth.primary, 'primary', nowUs);
    this.#follow(hedge, truth.hedge, 'hedge', nowUs);
    this.isFundingUntold = primary.untoldSinceUs < Infinity || hedge.untoldSinceUs < Infinity;
  }

  /** The books are compared only when something has been filled or paid. */
  #follow(funding: LegFunding, truth: LegTruth, leg: LegName, nowUs: number): void {
    const fills = this.#facts.newFills[leg];
    const { funding: paid } = truth;
    const isTold = funding.told === paid;
    funding.untoldSinceUs = isTold ? Infinity : Math.min(funding.untoldSinceUs, nowUs);
    if (fills.length === 0 && paid === funding.paid) return;
    funding.paid = paid;
    this.movedAtUs = nowUs;
    this.#auditors[leg].book(truth.instrument, fills);
    const error = this.#auditors[leg].compareWithVenue(truth);
    if (error !== undefined) this.venueError ??= `${leg}: ${error}`;
  }

  auditor(leg: LegName): LegAuditor {
    return this.#auditors[leg];
  }

  /** Whether everything that has happened was told, and booked by a process that still runs. */
  areTold(nowUs: number): boolean {
    const { fills, bot } = this.#facts;
    if (nowUs - Math.max(this.movedAtUs, bot.runningSinceUs) <= turnUs || fills.isUntold()) return false;
    const { primary, hedge } = this.#funding;
    return primary.told === primary.paid && hedge.told === hedge.paid;
  }

  /** A sentence when the bot's books say something else than the venues' fills and payments. */
  compare({ process: running, truth }: Observed): string | undefined {
    if (running === undefined) return undefined;
    const { ledger } = running.pair;
    for (const leg of legNames) {
      const { instrument, funding } = truth[leg];
      const adjustments = ledger.adjustments().filter((each) => each.instrument === instrument.key);
      const corrected = correctionsOf(instrument, adjustments);
      const found = this.#auditors[leg].compareWithBot(ledger.account(instrument.key), corrected, funding);
      if (found !== undefined) return `${leg}: ${found}`;
    }
    return undefined;
  }

  /** Since when not all payments on the leg have been told, in µs; Infinity while they have. */
  untoldFundingSinceUs(leg: LegName): number {
    return this.#funding[leg].untoldSinceUs;
  }

  /** What was told of payments on the leg. Received > 0. */
  toldFunding(leg: LegName): bigint {
    return this.#funding[leg].told;
  }

  #tell(leg: LegName, { paymentId, amount }: FundingPaymentEvent): void {
    const funding = this.#funding[leg];
    if (funding.ids.has(paymentId)) return;
    funding.ids.add(paymentId);
    funding.told += amount.amount;
  }
}

const noFunding = (): LegFunding => ({ paid: 0n, told: 0n, untoldSinceUs: Infinity, ids: new Set() });
