// A run's state as data for whoever looks in from outside: a function of what is known at this moment, changing nothing. The screen is
// made from the same facts.
import { baseToLotsTowardsZero, valueAtMid } from '../../core/instrument.ts';
import { absBase, formatBase, formatQuote } from '../../core/money.ts';
import { statusOf } from '../../engine/status.ts';
import type { PairState } from '../../execution/pair-state.ts';
import type { RunSummary } from '../../reports/run-summary.ts';
import type { RunStatus, StatusAlert, StatusVerdict } from '../../status/run-status.ts';
import { remedyFor } from '../alerts/remedies.ts';
import type { RaisedAlert } from '../view/frame/frame-model.ts';
import type { RunIdentity } from './identity.ts';
import { describeLeg } from './leg-status.ts';
import { limitsInUse, targetsInUse } from './usages.ts';
import { describeVerdict } from './verdict.ts';

export interface RunFacts {
  readonly identity: RunIdentity;
  readonly pair: PairState;
  /** The figures that the screen shows, too: as new as its last frame. */
  readonly summary: RunSummary;
  /** The latest first. */
  readonly alerts: readonly RaisedAlert[];
  /** The run's clock at this moment, and the one on the wall. */
  readonly nowUs: number;
  readonly nowMs: number;
  readonly end: RunStatus['end'];
}

const alertsShown = 30;

export function describeStatus(facts: RunFacts): RunStatus {
  const { identity, pair, summary, alerts, nowUs, nowMs, end } = facts;
  return {
    madeAtMs: nowMs,
    atUs: nowUs,
    engineSilenceMs: Math.max(0, Math.round((nowUs - pair.nowUs) / 1_000)),
    identity,
    verdict: verdictOf(pair),
    netDeltaBase: formatBase(pair.netDelta),
    netDeltaValueQuote: netDeltaValueOf(pair),
    legs: [describeLeg(pair, 'primary', nowUs), describeLeg(pair, 'hedge', nowUs)],
    money: moneyOf(summary, pair),
    quality: qualityOf(summary, pair),
    progress: {
      phase: pair.cycle.phase,
      cycle: pair.cycle.number,
      iterationsDone: pair.counters.iterationsDone,
      durationSeconds: summary.durationSeconds,
    },
    limits: limitsInUse(pair),
    targets: targetsInUse(pair),
    alerts: alerts.slice(0, alertsShown).map(alertOf),
    end,
  };
}

function verdictOf(pair: PairState): StatusVerdict {
  const { halt, exposure, nowUs } = pair;
  const nakedForUs = exposure === undefined ? undefined : nowUs - exposure.sinceUs;
  const { remedy = null, ...said } = describeVerdict({ status: statusOf(pair), nakedForUs, halt });
  return {
    ...said,
    remedy,
    nakedForMs: nakedForUs === undefined ? null : Math.round(nakedForUs / 1_000),
    haltCode: halt?.code ?? null,
  };
}

function netDeltaValueOf({ netDelta, primary: { instrument, touch } }: PairState): string | null {
  if (netDelta === 0n) return '0';
  if (touch === undefined) return null;
  const quantity = baseToLotsTowardsZero(instrument, absBase(netDelta));
  return formatQuote(valueAtMid(instrument, touch.bid, touch.ask, quantity));
}

function moneyOf(summary: RunSummary, { ledger }: PairState): RunStatus['money'] {
  const today = ledger.latestDailyNet();
  return {
    grossPnlQuote: summary.grossPnl,
    feesQuote: summary.fees,
    rebatesQuote: summary.rebates,
    fundingQuote: summary.funding,
    netPnlQuote: summary.netPnl,
    todayNetQuote: today === undefined ? null : formatQuote(today),
    costPerMillionQuote: summary.costPerMillion,
    noLossMarginQuote: summary.noLossMargin.margin,
    rebatesPerMillionQuote: summary.noLossMargin.rebates,
    volumeQuote: summary.volume,
    volumePerHourQuote: summary.volumePerHour,
  };
}

function qualityOf(summary: RunSummary, { counters }: PairState): RunStatus['quality'] {
  const { attempts, hedgeLatency, roundTrips, spreadBySide } = summary;
  return {
    fillRateShare: summary.fillRate,
    attemptsCompleted: attempts.completed,
    attemptsFailed: attempts.failed,
    hedgeLatency:
      hedgeLatency === null
        ? null
        : {
            samples: hedgeLatency.samples,
            p50Us: hedgeLatency.local.p50Us,
            p99Us: hedgeLatency.local.p99Us,
          },
    exposureQuoteSeconds: summary.exposureSeconds,
    hedgeFailures: counters.hedgeFailures,
    recoveries: counters.recoveries,
    roundTrips: roundTrips.count,
    roundTripsWon: roundTrips.wins,
    buyEdgeBps: spreadBySide.buy.averageEdgeBps,
    sellEdgeBps: spreadBySide.sell.averageEdgeBps,
  };
}

function alertOf({ alert: { severity, code, text }, atUs }: RaisedAlert): StatusAlert {
  return { atUs, severity, code, text, remedy: remedyFor(code) ?? null };
}
