// What a canary says of itself at its end: its checks, and the run that it was. This is the JSON line.
import type { RunOutcome } from '../../core/commands.ts';
import type { RunReport } from '../run/report.ts';
import { layOut } from '../../reports/text-layout.ts';
import type { CanaryCheck } from './canary-checks.ts';

export interface CanaryReport {
  readonly passed: boolean;
  /** Whether live runs of this pair are let in by it. */
  readonly counts: boolean;
  readonly outcome: RunOutcome;
  readonly checks: readonly CanaryCheck[];
  readonly run: RunReport;
}

/** Plain lines, without a line end after the last. */
export function renderCanary({ passed, counts, checks, run }: CanaryReport): string {
  const rows = checks.map(({ code, isPassed, figures }) => ({
    label: `${isPassed ? 'pass' : 'FAIL'}  ${code}`,
    cells: [figures],
  }));
  const todo = checks.flatMap(({ code, remedy }) => (remedy === null ? [] : [`${code}: ${remedy}`]));
  const verdict = passed
    ? `canary PASSED${counts ? ': live runs of this pair are let in, with this version and on these accounts' : ', on local servers: it counts for nothing else'}`
    : `canary NOT PASSED (${run.endReason}): no live run of this pair`;
  return [layOut([rows]), ...(todo.length === 0 ? [] : [todo.join('\n')]), verdict].join('\n\n');
}
