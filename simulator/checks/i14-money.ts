// I14 money: cash + position value + fees + funding balance per venue to the smallest unit, without floats.
//
// Read so: after every fill the venue's own books balance with what the auditor makes of the fills; and whenever everything that
// was filled or paid has been told, and had a turn to be booked, the bot's books say exactly what the auditor predicts: position, cash,
// fees, funding, notionals and the number of fills. So they do at the end. A process that has been restarted is I9's until then.
import type { Checker } from '../observed.ts';
import type { RunFacts } from './facts/run-facts.ts';

export function i14Money(facts: RunFacts): Checker {
  const { books } = facts;
  let comparedAtUs = 0;
  return {
    invariant: 'I14',
    check: (observed) => {
      const { nowUs } = observed;
      if (books.venueError !== undefined || comparedAtUs >= books.movedAtUs) return books.venueError;
      if (facts.bot.generation !== 1 || !books.areTold(nowUs)) return undefined;
      comparedAtUs = nowUs;
      return books.compare(observed);
    },
    atEnd: (observed) => (facts.bot.finishedAtUs === undefined ? books.compare(observed) : undefined),
  };
}
