// One of the two that are compared: round trips by the market that they were made on, whether they were backtested or run.
import type { MoneyRow, RoundTripRow } from '../../reports/round-trip-book.ts';
import type { BacktestReport } from '../backtest/report.ts';
import { boundNames, type BoundName } from '../backtest/bounds.ts';

export interface ContenderMarket {
  /** The same for the same market data; `undefined` where nobody else can have had it. */
  readonly key: string | undefined;
  readonly roundTrips: readonly RoundTripRow[];
  /** What came after the last of them; together they are all that was gained and lost. */
  readonly rest: MoneyRow;
  readonly seconds: number;
}

/** How it was filled: under a bound, or by what a run had. */
export type Filling = BoundName | 'as-run';

export interface Contender {
  readonly name: string;
  /** "synthetic: no evidence of profit". */
  readonly notice: string;
  readonly quoteAsset: string;
  readonly fillings: ReadonlyMap<Filling, readonly ContenderMarket[]>;
  /** What counts against it whatever its figures are, in sentences. */
  readonly remarks: readonly string[];
}

/** What a comparison needs of a backtest. */
export type ComparableBacktest = Pick<BacktestReport, 'notice' | 'quoteAsset'> & {
  readonly markets: readonly { readonly key: string }[];
  readonly bounds: Readonly<
    Record<
      BoundName,
      {
        readonly runs: readonly {
          readonly outcome: string;
          readonly roundTrips: readonly RoundTripRow[];
          readonly rest: MoneyRow;
          readonly summary: { readonly durationSeconds: string };
        }[];
      }
    >
  >;
};

export function contenderOfBacktest(name: string, report: ComparableBacktest): Contender {
  const { notice, quoteAsset, markets, bounds } = report;
  const remarks = boundNames.flatMap((bound) => {
    const notFlat = bounds[bound].runs.filter(({ outcome }) => outcome !== 'flat');
    return notFlat.length === 0 ? [] : [`${name}: ${notFlat.length} of its ${bound} runs did not end flat`];
  });
  const fillings = boundNames.map((bound) => {
    const played = bounds[bound].runs.map(({ roundTrips, rest, summary }, index) => ({
      key: markets[index]?.key,
      roundTrips,
      rest,
      seconds: Number(summary.durationSeconds),
    }));
    return [bound, played] as const;
  });
  return { name, notice, quoteAsset, fillings: new Map(fillings), remarks };
}
