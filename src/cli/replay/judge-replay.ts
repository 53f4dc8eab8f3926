// Whether a replay came to the same as its run did: the hash of all turns, and the figures that people go by.
import type { RunSummary } from '../../reports/run-summary.ts';
import type { RecordedSummary } from '../history/recorded-run.ts';

export interface ComparedFigure {
  readonly name: string;
  /** As the run's summary has it; `undefined` where it left none. */
  readonly recorded: string | undefined;
  readonly replayed: string;
}

export type ReplayVerdict = 'same' | 'differs' | 'nothing-to-compare';

/** In the order in which they are shown; the hash comes first. */
export function compareFigures(
  recorded: RecordedSummary | undefined,
  replayed: RunSummary,
): readonly ComparedFigure[] {
  return figures.map(({ name, of }) => ({
    name,
    recorded: recorded && of(recorded),
    replayed: of(replayed),
  }));
}

export function judgeReplay(compared: readonly ComparedFigure[]): ReplayVerdict {
  if (compared.every(({ recorded }) => recorded === undefined)) return 'nothing-to-compare';
  return compared.every(isSame) ? 'same' : 'differs';
}

export const isSame = ({ recorded, replayed }: ComparedFigure): boolean => recorded === replayed;

type Figures = Omit<RecordedSummary, 'outcome' | 'endReason'>;

const figures: readonly { readonly name: string; readonly of: (summary: Figures) => string }[] = [
  { name: 'event log', of: ({ eventLogHash }) => eventLogHash },
  { name: 'cycles', of: ({ cycles }) => cycles.toString() },
  { name: 'abandoned', of: ({ cyclesAbandoned }) => cyclesAbandoned.toString() },
  { name: 'volume', of: ({ volume }) => volume },
  { name: 'gross PnL', of: ({ grossPnl }) => grossPnl },
  { name: 'fees', of: ({ fees }) => fees },
  { name: 'rebates', of: ({ rebates }) => rebates },
  { name: 'funding', of: ({ funding }) => funding },
  { name: 'net PnL', of: ({ netPnl }) => netPnl },
  { name: 'net delta', of: ({ netDelta }) => netDelta },
  { name: 'primary', of: ({ positions }) => positions.primary },
  { name: 'hedge', of: ({ positions }) => positions.hedge },
];
