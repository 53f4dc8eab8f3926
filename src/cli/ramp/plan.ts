// From layers of settings to the plan of a ramp: one plan of a run for each stage, so that everything that can be wrong with any
// of them is found before the first begins; and what each is expected to cost.
import { assertPresent } from '../../core/assert.ts';
import { formatBase, formatQuote, parseQuote } from '../../core/money.ts';
import { openRecording } from '../../recorder/open-recording.ts';
import { previewRamp, stageLossLimit, type RampPreview } from '../../reports/ramp-preview.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import { openingPrices } from '../run/opening-prices.ts';
import { planSimulatedRun } from '../run/plan.ts';
import type { SimulatedPlan } from '../run/run-plan.ts';
import { fitToWorld } from '../settings/idle.ts';
import type { Given, Layer, Layers } from '../settings/layers.ts';
import { chooseMarket, tickerOf } from '../settings/market-choice.ts';
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import type { OrdinaryLimits } from './limit-watch.ts';
import { notesOnOrder, parseStages, stageText, type Stage } from './stages.ts';

export interface RampPlan {
  readonly stages: readonly StagePlan[];
  readonly preview: RampPreview;
  /** The ramp's own; every stage has one of its own, made of it. */
  readonly seed: number;
  readonly runsDir: string;
  /** The file that halts it; `undefined` for none. */
  readonly killSwitch: string | undefined;
  readonly notes: readonly string[];
}

export interface StagePlan {
  readonly run: SimulatedPlan;
  /** What would stop a run with these settings that is no stage of a ramp. */
  readonly ordinary: OrdinaryLimits;
}

/** S1's default, said of recordings too: a run on them has no daily loss limit unless one is given. */
const ordinaryDailyLoss = assertPresent(parseQuote('5'), 'the ordinary daily loss limit');
/** Until a stage's own limit is known: so large that nothing contradicts it. */
const noLossLimit = '1000000000000';

export async function planRamp(asked: Layers, stagesText: string): Promise<Checked<RampPlan>> {
  const stages = parseStages(stagesText);
  if (!stages.ok) return stages;
  const market = chooseMarket(asked);
  if (!market.ok) return market;
  // Venues that are named are refused by whoever plans a stage, in words of its own.
  const world = market.value.kind === 'venues' ? 'simulated' : market.value.kind;
  const fitted = fitToWorld(asked, world, tickerOf(market.value));
  if (!fitted.ok) return fitted;
  const { layers } = fitted.value;
  const open = rememberingRecordings();
  const drafts = await planStages(stages.value, open, () => withOwnDefaults(layers, noLossLimit));
  if (!drafts.ok) return drafts;
  const { sources, settings } = assertPresent(drafts.value[0], 'the first stage');
  const prices = openingPrices(sources);
  if (prices === undefined) {
    return refused(
      'no-price',
      'the market never says what a price is',
      'use recordings with both sides of a book',
    );
  }
  const { seed, runsDir, killSwitch, carryDay } = settings.values;
  if (carryDay !== undefined) {
    return refused(
      'carry-day-in-a-ramp',
      '--carry-day is given, and every stage of a ramp has a loss limit of its own',
      'leave it out',
    );
  }
  const lossLimits = drafts.value.map(({ config }) => formatQuote(stageLossLimit(config, prices)));
  const runs = await planStages(stages.value, open, (index) =>
    withSeed(withOwnDefaults(layers, lossLimits[index] ?? noLossLimit), stageSeed(seed, index + 1)),
  );
  if (!runs.ok) return runs;
  return accepted({
    stages: runs.value.map((run) => ({ run, ordinary: ordinaryLimits(run) })),
    preview: previewRamp(
      runs.value.map(({ config }) => config),
      prices,
    ),
    seed,
    runsDir,
    killSwitch,
    notes: [
      ...fitted.value.notes,
      ...notesOnOrder(stages.value),
      ...new Set(runs.value.flatMap(({ notes }) => notes)),
    ],
  });
}

/** Depends on the ramp's seed and the stage's number alone, whatever the other stages are. */
const stageSeed = (seed: number, number: number): number =>
  createSeededRandom(seed)
    .fork(`stage ${number}`)
    .below(2 ** 32);

/** A stage is a run with the settings of all, its own size and its own round trips. */
async function planStages(
  stages: readonly Stage[],
  open: typeof openRecording,
  layersOf: (index: number) => Layers,
): Promise<Checked<readonly SimulatedPlan[]>> {
  const plans: Checked<SimulatedPlan>[] = [];
  for (const [index, { size, roundTrips }] of stages.entries()) {
    const scale = new Map([
      ['size', given(formatBase(size))],
      ['iter', given(`${roundTrips}`)],
    ] as const);
    plans.push(await planSimulatedRun(withFlags(layersOf(index), scale), open));
  }
  const runs: SimulatedPlan[] = [];
  for (const [index, plan] of plans.entries()) {
    if (!plan.ok) return aboutStage(plan, index, stages, plans);
    runs.push(plan.value);
  }
  return accepted(runs);
}

const given = (text: string): Given => ({ texts: [text], source: { kind: 'flag' } });

const withFlags = (layers: Layers, flags: Layer): Layers => ({
  ...layers,
  flags: new Map([...layers.flags, ...flags]),
});

const withSeed = (layers: Layers, seed: number): Layers =>
  withFlags(layers, new Map([['seed', given(`${seed}`)]]));

/** Weaker than whatever the user gave, and stronger than the default of a run. A ramp is asked for its table: it does not wait. */
function withOwnDefaults(layers: Layers, limit: string): Layers {
  const own = (text: string): Given => ({ texts: [text], source: { kind: 'default' } });
  const defaults = [
    ['maxDailyLoss', own(limit)],
    ['speed', own('max')],
  ] as const;
  return { ...layers, file: new Map([...defaults, ...layers.file]) };
}

/** What is wrong with every stage alike is no stage's own fault, unless it is the size, which only stages say. */
function aboutStage(
  failure: CheckFailure,
  index: number,
  stages: readonly Stage[],
  plans: readonly Checked<SimulatedPlan>[],
): CheckFailure {
  const isCommon = plans.every((plan) => !plan.ok && plan.message === failure.message);
  const stage = stages[index];
  if ((isCommon && !failure.message.includes('--size')) || stage === undefined) return failure;
  return { ...failure, message: `stage ${index + 1} (${stageText(stage)}): ${failure.message}` };
}

/** Each stage replays the recordings from their start, and they are read once. */
function rememberingRecordings(): typeof openRecording {
  const opened = new Map<string, ReturnType<typeof openRecording>>();
  return (path) => {
    const recording = opened.get(path) ?? openRecording(path);
    opened.set(path, recording);
    return recording;
  };
}

function ordinaryLimits({ config, settings }: SimulatedPlan): OrdinaryLimits {
  const isGiven = settings.given.get('maxDailyLoss')?.source.kind !== 'default';
  return {
    dailyLoss: (isGiven ? config.dailyLossLimit : undefined) ?? ordinaryDailyLoss,
    position: config.positionLimit,
    notional: config.notionalMax,
  };
}
