// What `evenkeel replay` does: a run is found, played again, judged and told.
import { performance } from 'node:perf_hooks';
import type { CheckFailure } from '../../core/checked.ts';
import { exitCodes } from '../exit-codes.ts';
import { findRun } from '../history/find-run.ts';
import { playRecord } from '../history/play-record.ts';
import { openRecordedRun, refuseRecord, type RecordedRun } from '../history/recorded-run.ts';
import { usageLine } from '../usage-line.ts';
import { defaultSize, terminalOf, wantsColour } from '../view/terminal.ts';
import { lastTurn, type ReplayFlags } from './replay-flags.ts';
import { reportReplay } from './replay-report.ts';
import { renderReplay } from './replay-text.ts';

export function replay(named: string, flags: ReplayFlags): void {
  const until = lastTurn(flags);
  if (!until.ok) return refuse(until);
  const found = findRun(named, flags.runsDir ?? 'runs');
  if (!found.ok) return refuse(found);
  const run = openRecordedRun(found.value);
  if (!run.ok) return refuse(run);
  tell(run.value, until.value, flags);
  run.value.journal.close();
}

function tell(run: RecordedRun, until: number | undefined, { json: isJson = false }: ReplayFlags): void {
  const startMs = performance.now();
  const playback = playRecord(run, { ...(until !== undefined && { until }) });
  const wallSeconds = (performance.now() - startMs) / 1_000;
  if (playback.end.kind === 'damaged') return refuse(refuseRecord(playback.end.failure));
  const report = reportReplay(run, playback, { isStopped: until !== undefined });
  const terminal = terminalOf(process.stdout);
  const { columns: width = defaultSize.columns } = terminal;
  const useColour = wantsColour(terminal, process.env);
  terminal.write(
    isJson
      ? `${JSON.stringify({ ...report, wallSeconds: wallSeconds.toFixed(3) })}\n`
      : renderReplay(report, { width, useColour, wallSeconds }),
  );
  process.exitCode = report.verdict === 'differs' ? exitCodes.differs : exitCodes.flat;
}

function refuse(failure: CheckFailure): void {
  process.stderr.write(usageLine(failure));
  process.exitCode = exitCodes.badInput;
}
