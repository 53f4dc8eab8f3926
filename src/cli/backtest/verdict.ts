// What a backtest is worth, in a word and in a sentence. Good is what is good for whoever is filled least, too; what only an optimist is paid for
// is never called good.
import { assertNever } from '../../core/assert.ts';
import type { BoundReport } from './bound-report.ts';
import type { BoundName } from './bounds.ts';

export type BacktestWord =
  | 'good'
  | 'depends-on-the-queue'
  | 'optimistic-only'
  | 'not-good'
  | 'not-known'
  | 'nothing-traded'
  | 'not-flat';

export interface BacktestVerdict {
  readonly word: BacktestWord;
  readonly isGood: boolean;
  readonly text: string;
}

export type BoundReports = Readonly<Record<BoundName, BoundReport>>;

export function judgeBacktest(bounds: BoundReports): BacktestVerdict {
  const word = wordFor(bounds);
  return { word, isGood: word === 'good', text: sentence(word, bounds) };
}

function wordFor({ pessimistic, 'risk-averse': riskAverse, optimistic }: BoundReports): BacktestWord {
  const all = [pessimistic, riskAverse, optimistic];
  if (all.some(({ verdict }) => verdict === 'not-flat')) return 'not-flat';
  if (riskAverse.verdict === 'good') return pessimistic.verdict === 'good' ? 'good' : 'depends-on-the-queue';
  if (all.every(({ verdict }) => verdict === 'nothing-traded')) return 'nothing-traded';
  if (optimistic.verdict === 'good') return 'optimistic-only';
  return all.some(({ verdict }) => verdict === 'not-known') ? 'not-known' : 'not-good';
}

function sentence(word: BacktestWord, bounds: BoundReports): string {
  switch (word) {
    case 'good':
      return 'the target is met on the pessimistic and on the risk-averse bound';
    case 'depends-on-the-queue':
      return 'the target is met on the risk-averse bound, and not shown to be on the pessimistic one';
    case 'optimistic-only':
      return 'refused: the target is met on the optimistic bound alone, and no real queue fills so willingly';
    case 'not-good':
      return 'the target is missed on every bound that traded';
    case 'not-known':
      return `whether the target is met cannot be told from so few round trips${needed(bounds['risk-averse'])}`;
    case 'nothing-traded':
      return 'nothing was traded on any bound';
    case 'not-flat':
      return 'a run did not end flat';
    default:
      return assertNever(word);
  }
}

function needed({ roundTripsNeeded, figures }: BoundReport): string {
  const more = roundTripsNeeded === null ? 0 : roundTripsNeeded - figures.roundTrips;
  return more > 0 ? `: about ${more} more needed on the risk-averse bound` : '';
}
