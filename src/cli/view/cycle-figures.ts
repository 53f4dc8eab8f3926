// One finished cycle as a person reads it: matched quantity, average price on each venue, and what lay between them.
import { formatRounded } from '../../core/decimal.ts';
import type { Instrument } from '../../core/instrument.ts';
import { formatBase } from '../../core/money.ts';
import type { Side } from '../../core/side.ts';
import { spreadOf, type CycleView } from '../../ledger/cycle.ts';
import {
  negateExact,
  perBaseUnits,
  shareUnits,
  toQuoteAmount,
  type ExactAmount,
} from '../../ledger/exact-amount.ts';
import { signed } from '../../reports/readable.ts';
import { noFigure, secondsText } from './figures.ts';

export interface CycleFigures {
  /** "BUILD" or "UNWIND". */
  readonly kind: string;
  /** What the primary leg did. */
  readonly side: Side;
  readonly matched: string;
  /** Average prices of the matched quantity. */
  readonly primaryPrice: string;
  readonly hedgePrice: string;
  /** Average sell − average buy price. */
  readonly spread: string;
  readonly edgeBps: string;
  /** Fees and rebates of the cycle as they change the result: paid < 0. */
  readonly fees: string;
  readonly took: string;
}

/** Prices have the decimals of their own venue's tick; `legs` says which venues those are. */
export function cycleFigures(
  cycle: CycleView,
  legs: { readonly primary: WithInstrument; readonly hedge: WithInstrument },
): CycleFigures {
  const { start, endedAtUs, primarySide, matchedQuantity } = cycle;
  const [primaryPlaces, hedgePlaces] = [legs.primary, legs.hedge].map(
    ({ instrument }) => instrument.tickSize.decimals,
  ) as [number, number];
  const matched = cycle.matched();
  const [primary, hedge] =
    primarySide === 'buy' ? [matched.bought, matched.sold] : [matched.sold, matched.bought];
  const perBase = (amount: ExactAmount, places: number): string =>
    matchedQuantity === 0n ? noFigure : formatRounded(perBaseUnits(amount, matchedQuantity), places);
  const spread = spreadOf(matched);
  return {
    kind: start.kind.toUpperCase(),
    side: primarySide,
    matched: formatBase(matchedQuantity),
    primaryPrice: perBase(primary, primaryPlaces),
    hedgePrice: perBase(hedge, hedgePlaces),
    spread: withSign(perBase(spread, Math.max(primaryPlaces, hedgePlaces))),
    edgeBps: edgeText(cycle, spread, matched.bought),
    fees: signed(formatRounded(toQuoteAmount(negateExact(cycle.fees)), 4), 4),
    took: endedAtUs === undefined ? noFigure : secondsText((endedAtUs - start.atUs) / 1_000_000),
  };
}

interface WithInstrument {
  readonly instrument: Instrument;
}

/** A cycle without matched quantity has no edge, but a reason for that. */
function edgeText({ outcome }: CycleView, spread: ExactAmount, bought: ExactAmount): string {
  if (bought !== 0n) return withSign(formatRounded(shareUnits(spread, bought, 10_000n), 2));
  return outcome === 'abandoned' ? 'abandoned' : noFigure;
}

const withSign = (text: string): string =>
  text === noFigure ? text : signed(text, text.split('.')[1]?.length ?? 0);
