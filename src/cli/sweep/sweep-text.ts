// A sweep for people: the winner and what it did where it was not chosen, then how the choice would have gone each time, then all trials.
import { counted, isZero, percent, rounded, signed } from '../../reports/readable.ts';
import type { TextOptions } from '../backtest/backtest-text.ts';
import { boundNames } from '../backtest/bounds.ts';
import type { PooledFigures } from '../backtest/pooled-figures.ts';
import { table, type Column, type TableRow } from '../view/frame/table.ts';
import { emptyLine, line, paint, quiet, toned, wrap, type Line } from '../view/styled-line.ts';
import type { SweepReport } from './sweep-report.ts';
import type { Objective } from './walk-forward.ts';

/** Wider, and the eye loses the row. */
const widthMost = 110;
const trialsShown = 12;

/** Lines with their line ends. */
export function renderSweep(report: SweepReport, { width, useColour }: TextOptions): string {
  const columns = Math.min(width, widthMost);
  const { winner, verdict, notFlat, notice, baseAsset } = report;
  const wrapped = (text: string, tone: 'plain' | 'quiet' = 'plain'): Line[] =>
    wrap(text, columns - 2).map((each) => line('  ', toned(tone, each)));
  const lines = [
    line(toned('good', '● '), toned('strong', `CHOSEN: ${winner.chosen}`)),
    ...wrapped(outOfSample(report)),
    ...wrapped(
      `best of ${counted(report.trials, 'trial')} ${ambitions[report.objective]} on what came before: in sample it is flattered by the choice`,
    ),
    ...wrapped(`against a target of ${targetInWords(report)}: ${verdict.text}`),
    ...(notFlat === 0 ? [] : wrapped(`${counted(notFlat, 'run')} of ${report.runs} did not end flat`)),
    ...wrapped(
      `${baseAsset} · ${counted(report.markets.length, 'market')}, ${report.folds.length} folds, ${counted(report.runs, 'run')} · ${notice}`,
      'quiet',
    ),
    emptyLine,
    ...table(
      [left('the winner, out of sample'), ...figureColumns(report), right('95 %', 16)],
      boundRows(report),
      columns,
    ),
    emptyLine,
    ...table([left('chosen on what was before'), ...stepColumns], stepRows(report), columns),
    emptyLine,
    ...table([left('trials, as chosen last'), ...stepColumns.slice(1)], trialRows(report), columns),
    ...(report.ranking.length > trialsShown
      ? [line(quiet(`${report.ranking.length - trialsShown} more in --json`))]
      : []),
  ];
  return lines.map((each) => `${paint(each, useColour)}\n`).join('');
}

const ambitions: Readonly<Record<Objective, string>> = {
  cost: 'by cost',
  volume: 'by volume an hour',
  net: 'by net PnL an hour',
};

function outOfSample({ winner, quoteAsset, folds, outOfSampleBounds }: SweepReport): string {
  const { cost } = outOfSampleBounds['risk-averse'];
  const interval =
    cost === null
      ? 'too few round trips for an interval'
      : `${rounded(cost.low, 1)} to ${rounded(cost.high, 1)} at 95 %`;
  const last = folds.at(-1);
  return `out of sample it cost ${rounded(winner.outOfSample.costPerMillion, 1)} ${quoteAsset} per 1M (${interval}), on ${counted(last?.units ?? 0, 'market')} that it was not chosen on; in sample ${rounded(winner.inSample.costPerMillion, 1)}`;
}

const targetInWords = ({ target, quoteAsset }: SweepReport): string =>
  isZero(target) ? 'no loss' : `at most ${rounded(target, 2)} ${quoteAsset} net per 1M`;

const left = (title: string): Column => ({ title, align: 'left', widthMin: 26, dispensable: 0 });
const right = (title: string, widthMin: number, dispensable = 0): Column => ({
  title,
  align: 'right',
  widthMin,
  dispensable,
});

const figureColumns = ({ quoteAsset }: SweepReport): readonly Column[] => [
  right('trips', 6),
  right('fill rate', 9, 2),
  right('volume/hour', 11, 1),
  right(`net ${quoteAsset}`, 12),
  right('cost per 1M', 11),
];

function boundRows({ outOfSampleBounds }: SweepReport): TableRow[] {
  return boundNames.map((bound) => {
    const { figures, cost } = outOfSampleBounds[bound];
    const interval = cost === null ? 'too few' : `${rounded(cost.low, 1)} to ${rounded(cost.high, 1)}`;
    return {
      cells: [
        bound,
        String(figures.roundTrips),
        percent(figures.fillRate),
        rounded(figures.volumePerHour, 0),
        signed(figures.netPnl, 4),
        rounded(figures.costPerMillion, 1),
        interval,
      ],
      tone: 'plain',
    };
  });
}

const stepColumns: readonly Column[] = [
  right('judged on fold', 14, 3),
  right('cost in', 9),
  right('cost out', 9),
  right('volume/h in', 11, 2),
  right('volume/h out', 12, 1),
];

const costs = (inSample: PooledFigures, after: PooledFigures): string[] => [
  rounded(inSample.costPerMillion, 1),
  rounded(after.costPerMillion, 1),
  rounded(inSample.volumePerHour, 0),
  rounded(after.volumePerHour, 0),
];

function stepRows({ steps, outOfSample: all }: SweepReport): TableRow[] {
  return [
    ...steps.map(({ chosen, fold, inSample, outOfSample: after }): TableRow => ({
      cells: [chosen, String(fold + 1), ...costs(inSample, after)],
      tone: 'plain',
    })),
    {
      cells: [
        'all that was judged',
        '',
        '',
        rounded(all.costPerMillion, 1),
        '',
        rounded(all.volumePerHour, 0),
      ],
      tone: 'strong',
    },
  ];
}

const trialRows = ({ ranking }: SweepReport): TableRow[] =>
  ranking.slice(0, trialsShown).map(({ name, inSample, outOfSample: after }) => ({
    cells: [name, ...costs(inSample, after)],
    tone: 'plain',
  }));
