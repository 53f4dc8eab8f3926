// What a run cost, in parts, as text: amounts in full, and per 1 000 000 of volume in cents that add up to the cent.
import { assertPresent } from '../../core/assert.ts';
import { formatRounded, formatUnits, parseUnits } from '../../core/decimal.ts';
import {
  exactPerQuoteUnit,
  negateExact,
  toQuoteAmount,
  type ExactAmount,
} from '../../ledger/exact-amount.ts';
import type { Pnl } from '../../ledger/pnl.ts';
import type { Ratio } from '../run-summary.ts';
import { apportion } from './apportion.ts';
import type { CostParts, HorizonParts } from './cost-book.ts';

export type CostPartName =
  'makerSpread' | 'takerSpread' | 'slippage' | 'adverseSelection' | 'held' | 'fees' | 'rebates' | 'funding';

/** A cost is above 0, a gain below. */
export interface CostFigure {
  readonly amount: string;
  /** Null without volume. */
  readonly perMillion: Ratio;
}

export interface CostReview {
  /** −net PnL. */
  readonly total: CostFigure;
  /** They add up to the total, in `amount` and in `perMillion`. Adverse selection is that of `afterSeconds`. */
  readonly parts: readonly ({ readonly name: CostPartName } & CostFigure)[];
  readonly afterSeconds: number;
  /** Adverse selection + held is the same for every horizon. */
  readonly horizons: readonly HorizonReview[];
}

export interface HorizonReview {
  readonly afterSeconds: number;
  readonly measured: number;
  readonly fills: number;
  readonly primary: CostFigure;
  readonly hedge: CostFigure;
  /** Primary + hedge. */
  readonly adverseSelection: CostFigure;
  readonly held: CostFigure;
}

const shownAfterSeconds = 5;
const centsInMillion = 100_000_000n;

export interface CostContext {
  readonly volume: ExactAmount;
  readonly pnl: Pnl;
  /** As the summary has it: what the parts have to add up to. */
  readonly costPerMillion: Ratio;
}

export function reviewCost(costs: CostParts, { volume, pnl, costPerMillion }: CostContext): CostReview {
  const split = splitting(volume);
  const total: Figure = {
    units: -toQuoteAmount(pnl.net),
    cents: costPerMillion === null ? null : centsOf(costPerMillion),
  };
  const [makerSpread, takerSpread, slippage, mids, fees, rebates, funding] = split(total, [
    costs.makerSpread,
    costs.takerSpread,
    costs.slippage,
    costs.mids,
    pnl.fees,
    negateExact(pnl.rebates),
    negateExact(pnl.funding),
  ]);
  const horizons = costs.horizons.map((horizon) => reviewHorizon(horizon, mids, split));
  const { adverseSelection, held } = assertPresent(
    horizons.find(({ afterSeconds }) => afterSeconds === shownAfterSeconds),
    'the horizon that is shown among the parts',
  );
  return {
    total: textOf(total),
    parts: [
      { name: 'makerSpread', ...textOf(makerSpread) },
      { name: 'takerSpread', ...textOf(takerSpread) },
      { name: 'slippage', ...textOf(slippage) },
      { name: 'adverseSelection', ...adverseSelection },
      { name: 'held', ...held },
      { name: 'fees', ...textOf(fees) },
      { name: 'rebates', ...textOf(rebates) },
      { name: 'funding', ...textOf(funding) },
    ],
    afterSeconds: shownAfterSeconds,
    horizons,
  };
}

function reviewHorizon(horizon: HorizonParts, mids: Figure, split: Split): HorizonReview {
  const { seconds, measured, fills } = horizon;
  const [primary, hedge, held] = split(mids, [horizon.primary, horizon.hedge, horizon.held]);
  const adverseSelection: Figure = {
    units: primary.units + hedge.units,
    cents: primary.cents === null || hedge.cents === null ? null : primary.cents + hedge.cents,
  };
  return {
    afterSeconds: seconds,
    measured,
    fills,
    primary: textOf(primary),
    hedge: textOf(hedge),
    adverseSelection: textOf(adverseSelection),
    held: textOf(held),
  };
}

interface Figure {
  /** In 10^−18 of the reporting asset. */
  readonly units: bigint;
  /** Per 1 000 000 of volume; null without volume. */
  readonly cents: bigint | null;
}

/** Figures of these amounts that add up to the one that is given, in both. */
type Split = <const Amounts extends readonly ExactAmount[]>(
  whole: Figure,
  amounts: Amounts,
) => { readonly [Index in keyof Amounts]: Figure };

const splitting =
  (volume: ExactAmount): Split =>
  (whole, amounts) => {
    const units = apportion(amounts, exactPerQuoteUnit, whole.units);
    const inMillion = amounts.map((amount) => amount * centsInMillion);
    const cents = whole.cents === null ? [] : apportion(inMillion, volume, whole.cents);
    const figures = units.map((each, index): Figure => ({ units: each, cents: cents[index] ?? null }));
    return figures as { readonly [Index in keyof typeof amounts]: Figure };
  };

const textOf = ({ units, cents }: Figure): CostFigure => ({
  amount: formatUnits(units),
  perMillion: cents === null ? null : formatRounded(cents, 2, 2),
});

const centsOf = (perMillion: string): bigint =>
  assertPresent(
    parseUnits(formatRounded(assertPresent(parseUnits(perMillion), `"${perMillion}" is a number`), 2), 2),
    'a number that was rounded to cents',
  );
