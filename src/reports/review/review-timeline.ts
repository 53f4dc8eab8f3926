// The timeline as text: running totals for pictures, and periods for tables, which add up to the whole run.
import { formatRounded, formatUnits, ratioUnits } from '../../core/decimal.ts';
import { formatBase } from '../../core/money.ts';
import { toQuoteAmount, zeroExact, type ExactAmount } from '../../ledger/exact-amount.ts';
import { amountText, countShareText } from '../figures.ts';
import { places } from '../run-summary.ts';
import type { Period, TimelinePoint, TimelineReview } from './run-review.ts';
import { inFewer, type Timeline, type TimeStep, type Totals } from './timeline.ts';

const periodsMost = 16;

const nothingYet: Totals = {
  gross: zeroExact,
  net: zeroExact,
  volume: zeroExact,
  cycles: 0,
  attempts: { completed: 0, failed: 0 },
};

export function reviewTimeline({ steps, stepSeconds }: Timeline): TimelineReview {
  const inPeriods = inFewer(steps, stepSeconds, periodsMost);
  return {
    stepSeconds,
    points: steps.map(pointOf),
    periodSeconds: inPeriods.stepSeconds,
    periods: inPeriods.steps.map((step, index) =>
      periodOf(step, inPeriods.steps[index - 1]?.totals ?? nothingYet),
    ),
  };
}

const pointOf = ({
  startUs,
  totals,
  deltaLeast,
  deltaMost,
  deltaTime,
  coveredUs,
}: TimeStep): TimelinePoint => ({
  startUs,
  grossPnl: amountText(totals.gross),
  netPnl: amountText(totals.net),
  netDeltaLeast: formatBase(deltaLeast),
  netDeltaMost: formatBase(deltaMost),
  netDeltaMean: formatRounded(coveredUs === 0 ? 0n : deltaTime / BigInt(coveredUs), 8),
});

function periodOf({ startUs, totals }: TimeStep, before: Totals): Period {
  const completed = totals.attempts.completed - before.attempts.completed;
  const failed = totals.attempts.failed - before.attempts.failed;
  // Differences of what was rounded already: so periods add up to the whole.
  const between = (of: (totals: Totals) => ExactAmount): bigint =>
    toQuoteAmount(of(totals)) - toQuoteAmount(of(before));
  const volume = between((each) => each.volume);
  const net = between((each) => each.net);
  return {
    startUs,
    cycles: totals.cycles - before.cycles,
    attempts: { completed, failed },
    fillRate: countShareText(completed, completed + failed, places.share),
    volume: formatUnits(volume),
    grossPnl: formatUnits(between((each) => each.gross)),
    netPnl: formatUnits(net),
    costPerMillion:
      volume === 0n ? null : formatRounded(ratioUnits(-net * 1_000_000n, volume), places.perMillion),
  };
}
