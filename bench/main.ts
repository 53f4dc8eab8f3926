// `npm run bench`: every benchmark with its floor in the same run, as one table, or as JSON with --json.
import { performance } from 'node:perf_hooks';
import { barsOf, barsText } from './bars.ts';
import { journalText, measureJournal } from './journal.ts';
import { footprintText, measureFootprint } from './footprint.ts';
import { takeTurns } from './measure.ts';
import { progress } from './progress.ts';
import { haveRecordings, load, recordingFiles } from './recordings.ts';
import { measureSimulation } from './simulation.ts';
import { signingRaces } from './signing.ts';
import { measureStartUp } from './start-up.ts';
import { stepContestants } from './step.ts';
import { wireText } from './wire-text.ts';
import { measureWire } from './wire.ts';

const isJson = process.argv.includes('--json');
const stepRounds = 7;
const startUpRounds = 9;
const footprintRounds = 5;
const simulationRounds = 5;
const signingRounds = 15;

const startedAtMs = performance.now();
const wire = await measureWire();
progress('B5');
const stepResults = haveRecordings()
  ? takeTurns(
      stepContestants(await load(recordingFiles.primary), await load(recordingFiles.hedge)),
      stepRounds,
    )
  : undefined;
progress('B4');
const simulation = measureSimulation(simulationRounds);
progress('B6');
const journal = await measureJournal();
progress('B7');
const signingResults = signingRaces().map(({ venue, contestants }) => ({
  venue,
  results: takeTurns(contestants, signingRounds),
}));
progress('B8');
const startUpResults = measureStartUp(startUpRounds);
const footprint = await measureFootprint(footprintRounds);

const figures = {
  wire,
  simulation,
  step: stepResults,
  journal,
  signing: signingResults,
  startUp: startUpResults,
  footprint,
};
const bars = barsOf(figures);
const minutes = (performance.now() - startedAtMs) / 60_000;

if (isJson) {
  process.stdout.write(`${JSON.stringify({ ...figures, step: stepResults ?? null, bars, minutes })}\n`);
} else {
  process.stdout.write(wireText(wire));
  process.stdout.write(
    `B4, fault simulation: events a second on one core (bar: 100 000, goal: 300 000), ${simulation.timesRealTime.toFixed(0)} × real time\n`,
  );
  for (const { name, unitsPerSecond, rounds, ratioToFloor } of simulation.results) {
    const rate = `${Math.round(unitsPerSecond / 1_000)} k/s`.padStart(11);
    process.stdout.write(`  ${rate}  ${ratioToFloor.toFixed(4)} × floor  ${name}, median of ${rounds}\n`);
  }
  process.stdout.write(
    'B5, on the way: market messages a second on the recordings (bar: 2 M/s in the whole world)\n',
  );
  if (stepResults === undefined) {
    process.stdout.write('  skipped: no recordings here; set RECORDINGS to their folder\n');
  }
  for (const { name, unitsPerSecond, rounds, ratioToFloor } of stepResults ?? []) {
    const rate = `${(unitsPerSecond / 1e6).toFixed(2)} M/s`.padStart(11);
    process.stdout.write(`  ${rate}  ${ratioToFloor.toFixed(3)} × floor  ${name}, median of ${rounds}\n`);
  }
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
