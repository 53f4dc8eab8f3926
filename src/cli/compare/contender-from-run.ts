// A run, played again from its journal, as one side of a comparison: its round trips are those of its ledger.
import { accepted, type Checked } from '../../core/checked.ts';
import { RoundTripBook } from '../../reports/round-trip-book.ts';
import { noticeOf } from '../../reports/summary.ts';
import { syntheticKey } from '../backtest/plan-backtest.ts';
import { findRun } from '../history/find-run.ts';
import { playRecord } from '../history/play-record.ts';
import { openRecordedRun, refuseRecord } from '../history/recorded-run.ts';
import type { Contender } from './contender.ts';

export function readRun(name: string, runsDir: string): Checked<Contender> {
  const found = findRun(name, runsDir);
  if (!found.ok) return found;
  const run = openRecordedRun(found.value);
  if (!run.ok) return run;
  const { world, start, journal, summary } = run.value;
  const trips = new RoundTripBook();
  let startUs: number | undefined;
  let endUs = 0;
  const { pair, end } = playRecord(run.value, {
    onlooker: {
      after: (_turn, _asked, played) => {
        startUs ??= played.nowUs;
        endUs = played.nowUs;
        trips.look(played);
      },
    },
  });
  journal.close();
  if (end.kind === 'damaged') return refuseRecord(end.failure);
  const { rows, rest } = trips.close(pair.ledger);
  const { primary } = start.pair;
  const market = {
    key: world === 'simulated' ? syntheticKey(primary.base, `seed ${start.seed}`) : undefined,
    roundTrips: rows,
    rest,
    seconds: (endUs - (startUs ?? endUs)) / 1_000_000,
  };
  return accepted({
    name,
    notice: noticeOf(world),
    quoteAsset: primary.quote,
    fillings: new Map([['as-run', [market]]]),
    remarks: [
      ...(end.kind === 'differs'
        ? [`${name}: its journal asks for something else now than it did; what is compared is up to there`]
        : []),
      ...(summary === undefined || summary.outcome === 'flat'
        ? []
        : [`${name}: the run ended ${summary.outcome}`]),
    ],
  });
}
