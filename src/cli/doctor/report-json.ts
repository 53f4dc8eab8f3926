// A report for a program: the verdict, and every finding with its figures as decimal texts and whole numbers.
import type { WhichPair } from './look-at-pair.ts';
import type { Report } from './judge.ts';

export function describeReport(
  { verdict, counts, findings }: Report,
  { primary, hedge, ticker }: Pick<WhichPair, 'primary' | 'hedge' | 'ticker'>,
): Record<string, unknown> {
  return {
    verdict,
    primary,
    hedge,
    ticker,
    counts,
    findings: findings.map(({ check, subject, verdict: each, text, remedy, figures = {} }) => ({
      check,
      subject,
      verdict: each,
      text,
      remedy: remedy ?? null,
      figures,
    })),
  };
}
