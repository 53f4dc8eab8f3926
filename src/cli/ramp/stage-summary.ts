// What a stage says of itself when it is over: the figures of its run, the criteria that it was judged by, and the limits that an
// ordinary run would have met.
import { assertPresent } from '../../core/assert.ts';
import { formatLots } from '../../core/instrument.ts';
import type { StagePreview } from '../../reports/ramp-preview.ts';
import type { StageSummary } from '../../reports/ramp-summary.ts';
import { scaleFigures } from '../../reports/ramp-totals.ts';
import type { RunReport } from '../run/report.ts';
import type { PairRun } from '../run/pair-run.ts';
import { judgeStage } from './criteria.ts';
import type { LimitWatch } from './limit-watch.ts';

export interface PlayedStage {
  readonly preview: StagePreview;
  readonly report: RunReport;
  readonly watch: LimitWatch;
  /** As it stands at the end of the run. */
  readonly played: PairRun;
}

export function summariseStage({ preview, report, watch, played }: PlayedStage): StageSummary {
  const { pair } = played;
  const { outcome, endReason } = report;
  const [primary, hedge] = [pair.primary.instrument, pair.hedge.instrument];
  const venuePositions = {
    primary: played.venuePosition(primary),
    hedge: played.venuePosition(hedge),
  };
  const criteria = judgeStage({ pair, outcome, endReason, venuePositions });
  return {
    stage: preview.stage,
    size: preview.run.size,
    roundTripsPlanned: preview.roundTrips,
    roundTrips: report.roundTrips.count,
    seed: report.seed,
    passed: criteria.every(({ isMet }) => isMet),
    outcome,
    endReason,
    criteria,
    planned: preview.planned,
    lossLimit: assertPresent(preview.run.dailyLossLimit ?? undefined, 'the loss limit of a stage'),
    limits: watch.uses(pair),
    wouldHaveStopped: watch.firstStop(),
    ...scaleFigures(report),
    hedgeLatencyP50Us: report.hedgeLatency?.local.p50Us ?? null,
    netDelta: report.netDelta,
    positions: report.positions,
    venuePositions: {
      primary: formatLots(primary, venuePositions.primary),
      hedge: formatLots(hedge, venuePositions.hedge),
    },
    durationSeconds: report.durationSeconds,
    eventLogHash: report.eventLogHash,
    runDirectory: report.runDirectory,
  };
}
