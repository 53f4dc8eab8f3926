// What the account is charged, beside what the venue lists and what a run would reckon with.
import { formatFeeRateBps } from '../../../core/money.ts';
import type { FeeSchedule } from '../../../core/instrument.ts';
import type { DoctorFacts, LegFacts } from '../facts.ts';
import { notKnown, ok, warning, type Judgement } from '../finding.ts';
import { feesText, unanswered } from '../words.ts';

export function checkFees(leg: LegFacts, { pair }: DoctorFacts): Judgement | undefined {
  const { examination, capabilities, role } = leg;
  if (examination === undefined) return undefined;
  if (!examination.ok) return unanswered(examination);
  const { account } = examination.value;
  if (account === undefined) return undefined;
  const { makerFee, takerFee } = account;
  const { listedFees, listedFeesAsOf, feesFrom } = capabilities;
  const listed = `listed ${feesText(listedFees)} (${listedFeesAsOf})`;
  if (makerFee === undefined && takerFee === undefined)
    return notKnown(
      `not told; ${listed}`,
      `they come from: ${feesFrom}; state yours with --${role}-fees where you know them`,
    );
  const actual: FeeSchedule = { maker: makerFee ?? listedFees.maker, taker: takerFee ?? listedFees.taker };
  const figures = { makerBps: formatFeeRateBps(actual.maker), takerBps: formatFeeRateBps(actual.taker) };
  const text = `${feesText(actual)}, ${listed}`;
  const reckoned = role === 'primary' ? pair?.primaryFees : pair?.hedgeFees;
  if (reckoned !== undefined && isDearer(actual, reckoned))
    return warning(
      `${text}, and a run would reckon with ${feesText(reckoned)}`,
      `take --${role}-fees away, or state what is really charged`,
      figures,
    );
  return isDearer(actual, listedFees)
    ? warning(text, 'see in the fee table of the venue why this account pays more', figures)
    : ok(text, figures);
}

const isDearer = (left: FeeSchedule, right: FeeSchedule): boolean =>
  left.maker > right.maker || left.taker > right.taker;
