// How long a resting quote keeps its place: when it is cancelled to be made anew. The fixed policies are those of the systems
// that came before, exactly, so that they can be compared with ours.
import { assertNever } from '../core/assert.ts';
import type { Instrument } from '../core/instrument.ts';
import { limits, microseconds } from '../core/limits.ts';
import type { OrderRecord } from '../core/order.ts';
import type { PairConfig } from '../core/pair.ts';
import type { Leg } from './leg.ts';
import { ticksBehindTouch } from './pricing.ts';

export interface RestingQuote {
  readonly ageUs: number;
  /** By how much others are better on its side, in ticks; 0 at the touch. */
  readonly ticksBehind: number;
  /** Others' touch on its side, in ticks. */
  readonly touchTicks: number;
}

/** `undefined` while the book does not say where the touch is. */
export function restingQuote(
  { request: { side, price }, sentAtUs }: OrderRecord,
  { touch }: Leg,
  nowUs: number,
): RestingQuote | undefined {
  if (touch === undefined || price === undefined) return undefined;
  return {
    ageUs: nowUs - sentAtUs,
    ticksBehind: ticksBehindTouch(side, price, touch),
    touchTicks: side === 'buy' ? touch.bid : touch.ask,
  };
}

/** Whether the venue will soon end it by itself; whatever the policy, it is made anew before. */
export function isNearItsEnd(
  { ageUs }: Pick<RestingQuote, 'ageUs'>,
  { restingLifeMs }: Pick<Instrument, 'restingLifeMs'>,
): boolean {
  return restingLifeMs !== undefined && ageUs >= microseconds(restingLifeMs - limits.makerRenewLeadMs);
}

/** Whether the quote is given up. What then follows is the same for all: proof of its end, and a new quote. */
export function isGivenUp(quote: RestingQuote, config: PairConfig): boolean {
  const { makerPolicy } = config;
  switch (makerPolicy) {
    case 'follow-touch':
      return quote.ticksBehind > 0 && quote.ageUs >= microseconds(limits.quoteAgeMsMin);
    case 'adaptive':
      return isGivenUpByAdaptive(quote);
    case 'fixed-s4':
      return isGivenUpByS4(quote);
    case 'fixed-s5':
      return quote.ageUs >= microseconds(config.fillTimeoutMs);
    default:
      return assertNever(makerPolicy);
  }
}

/**
 * Following every move pays the trade that makes it. A quote near the touch keeps its place: the touch often comes back to it,
 * and then it is filled first. It goes when the touch has run away, or did not come back for as long as an attempt lasts.
 */
function isGivenUpByAdaptive({ ageUs, ticksBehind, touchTicks }: RestingQuote): boolean {
  if (ticksBehind === 0) return false;
  const isFar = BigInt(ticksBehind) * 1_000_000n >= BigInt(touchTicks) * BigInt(limits.adaptiveDistancePpm);
  return ageUs >= microseconds(isFar ? limits.quoteAgeMsMin : limits.attemptPatienceMs);
}

/** After 10 s it is replaced when it is no longer at the touch, and otherwise keeps its queue place; it fails at 180 s. */
function isGivenUpByS4({ ageUs, ticksBehind }: RestingQuote): boolean {
  if (ageUs >= microseconds(limits.fixedS4FailMs)) return true;
  return ticksBehind > 0 && ageUs >= microseconds(limits.fixedS4CheckMs);
}
