// I14 money: cash + position value + fees + funding balance per venue to the smallest unit, without floats.
//
// Read so: after every fill the venue's own books balance with what the auditor makes of the fills; and whenever everything that
// was filled or paid has been told, and had a turn to be booked, the bot's books say exactly what the auditor predicts: position, cash,
// fees, funding, notionals and the number of fills. So they do at the end. A process that has been restarted is I9's until then.
// What was paid while nobody listened is told within the interval in which it is asked for, while the venue answers truthfully.
import { limits, microseconds } from '../../src/core/limits.ts';
import type { Checker, Observed } from '../observed.ts';
import { legNames } from '../scenario/scenario.ts';
import { lookLimitUs } from './facts/detection.ts';
import type { RunFacts } from './facts/run-facts.ts';
import { millisecondsIn } from './facts/words.ts';

export function i14Money(facts: RunFacts): Checker {
  const { books } = facts;
  let comparedAtUs = 0;
  return {
    invariant: 'I14',
    check: (observed) => {
      const { nowUs } = observed;
      const unasked = findUntold(facts, observed);
      if (unasked !== undefined) return unasked;
      if (books.venueError !== undefined || comparedAtUs >= books.movedAtUs) return books.venueError;
      if (facts.bot.generation !== 1 || !books.areTold(nowUs)) return undefined;
      comparedAtUs = nowUs;
      return books.compare(observed);
    },
    atEnd: (observed) => (facts.bot.finishedAtUs === undefined ? books.compare(observed) : undefined),
  };
}

function findUntold(facts: RunFacts, { nowUs, config }: Observed): string | undefined {
  const { books, bot, legs } = facts;
  if (!books.isFundingUntold || bot.finishedAtUs !== undefined) return undefined;
  for (const leg of legNames) {
    const untoldSinceUs = books.untoldFundingSinceUs(leg);
    if (untoldSinceUs === Infinity) continue;
    const fromUs = Math.max(untoldSinceUs, bot.caughtUpSinceUs, legs[leg].truthfulSinceUs);
    const limitUs = microseconds(limits.fundingPollMs) + lookLimitUs(facts, config);
    if (nowUs - fromUs <= limitUs) continue;
    return `${leg}: funding that was paid has not been asked for in ${millisecondsIn(nowUs - fromUs)} ms (allowed: ${millisecondsIn(limitUs)} ms)`;
  }
  return undefined;
}
