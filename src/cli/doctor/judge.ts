// From facts to findings: every check is asked, what it came to is ordered by what matters, and the whole has one verdict.
import type { DoctorFacts, LegFacts } from './facts.ts';
import {
  checkNames,
  verdicts,
  type CheckName,
  type Finding,
  type Judgement,
  type Verdict,
} from './finding.ts';
import { checkKeys, checkReach } from './checks/access.ts';
import { checkAccount } from './checks/account.ts';
import { checkClock } from './checks/clock.ts';
import { checkEnvironmentFile } from './checks/env-file.ts';
import { checkExpiry } from './checks/expiry.ts';
import { checkFees } from './checks/fees.ts';
import { checkLeftovers } from './checks/leftovers.ts';
import { checkMayTrade, checkMayWithdraw } from './checks/key-powers.ts';
import { checkMargin, checkSafeSize } from './checks/margin.ts';
import { checkOrderTest } from './checks/order-test.ts';
import { checkRoundTrips } from './checks/round-trips.ts';
import { checkSize } from './checks/size.ts';
import { checkStakes } from './checks/stakes.ts';
import { checkPrivateStream, checkPublicStream } from './checks/streams.ts';
import { checkSymbol } from './checks/symbol.ts';

export interface Report {
  /** The worst of all; what is not known is no fault. */
  readonly verdict: Exclude<Verdict, 'not-known'>;
  readonly counts: Readonly<Record<Verdict, number>>;
  /** The worst first, and then by what matters. */
  readonly findings: readonly Finding[];
}

/** `undefined` where what it stands on is not there. */
type LegCheck = (leg: LegFacts, facts: DoctorFacts) => Judgement | undefined;
type PairCheck = (facts: DoctorFacts) => Judgement | undefined;

const legChecks: Readonly<Partial<Record<CheckName, LegCheck>>> = {
  reach: checkReach,
  keys: checkKeys,
  symbol: checkSymbol,
  account: checkAccount,
  margin: checkMargin,
  leftovers: checkLeftovers,
  'public-stream': checkPublicStream,
  'private-stream': checkPrivateStream,
  'may-trade': checkMayTrade,
  'may-withdraw': checkMayWithdraw,
  clock: checkClock,
  'round-trips': checkRoundTrips,
  fees: checkFees,
  'order-test': checkOrderTest,
  expiry: checkExpiry,
};

const pairChecks: Readonly<Partial<Record<CheckName, PairCheck>>> = {
  stakes: checkStakes,
  size: checkSize,
  'safe-size': checkSafeSize,
};

export function judge(facts: DoctorFacts): Report {
  const findings = checkNames.flatMap((check) => findingsOf(check, facts));
  const sorted = verdicts.flatMap((verdict) => findings.filter((finding) => finding.verdict === verdict));
  const counts = Object.fromEntries(
    verdicts.map((verdict) => [verdict, findings.filter((finding) => finding.verdict === verdict).length]),
  ) as Record<Verdict, number>;
  const verdict = counts.failed > 0 ? 'failed' : counts.warning > 0 ? 'warning' : 'ok';
  return { verdict, counts, findings: sorted };
}

function findingsOf(check: CheckName, facts: DoctorFacts): Finding[] {
  if (check === 'env-file')
    return [findingOf(check, facts.environmentFile?.path ?? 'environment', checkEnvironmentFile(facts))];
  const ofPair = pairChecks[check];
  if (ofPair !== undefined) return [findingOf(check, 'pair', ofPair(facts))];
  // Asked for by a flag: without it there is nothing that could be known.
  if (check === 'order-test' && !facts.isOrderTest) return [];
  return legsOf(facts).map((leg) => findingOf(check, leg.venue, legChecks[check]?.(leg, facts)));
}

/** A venue that is both legs is judged once. */
const legsOf = ({ primary, hedge }: DoctorFacts): readonly LegFacts[] =>
  primary.venue === hedge.venue ? [primary] : [primary, hedge];

function findingOf(check: CheckName, subject: string, judgement: Judgement | undefined): Finding {
  const isBlocked = judgement === undefined;
  return { check, subject, isBlocked, ...(judgement ?? { verdict: 'not-known', text: 'not looked at' }) };
}
