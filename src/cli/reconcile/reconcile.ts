// What `evenkeel reconcile` does: the run's own book is read, the venues are asked for theirs, and what differs is told.
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import type { Environment } from '../access/variables.ts';
import { VenueAccess } from '../access/venue-access.ts';
import { exitCodes } from '../exit-codes.ts';
import { findRun } from '../history/find-run.ts';
import { openRecordedRun, type RecordedRun } from '../history/recorded-run.ts';
import { loadEnvironmentFile } from '../settings/env-file.ts';
import { defaultSize, terminalOf, wantsColour } from '../view/terminal.ts';
import { HistoryQuestions } from './ask-history.ts';
import { reportReconciliation, type ReconcileReport } from './reconcile-report.ts';
import { renderReconciliation } from './reconcile-text.ts';
import { readRunBooks } from './run-books.ts';
import { askVenueBooks } from './venue-books.ts';
import { refuse } from '../refuse.ts';

/** As commander hands them over. */
export interface ReconcileFlags {
  readonly runsDir?: string;
  readonly envFile?: string;
  readonly json?: boolean;
}

export async function reconcile(named: string, flags: ReconcileFlags): Promise<void> {
  const loaded = loadEnvironmentFile(process.env, flags.envFile);
  if (!loaded.ok) return refuse(loaded);
  const { environment, warning } = loaded.value;
  if (warning !== undefined) process.stderr.write(`evenkeel: ${warning}\n`);
  const found = findRun(named, flags.runsDir ?? 'runs');
  if (!found.ok) return refuse(found);
  const run = openRecordedRun(found.value);
  if (!run.ok) return refuse(run);
  const report = await reconcileRun(run.value, environment);
  run.value.journal.close();
  if (!report.ok) return refuse(report);
  tell(report.value, flags);
}

/** Over the wire; what is opened is closed again. */
export async function reconcileRun(
  run: RecordedRun,
  environment: Environment,
): Promise<Checked<ReconcileReport>> {
  const { world, folder, start } = run;
  if (world !== 'local' && world !== 'live') return notOverTheWire(world);
  const own = readRunBooks(run);
  const questions = new HistoryQuestions();
  const epochs = [start.pair.runEpochSeconds];
  const access = new VenueAccess({ environment, keys: 'required', sink: questions.hear, epochs });
  const venues = await askVenueBooks(run, own, { environment, access, questions });
  await access.close();
  if (!venues.ok) return venues;
  return accepted({
    ...reportReconciliation(start.pair, { here: own.legs, there: venues.value }),
    runDirectory: folder,
    world,
    baseAsset: start.pair.primary.base,
    notes: own.doubt === undefined ? [] : [own.doubt],
  });
}

const notOverTheWire = (world: string): CheckFailure =>
  refused(
    'no-venue-history',
    `the run is ${world === 'replay' ? 'one on recorded markets' : world}: no venue has a history of it`,
    'use `evenkeel replay` to hold it against itself',
  );

function tell(report: ReconcileReport, { json: isJson = false }: ReconcileFlags): void {
  const terminal = terminalOf(process.stdout);
  const { columns: width = defaultSize.columns } = terminal;
  terminal.write(
    isJson
      ? `${JSON.stringify(report)}\n`
      : renderReconciliation(report, { width, useColour: wantsColour(terminal, process.env) }),
  );
  process.exitCode = report.verdict === 'equal' ? exitCodes.flat : exitCodes.differs;
}
