// One market, traded from its beginning to its end under one belief about the queue, and what came of it. It is the run that trades live, on
// simulated venues, as fast as it goes.
import { accepted, type Checked } from '../../core/checked.ts';
import type { RunOutcome } from '../../core/commands.ts';
import type { openRecording } from '../../recorder/open-recording.ts';
import type { CostReview } from '../../reports/review/cost-review.ts';
import { RoundTripBook, type MoneyRow, type RoundTripRow } from '../../reports/round-trip-book.ts';
import type { RunSummary } from '../../reports/run-summary.ts';
import { CostWatcher } from '../report/watch-cost.ts';
import { planSimulatedRun } from '../run/plan.ts';
import type { RecordedPart } from '../run/plan-replay.ts';
import type { RecordsPlace } from '../run/records.ts';
import type { RunReport } from '../run/report.ts';
import type { SimulatedPlan } from '../run/run-plan.ts';
import { Session } from '../run/session.ts';
import type { Layers } from '../settings/layers.ts';
import type { Face } from '../view/face.ts';
import { queueModelOf, type BoundName } from './bounds.ts';
import { inlineWidely } from './inlining.ts';
import { recordsOf } from './kept-records.ts';
import { withSettings } from './test-markets.ts';

/** As data that can be handed to a thread. */
export interface MarketJob {
  readonly layers: Layers;
  readonly bound: BoundName;
  /** Of a recording; all of it where it is not said. */
  readonly part?: RecordedPart | undefined;
  /** Where the run leaves its folder; it leaves none where it is not said. */
  readonly keptAs?: RecordsPlace | undefined;
}

export interface MarketResult {
  readonly outcome: RunOutcome;
  readonly summary: RunSummary;
  /** Where the money went, in parts. */
  readonly cost: CostReview;
  readonly roundTrips: readonly RoundTripRow[];
  /** What came after the last of them; together they are the run. */
  readonly rest: MoneyRow;
  /** How often each code was told. */
  readonly alerts: Readonly<Record<string, number>>;
  /** Of the run that was kept, for `evenkeel report`; null where it was not. */
  readonly runDirectory: string | null;
}

export type OpenRecording = typeof openRecording;

export async function playMarket(
  { layers, bound, part, keptAs }: MarketJob,
  open: OpenRecording,
): Promise<Checked<MarketResult>> {
  const believing = withSettings(layers, { queueModel: [queueModelOf[bound]], speed: ['max'] });
  const plan = await planSimulatedRun(believing, open, { kind: 'backtest', part });
  return plan.ok ? playPlan(plan.value, keptAs) : plan;
}

async function playPlan(
  plan: SimulatedPlan,
  keptAs: RecordsPlace | undefined,
): Promise<Checked<MarketResult>> {
  const kept = recordsOf(plan, keptAs);
  if (!kept.ok) return kept;
  const { records, release } = kept.value;
  inlineWidely();
  const costs = new CostWatcher();
  const trips = new RoundTripBook();
  const alerts: Record<string, number> = {};
  const session = new Session({
    plan,
    records,
    face: new AlertCounter(alerts),
    onTurn: (commands, pair) => {
      costs.after(commands, pair);
      trips.look(pair);
    },
  });
  const report = await session.run();
  release();
  const summary = summaryIn(report);
  const { pair } = session.pairRun;
  const { rows, rest } = trips.close(pair.ledger);
  return accepted({
    outcome: report.outcome,
    summary,
    cost: costs.review(pair, summary),
    roundTrips: rows,
    rest,
    alerts,
    runDirectory: keptAs === undefined ? null : report.runDirectory,
  });
}

/** Without what only its session knows. */
const summaryIn = ({
  outcome: _outcome,
  venuesAgree: _venuesAgree,
  seed: _seed,
  runDirectory: _runDirectory,
  notes: _notes,
  alerts: _alerts,
  ...summary
}: RunReport): RunSummary => summary;

/** Nobody looks at a run of a backtest; how often it told what is counted. */
class AlertCounter implements Face {
  readonly #counts: Record<string, number>;

  constructor(counts: Record<string, number>) {
    this.#counts = counts;
  }

  begin(): void {}

  update(): void {}

  alert({ code }: Parameters<Face['alert']>[0]): void {
    this.#counts[code] = (this.#counts[code] ?? 0) + 1;
  }

  notice(): void {}

  end(): void {}
}
