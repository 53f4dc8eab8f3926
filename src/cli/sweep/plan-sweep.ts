// What a sweep was asked to do, judged: the grid, the markets in the order of their time, and how they are cut into folds.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { planBacktest, type BacktestFlags, type BacktestPlan } from '../backtest/plan-backtest.ts';
import type { MarketJob, OpenRecording } from '../backtest/play-market.ts';
import { withSettings, type TestMarket } from '../backtest/test-markets.ts';
import { planSimulatedRun } from '../run/plan.ts';
import type { RecordedPart } from '../run/plan-replay.ts';
import type { Layers } from '../settings/layers.ts';
import { wholeNumber } from '../settings/read-amount.ts';
import { runsFolder } from '../settings/runs-folder.ts';
import { gridOf, type GridPoint } from './grid.ts';
import { objectives, type Objective } from './walk-forward.ts';

/** As commander hands them over. */
export type SweepFlags = BacktestFlags & {
  readonly grid?: readonly string[];
  readonly folds?: string;
  readonly objective?: string;
  readonly state?: string;
  readonly anew?: boolean;
};

/** A stretch of market time that every point of the grid trades. */
export interface Unit {
  readonly name: string;
  readonly layers: Layers;
  readonly part: RecordedPart | undefined;
  /** `undefined` for a synthetic one. */
  readonly files: TestMarket['files'];
}

export interface SweepPlan {
  readonly points: readonly GridPoint[];
  readonly units: readonly Unit[];
  readonly folds: number;
  readonly objective: Objective;
  readonly backtest: BacktestPlan;
  readonly stateFile: string;
  readonly isAnew: boolean;
  /** What the results depend on, beside the program. */
  readonly work: string;
}

const foldsMost = 1_000;
/** Fewer seeds than folds cannot be cut. */
const defaultFolds = 4;

export async function planSweep(
  layers: Layers,
  flags: SweepFlags,
  open: OpenRecording,
): Promise<Checked<SweepPlan>> {
  const points = gridOf(flags.grid ?? []);
  if (!points.ok) return points;
  const folds = readFolds(flags.folds);
  if (!folds.ok) return folds;
  const objective = objectives.find((each) => each === (flags.objective ?? 'cost'));
  if (objective === undefined)
    return refused('bad-option', `--objective is "${flags.objective ?? ''}"`, `use ${objectives.join(', ')}`);
  const seeds = seedsOf(flags, layers, folds.value);
  const { despiteDefects = false, target } = flags;
  // What is tried may be what makes the other settings fit together.
  const backtest = await planBacktest(
    withSettings(layers, points.value[0]?.texts ?? {}),
    { despiteDefects, ...(seeds !== undefined && { seeds }), ...(target !== undefined && { target }) },
    open,
  );
  if (!backtest.ok) return backtest;
  const units = unitsOf(backtest.value, folds.value);
  if (!units.ok) return units;
  const misfit = await checkPoints(points.value, units.value, open);
  if (misfit !== undefined) return misfit;
  const names = [points.value.map(({ name }) => name), units.value.map(({ name }) => name)];
  const { settings } = backtest.value.plan;
  const given = [...settings.given].map(([name, { texts }]) => [name, texts]);
  const keys = backtest.value.markets.map(({ key }) => key);
  const work = createHash('sha256')
    .update(JSON.stringify([names, given, keys]))
    .digest('hex');
  return accepted({
    points: points.value,
    units: units.value,
    folds: folds.value,
    objective,
    backtest: backtest.value,
    stateFile: flags.state ?? join(runsFolder(layers, undefined), `sweep-${work.slice(0, 12)}.json`),
    isAnew: flags.anew === true,
    work,
  });
}

/** The jobs of a sweep, point by point. */
export function* jobsOf({ points, units }: Pick<SweepPlan, 'points' | 'units'>): Generator<MarketJob> {
  for (const { texts } of points)
    for (const { layers, part } of units)
      yield { layers: withSettings(layers, texts), bound: 'risk-averse', part };
}

/** Recordings are markets enough: a number of seeds would contradict them. */
function seedsOf(
  { seeds }: SweepFlags,
  { flags, environment, file }: Layers,
  folds: number,
): string | undefined {
  const isRecorded = [flags, environment, file].some(
    (layer) => layer.has('replayPrimary') || layer.has('replayHedge'),
  );
  return seeds ?? (isRecorded ? undefined : String(folds * seedsAFold));
}

const seedsAFold = 2;

function readFolds(text: string | undefined): Checked<number> {
  if (text === undefined) return accepted(defaultFolds);
  const reading = wholeNumber(2, foldsMost, `use a whole number from 2 to ${foldsMost}`)(text.trim());
  return reading.ok ? accepted(reading.value) : refused('bad-option', `--folds is "${text}"`, reading.remedy);
}

/** A few recordings are cut in time; many, and seeds, are what they are. */
function unitsOf({ tests }: BacktestPlan, folds: number): Checked<readonly Unit[]> {
  const isRecorded = tests.some(({ files }) => files !== undefined);
  if (tests.length >= folds) return accepted(tests.map((test) => ({ ...test, part: undefined })));
  if (!isRecorded)
    return refused(
      'too-few-markets',
      `${tests.length} seeds cannot be cut into ${folds} folds`,
      `give --seeds ${folds} or more, or fewer --folds`,
    );
  return accepted(
    tests.flatMap(({ name, layers, files }) =>
      Array.from({ length: folds }, (_, index) => ({
        name: `${name}, part ${index + 1} of ${folds}`,
        layers,
        part: { index, of: folds },
        files,
      })),
    ),
  );
}

/** Every point can be played on every market: that is found before anything is. A seed is as good as any other. */
async function checkPoints(
  points: readonly GridPoint[],
  units: readonly Unit[],
  open: OpenRecording,
): Promise<Checked<never> | undefined> {
  const isRecorded = units.some(({ files }) => files !== undefined);
  for (const { name, layers, part } of isRecorded ? units : units.slice(0, 1)) {
    for (const point of points) {
      const plan = await planSimulatedRun(withSettings(layers, point.texts), open, {
        kind: 'backtest',
        part,
      });
      const where = isRecorded ? `${point.name} on ${name}` : point.name;
      if (!plan.ok) return refused(plan.code, `${where}: ${plan.message}`, plan.remedy);
    }
  }
  return undefined;
}
