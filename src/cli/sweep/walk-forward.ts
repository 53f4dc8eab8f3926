// Choosing on the past and judging on what came after: the markets are cut into folds in the order of their time. Whatever is best on the first
// ones is judged on the next, which it was not chosen on; the last choice is the winner.
import { assertPresent } from '../../core/assert.ts';
import { poolFigures, type PooledFigures, type PoolableSummary } from '../backtest/pooled-figures.ts';

export const objectives = ['cost', 'volume', 'net'] as const;
/** The least net cost per 1M, the most volume an hour, or the most net PnL an hour. */
export type Objective = (typeof objectives)[number];

/** One point of the grid on every unit of market time, in order. */
export interface TrialRow {
  readonly name: string;
  readonly units: readonly PoolableSummary[];
}

export interface Step {
  /** The folds before this one, from 0, were chosen on. */
  readonly fold: number;
  readonly chosen: string;
  readonly inSample: PooledFigures;
  readonly outOfSample: PooledFigures;
}

export interface WalkForward {
  readonly steps: readonly Step[];
  /** What choosing like this would have brought, over all folds that were judged on. */
  readonly outOfSample: PooledFigures;
  /** Of the last step. */
  readonly winner: Step;
  /** Every trial on what the winner was chosen on, the best first. */
  readonly ranking: readonly RankedTrial[];
}

export interface RankedTrial {
  readonly name: string;
  readonly inSample: PooledFigures;
  readonly outOfSample: PooledFigures;
}

/** Where fold `index` of `folds` begins among so many units. */
export const foldStart = (index: number, folds: number, units: number): number =>
  Math.floor((index * units) / folds);

export function walkForward(trials: readonly TrialRow[], folds: number, objective: Objective): WalkForward {
  const units = trials[0]?.units.length ?? 0;
  const cut = ({ units: all }: TrialRow, from: number, to: number): readonly PoolableSummary[] =>
    all.slice(foldStart(from, folds, units), foldStart(to, folds, units));
  const judged: PoolableSummary[] = [];
  const steps = Array.from({ length: folds - 1 }, (_, index): Step => {
    const fold = index + 1;
    const best = assertPresent(rank(trials, (trial) => cut(trial, 0, fold), objective)[0], 'a trial');
    const after = cut(best, fold, fold + 1);
    judged.push(...after);
    return {
      fold,
      chosen: best.name,
      inSample: poolFigures(cut(best, 0, fold)),
      outOfSample: poolFigures(after),
    };
  });
  const last = folds - 1;
  return {
    steps,
    outOfSample: poolFigures(judged),
    winner: assertPresent(steps.at(-1), 'a step'),
    ranking: rank(trials, (trial) => cut(trial, 0, last), objective).map((trial) => ({
      name: trial.name,
      inSample: poolFigures(cut(trial, 0, last)),
      outOfSample: poolFigures(cut(trial, last, folds)),
    })),
  };
}

/** Of equal ones the first stays first; what traded nothing comes last. */
function rank(
  trials: readonly TrialRow[],
  of: (trial: TrialRow) => readonly PoolableSummary[],
  objective: Objective,
): TrialRow[] {
  const scored = trials.map((trial) => ({ trial, score: scoreOf(poolFigures(of(trial)), objective) }));
  return scored.sort((left, right) => right.score - left.score).map(({ trial }) => trial);
}

/** Greater is better. Floats are enough to choose by. */
function scoreOf(
  { costPerMillion, volumePerHour, netPnl, durationSeconds }: PooledFigures,
  objective: Objective,
): number {
  if (costPerMillion === null || volumePerHour === null) return -Number.MAX_VALUE;
  switch (objective) {
    case 'cost':
      return -Number(costPerMillion);
    case 'volume':
      return Number(volumePerHour);
    case 'net':
      return Number(netPnl) / Number(durationSeconds);
  }
}
