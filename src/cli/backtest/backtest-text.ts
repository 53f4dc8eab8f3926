// A backtest for people: the verdict first, then the three bounds side by side, and what it was made with.
import { counted, duration, percent, rounded, signed } from '../../reports/readable.ts';
import { titleLine } from '../view/frame/panel.ts';
import { table, type Column } from '../view/frame/table.ts';
import { emptyLine, line, paint, quiet, toned, wrap, type Line, type Tone } from '../view/styled-line.ts';
import type { BoundReport, BoundVerdict } from './bound-report.ts';
import { boundNames } from './bounds.ts';
import { costTable } from './cost-text.ts';
import { describeDefect } from './market-defects.ts';
import type { BacktestReport } from './report.ts';
import type { BacktestWord } from './verdict.ts';

export interface TextOptions {
  readonly width: number;
  readonly useColour: boolean;
}

/** Wider, and the eye loses the row. */
const widthMost = 110;

/** Lines with their line ends. */
export function renderBacktest(report: BacktestReport, { width, useColour }: TextOptions): string {
  const columns = Math.min(width, widthMost);
  const split = costTable(report.bounds, report.quoteAsset, columns);
  const lines = [
    line(
      toned(tones[report.verdict.word], '● '),
      toned(strong[report.verdict.word], words[report.verdict.word]),
    ),
    ...wrap(report.verdict.text, columns - 2).map((text) => line('  ', text)),
    ...wrap(describeMarkets(report), columns - 2).map((text) => line('  ', quiet(text))),
    line('  ', quiet(report.notice)),
    emptyLine,
    ...table(
      tableColumns(report),
      boundNames.map((bound) => rowOf(report.bounds[bound])),
      columns,
    ),
    ...(split.length === 0 ? [] : [emptyLine, ...split]),
    emptyLine,
    ...figures(report, columns),
    ...remarks(report, columns),
  ];
  return lines.map((each) => `${paint(each, useColour)}\n`).join('');
}

const words: Readonly<Record<BacktestWord, string>> = {
  good: 'GOOD',
  'depends-on-the-queue': 'NOT CALLED GOOD: it depends on the queue',
  'optimistic-only': 'NOT CALLED GOOD: only the optimist is paid',
  'not-good': 'NOT GOOD',
  'not-known': 'NOT KNOWN',
  'nothing-traded': 'NOTHING TRADED',
  'not-flat': 'NOT FLAT',
};

const tones: Readonly<Record<BacktestWord, Tone>> = {
  good: 'good',
  'depends-on-the-queue': 'warning',
  'optimistic-only': 'warning',
  'not-good': 'bad',
  'not-known': 'plain',
  'nothing-traded': 'plain',
  'not-flat': 'bad',
};

const strong: Readonly<Record<BacktestWord, Tone>> = {
  good: 'strong-good',
  'depends-on-the-queue': 'strong-warning',
  'optimistic-only': 'strong-warning',
  'not-good': 'strong-bad',
  'not-known': 'strong',
  'nothing-traded': 'strong',
  'not-flat': 'strong-bad',
};

function describeMarkets({ baseAsset, markets, bounds }: BacktestReport): string {
  const [first] = markets;
  const names =
    markets.length === 1 ? (first?.name ?? '') : `${first?.name ?? ''} to ${markets.at(-1)?.name ?? ''}`;
  const played = duration(bounds['risk-averse'].figures.durationSeconds);
  const pair = `${first?.primary ?? ''} primary, ${first?.hedge ?? ''} hedge`;
  return `${baseAsset} · ${pair} · ${counted(markets.length, 'market')} (${names}), ${played} in all`;
}

const tableColumns = ({ quoteAsset }: BacktestReport): readonly Column[] => [
  { title: 'bound', align: 'left', widthMin: 11, dispensable: 0 },
  { title: 'trips', align: 'right', widthMin: 5, dispensable: 0 },
  { title: 'won', align: 'right', widthMin: 6, dispensable: 3 },
  { title: 'fill rate', align: 'right', widthMin: 9, dispensable: 2 },
  { title: 'volume/hour', align: 'right', widthMin: 11, dispensable: 1 },
  { title: `gross ${quoteAsset}`, align: 'right', widthMin: 10, dispensable: 4 },
  { title: `net ${quoteAsset}`, align: 'right', widthMin: 10, dispensable: 0 },
  { title: 'cost per 1M', align: 'right', widthMin: 11, dispensable: 0 },
  { title: 'by trips, 95 %', align: 'right', widthMin: 18, dispensable: 0 },
];

function rowOf({ bound, verdict, cost, figures: of }: BoundReport): {
  readonly cells: readonly string[];
  readonly tone: Tone;
} {
  const interval = cost === null ? 'too few' : `${rounded(cost.low, 1)} to ${rounded(cost.high, 1)}`;
  return {
    cells: [
      bound,
      String(of.roundTrips),
      percent(of.winRate),
      percent(of.fillRate),
      rounded(of.volumePerHour, 0),
      signed(of.grossPnl, 4),
      signed(of.netPnl, 4),
      rounded(of.costPerMillion, 2),
      interval,
    ],
    tone: boundTones[verdict],
  };
}

const boundTones: Readonly<Record<BoundVerdict, Tone>> = {
  good: 'good',
  'not-good': 'plain',
  'not-known': 'plain',
  'nothing-traded': 'quiet',
  'not-flat': 'bad',
};

function figures(report: BacktestReport, width: number): Line[] {
  const { fees, fundingBps, latency, target, quoteAsset, bounds } = report;
  const row = (label: string, text: string): Line[] =>
    wrap(text, width - labelWidth).map((each, index) =>
      line(quiet((index === 0 ? label : '').padEnd(labelWidth)), each),
    );
  return [
    ...row('target', `at most ${rounded(target, 2)} ${quoteAsset} net per 1M ${quoteAsset} of volume`),
    ...row(
      'fees',
      `primary ${fees.primary.makerBps}/${fees.primary.takerBps} bps, hedge ${fees.hedge.makerBps}/${fees.hedge.takerBps} bps, maker/taker`,
    ),
    ...row(
      'funding',
      `longs pay ${fundingBps.primary} bps on the primary and ${fundingBps.hedge} bps on the hedge every 8 h`,
    ),
    ...row('latency', latency.profile),
    ...boundNames.flatMap((bound) => row(bound, bounds[bound].belief)),
    ...keptRuns(report).flatMap((text, index) => row(index === 0 ? 'to look into' : '', text)),
    ...row(
      'event logs',
      boundNames.map((bound) => bounds[bound].runs[0]?.summary.eventLogHash.slice(0, 12) ?? '').join(', '),
    ),
  ];
}

/** What to type to look into a run. */
function keptRuns({ bounds, markets }: BacktestReport): string[] {
  const kept = boundNames.flatMap((bound) => bounds[bound].runs.flatMap((run) => run.runDirectory ?? []));
  if (kept.length === 0) return ['--keep leaves a folder of each run, for `evenkeel report`'];
  if (markets.length === 1) return kept.map((folder) => `evenkeel report ${folder}`);
  return [`${counted(kept.length, 'run')} from ${kept[0] ?? ''} on, each for \`evenkeel report\``];
}

const labelWidth = 13;

function remarks({ notes, defects, bounds }: BacktestReport, width: number): Line[] {
  const ends = boundNames.flatMap((bound) =>
    bounds[bound].runs
      .filter(({ outcome }) => outcome !== 'flat')
      .map(({ outcome, summary }) => `${bound}: a run ended ${outcome} (${summary.endReason})`),
  );
  const texts = [...ends, ...defects.map((defect) => `in spite of: ${describeDefect(defect)}`), ...notes];
  if (texts.length === 0) return [];
  const lines = texts.flatMap((text) =>
    wrap(text, width - 2).map((each, index) => line(index === 0 ? '' : '  ', each)),
  );
  return [emptyLine, titleLine('to be known', width), ...lines];
}
