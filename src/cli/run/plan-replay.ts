// A run on two recordings: what they hold says which asset is traded, and they end, so the run is told to stop before.
import { limits, microseconds } from '../../core/limits.ts';
import type { openRecording } from '../../recorder/open-recording.ts';
import { recordedFees, recordedInstrument } from '../../recorder/recorded-instrument.ts';
import { commonClockOffsetUs, type Recording } from '../../recorder/recording.ts';
import { describeSpan } from '../../recorder/report.ts';
import { replaySource } from '../../recorder/replay-source.ts';
import { counted } from '../../reports/readable.ts';
import { listedFees } from '../../venues/simulated/instruments.ts';
import type { Layers } from '../settings/layers.ts';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { fundingOf } from './funding-policies.ts';
import { configure } from './configure.ts';
import { checkOpeningPrices } from './opening-prices.ts';
import type { MarketSources, SimulatedPlan } from './run-plan.ts';

/** Before recorded data ends: time to unwind as maker, and a second to take. */
const stopLeadMs = limits.unwindAsMakerMs + 1_000;

export interface RecordedLegs {
  readonly primary: string;
  readonly hedge: string;
  /** Of the time that both cover; all of it where it is not said. */
  readonly part?: RecordedPart | undefined;
}

/** One of several equal parts; the first is number 0. */
export interface RecordedPart {
  readonly index: number;
  readonly of: number;
}

export async function planReplay(
  layers: Layers,
  files: RecordedLegs,
  open: typeof openRecording,
): Promise<Checked<SimulatedPlan>> {
  const primaryRecording = checked(await open(files.primary));
  if (!primaryRecording.ok) return primaryRecording;
  const hedgeRecording = checked(await open(files.hedge));
  if (!hedgeRecording.ok) return hedgeRecording;
  const recordings = { primary: primaryRecording.value, hedge: hedgeRecording.value };
  const window = commonWindow(recordings.primary.facts, recordings.hedge.facts, files.part);
  if (!window.ok) return window;
  const { startUs, endUs, stopAtUs } = window.value;

  const pair = configure(layers, {
    kind: 'replay',
    startUs,
    primary: recordedInstrument(recordings.primary.facts, {
      venue: 'replay-primary',
      account: 'main',
      fees: recordedFees(recordings.primary.facts) ?? listedFees.primary,
    }),
    hedge: recordedInstrument(recordings.hedge.facts, {
      venue: 'replay-hedge',
      account: 'main',
      fees: recordedFees(recordings.hedge.facts) ?? listedFees.hedge,
    }),
  });
  if (!pair.ok) return pair;
  const { settings, config } = pair.value;
  const { primary, hedge } = config;
  const clockOffsetUs = commonClockOffsetUs([recordings.primary, recordings.hedge]);
  const openSources = (): MarketSources => ({
    primary: replaySource(recordings.primary, { instrument: primary, clockOffsetUs, startUs, endUs }),
    hedge: replaySource(recordings.hedge, { instrument: hedge, clockOffsetUs, startUs, endUs }),
  });
  const failure = checkOpeningPrices(pair.value, openSources());
  if (failure !== undefined) return failure;
  return accepted({
    world: 'replay',
    settings,
    config,
    sources: openSources(),
    policies: fundingOf(settings.values),
    dataEnd: { stopAtUs, atUs: endUs },
    notes: [...notesOn(recordings.primary.facts), ...notesOn(recordings.hedge.facts)],
  });
}

function checked(recording: Awaited<ReturnType<typeof openRecording>>): Checked<Recording> {
  if (recording.ok) return accepted(recording.value);
  const { code, message, remedy } = recording.failure;
  return refused(code, message, remedy);
}

type Facts = Recording['facts'];

/** The time that both recordings cover, in µs of venue time, and when a run on it is told to stop. */
function commonWindow(
  primary: Facts,
  hedge: Facts,
  { index, of }: RecordedPart = { index: 0, of: 1 },
): Checked<{ startUs: number; endUs: number; stopAtUs: number }> {
  const fromUs = Math.max(primary.startUs, hedge.startUs);
  const toUs = Math.min(primary.endUs, hedge.endUs);
  const startUs = fromUs + Math.floor(((toUs - fromUs) * index) / of);
  const endUs = fromUs + Math.floor(((toUs - fromUs) * (index + 1)) / of) - (index + 1 < of ? 1 : 0);
  const stopAtUs = endUs - microseconds(stopLeadMs);
  if (stopAtUs > startUs) return accepted({ startUs, endUs, stopAtUs });
  return refused(
    'recordings-do-not-overlap',
    of === 1
      ? `the recordings share ${Math.max(0, Math.floor((endUs - startUs) / 1_000_000))} s of time: the primary's is ${spanOf(primary)}, and the hedge's ${spanOf(hedge)}`
      : `each of ${of} parts of the recordings has ${Math.max(0, Math.floor((endUs - startUs) / 1_000_000))} s`,
    `use two that overlap by more than ${Math.ceil(stopLeadMs / 1_000)} s`,
  );
}

const gapsShown = 3;

const spanOf = ({ startUs, endUs }: Facts): string => describeSpan({ fromUs: startUs, toUs: endUs });

function notesOn(facts: Facts): string[] {
  const market = `${facts.symbol} (${facts.kind}, tick ${facts.tickSize}, lot ${facts.lotSize})`;
  const { gapCount, gaps: spans } = facts.sequence;
  const shown = spans.slice(0, gapsShown).map(describeSpan).join(', ');
  const gaps =
    gapCount === 0 ? [] : [`${market}: ${counted(gapCount, 'gap')} in the recorded depth, ${shown}`];
  return [...gaps, ...facts.assumptions.map((assumption) => `${market}: ${assumption}`)];
}
