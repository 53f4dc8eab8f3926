// Whether the account holds or has resting what is not this run's: a run does not start beside it.
import type { LegFacts } from '../facts.ts';
import { failed, ok, type Judgement } from '../finding.ts';
import { isOfTheConnection, unanswered } from '../words.ts';

export function checkLeftovers({ leftovers }: LegFacts): Judgement | undefined {
  if (leftovers === undefined) return undefined;
  if (leftovers.ok) return ok('flat, and no order rests there');
  return isOfTheConnection(leftovers) ? unanswered(leftovers) : failed(leftovers.message, leftovers.remedy);
}
