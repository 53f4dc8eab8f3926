// What was to be reached, and whether it was: every bar of every benchmark in one list, for the table and for JSON.
import { messagesPerSecondBars } from './backtest.ts';
import type { BacktestFigures } from './backtest/figures.ts';
import { footprintBars, percentileMs, type FootprintFigures } from './footprint.ts';
import { timesBareLibrary, type JournalFigures } from './journal.ts';
import { median, type Result } from './measure.ts';
import type { SimulationResults } from './simulation.ts';
import type { StartUp } from './start-up.ts';
import type { WireFigures, WireRow } from './wire.ts';

export interface Figures {
  readonly wire: WireFigures;
  readonly simulation: SimulationResults;
  /** `undefined` where there are no recordings. */
  readonly backtest: BacktestFigures | undefined;
  readonly journal: JournalFigures;
  readonly signing: readonly { readonly venue: string; readonly results: readonly Result[] }[];
  readonly startUp: readonly StartUp[];
  readonly footprint: FootprintFigures;
}

export interface Bar {
  readonly benchmark: string;
  readonly of: string;
  readonly figure: number;
  /** The figure is to be at most, or at least, this. */
  readonly kind: 'at most' | 'at least';
  readonly bar: number;
  readonly unit: string;
  readonly verdict: 'met' | 'missed';
}

export function barsOf(figures: Figures): readonly Bar[] {
  const { wire, simulation, backtest, journal, signing, footprint } = figures;
  return [
    ...wire.fillToHedge
      .filter(isOurs)
      .flatMap((row) => [
        atMost('B1', `${row.pair}, p50`, row.p50Ratio, 1.25, '× floor'),
        atMost('B1', `${row.pair}, p99`, row.p99Ratio, 1.5, '× floor'),
        ...aheadOfPython(row, wire.fillToHedge),
      ]),
    ...wire.durable
      .filter(isOurs)
      .map((row) => atMost('B2', `${row.pair}, hedge first, p50`, row.p50Ratio, 1.1, '× no record')),
    ...wire.underLoad
      .filter(isOurs)
      .map((row) => atMost('B3', `${row.pair}, under load, p99`, row.p99Ratio, 3, '× quiet')),
    ...fastest('B4', 'fault simulation', simulation.results, 100_000, 'events/s'),
    ...ofBacktest(backtest),
    ...slowdown('B6', 'each turn durable', journal.durable, timesBareLibrary, '× bare library'),
    ...slowdown('B6', 'turns in groups', journal.grouped, timesBareLibrary, '× bare library'),
    atMost(
      'B6',
      'recovery of a million turns, cold',
      journal.recovery.results.at(-1)?.seconds ?? NaN,
      3,
      's',
    ),
    ...signing.flatMap(({ venue, results }) =>
      slowdown('B7', `an order on ${venue}`, results.slice(0, 2), 2, '× the best primitive'),
    ),
    ...ofFootprint(footprint),
  ];
}

export function barsText(bars: readonly Bar[]): string {
  const missed = bars.filter(({ verdict }) => verdict === 'missed').length;
  const lines = bars.map(({ benchmark, of, figure, kind, bar, unit, verdict }) => {
    const was = figure.toLocaleString('en', { maximumSignificantDigits: 3 }).padStart(10);
    return `  ${benchmark}  ${verdict.padEnd(6)} ${was} ${unit} (${kind} ${bar.toLocaleString('en')})  ${of}`;
  });
  return [`Bars: ${bars.length - missed} met, ${missed} missed`, ...lines, ''].join('\n');
}

const isOurs = (row: WireRow): boolean => row.isOurs;

function aheadOfPython({ pair, p50 }: WireRow, rows: readonly WireRow[]): readonly Bar[] {
  const peer = rows.find((row) => row.pair === pair && row.isPython);
  return peer === undefined ? [] : [atMost('B1', `${pair}, p50`, p50 / peer.p50, 1, '× Python with uvloop')];
}

function ofBacktest(figures: BacktestFigures | undefined): readonly Bar[] {
  if (figures === undefined) return [];
  const { decoded, raw } = messagesPerSecondBars;
  return [
    ...fastest('B5', 'backtest, whole world', figures.decoded, decoded, 'messages/s'),
    ...fastest('B5', 'backtest, from raw files', figures.raw, raw, 'messages/s'),
  ];
}

function ofFootprint({ restarts, memory, framesMs }: FootprintFigures): readonly Bar[] {
  const { toQuoteMs, toHedgeMs, atEndMb, growth, frameMs } = footprintBars;
  return [
    atMost('B8', 'start to the first quote', median(restarts.toQuoteMs), toQuoteMs, 'ms'),
    atMost('B8', 'start after a death to hedged', median(restarts.toHedgeMs), toHedgeMs, 'ms'),
    atMost('B8', 'engine event to dashboard frame, p99', percentileMs(framesMs, 99), frameMs, 'ms'),
    ...(memory === undefined
      ? []
      : [
          atMost('B8', 'resident after a simulated day', memory.atEndMb, atEndMb, 'MB'),
          atMost('B8', 'of it after half a day', memory.atEndMb / memory.atHalfMb, growth, '×'),
        ]),
  ];
}

/** Of the last contestant. */
function fastest(
  benchmark: string,
  of: string,
  results: readonly Result[],
  bar: number,
  unit: string,
): readonly Bar[] {
  const ours = results.at(-1);
  if (ours === undefined) return [];
  const { unitsPerSecond: figure } = ours;
  const verdict = figure >= bar ? 'met' : 'missed';
  return [{ benchmark, of, figure, kind: 'at least', bar, unit, verdict }];
}

/** Of the last contestant beside the first, in time. */
function slowdown(
  benchmark: string,
  of: string,
  results: readonly Result[],
  bar: number,
  unit: string,
): readonly Bar[] {
  const ours = results.at(-1);
  return ours === undefined ? [] : [atMost(benchmark, of, 1 / ours.ratioToFloor, bar, unit)];
}

function atMost(benchmark: string, of: string, figure: number, bar: number, unit: string): Bar {
  return { benchmark, of, figure, kind: 'at most', bar, unit, verdict: figure <= bar ? 'met' : 'missed' };
}
