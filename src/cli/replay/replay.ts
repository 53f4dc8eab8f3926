// What `evenkeel replay` does: a run is found, played again, judged and told.
import { performance } from 'node:perf_hooks';
import { exitCodes } from '../exit-codes.ts';
import { findRun } from '../history/find-run.ts';
import { playRecord } from '../history/play-record.ts';
import { openRecordedRun, refuseRecord, type RecordedRun } from '../history/recorded-run.ts';
import { defaultSize, terminalOf, wantsColour } from '../view/terminal.ts';
import type { ExplainedTurn } from './explain/explain-turn.ts';
import { renderExplained } from './explain/explain-text.ts';
import { explainer } from './explain/explainer.ts';
import { turnRange, type ReplayFlags, type TurnRange } from './replay-flags.ts';
import { reportReplay } from './replay-report.ts';
import { renderReplay } from './replay-text.ts';
import { refuse } from '../refuse.ts';

export function replay(named: string, flags: ReplayFlags): void {
  const range = turnRange(flags);
  if (!range.ok) return refuse(range);
  const found = findRun(named, flags.runsDir ?? 'runs');
  if (!found.ok) return refuse(found);
  const run = openRecordedRun(found.value);
  if (!run.ok) return refuse(run);
  tell(run.value, range.value, flags);
  run.value.journal.close();
}

/** What is explained is told as it comes, before the verdict; in JSON all of it is one line. */
function tell(
  run: RecordedRun,
  { from, until }: TurnRange,
  { json: isJson = false, explain }: ReplayFlags,
): void {
  const terminal = terminalOf(process.stdout);
  const { columns: width = defaultSize.columns } = terminal;
  const useColour = wantsColour(terminal, process.env);
  const explained: ExplainedTurn[] = [];
  const onlooker = explainer(from, (turn) => {
    if (isJson) explained.push(turn);
    else terminal.write(`${renderExplained(turn, useColour)}\n`);
  });
  const startMs = performance.now();
  const playback = playRecord(run, {
    ...(until !== undefined && { until }),
    ...(explain === true && { onlooker }),
  });
  const wallSeconds = (performance.now() - startMs) / 1_000;
  if (playback.end.kind === 'damaged') return refuse(refuseRecord(playback.end.failure));
  const report = reportReplay(run, playback, { isStopped: until !== undefined });
  const inJson = { ...report, wallSeconds: wallSeconds.toFixed(3), ...(explain === true && { explained }) };
  terminal.write(
    isJson ? `${JSON.stringify(inJson)}\n` : renderReplay(report, { width, useColour, wallSeconds }),
  );
  process.exitCode = report.verdict === 'differs' ? exitCodes.differs : exitCodes.flat;
}
