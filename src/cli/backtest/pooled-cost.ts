// Where the money of several runs went as if they were one: amounts are added up, and what is per 1 000 000 of volume adds up to the cent again.
import { assertPresent } from '../../core/assert.ts';
import { parseQuote } from '../../core/money.ts';
import { exactPerQuoteUnit, negateExact, type ExactAmount } from '../../ledger/exact-amount.ts';
import type { HorizonParts } from '../../reports/review/cost-book.ts';
import {
  reviewCost,
  type CostFigure,
  type CostPartName,
  type CostReview,
  type HorizonReview,
} from '../../reports/review/cost-review.ts';
import type { PooledFigures } from './pooled-figures.ts';

/** `figures` are of the same runs. */
export function poolCosts(
  costs: readonly CostReview[],
  { volume, grossPnl, netPnl, costPerMillion }: PooledFigures,
): CostReview {
  const part = (name: CostPartName): ExactAmount =>
    sum(costs.map(({ parts }) => exact(parts.find((each) => each.name === name))));
  const horizons = costs[0]?.horizons.map(({ afterSeconds }) => poolHorizon(costs, afterSeconds)) ?? [];
  return reviewCost(
    {
      makerSpread: part('makerSpread'),
      takerSpread: part('takerSpread'),
      slippage: part('slippage'),
      mids: sum([part('adverseSelection'), part('held')]),
      horizons,
    },
    {
      volume: exactOf(volume),
      pnl: {
        gross: exactOf(grossPnl),
        fees: part('fees'),
        rebates: negateExact(part('rebates')),
        funding: negateExact(part('funding')),
        net: exactOf(netPnl),
      },
      costPerMillion,
    },
  );
}

function poolHorizon(costs: readonly CostReview[], seconds: number): HorizonParts {
  const all = costs.flatMap(({ horizons }) =>
    horizons.filter(({ afterSeconds }) => afterSeconds === seconds),
  );
  const total = (of: (horizon: HorizonReview) => CostFigure): ExactAmount =>
    sum(all.map((each) => exact(of(each))));
  return {
    seconds,
    measured: all.reduce((count, { measured }) => count + measured, 0),
    fills: all.reduce((count, { fills }) => count + fills, 0),
    primary: total(({ primary }) => primary),
    hedge: total(({ hedge }) => hedge),
    held: total(({ held }) => held),
  };
}

const exact = (figure: CostFigure | undefined): ExactAmount => exactOf(figure?.amount ?? '0');

const exactOf = (text: string): ExactAmount =>
  (assertPresent(parseQuote(text), () => `the amount ${text} of a review`) *
    exactPerQuoteUnit) as ExactAmount;

const sum = (amounts: readonly ExactAmount[]): ExactAmount =>
  amounts.reduce((total, amount) => (total + amount) as ExactAmount, 0n as ExactAmount);
