// A recorded run, played again once, becomes its review: every figure from the journal, and held against what the run said of itself.
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import { formatBase } from '../../core/money.ts';
import type { PairState } from '../../execution/pair-state.ts';
import type { RecordFailure } from '../../journal/failure.ts';
import type { LatencySamples } from '../../ledger/hedge-latency.ts';
import { nearestRank } from '../../reports/latency-summary.ts';
import { binLatencies } from '../../reports/review/latency-bins.ts';
import { reviewTimeline } from '../../reports/review/review-timeline.ts';
import type {
  LatencyReview,
  NetDeltaReview,
  ReplayCheck,
  ReviewedRun,
  RunReview,
  RunState,
} from '../../reports/review/run-review.ts';
import { binSpreads } from '../../reports/review/spread-bins.ts';
import type { RunSummary } from '../../reports/run-summary.ts';
import { playRecord, type Playback } from '../history/play-record.ts';
import { refuseRecord, type RecordedRun } from '../history/recorded-run.ts';
import { summarisePlayback } from '../history/summarise-playback.ts';
import { compareFigures, judgeReplay } from '../replay/judge-replay.ts';
import { haltRemedy } from '../view/halt-remedy.ts';
import type { ProcessState } from './living.ts';
import { RunWatcher } from './watch-run.ts';

export interface ReviewContext {
  /** Whether a process works on it now. */
  readonly process: ProcessState;
  /** Is told how far it has come. */
  readonly onTurn?: (turn: number, atUs: number) => void;
}

export function reviewRun(
  run: RecordedRun,
  { process, onTurn = () => undefined }: ReviewContext,
): Checked<RunReview> {
  const watcher = new RunWatcher(onTurn);
  const playback = playRecord(run, { onlooker: watcher });
  if (playback.end.kind === 'damaged') return refuseDamaged(run, playback.end.failure, playback.turns);
  const { pair } = playback;
  if (pair.startedAtUs > 0) watcher.note(pair);
  const state = stateOf(run, watcher, { halt: pair.halt, process });
  const summary = summarisePlayback(playback, { world: run.world, endReason: state.reason });
  return accepted({
    run: aboutRun(run, watcher, pair),
    state,
    replay: checkReplay(run, playback, summary),
    summary,
    cost: watcher.costs.review(pair, summary),
    timeline: reviewTimeline(watcher.timeline),
    spreadBins: binSpreads(watcher.edges?.all() ?? []),
    netDelta: netDeltaOf(watcher, pair),
    latency: latencyOf(pair.ledger.hedgeLatency()),
    alerts: { count: watcher.alertCount, latest: watcher.alerts },
  });
}

/** Where it can be vouched for, it can still be looked at. */
function refuseDamaged({ folder }: RecordedRun, failure: RecordFailure, turns: number): CheckFailure {
  const { code, message, remedy } = refuseRecord(failure);
  if (turns === 0) return refused(code, message, remedy);
  const look = `\`evenkeel replay ${folder} --until ${turns}\` shows where the pair stood before it`;
  return refused(code, message, `use another copy of the file; ${look}`);
}

function aboutRun(
  { folder, journal, queueModel }: RecordedRun,
  { processes }: RunWatcher,
  pair: PairState,
): ReviewedRun {
  const { config, startedAtUs, nowUs } = pair;
  const { strategy, primaryMode, hedgeMode, makerPolicy, size } = config;
  const hasBegun = startedAtUs > 0;
  return {
    folder,
    engineVersion: journal.run.engineVersion,
    strategy,
    primaryMode,
    hedgeMode,
    makerPolicy,
    queueModel: queueModel ?? null,
    size: formatBase(size),
    startedAtUs: hasBegun ? startedAtUs : null,
    lastAtUs: hasBegun ? nowUs : null,
    // A journal of the first format has one, and does not say so.
    processes: Math.max(1, processes),
  };
}

const outcomes = ['flat', 'held', 'halted-safe', 'exposure-left', 'refused'] as const;

/** The process around the engine knows best: it has asked the venues last. */
function stateOf(
  { summary }: RecordedRun,
  { end, finish }: RunWatcher,
  { halt, process }: Pick<PairState, 'halt'> & { readonly process: ProcessState },
): RunState {
  const word =
    summary === undefined ? (end ?? finish) : { outcome: summary.outcome, reason: summary.endReason };
  const outcome = outcomes.find((known) => known === word?.outcome) ?? 'open';
  return {
    outcome,
    reason: word?.reason ?? 'no end on record',
    process: outcome === 'open' ? process : null,
    halt:
      halt === undefined
        ? null
        : { code: halt.code, text: halt.text, remedy: haltRemedy(halt.code) ?? 'See docs/runbook.md.' },
  };
}

function checkReplay(run: RecordedRun, { end, turns }: Playback, summary: RunSummary): ReplayCheck {
  const compared = compareFigures(run.summary, summary);
  return {
    verdict: end.kind === 'differs' ? 'differs' : judgeReplay(compared),
    turns,
    differsAtTurn: end.kind === 'differs' ? turns : null,
    figures: compared.map(({ name, recorded = null, replayed }) => ({ name, recorded, replayed })),
  };
}

function netDeltaOf({ exposures, deltaLeast, deltaMost }: RunWatcher, pair: PairState): NetDeltaReview {
  const open = pair.exposure?.sinceUs;
  const openUs = open === undefined ? 0 : pair.nowUs - open;
  return {
    least: formatBase(deltaLeast),
    most: formatBase(deltaMost),
    exposures: exposures.count + (open === undefined ? 0 : 1),
    reduced: exposures.reduced,
    nakedUs: exposures.nakedUs + openUs,
    longestUs: Math.max(exposures.longestUs, openUs),
    isNakedNow: open !== undefined,
  };
}

function latencyOf({ localUs, venueUs, localUsMax, venueUsMax }: LatencySamples): LatencyReview {
  const [local, venue] = [localUs.toSorted(), venueUs.toSorted()];
  const ranks = [50, 90, 99].map((percent) => ({
    percent,
    localUs: nearestRank(local, percent),
    venueUs: nearestRank(venue, percent),
  }));
  return {
    samples: local.length,
    percentiles:
      local.length === 0 ? [] : [...ranks, { percent: 100, localUs: localUsMax, venueUs: venueUsMax }],
    bins: binLatencies(localUs),
  };
}
