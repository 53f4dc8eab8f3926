// The end of a run as it is told to somebody who does not look: why, what it leaves, and what it came to.
import type { RunOutcome } from '../../core/commands.ts';
import type { PeriodSummary } from '../../reports/period.ts';
import { counted, duration, isZero, percent, rounded, signed } from '../../reports/readable.ts';
import type { RunReport } from '../run/report.ts';
import type { Tidings } from './alert-text.ts';
import { remedyFor } from './remedies.ts';

/** Ends that were asked for: whoever asked need not be woken. */
const expectedEnds: ReadonlySet<string> = new Set([
  'iterations-done',
  'max-duration',
  'until',
  'max-volume',
  'max-volume-per-day',
  'interrupted',
]);

const words: Readonly<Record<RunOutcome, string>> = {
  flat: 'Flat',
  held: 'Held',
  'halted-safe': 'Halted',
  'exposure-left': 'EXPOSURE IS LEFT',
  refused: 'Nothing was started',
};

export function endTidings(report: RunReport): Pick<Tidings, 'severity' | 'text' | 'remedy'> {
  const { outcome, endReason, durationSeconds, netDelta, positions, baseAsset, legs, quoteAsset } = report;
  const held = `${legs.primary.venue} ${positions.primary}, ${legs.hedge.venue} ${positions.hedge}`;
  return {
    severity: severityOf(outcome, endReason),
    remedy: outcome === 'exposure-left' ? leftRemedy : remedyFor(endReason),
    text: [
      `${words[outcome]} after ${duration(durationSeconds)}: ${endReason}.`,
      `Naked: ${isZero(netDelta) ? 'nothing' : `${netDelta} ${baseAsset}`} (${held})`,
      figuresText(report, quoteAsset),
    ].join('\n'),
  };
}

/** Volume, cost, gross and net, and how quotes were filled. */
export function figuresText(figures: PeriodSummary, quoteAsset: string): string {
  const { cycles, volume, grossPnl, netPnl, costPerMillion, fillRate } = figures;
  return [
    `${counted(cycles, 'cycle')}, volume ${rounded(volume, 2)} ${quoteAsset}, fill rate ${percent(fillRate)};`,
    `gross ${signed(grossPnl, 4)}, net ${signed(netPnl, 4)}, cost per 1M ${rounded(costPerMillion, 2)}`,
  ].join(' ');
}

const leftRemedy = 'Look at both venues now, and close by hand what is open there.';

function severityOf(outcome: RunOutcome, endReason: string): Tidings['severity'] {
  if (outcome !== 'flat' && outcome !== 'held') return 'critical';
  return expectedEnds.has(endReason) ? 'info' : 'warning';
}
