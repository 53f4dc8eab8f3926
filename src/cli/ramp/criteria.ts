// What a stage must have shown before the next one may be larger. Each criterion is judged by figures, and told with them; the
// positions are compared with the venues' own books, not with what the venues have told us.
import type { RunOutcome } from '../../core/commands.ts';
import { formatLots } from '../../core/instrument.ts';
import { absBase, formatBase, formatQuote, negateQuote, type Lots } from '../../core/money.ts';
import { tolerance } from '../../core/pair.ts';
import type { Leg } from '../../execution/leg.ts';
import type { PairState } from '../../execution/pair-state.ts';
import type { CriterionResult } from '../../reports/ramp-summary.ts';
import { isLimitEnd } from './limit-ends.ts';

/** Each has its line in docs/runbook.md. */
export const criterionCodes = [
  'ended-flat',
  'round-trips-done',
  'not-halted',
  'limits-kept',
  'net-delta-zero',
  'positions-agree',
  'hedges-recovered',
] as const;
export type CriterionCode = (typeof criterionCodes)[number];

export interface EndedStage {
  readonly pair: PairState;
  readonly outcome: RunOutcome;
  readonly endReason: string;
  /** Of each leg, in the venue's own books. Long > 0. */
  readonly venuePositions: { readonly primary: Lots; readonly hedge: Lots };
}

/** In the order of the codes. */
export function judgeStage(stage: EndedStage): CriterionResult[] {
  return criterionCodes.map((code) => ({ code, ...judges[code](stage) }));
}

type Judgement = Omit<CriterionResult, 'code'>;

const judges: Readonly<Record<CriterionCode, (stage: EndedStage) => Judgement>> = {
  'ended-flat': ({ outcome, endReason }) => ({
    isMet: outcome === 'flat',
    figures: `${outcome} (${endReason})`,
  }),
  'round-trips-done': ({ pair: { counters, config }, endReason }) => ({
    isMet: config.iterations !== undefined && counters.iterationsDone >= config.iterations,
    figures: `${counters.iterationsDone} of ${config.iterations ?? 'any number'}, ended by ${endReason}`,
  }),
  'not-halted': ({ pair: { halt } }) => ({ isMet: halt === undefined, figures: halt?.code ?? 'no halt' }),
  'limits-kept': judgeLimits,
  'net-delta-zero': ({ pair }) => {
    const allowed = tolerance(pair.config, pair.hedge.touch);
    const { base } = pair.primary.instrument;
    return {
      isMet: absBase(pair.netDelta) <= allowed,
      figures: `net delta ${formatBase(pair.netDelta)} ${base}, tolerance ${formatBase(allowed)}`,
    };
  },
  'positions-agree': ({ pair, venuePositions }) => {
    const legs = [
      [pair.primary, venuePositions.primary],
      [pair.hedge, venuePositions.hedge],
    ] as const;
    return {
      isMet: legs.every(([leg, atVenue]) => leg.position === atVenue),
      figures: legs.map(([leg, atVenue]) => positionsText(leg, atVenue)).join('; '),
    };
  },
  'hedges-recovered': ({ pair: { counters, emergency } }) => ({
    isMet: counters.hedgeFailures === counters.recoveries && emergency === undefined,
    figures: `${counters.hedgeFailures} hedges failed, ${counters.recoveries} recovered`,
  }),
};

/** The gate looks before each BUILD; what the last round trip lost counts all the same. */
function judgeLimits({ pair, endReason }: EndedStage): Judgement {
  const { dailyLossLimit } = pair.config;
  const net = pair.dailyNet();
  const isLossKept = dailyLossLimit === undefined || net === undefined || net > negateQuote(dailyLossLimit);
  const isStopped = isLimitEnd(endReason);
  const day = net === undefined ? 'no price for the day' : `net ${formatQuote(net)} since 00:00 UTC`;
  const limit = dailyLossLimit === undefined ? 'no loss limit' : `limit −${formatQuote(dailyLossLimit)}`;
  return { isMet: isLossKept && !isStopped, figures: `${day}, ${limit}${isStopped ? `; ${endReason}` : ''}` };
}

function positionsText({ instrument, position }: Leg, atVenue: Lots): string {
  return `${instrument.venue}: booked ${formatLots(instrument, position)}, at the venue ${formatLots(instrument, atVenue)}`;
}
