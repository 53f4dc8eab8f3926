// `npm run matrix -- --seeds N`: every combination of strategy × primary mode × hedge mode, over N seeds of the synthetic
// market. Each run must end flat, and at least one cycle must complete in 95 % of the seeds; not so for `best-edge`, which is
// reported apart: waiting is its right.
import { wholeNumberAfter } from './arguments.ts';
import { hedgeModes, primaryModes, strategies } from '../src/core/pair.ts';
import { layersOf } from '../src/cli/settings/from-flags.ts';
import { planSimulatedRun } from '../src/cli/run/plan.ts';
import { SimulatedRun } from '../src/cli/run/simulated-run.ts';

interface Row {
  readonly combination: string;
  readonly seeds: number;
  readonly flat: number;
  readonly withCycle: number;
  readonly cycles: number;
  readonly fillRatePercent: number;
  readonly hedgeFailures: number;
  readonly alerts: number;
}

type Modes = Readonly<Record<'strategy' | 'primaryMode' | 'hedgeMode', string>>;

const roundTrips = '2';
/** A run that has not ended by itself in an hour of its own time has failed, and is counted so. */
const patienceUs = 3_600_000_000;
const cycleShareMin = 0.95;
const waiting = 'best-edge';

const seeds = wholeNumberAfter('--seeds', 10);
const isJson = process.argv.includes('--json');
if (seeds === undefined) {
  process.stderr.write('matrix: --seeds takes a whole number above 0\n');
  process.exitCode = 2;
} else {
  const rows = await measureAll(seeds);
  if (isJson) process.stdout.write(`${JSON.stringify(rows)}\n`);
  const isGood = rows.every((row) => row.flat === row.seeds && (mayWait(row) || tradesOften(row)));
  process.exitCode = isGood ? 0 : 1;
}

/** Row by row, what waits for an edge after everything else. */
async function measureAll(seedCount: number): Promise<Row[]> {
  const rows: Row[] = [];
  const ordered = [...strategies.filter((name) => name !== waiting), waiting];
  for (const strategy of ordered) {
    if (strategy === waiting && !isJson) process.stdout.write('\nApart:\n');
    for (const primaryMode of primaryModes) {
      for (const hedgeMode of hedgeModes) {
        const row = await measure({ strategy, primaryMode, hedgeMode }, seedCount);
        rows.push(row);
        if (!isJson) printRow(row);
      }
    }
  }
  return rows;
}

function mayWait({ combination }: Row): boolean {
  return combination.startsWith(waiting);
}

function tradesOften({ withCycle, seeds: seedCount }: Row): boolean {
  return withCycle >= cycleShareMin * seedCount;
}

async function measure(modes: Modes, seedCount: number): Promise<Row> {
  const sums = { flat: 0, withCycle: 0, cycles: 0, attempts: 0, completed: 0, hedgeFailures: 0, alerts: 0 };
  for (let seed = 1; seed <= seedCount; seed += 1) {
    let alerts = 0;
    const run = await start(modes, seed, () => (alerts += 1));
    while (run.finish === undefined && run.peekUs() - run.startUs < patienceUs) run.runNext();
    const { counters, ledger } = run.pair;
    const cycles = ledger.endedCycles('completed');
    sums.flat += isFlat(run) ? 1 : 0;
    sums.withCycle += cycles > 0 ? 1 : 0;
    sums.cycles += cycles;
    sums.attempts += counters.attempts;
    sums.completed += counters.attemptsCompleted;
    sums.hedgeFailures += counters.hedgeFailures;
    sums.alerts += alerts;
  }
  return {
    combination: `${modes.strategy} × ${modes.primaryMode} × ${modes.hedgeMode}`,
    seeds: seedCount,
    flat: sums.flat,
    withCycle: sums.withCycle,
    cycles: sums.cycles,
    fillRatePercent: Math.round((100 * sums.completed) / Math.max(1, sums.attempts)),
    hedgeFailures: sums.hedgeFailures,
    alerts: sums.alerts,
  };
}

/** By its own word, and by the venues' own books. */
function isFlat(run: SimulatedRun): boolean {
  const { primary, hedge } = run.pair.config;
  const isEmpty = [primary, hedge].every((instrument) => run.venuePosition(instrument) === 0);
  return run.finish?.outcome === 'flat' && isEmpty;
}

async function start(modes: Modes, seed: number, onAlert: () => void): Promise<SimulatedRun> {
  const layers = layersOf({ ...modes, iter: roundTrips, seed: String(seed) });
  const plan = layers.ok ? await planSimulatedRun(layers.value) : layers;
  if (!plan.ok) throw new Error(`${plan.message}: ${plan.remedy}`);
  const { config, sources } = plan.value;
  const journal = { announce: () => true, append: () => undefined };
  return new SimulatedRun({ config, sources, queueModel: 'riskAverse', seed, journal, onAlert });
}

function printRow(row: Row): void {
  const figures = [
    `${row.flat}/${row.seeds} flat`,
    `${row.withCycle}/${row.seeds} with a cycle`,
    `${row.cycles} cycles`,
    `fill rate ${row.fillRatePercent} %`,
    `${row.hedgeFailures} hedge failures`,
    `${row.alerts} alerts`,
  ];
  process.stdout.write(`${row.combination.padEnd(44)} ${figures.join('  ')}\n`);
}
