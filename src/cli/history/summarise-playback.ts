// What a run that was played again comes to, by its ledger: the same figures, by the same code, as a run says of itself at its end.
import type { RunSummary, World } from '../../reports/run-summary.ts';
import { summarise } from '../../reports/summary.ts';
import type { Playback } from './play-record.ts';

export function summarisePlayback(
  { pair, eventLogHash }: Playback,
  { world, endReason }: { readonly world: World; readonly endReason: string },
): RunSummary {
  const { ledger, counters, nowUs, startedAtUs } = pair;
  return summarise(ledger, {
    world,
    marks: ledger.lastMarks(),
    durationUs: nowUs - startedAtUs,
    endReason,
    eventLogHash,
    hedgeFailures: counters.hedgeFailures,
    recoveries: counters.recoveries,
  });
}
