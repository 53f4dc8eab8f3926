// `npm run bench`: every benchmark with its floor in the same run, as one table, or as JSON with --json.
import { takeTurns } from './measure.ts';
import { haveRecordings, load, recordingFiles } from './recordings.ts';
import { measureStartUp } from './start-up.ts';
import { stepContestants } from './step.ts';

const isJson = process.argv.includes('--json');
const stepRounds = 7;
const startUpRounds = 9;

const stepResults = haveRecordings()
  ? takeTurns(
      stepContestants(await load(recordingFiles.primary), await load(recordingFiles.hedge)),
      stepRounds,
    )
  : undefined;
const startUpResults = measureStartUp(startUpRounds);

if (isJson) {
  process.stdout.write(`${JSON.stringify({ step: stepResults ?? null, startUp: startUpResults })}\n`);
} else {
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
  process.stdout.write('B8, start-up (bar: 400 ms to the first quote)\n');
  for (const { name, medianMs, ratioToFloor } of startUpResults) {
    process.stdout.write(
      `  ${medianMs.toFixed(0).padStart(8)} ms  ${ratioToFloor.toFixed(1)} × floor  ${name}\n`,
    );
  }
}
