// A canary that is over, as those who judge it see it: plain figures, each from where it is known best.
import type { RunOutcome } from '../../core/commands.ts';
import type { Instrument } from '../../core/instrument.ts';
import type { PairConfig } from '../../core/pair.ts';
import type { LedgerFill } from '../../ledger/entries.ts';
import type { RunReport } from '../run/report.ts';
import type { WireRun } from '../run/wire/wire-run.ts';
import type { LastWord } from '../run/wire/last-word.ts';
import type { CanaryWatch, WatchedLeg } from './canary-watch.ts';

export interface FlownCanary {
  readonly modes: Pick<PairConfig, 'primaryMode' | 'hedgeMode'>;
  readonly outcome: RunOutcome;
  readonly endReason: string;
  readonly roundTrips: number;
  readonly fills: readonly LedgerFill[];
  /** From a fill of the primary to that of its hedge, on our clock, in µs; `undefined` where none was hedged. */
  readonly slowestHedgeUs: number | undefined;
  /** Primary, then hedge. */
  readonly legs: readonly [FlownLeg, FlownLeg];
}

export interface FlownLeg {
  /** With the fees that were reckoned with. */
  readonly instrument: Instrument;
  readonly watched: WatchedLeg;
  /** `undefined` where it was left before the venue could be asked. */
  readonly lastWord: LastWord | undefined;
}

export function flownCanary(
  run: WireRun,
  { outcome, endReason, hedgeLatency }: RunReport,
  watch: CanaryWatch,
  fills: readonly LedgerFill[],
): FlownCanary {
  const { config, counters } = run.pair;
  const leg = (instrument: Instrument): FlownLeg => ({
    instrument,
    watched: watch.leg(instrument.key),
    lastWord: run.lastWord(instrument),
  });
  return {
    modes: config,
    outcome,
    endReason,
    roundTrips: counters.iterationsDone,
    fills,
    slowestHedgeUs: hedgeLatency?.local.maxUs,
    legs: [leg(config.primary), leg(config.hedge)],
  };
}
