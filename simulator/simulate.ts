// `npm run simulate -- --seeds N --from S [--without-faults] [--plant NAME]`: runs seeds one after the other on this core, and prints
// what they came to, the first violations, and how often each fault has acted.
import { performance } from 'node:perf_hooks';
import { wholeNumberAfter } from '../experiments/arguments.ts';
import { allChecks } from './checks/all.ts';
import type { SeedResult } from './observed.ts';
import { plantedBugs, type PlantedBug } from './planted/table.ts';
import { runScenario } from './run-seed.ts';
import { allFaultKinds } from './scenario/fault-kinds.ts';
import { generateScenario } from './scenario/generate.ts';

const violationsShown = 3;

const seeds = wholeNumberAfter('--seeds', 100);
const from = wholeNumberAfter('--from', 1);
const hasFaults = !process.argv.includes('--without-faults');
const plantAt = process.argv.indexOf('--plant');
const planted = plantedBugs.find(({ name }) => name === process.argv[plantAt + 1]);
if (seeds === undefined || from === undefined) {
  process.stderr.write('simulate: --seeds and --from take whole numbers above 0\n');
  process.exitCode = 2;
} else if (plantAt >= 0 && planted === undefined) {
  process.stderr.write(`simulate: --plant takes one of ${plantedBugs.map(({ name }) => name).join(', ')}\n`);
  process.exitCode = 2;
} else {
  report(seeds, from, planted);
}

function report(count: number, first: number, bug: PlantedBug | undefined): void {
  const counts = new Map<string, number>();
  const faults = new Map<string, number>();
  const violated: SeedResult[] = [];
  let [events, longest, withFill, withCycle] = [0, 0, 0, 0];
  const startMs = performance.now();
  for (let seed = first; seed < first + count; seed += 1) {
    const scenario = generateScenario(seed, { hasFaults });
    const result = runScenario(scenario, { checks: allChecks, plant: bug?.plant });
    const key = `${result.verdict} ${result.cause}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const [kind, times] of Object.entries(result.faults))
      faults.set(kind, (faults.get(kind) ?? 0) + times);
    if (result.verdict === 'VIOLATION') violated.push(result);
    events += result.events;
    longest = Math.max(longest, result.events);
    withFill += result.primaryFills > 0 ? 1 : 0;
    withCycle += result.cyclesCompleted > 0 ? 1 : 0;
  }
  const seconds = (performance.now() - startMs) / 1_000;
  for (const result of violated.slice(0, violationsShown)) show(result);
  const lines = [
    ...[...counts].sort((left, right) => right[1] - left[1]).map(([key, times]) => `${times} ${key}`),
    `violating seeds: ${violated.map(({ seed }) => seed).join(' ') || 'none'}`,
    `${withFill} of ${count} with a primary fill, ${withCycle} with a completed cycle`,
    `${events} events, at most ${longest} a seed, ${Math.round(events / seconds)} a second, ${(count / seconds).toFixed(1)} seeds a second`,
    `faults: ${allFaultKinds.map((kind) => `${kind} ${faults.get(kind) ?? 0}`).join(', ')}`,
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  process.exitCode = violated.length === 0 ? 0 : 1;
}

function show({ seed, violation, faults }: SeedResult): void {
  if (violation === undefined) return;
  const { invariant, text, atUs, window } = violation;
  const head = `seed ${seed}: ${invariant} at ${(atUs / 1_000_000).toFixed(3)} s: ${text}`;
  process.stdout.write(`${[head, `  faults ${JSON.stringify(faults)}`, ...window].join('\n')}\n\n`);
}
