// What `evenkeel report` does: a run is found, played again, looked back on, and written down.
import { assertNever } from '../../core/assert.ts';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { replaceFile } from '../../journal/replace-file.ts';
import { renderHtml } from '../../reports/review/page/html.ts';
import { renderMarkdown } from '../../reports/review/page/markdown.ts';
import { pageOf } from '../../reports/review/page/page-of.ts';
import type { RunReview } from '../../reports/review/run-review.ts';
import { exitCodes } from '../exit-codes.ts';
import { findRun } from '../history/find-run.ts';
import { openRecordedRun } from '../history/recorded-run.ts';
import { terminalOf } from '../view/terminal.ts';
import { processOf } from './living.ts';
import { PlayProgress } from './play-progress.ts';
import { reportTarget, type ReportFlags, type ReportFormat, type ReportTarget } from './report-flags.ts';
import { reviewRun } from './review-run.ts';
import { refuse } from '../refuse.ts';

export async function report(named: string, flags: ReportFlags): Promise<void> {
  const found = findRun(named, flags.runsDir ?? 'runs');
  if (!found.ok) return refuse(found);
  const target = reportTarget(flags, found.value.folder);
  if (!target.ok) return refuse(target);
  const run = openRecordedRun(found.value);
  if (!run.ok) return refuse(run);
  const progress = new PlayProgress(terminalOf(process.stderr));
  const review = reviewRun(run.value, {
    process: await processOf(run.value, process.env),
    onTurn: progress.onTurn,
  });
  progress.end();
  run.value.journal.close();
  if (!review.ok) return refuse(review);
  const written = write(renderAs(target.value.format, review.value), target.value);
  if (!written.ok) return refuse(written);
  process.stdout.write(written.value);
  process.exitCode = review.value.replay.verdict === 'differs' ? exitCodes.differs : exitCodes.flat;
}

function renderAs(format: ReportFormat, review: RunReview): string {
  switch (format) {
    case 'html':
      return renderHtml(pageOf(review));
    case 'md':
      return renderMarkdown(pageOf(review));
    case 'json':
      return `${JSON.stringify(review)}\n`;
    default:
      return assertNever(format);
  }
}

/** Returns what the terminal shows: the report itself, or where it is. */
function write(text: string, { path }: ReportTarget): Checked<string> {
  if (path === undefined) return accepted(text);
  const trouble = replaceFile(path, text);
  return trouble === undefined
    ? accepted(`${path}\n`)
    : refused('report-unwritable', `${path} cannot be written: ${trouble}`, 'name another file with --out');
}
