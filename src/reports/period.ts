// What a part of a run came to: the difference of two of its summaries.
import { formatUnits, formatRounded, parseUnits, ratioUnits } from '../core/decimal.ts';
import { assertPresent } from '../core/assert.ts';
import type { PairLedger } from '../ledger/ledger.ts';
import { amountText, countShareText } from './figures.ts';
import { places, type Ratio, type RunSummary } from './run-summary.ts';

/** What two moments of a run are compared by. */
export type PeriodFigures = Pick<RunSummary, 'cycles' | 'attempts' | 'volume' | 'grossPnl' | 'netPnl'>;

export interface PeriodSummary {
  readonly cycles: number;
  readonly volume: string;
  readonly grossPnl: string;
  readonly netPnl: string;
  readonly costPerMillion: Ratio;
  readonly fillRate: Ratio;
}

/** Of a run as it stands; `undefined` where it holds what no book has told the worth of. */
export function figuresNow(ledger: PairLedger): PeriodFigures | undefined {
  const marks = ledger.lastMarks();
  const isPriced = (leg: 'primary' | 'hedge'): boolean =>
    ledger.position(ledger[leg].key) === 0 || marks[leg] !== undefined;
  if (!isPriced('primary') || !isPriced('hedge')) return undefined;
  const { gross, net } = ledger.pnl(marks).total;
  return {
    cycles: ledger.endedCycles('completed'),
    attempts: { completed: ledger.attempts('completed'), failed: ledger.attempts('failed') },
    volume: amountText(ledger.tally().volume),
    grossPnl: amountText(gross),
    netPnl: amountText(net),
  };
}

/** Attempts and amounts of the later summary include those of the earlier one. */
export function summarisePeriod(earlier: PeriodFigures, later: PeriodFigures): PeriodSummary {
  const difference = (name: 'volume' | 'grossPnl' | 'netPnl'): bigint =>
    unitsOf(later[name]) - unitsOf(earlier[name]);
  const [volume, net] = [difference('volume'), difference('netPnl')];
  const completed = later.attempts.completed - earlier.attempts.completed;
  const failed = later.attempts.failed - earlier.attempts.failed;
  return {
    cycles: later.cycles - earlier.cycles,
    volume: formatUnits(volume),
    grossPnl: formatUnits(difference('grossPnl')),
    netPnl: formatUnits(net),
    costPerMillion:
      volume === 0n ? null : formatRounded(ratioUnits(-net * 1_000_000n, volume), places.perMillion),
    fillRate: countShareText(completed, completed + failed, places.share),
  };
}

const unitsOf = (text: string): bigint => assertPresent(parseUnits(text), `"${text}" is an amount`);
