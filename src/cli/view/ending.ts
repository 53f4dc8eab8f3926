// The last words of a run to a person: the summary, and where everything else about it can be found.
import type { RunSummary } from '../../reports/run-summary.ts';
import { renderSummary } from '../../reports/summary-text.ts';

export function renderEnding(summary: RunSummary, runDirectory: string): string {
  return `${renderSummary(summary)}\n\njournal, fills.csv and log are in ${runDirectory}\n`;
}
