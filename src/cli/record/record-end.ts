// What a recording came to, for a program and for people.
import type { RecordingFailure } from '../../recorder/failure.ts';
import type { RecordedFigures } from '../../recorder/live/market-recorder.ts';
import { counted, duration } from '../../reports/readable.ts';
import { table, type Column } from '../view/frame/table.ts';
import { paint } from '../view/styled-line.ts';
import { formatUnits } from '../../core/decimal.ts';
import type { RecordPlan } from './plan-record.ts';

/** The JSON line. */
export interface RecordEnd {
  /** `unwritable`: a file could not be written, and it ended before its time. */
  readonly outcome: 'recorded' | 'unwritable';
  readonly failure: Pick<RecordingFailure, 'message' | 'remedy'> | null;
  readonly ticker: string;
  readonly seconds: string;
  readonly markets: readonly RecordedEnd[];
}

export interface RecordedEnd {
  readonly venue: string;
  readonly symbol: string;
  readonly messages: number;
  /** How often the market was lost. */
  readonly losses: number;
  readonly bytes: number;
  readonly files: readonly string[];
}

export function endOf(
  { ticker }: RecordPlan,
  figures: readonly RecordedFigures[],
  { tookUs, failure }: { readonly tookUs: number; readonly failure: RecordingFailure | undefined },
): RecordEnd {
  return {
    outcome: failure === undefined ? 'recorded' : 'unwritable',
    failure: failure === undefined ? null : { message: failure.message, remedy: failure.remedy },
    ticker,
    seconds: formatUnits(BigInt(tookUs), 6),
    markets: figures.map(({ instrument: { venue, symbol }, messages, losses, bytes, paths }) => ({
      venue,
      symbol,
      messages,
      losses,
      bytes,
      files: paths,
    })),
  };
}

const columns: readonly Column[] = [
  { title: 'venue', align: 'left', widthMin: 0, dispensable: 0 },
  { title: 'market', align: 'left', widthMin: 0, dispensable: 1 },
  { title: 'messages', align: 'right', widthMin: 0, dispensable: 0 },
  { title: 'size', align: 'right', widthMin: 0, dispensable: 0 },
  { title: 'lost', align: 'right', widthMin: 0, dispensable: 0 },
];
const tableWidth = 72;

export function describeEnd({ ticker, seconds, markets }: RecordEnd): string {
  const rows = markets.map(({ venue, symbol, messages, losses, bytes }) => ({
    cells: [venue, symbol, countText(messages), bytesText(bytes), lossesText(losses)],
    tone: 'plain' as const,
  }));
  const [primary, hedge] = markets.map(({ files }) => files.at(-1) ?? '');
  const replay =
    hedge === undefined
      ? `one half of a replay: evenkeel run --replay-primary ${primary} --replay-hedge …`
      : `evenkeel run --replay-primary ${primary} --replay-hedge ${hedge}`;
  const parts = markets[0]?.files.length ?? 0;
  return [
    `recorded ${ticker} for ${duration(seconds)}, ${counted(parts, 'file')} for each venue`,
    '',
    ...table(columns, rows, tableWidth).map((row) => paint(row, false)),
    '',
    replay,
    '',
  ].join('\n');
}

/** "12,345". */
export const countText = (count: number): string => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

/** "never", "2 ×". */
export const lossesText = (losses: number): string => (losses === 0 ? 'never' : `${losses} ×`);

const sizes = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** In the unit in which it has one to three digits before the point. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let size = 0;
  while (value >= 1_000 && size < sizes.length - 1) {
    value /= 1_000;
    size += 1;
  }
  return `${size === 0 || value >= 100 ? Math.floor(value) : value.toFixed(1)} ${sizes[size]}`;
}
