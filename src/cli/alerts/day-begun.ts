// How a run stood when its latest day began, across all processes that have worked on it: what the day came to is told of the run, and
// not of the process that happens to tell it.
import type { PairState } from '../../execution/pair-state.ts';
import { utcDayStartUs } from '../../ledger/utc-day.ts';
import { figuresNow, type PeriodFigures } from '../../reports/period.ts';

/** The beginning of a day, or of the run. */
export interface Beginning {
  /** On the run's clock, in µs. */
  readonly atUs: number;
  readonly figures: PeriodFigures;
}

export class DayBegun {
  #latest: Beginning | undefined;
  #dayStartUs = 0;

  /** `undefined` before the first turn. */
  get latest(): Beginning | undefined {
    return this.#latest;
  }

  /** After every turn of the record. */
  onTurn({ nowUs, ledger }: Pick<PairState, 'nowUs' | 'ledger'>): void {
    const dayStartUs = utcDayStartUs(nowUs);
    if (dayStartUs === this.#dayStartUs) return;
    const figures = figuresNow(ledger);
    if (figures === undefined) return;
    this.#dayStartUs = dayStartUs;
    this.#latest = { atUs: nowUs, figures };
  }
}
