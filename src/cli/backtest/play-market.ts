// One market, traded from its beginning to its end under one belief about the queue, and what came of it. It is the run that trades live, on
// simulated venues, as fast as it goes.
import { accepted, type Checked } from '../../core/checked.ts';
import type { AlertCommand, RunOutcome } from '../../core/commands.ts';
import { EventHash } from '../../journal/event-hash.ts';
import type { openRecording } from '../../recorder/open-recording.ts';
import { roundTripRows, type RoundTripRow } from '../../reports/round-trip-rows.ts';
import type { RunSummary } from '../../reports/run-summary.ts';
import { summarise } from '../../reports/summary.ts';
import { latencyProfiles } from '../../venues/simulated/models/latency.ts';
import { PacedRun } from '../run/paced-run.ts';
import { planSimulatedRun } from '../run/plan.ts';
import type { RecordedPart } from '../run/plan-replay.ts';
import type { SimulatedPlan } from '../run/run-plan.ts';
import type { Layers } from '../settings/layers.ts';
import { queueModelOf, type BoundName } from './bounds.ts';

/** As data that can be handed to a thread. */
export interface MarketJob {
  readonly layers: Layers;
  readonly bound: BoundName;
  /** Of a recording; all of it where it is not said. */
  readonly part?: RecordedPart | undefined;
}

export interface MarketResult {
  readonly outcome: RunOutcome;
  readonly summary: RunSummary;
  readonly roundTrips: readonly RoundTripRow[];
  /** How often each code was told. */
  readonly alerts: Readonly<Record<string, number>>;
}

export type OpenRecording = typeof openRecording;

export async function playMarket(
  { layers, bound, part }: MarketJob,
  open: OpenRecording,
  onLookUp: () => void = () => undefined,
): Promise<Checked<MarketResult>> {
  const plan = await planSimulatedRun(layers, open, { kind: 'backtest', part });
  return plan.ok ? accepted(await playPlan(plan.value, bound, onLookUp)) : plan;
}

async function playPlan(
  { world, config, sources, policies, settings, dataEnd }: SimulatedPlan,
  bound: BoundName,
  onLookUp: () => void,
): Promise<MarketResult> {
  const { seed, latency } = settings.values;
  const hash = new EventHash();
  const alerts: Record<string, number> = {};
  const onAlert = ({ code }: AlertCommand): void => {
    alerts[code] = (alerts[code] ?? 0) + 1;
  };
  const journal = {
    append: (...turn: Parameters<EventHash['append']>): undefined => {
      hash.append(...turn);
    },
  };
  const queueModel = queueModelOf[bound];
  const run = new PacedRun({
    run: { config, sources, policies, queueModel, latency: latencyProfiles[latency], seed, journal, onAlert },
    speed: 'max',
    dataEnd,
  });
  await run.play({ onPriced: () => undefined, onLookUp });
  const { pair, finish } = run;
  const { ledger, counters } = pair;
  const summary = summarise(ledger, {
    world,
    marks: ledger.lastMarks(),
    durationUs: run.clock.nowUs() - run.startUs,
    endReason: finish?.reason ?? 'market-ended',
    eventLogHash: hash.hex(),
    hedgeFailures: counters.hedgeFailures,
    recoveries: counters.recoveries,
  });
  return { outcome: finish?.outcome ?? 'exposure-left', summary, roundTrips: roundTripRows(ledger), alerts };
}
