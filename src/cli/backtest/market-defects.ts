// What is wrong with the recordings of a backtest, each by itself and as a pair, and one pair after the other. Each defect has its time, so that a
// person can judge whether it matters; the backtest goes on only if told to.
import { basename } from 'node:path';
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import { defectsOf } from '../../recorder/defects.ts';
import type { Recording, TimeSpan } from '../../recorder/recording.ts';
import { describeSpan } from '../../recorder/report.ts';
import { counted } from '../../reports/readable.ts';
import type { OpenRecording } from './play-market.ts';
import type { TestMarkets } from './test-markets.ts';

export interface MarketDefect {
  readonly code: ReturnType<typeof defectsOf>[number]['code'] | 'missing-side' | 'overlap';
  readonly file: string;
  readonly text: string;
  readonly spans: readonly TimeSpan[];
  readonly count: number;
}

/** What one leg has for longer than the other is a missing side; less is how recorders start and stop. */
const aloneUsMax = 10_000_000;
const spansShown = 3;
const defectsShown = 5;

export async function inspectMarkets(
  { markets, alone }: TestMarkets,
  open: OpenRecording,
): Promise<Checked<readonly MarketDefect[]>> {
  const defects: MarketDefect[] = [];
  let before: { readonly file: string; readonly span: TimeSpan } | undefined;
  for (const { files } of markets) {
    if (files === undefined) continue;
    const spans: TimeSpan[] = [];
    for (const file of [files.primary, files.hedge]) {
      const recording = await opened(file, open);
      if (!recording.ok) return recording;
      const { startUs, endUs } = recording.value.facts;
      spans.push({ fromUs: startUs, toUs: endUs });
      defects.push(...defectsOf(recording.value).map((defect) => ({ ...defect, file })));
    }
    const [primary, hedge] = spans as [TimeSpan, TimeSpan];
    defects.push(...uncovered(files.primary, hedge, primary), ...uncovered(files.hedge, primary, hedge));
    const span = { fromUs: Math.max(primary.fromUs, hedge.fromUs), toUs: Math.min(primary.toUs, hedge.toUs) };
    if (before !== undefined) defects.push(...sequel(files.primary, before, span));
    before = { file: files.primary, span };
  }
  for (const file of alone) {
    const recording = await opened(file, open);
    if (!recording.ok) return recording;
    const { startUs, endUs } = recording.value.facts;
    defects.push(missing(file, [{ fromUs: startUs, toUs: endUs }]));
  }
  return accepted(defects);
}

/** One line, with the time of each. */
export const refuseDefects = (defects: readonly MarketDefect[]): CheckFailure =>
  refused(
    'defective-recordings',
    describeDefects(defects),
    'give other recordings, or --despite-defects to go on all the same',
  );

/** Recordings of one leg alone: nobody can go on with these. */
export const refuseHalves = (defects: readonly MarketDefect[]): CheckFailure =>
  refused(
    'half-a-replay',
    describeDefects(defects),
    'give both --replay-primary FILE and --replay-hedge FILE',
  );

function describeDefects(defects: readonly MarketDefect[]): string {
  const shown = defects.slice(0, defectsShown).map(describeDefect);
  const more = defects.length > defectsShown ? [`${defects.length - defectsShown} more`] : [];
  return [...shown, ...more].join('; ');
}

/** "a.gz: book updates are missing, from … to … UTC". */
export function describeDefect({ file, text, spans, count }: MarketDefect): string {
  const times = spans.slice(0, spansShown).map(describeSpan).join(', ');
  const often = count > Math.min(spans.length, spansShown) ? ` (${counted(count, 'time')} in all)` : '';
  return `${basename(file)}: ${text} ${times}${often}`;
}

async function opened(file: string, open: OpenRecording): Promise<Checked<Recording>> {
  const recording = await open(file);
  if (recording.ok) return accepted(recording.value);
  const { code, message, remedy } = recording.failure;
  return refused(code, message, remedy);
}

/** Where the other leg goes on and this one has nothing. */
function uncovered(file: string, other: TimeSpan, own: TimeSpan): MarketDefect[] {
  const spans = [
    { fromUs: other.fromUs, toUs: Math.min(own.fromUs, other.toUs) },
    { fromUs: Math.max(own.toUs, other.fromUs), toUs: other.toUs },
  ].filter(({ fromUs, toUs }) => toUs - fromUs > aloneUsMax);
  return spans.length === 0 ? [] : [missing(file, spans, 'has nothing where the other leg goes on,')];
}

const missing = (
  file: string,
  spans: readonly TimeSpan[],
  text = 'has no recording of the other leg beside it,',
): MarketDefect => ({ code: 'missing-side', file, text, spans, count: spans.length });

/** Markets follow each other in time: what was traded before is not traded again. */
function sequel(
  file: string,
  before: { readonly file: string; readonly span: TimeSpan },
  span: TimeSpan,
): MarketDefect[] {
  const fromUs = Math.max(before.span.fromUs, span.fromUs);
  const toUs = Math.min(before.span.toUs, span.toUs);
  const name = basename(before.file);
  return [
    ...(span.fromUs < before.span.fromUs
      ? [
          {
            code: 'wrong-order',
            file,
            text: `begins before ${name}, and stands behind it,`,
            spans: [span],
            count: 1,
          } as const,
        ]
      : []),
    ...(fromUs < toUs
      ? [
          {
            code: 'overlap',
            file,
            text: `covers the time of ${name} again,`,
            spans: [{ fromUs, toUs }],
            count: 1,
          } as const,
        ]
      : []),
  ];
}
