// What a canary says of itself at its end: its checks, and the run that it was. This is the JSON line.
import type { RunOutcome } from '../../core/commands.ts';
import type { RunReport } from '../run/report.ts';
import { layOut } from '../../reports/text-layout.ts';
import { wrap } from '../view/styled-line.ts';
import type { CanaryCheck } from './canary-checks.ts';

export interface CanaryReport {
  readonly passed: boolean;
  /** Whether live runs of this pair are let in by it. */
  readonly counts: boolean;
  readonly outcome: RunOutcome;
  readonly checks: readonly CanaryCheck[];
  readonly run: RunReport;
}

/** Plain lines that fit the width, without a line end after the last. */
export function renderCanary({ passed, counts, checks, run }: CanaryReport, width: number): string {
  const rows = checks.flatMap(({ code, isPassed, figures }) =>
    wrap(figures, width - labelWidth - 4).map((text, index) => ({
      label: index === 0 ? `${isPassed ? 'pass' : 'FAIL'}  ${code}` : '',
      cells: [text],
    })),
  );
  const todo = checks.flatMap(({ code, remedy }) =>
    remedy === null ? [] : wrap(`${code}: ${remedy}`, width),
  );
  const scope = counts
    ? 'live runs of this pair are let in, with this version and on these accounts'
    : 'no live run is let in by it';
  const verdict = passed
    ? `canary PASSED: ${scope}`
    : `canary NOT PASSED (${run.endReason}): no live run of this pair`;
  return [layOut([rows]), todo.join('\n'), wrap(verdict, width).join('\n')]
    .filter((block) => block !== '')
    .join('\n\n');
}

/** Of the longest, with its verdict. */
const labelWidth = 'pass  positions-restored'.length;
