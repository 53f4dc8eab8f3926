// `npm run bench`: every benchmark with its floor in the same run, as one table, or as JSON with --json.
import { performance } from 'node:perf_hooks';
import { backtestText, measureBacktest } from './backtest.ts';
import { barsOf, barsText } from './bars.ts';
import { journalText, measureJournal } from './journal.ts';
import { footprintText, measureFootprint } from './footprint.ts';
import { takeTurns, type Result } from './measure.ts';
import { progress } from './progress.ts';
import { measureSimulation } from './simulation.ts';
import { signingRaces } from './signing.ts';
import { measureStartUp } from './start-up.ts';
import { wireText } from './wire-text.ts';
import { measureWire } from './wire.ts';

const isJson = process.argv.includes('--json');
const startUpRounds = 9;
const footprintRounds = 5;
const simulationRounds = 5;
const signingRounds = 15;

const startedAtMs = performance.now();
const wire = await measureWire();
progress('B5');
const backtest = await measureBacktest();
progress('B4');
const simulation = await measureSimulation(simulationRounds);
progress('B6');
const journal = await measureJournal();
progress('B7');
const signingResults: { readonly venue: string; readonly results: readonly Result[] }[] = [];
for (const { venue, contestants } of signingRaces())
  signingResults.push({ venue, results: await takeTurns(contestants, signingRounds) });
progress('B8');
const startUpResults = measureStartUp(startUpRounds);
const footprint = await measureFootprint(footprintRounds);

const figures = {
  wire,
  simulation,
  backtest,
  journal,
  signing: signingResults,
  startUp: startUpResults,
  footprint,
};
const bars = barsOf(figures);
const minutes = (performance.now() - startedAtMs) / 60_000;

if (isJson) {
  process.stdout.write(`${JSON.stringify({ ...figures, backtest: backtest ?? null, bars, minutes })}\n`);
} else {
  process.stdout.write(wireText(wire));
  process.stdout.write(
    `B4, fault simulation: events a second on one core (bar: 100 000, goal: 300 000), ${simulation.timesRealTime.toFixed(0)} × real time\n`,
  );
  for (const { name, unitsPerSecond, rounds, ratioToFloor } of simulation.results) {
    const rate = `${Math.round(unitsPerSecond / 1_000)} k/s`.padStart(11);
    process.stdout.write(`  ${rate}  ${ratioToFloor.toFixed(4)} × floor  ${name}, median of ${rounds}\n`);
  }
  process.stdout.write(backtestText(backtest));
  process.stdout.write(journalText(journal));
  process.stdout.write('B7, signing: one order signed and encoded (bar: 2 × the best primitive)\n');
  for (const { venue, results } of signingResults) {
    for (const { name, unitsPerSecond, rounds, ratioToFloor } of results) {
      const time = `${(1e6 / unitsPerSecond).toFixed(0)} µs`.padStart(9);
      process.stdout.write(
        `  ${time}  ${(1 / ratioToFloor).toFixed(2)} × floor  ${venue}: ${name}, median of ${rounds}\n`,
      );
    }
  }
  process.stdout.write('B8, start-up on simulated venues\n');
  for (const { name, medianMs, ratioToFloor } of startUpResults) {
    process.stdout.write(
      `  ${medianMs.toFixed(0).padStart(8)} ms  ${ratioToFloor.toFixed(1)} × floor  ${name}\n`,
    );
  }
  process.stdout.write(footprintText(footprint));
  process.stdout.write(barsText(bars));
  process.stdout.write(`It took ${minutes.toFixed(1)} minutes (at most 15).\n`);
}
