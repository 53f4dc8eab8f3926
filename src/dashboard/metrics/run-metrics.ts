// What Prometheus is told of the runs that go on: the figures of their statuses, in base units, by run and venue.
import type { RunStatus, StatusLeg } from '../../status/run-status.ts';
import { verdictStates } from '../../status/run-status.ts';
import type { FleetRun } from '../fleet/fleet.ts';
import { renderMetrics, type Family, type Sample } from './exposition.ts';

/** Of one run: its label, and what it last told. */
interface Told {
  readonly run: string;
  readonly status: RunStatus;
}

type Labels = Readonly<Record<string, string>>;
type Value = Sample['value'];

export function runMetrics(runs: readonly FleetRun[], nowMs: number): string {
  const open = runs.filter(({ isOpen }) => isOpen);
  const told = open.flatMap(({ name, status }) => (status === undefined ? [] : [{ run: name, status }]));
  return renderMetrics([
    upOf(open),
    infoOf(told),
    verdictsOf(told),
    ...riskOf(told, nowMs),
    ...legsOf(told),
    ...moneyOf(told),
    ...workOf(told),
    usedOf(told),
  ]);
}

const upOf = (open: readonly FleetRun[]): Family => ({
  name: 'evenkeel_up',
  type: 'gauge',
  help: 'Whether a process of the run answers.',
  samples: open.map(({ name, status, silence }) => ({
    labels: { run: name },
    value: status !== undefined && silence === undefined ? 1 : 0,
  })),
});

const infoOf = (told: readonly Told[]): Family => ({
  name: 'evenkeel_run_info',
  type: 'gauge',
  help: 'What the run is; always 1.',
  samples: told.map(({ run, status: { identity } }) => {
    const { pair, world, engineVersion, baseAsset, quoteAsset } = identity;
    const labels = {
      run,
      pair,
      world,
      version: engineVersion,
      base_asset: baseAsset,
      quote_asset: quoteAsset,
    };
    return { labels, value: 1 };
  }),
});

const verdictsOf = (told: readonly Told[]): Family => ({
  name: 'evenkeel_verdict',
  type: 'gauge',
  help: 'The verdict on the run: 1 for the state that it is in.',
  samples: told.flatMap(({ run, status: { verdict } }) =>
    verdictStates.map((state) => ({ labels: { run, state }, value: verdict.state === state ? 1 : 0 })),
  ),
});

const riskOf = (told: readonly Told[], nowMs: number): readonly Family[] => [
  gauge('evenkeel_status_age_seconds', 'How old what the run told last is.', told, ({ status }) =>
    seconds(Math.max(0, nowMs - status.madeAtMs)),
  ),
  gauge('evenkeel_engine_silence_seconds', 'Since the engine last decided.', told, ({ status }) =>
    seconds(status.engineSilenceMs),
  ),
  gauge(
    'evenkeel_net_delta_base',
    'Sum of both positions, in the base asset.',
    told,
    ({ status }) => status.netDeltaBase,
  ),
  gauge(
    'evenkeel_net_delta_value_quote',
    'What net delta is worth, without its sign.',
    told,
    ({ status }) => status.netDeltaValueQuote,
  ),
  gauge(
    'evenkeel_naked_seconds',
    'How long something has been naked; 0 while nothing is.',
    told,
    ({ status }) => seconds(status.verdict.nakedForMs ?? 0),
  ),
];

const legsOf = (told: readonly Told[]): readonly Family[] => [
  ofLegs(
    'evenkeel_position_base',
    'gauge',
    'Position, long > 0, in the base asset.',
    told,
    (leg) => leg.positionBase,
  ),
  ofLegs('evenkeel_book_age_seconds', 'gauge', 'Since the book last spoke.', told, (leg) =>
    seconds(leg.bookAgeMs),
  ),
  ofLegs(
    'evenkeel_equity_quote',
    'gauge',
    'Equity of the account.',
    told,
    (leg) => leg.margin?.equityQuote ?? null,
  ),
  ofLegs(
    'evenkeel_free_margin_quote',
    'gauge',
    'Free margin of the account.',
    told,
    (leg) => leg.margin?.freeMarginQuote ?? null,
  ),
  ofLegs('evenkeel_liquidation_distance_ratio', 'gauge', 'The adverse move that liquidates.', told, (leg) =>
    ratio(leg.margin?.liquidationDistancePercent ?? null),
  ),
  ofLegs(
    'evenkeel_volume_maker_quote_total',
    'counter',
    'Notional traded as maker.',
    told,
    (leg) => leg.makerVolumeQuote,
  ),
  ofLegs(
    'evenkeel_volume_taker_quote_total',
    'counter',
    'Notional traded as taker.',
    told,
    (leg) => leg.takerVolumeQuote,
  ),
];

const moneyOf = (told: readonly Told[]): readonly Family[] => [
  gauge('evenkeel_pnl_gross_quote', 'Gross PnL.', told, ({ status }) => status.money.grossPnlQuote),
  gauge(
    'evenkeel_pnl_net_quote',
    'Net PnL, after fees, rebates and funding.',
    told,
    ({ status }) => status.money.netPnlQuote,
  ),
  gauge(
    'evenkeel_pnl_net_today_quote',
    'Net result since 00:00 UTC.',
    told,
    ({ status }) => status.money.todayNetQuote,
  ),
  gauge('evenkeel_funding_quote', 'Funding, received > 0.', told, ({ status }) => status.money.fundingQuote),
  counter('evenkeel_fees_quote_total', 'Fees paid.', told, ({ status }) => status.money.feesQuote),
  counter(
    'evenkeel_rebates_quote_total',
    'Rebates received.',
    told,
    ({ status }) => status.money.rebatesQuote,
  ),
  gauge(
    'evenkeel_cost_per_million_quote',
    'What a million of volume cost, net.',
    told,
    ({ status }) => status.money.costPerMillionQuote,
  ),
];

const workOf = (told: readonly Told[]): readonly Family[] => [
  counter(
    'evenkeel_attempts_completed_total',
    'Attempts that were filled.',
    told,
    ({ status }) => status.quality.attemptsCompleted,
  ),
  counter(
    'evenkeel_attempts_failed_total',
    'Attempts that were not.',
    told,
    ({ status }) => status.quality.attemptsFailed,
  ),
  counter('evenkeel_round_trips_total', 'Round trips.', told, ({ status }) => status.quality.roundTrips),
  counter(
    'evenkeel_hedge_failures_total',
    'Hedges that could not be had in time.',
    told,
    ({ status }) => status.quality.hedgeFailures,
  ),
  counter(
    'evenkeel_recoveries_total',
    'Of those, the ones that ended inside tolerance.',
    told,
    ({ status }) => status.quality.recoveries,
  ),
  counter(
    'evenkeel_exposure_quote_seconds_total',
    'How naked the run was: worth times seconds.',
    told,
    ({ status }) => status.quality.exposureQuoteSeconds,
  ),
  {
    name: 'evenkeel_hedge_latency_seconds',
    type: 'gauge',
    help: 'From the fill of a quote to the fill of its hedge, by quantile.',
    samples: told.flatMap(
      ({
        run,
        status: {
          quality: { hedgeLatency },
        },
      }) =>
        hedgeLatency === null
          ? []
          : [
              { labels: { run, quantile: '0.5' }, value: hedgeLatency.p50Us / 1_000_000 },
              { labels: { run, quantile: '0.99' }, value: hedgeLatency.p99Us / 1_000_000 },
            ],
    ),
  },
];

const usedOf = (told: readonly Told[]): Family => ({
  name: 'evenkeel_limit_used_ratio',
  type: 'gauge',
  help: 'How much of a limit is used; 1 is all of it.',
  samples: told.flatMap(({ run, status: { limits } }) =>
    limits.map(({ name, usedPercent }) => ({
      labels: { run, limit: name },
      value: usedPercent === null ? null : usedPercent / 100,
    })),
  ),
});

const ratio = (percent: string | null): Value => (percent === null ? null : Number(percent) / 100);

const seconds = (milliseconds: number | null): Value => (milliseconds === null ? null : milliseconds / 1_000);

const gauge = (name: string, help: string, told: readonly Told[], valueOf: (one: Told) => Value): Family =>
  ofRuns({ name, type: 'gauge', help }, told, valueOf);

const counter = (name: string, help: string, told: readonly Told[], valueOf: (one: Told) => Value): Family =>
  ofRuns({ name, type: 'counter', help }, told, valueOf);

function ofRuns(head: Omit<Family, 'samples'>, told: readonly Told[], valueOf: (one: Told) => Value): Family {
  return { ...head, samples: told.map((one) => ({ labels: { run: one.run }, value: valueOf(one) })) };
}

function ofLegs(
  name: string,
  type: Family['type'],
  help: string,
  told: readonly Told[],
  valueOf: (leg: StatusLeg) => Value,
): Family {
  const labelsOf = (run: string, { role, venue, account }: StatusLeg): Labels => ({
    run,
    role,
    venue,
    account,
  });
  const samples = told.flatMap(({ run, status: { legs } }) =>
    legs.map((leg) => ({ labels: labelsOf(run, leg), value: valueOf(leg) })),
  );
  return { name, type, help, samples };
}
