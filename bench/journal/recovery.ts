// B6, recovery: a run of a million turns is read back and rebuilt as a start does it, beside the bare library that only reads its rows.
import { performance } from 'node:perf_hooks';
import { planSimulated } from '../../src/cli/run/plan-simulated.ts';
import { SimulatedRun } from '../../src/cli/run/simulated-run.ts';
import { reviveRun } from '../../src/cli/run/take-up/revive.ts';
import { describeRun } from '../../src/cli/run/take-up/run-config.ts';
import { layersOf } from '../../src/cli/settings/from-flags.ts';
import type { RunDirectory } from '../../src/journal/run-directory.ts';
import { isTrouble, openSqlite, selectRows } from '../../src/journal/sqlite.ts';
import { median } from '../measure.ts';
import { begin } from './begin.ts';

/** A month: the turns are over before. */
const secondsMax = 2_592_000;

export interface Recovery {
  readonly turns: number;
  /** Medians; the first is the floor. */
  readonly results: readonly {
    readonly name: string;
    readonly seconds: number;
    readonly ratioToFloor: number;
  }[];
}

export function measureRecovery(
  folder: string,
  { turns, rounds }: { readonly turns: number; readonly rounds: number },
): Recovery {
  const directory = record(folder, turns);
  const contestants = [
    { name: 'bare SQLite, its rows read', work: readBarely },
    { name: 'the run taken up: checked, decoded, played, hashed', work: revive },
  ];
  const times = contestants.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1)
    contestants.forEach(({ work }, index) => times[index]?.push(secondsOf(() => work(directory))));
  const medians = times.map(median);
  const floor = medians[0] ?? Number.NaN;
  return {
    turns,
    results: contestants.map(({ name }, index) => {
      const seconds = medians[index] ?? Number.NaN;
      return { name, seconds, ratioToFloor: seconds / floor };
    }),
  };
}

function secondsOf(work: () => void): number {
  const startMs = performance.now();
  work();
  return (performance.now() - startMs) / 1_000;
}

/** Of a pair that goes round without end on the synthetic market. */
function record(folder: string, turns: number): RunDirectory {
  const layers = layersOf({ sleep: '0', duration: String(secondsMax), maxDailyLoss: '1000000000' });
  const plan = layers.ok ? planSimulated(layers.value) : layers;
  if (!plan.ok) throw new Error(plan.message);
  const { config, sources, settings } = plan.value;
  const traces = { startUs: 0, pair: 'bench' };
  const { directory, journal } = begin(folder, {
    config: { ...describeRun(plan.value, undefined), traces },
    epochSeconds: config.runEpochSeconds,
  });
  const counted = {
    written: 0,
    announce: () => true,
    append(...turn: Parameters<typeof journal.append>): string | undefined {
      this.written += 1;
      return journal.append(...turn);
    },
  };
  const run = new SimulatedRun({
    config,
    sources,
    queueModel: 'riskAverse',
    seed: settings.values.seed,
    journal: counted,
  });
  while (counted.written < turns && run.finish === undefined) run.runNext();
  journal.close();
  if (counted.written < turns)
    throw new Error(`the run ended after ${counted.written} turns: ${run.finish?.reason}`);
  return directory;
}

function readBarely({ journal }: RunDirectory): void {
  const database = openSqlite(journal);
  if (isTrouble(database)) throw new Error(database.text);
  let bytes = 0;
  for (const row of selectRows(
    database,
    'SELECT seq, at_us, CAST(payload AS BLOB), checksum FROM turn ORDER BY seq',
  )) {
    if (isTrouble(row)) throw new Error(row.text);
    bytes += (row[2] as Uint8Array).length;
  }
  database.close();
  if (bytes === 0) throw new Error('there are rows');
}

function revive(directory: RunDirectory): void {
  const revived = reviveRun(directory);
  if (!revived.ok) throw new Error(revived.message);
}
