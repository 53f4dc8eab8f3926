// Orders that are not to rest any more: each is cancelled at once, and is under a cancel not older than its retry, counted from when it
// arrived at its venue and somebody could know of it.
import { limits, microseconds } from '../../../src/core/limits.ts';
import type { OrderRequest } from '../../../src/core/order.ts';
import type { Observed } from '../../observed.ts';
import { legNames } from '../../scenario/scenario.ts';
import type { RunFacts } from './run-facts.ts';
import { millisecondsIn } from './words.ts';

export interface NotToRest {
  /** Since when, in µs. */
  readonly sinceUs: number;
  readonly isMeant: (request: OrderRequest) => boolean;
  /** In the sentence that is said of one. */
  readonly after: string;
}

const retryUs = microseconds(limits.cancelProofMs);
/** A cancel leaves in the turn of its reason. */
const turnUs = microseconds(2 * limits.heartbeatMs);

export class RestingWatch {
  readonly #facts: RunFacts;
  /** Since when orders have been seen to rest that are not to, by leg and id, in µs: one may arrive at its venue late. */
  readonly #restsSinceUs = new Map<string, number>();

  constructor(facts: RunFacts) {
    this.#facts = facts;
  }

  /** To be called after every item for as long as they are not to rest. */
  find({ truth, nowUs }: Observed, { sinceUs, isMeant, after }: NotToRest): string | undefined {
    const { bot, orders, roundTripUs } = this.#facts;
    if (bot.runningSinceUs === Infinity) return undefined;
    for (const leg of legNames) {
      for (const { clientOrderId } of truth[leg].open) {
        const order = orders.find(leg, clientOrderId);
        if (order === undefined || order.request.timeInForce !== 'gtc' || !isMeant(order.request)) continue;
        const key = `${leg} ${clientOrderId}`;
        const restsSinceUs = this.#restsSinceUs.get(key) ?? nowUs;
        this.#restsSinceUs.set(key, restsSinceUs);
        const fromUs = Math.max(
          sinceUs,
          restsSinceUs,
          bot.caughtUpSinceUs,
          order.sentAtUs,
          order.cancelAgainAtUs,
        );
        const { heardAtUs = Infinity, cancelledAtUs } = order;
        const isLeft = cancelledAtUs === undefined && nowUs - heardAtUs > turnUs;
        const allowedUs = isLeft ? turnUs : retryUs;
        if (nowUs - fromUs <= allowedUs + roundTripUs) continue;
        return `${order.request.role} ${clientOrderId} rests on ${leg} ${after}, and was not cancelled for ${millisecondsIn(nowUs - fromUs)} ms`;
      }
    }
    return undefined;
  }
}
