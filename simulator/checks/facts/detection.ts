// How soon what nobody told must be found by asking: the limits that I1, I5, I6 and I9 share.
import { limits, microseconds } from '../../../src/core/limits.ts';
import type { PairConfig } from '../../../src/core/pair.ts';
import type { RunFacts } from './run-facts.ts';

/** A fill of ours: poll interval + round trip + 2 s. Where requests are counted, one has to become free first. */
export function lookLimitUs({ roundTripUs }: RunFacts, { orderRate }: PairConfig): number {
  return microseconds(limits.positionPollMs + 2_000 + (orderRate?.perMs ?? 0)) + roundTripUs;
}

/** A change that is not ours: the same, and the time and the answers that prove it. */
export function foreignLimitUs(facts: RunFacts, config: PairConfig): number {
  const proofMs = limits.foreignProofMs + limits.positionReplyMs + 2 * limits.positionRecheckMs;
  return lookLimitUs(facts, config) + microseconds(proofMs) + 3 * facts.roundTripUs;
}
