// The last words of a run to a person: how it ended, the summary, and where everything else about it can be found.
import { renderSummary } from '../../reports/summary-text.ts';
import type { EndedRun } from './face.ts';
import { printable } from './styled-line.ts';

export function renderEnding(run: EndedRun, runDirectory: string): string {
  const notes = (run.notes ?? []).map((note) => `${printable(note)}\n`).join('');
  return `${renderSummary(run)}\n\n${notes}${verdict(run)}\njournal, log, fills.csv, hedges.csv and funding.csv are in ${runDirectory}\n`;
}

/** The last line but one, because that is where a person looks who comes back to a terminal. */
function verdict({ world, outcome, endReason, positions, baseAsset, legs }: EndedRun): string {
  const open = `${positions.primary} ${baseAsset} on ${legs.primary.venue}, ${positions.hedge} ${baseAsset} on ${legs.hedge.venue}`;
  const isPaper = world === 'paper';
  switch (outcome) {
    case 'flat':
      if (isPaper) return 'FLAT: every simulated order has ended';
      return 'FLAT: every order has ended, and both venues confirm the positions';
    case 'held':
      return `HELD: every order has ended, and the pair is hedged; open: ${open}; the next start goes on with it`;
    case 'halted-safe':
      return `HALTED ${endReason}: net delta is as small as it may be made; open: ${open}; docs/runbook.md says what to do`;
    case 'exposure-left':
      if (isPaper) return `EXPOSURE LEFT: ${open}; on paper only, so there is nothing to close`;
      return `EXPOSURE LEFT: ${open}; orders may still be open: look at both venues and close by hand`;
    case 'refused':
      return `NOT STARTED: ${endReason}`;
  }
}
