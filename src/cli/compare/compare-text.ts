// A comparison for people: the verdict first, then both side by side with their intervals, and the difference.
import { counted, grouped, rounded, signed } from '../../reports/readable.ts';
import { titleLine } from '../view/frame/panel.ts';
import { table, type Column, type TableRow } from '../view/frame/table.ts';
import { emptyLine, line, paint, quiet, toned, wrap, type Line, type Tone } from '../view/styled-line.ts';
import type { TextOptions } from '../backtest/backtest-text.ts';
import type { Verdict } from '../../statistics/judge.ts';
import type {
  ComparedFilling,
  ComparedMeasure,
  Comparison,
  ShownInterval,
  Totals,
} from './compare-contenders.ts';

/** Wider, and the eye loses the row. */
const widthMost = 110;

/** Lines with their line ends. */
export function renderComparison(comparison: Comparison, { width, useColour }: TextOptions): string {
  const columns = Math.min(width, widthMost);
  const { verdict, text, a, b, filling, measures, fillings } = comparison;
  const lines = [
    line(toned(tones[verdict], '● '), toned(strong[verdict], words[verdict])),
    ...wrap(text, columns - 2).map((each) => line('  ', each)),
    ...wrap(`A is ${a.name}: ${a.notice}`, columns - 2).map((each) => line('  ', quiet(each))),
    ...wrap(`B is ${b.name}: ${b.notice}`, columns - 2).map((each) => line('  ', quiet(each))),
    emptyLine,
    ...totals(comparison, columns),
    emptyLine,
    ...table(measureColumns, measures.map(rowOf), columns),
    ...wrap(howTold(comparison, filling), columns).map((each) => line(quiet(each))),
    emptyLine,
    ...table(fillingColumns, fillings.map(fillingRow), columns),
    ...remarks(comparison, columns),
  ];
  return lines.map((each) => `${paint(each, useColour)}\n`).join('');
}

const words: Readonly<Record<Verdict, string>> = {
  'a-better': 'A IS BETTER',
  'b-better': 'B IS BETTER',
  'not-known': 'NOT KNOWN',
};
const tones: Readonly<Record<Verdict, Tone>> = {
  'a-better': 'good',
  'b-better': 'good',
  'not-known': 'plain',
};
const strong: Readonly<Record<Verdict, Tone>> = {
  'a-better': 'strong-good',
  'b-better': 'strong-good',
  'not-known': 'strong',
};

function howTold({ fillings: [first] }: Comparison, filling: string): string {
  const how = first?.isPaired === true ? 'paired by market and time' : 'from different markets';
  return `${filling}; per round trip, ± as far as its interval reaches at 95 %; the difference ${how}`;
}

const right = (title: string, widthMin: number, dispensable = 0): Column => ({
  title,
  align: 'right',
  widthMin,
  dispensable,
});
const left = (title: string, widthMin: number): Column => ({
  title,
  align: 'left',
  widthMin,
  dispensable: 0,
});

function totals({ totals: { a, b }, quoteAsset }: Comparison, width: number): Line[] {
  const row = (label: string, of: (totals: Totals) => string): TableRow => ({
    cells: [label, of(a), of(b)],
    tone: 'plain',
  });
  return table(
    [left('in all', 26), right('A', 14), right('B', 14)],
    [
      row('round trips', ({ roundTrips }) => String(roundTrips)),
      row('hours of market', ({ hours }) => hours.toFixed(2)),
      row(`volume, ${quoteAsset}`, ({ volume }) => rounded(volume, 2)),
      row('volume an hour', ({ volumePerHour }) => rounded(volumePerHour, 0)),
      row(`gross, ${quoteAsset}`, ({ gross }) => signed(gross, 4)),
      row('fees less rebates', ({ fees }) => signed(fees, 4)),
      row('funding', ({ funding }) => signed(funding, 4)),
      row(`net, ${quoteAsset}`, ({ net }) => signed(net, 4)),
      row('cost per 1M, net', ({ costPerMillion }) => rounded(costPerMillion, 2)),
      row('primary leg, gross', ({ primaryGross }) => signed(primaryGross, 4)),
      row('primary leg, net', ({ primaryNet }) => signed(primaryNet, 4)),
      row('hedge leg, gross', ({ hedgeGross }) => signed(hedgeGross, 4)),
      row('hedge leg, net', ({ hedgeNet }) => signed(hedgeNet, 4)),
    ],
    width,
  );
}

const measureColumns: readonly Column[] = [
  left('of round trips', 26),
  right('A', 15),
  right('B', 15),
  right('A − B', 15),
];

function rowOf({ name, unit, a, b, difference }: ComparedMeasure): TableRow {
  const places = unit === 'bps' ? 2 : 1;
  return {
    cells: [
      `${name}, ${unit === 'bps' ? 'bps' : '%'}`,
      interval(a, places),
      interval(b, places),
      interval(difference, places),
    ],
    tone: isApart(difference) ? 'strong' : 'plain',
  };
}

const isApart = (difference: ShownInterval): boolean =>
  difference !== null && (difference.low > 0 || difference.high < 0);

function interval(shown: ShownInterval, places: number): string {
  if (shown === null) return 'too few';
  const { value, high } = shown;
  return `${number(value, places)} ± ${number(high - value, places)}`;
}

const fillingColumns: readonly Column[] = [
  left('net, as orders fill', 19),
  right('trips A', 7),
  right('trips B', 7),
  right('A − B, bps', 14),
  left('', 9),
  right('more needed', 11),
];

function fillingRow({ filling, trips, difference, verdict, moreTripsNeeded }: ComparedFilling): TableRow {
  const more =
    moreTripsNeeded === null ? 'n/a' : moreTripsNeeded === 0 ? 'none' : grouped(String(moreTripsNeeded));
  return {
    cells: [
      filling,
      String(trips.a),
      String(trips.b),
      interval(difference, 2),
      verdict.replace('-', ' '),
      more,
    ],
    tone: 'plain',
  };
}

function remarks({ remarks: texts, detectableBps }: Comparison, width: number): Line[] {
  const all = [
    ...texts,
    `trips are counted for a difference of ${detectableBps} bps, found nine times out of ten`,
  ];
  return [
    emptyLine,
    titleLine(counted(all.length, 'remark'), width),
    ...all.flatMap((text) => wrap(text, width - 2).map((each, index) => line(index === 0 ? '' : '  ', each))),
  ];
}

/** "-0.00" is 0. */
const number = (value: number, places: number): string => {
  const text = value.toFixed(places);
  return Number(text) === 0 ? (0).toFixed(places) : text;
};
