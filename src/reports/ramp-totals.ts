// Sums over the stages of a ramp. They are made of the stages' own figures, so that the table adds up to the last unit, and
// their ratios are ratios of the sums.
import { parityRate } from '../core/conversion.ts';
import {
  addQuote,
  formatQuote,
  negateQuote,
  parseQuote,
  zeroQuote,
  type QuoteAmount,
} from '../core/money.ts';
import { assertPresent } from '../core/assert.ts';
import { toExact } from '../ledger/exact-amount.ts';
import { countShareText, shareText } from './figures.ts';
import type { RampTotals, ScaleFigures, StageSummary } from './ramp-summary.ts';
import { places, type Ratio, type RunSummary } from './run-summary.ts';

/** Of the stages that were begun; zero, and no ratios, where there are none. */
export function totalsOf(stages: readonly StageSummary[]): RampTotals {
  const attempts = {
    completed: sum(stages, ({ attempts: { completed } }) => completed),
    failed: sum(stages, ({ attempts: { failed } }) => failed),
  };
  return {
    roundTrips: sum(stages, ({ roundTrips }) => roundTrips),
    cycles: sum(stages, ({ cycles }) => cycles),
    attempts,
    hedgeFailures: sum(stages, ({ hedgeFailures }) => hedgeFailures),
    recoveries: sum(stages, ({ recoveries }) => recoveries),
    fillRate: countShareText(attempts.completed, attempts.completed + attempts.failed, places.share),
    ...withRatios({
      volume: sumAmounts(stages, ({ volume }) => volume),
      grossPnl: sumAmounts(stages, ({ grossPnl }) => grossPnl),
      fees: sumAmounts(stages, ({ fees }) => fees),
      rebates: sumAmounts(stages, ({ rebates }) => rebates),
      funding: sumAmounts(stages, ({ funding }) => funding),
      netPnl: sumAmounts(stages, ({ netPnl }) => netPnl),
    }),
  };
}

/** The same figures of one run. */
export function scaleFigures(run: RunSummary): ScaleFigures {
  const { cycles, attempts, fillRate, hedgeFailures, recoveries } = run;
  const { volume, grossPnl, fees, rebates, funding, netPnl } = run;
  const amounts = withRatios({ volume, grossPnl, fees, rebates, funding, netPnl });
  return { cycles, attempts, fillRate, hedgeFailures, recoveries, ...amounts };
}

type Amounts = Pick<ScaleFigures, 'volume' | 'grossPnl' | 'fees' | 'rebates' | 'funding' | 'netPnl'>;
type Ratios = Pick<ScaleFigures, 'grossPnlPercent' | 'netPnlPercent' | 'costPerMillion' | 'averageEdgeBps'>;

function withRatios(amounts: Amounts): Amounts & Ratios {
  const volume = amountOf(amounts.volume);
  const gross = amountOf(amounts.grossPnl);
  const net = amountOf(amounts.netPnl);
  return {
    ...amounts,
    grossPnlPercent: share(gross, volume, 100n, places.percent),
    netPnlPercent: share(net, volume, 100n, places.percent),
    costPerMillion: share(negateQuote(net), volume, 1_000_000n, places.perMillion),
    averageEdgeBps: share(gross, volume, 10_000n, places.bps),
  };
}

/** All amounts are in one asset, so that their ratio needs no rate. */
function share(amount: QuoteAmount, volume: QuoteAmount, factor: bigint, decimals: number): Ratio {
  const rate = parityRate('', '');
  return shareText(toExact(amount, rate), toExact(volume, rate), factor, decimals);
}

function sumAmounts(stages: readonly StageSummary[], amount: (stage: StageSummary) => string): string {
  return formatQuote(stages.reduce((total, stage) => addQuote(total, amountOf(amount(stage))), zeroQuote));
}

const sum = (stages: readonly StageSummary[], count: (stage: StageSummary) => number): number =>
  stages.reduce((total, stage) => total + count(stage), 0);

const amountOf = (text: string): QuoteAmount => assertPresent(parseQuote(text), `the amount ${text}`);
