// The end of a ramp as people read it: PnL % by scale, gross and net side by side, what an ordinary run would have met, and
// why a stage failed. Figures are rounded for reading; the exact ones are in the JSON.
import type { LimitUse, RampSummary, ScaleFigures, StageSummary } from './ramp-summary.ts';
import { scaleText } from './ramp-preview-text.ts';
import { counted, latency, percent, rounded, signed } from './readable.ts';
import { alignRight, layOut, type TextRow } from './text-layout.ts';

/** Plain lines, without a line end after the last. */
export function renderRamp(ramp: RampSummary): string {
  const { stages, notice } = ramp;
  const parts = [`${headline(ramp)}\n${notice}`];
  if (stages.length > 0) parts.push(money(ramp), quality(ramp));
  const failures = stages.filter(({ passed }) => !passed).map(failureText);
  return [...parts, ...failures].join('\n\n');
}

/** "stage 2 of 5 passed: 0.1 × 5, net PnL -1.2345 USDC": what stands in a log when a stage is over. */
export function renderStageEnd(stage: StageSummary, stagesPlanned: number, quoteAsset: string): string {
  const { size, roundTripsPlanned, roundTrips, netPnl, grossPnl, passed, endReason } = stage;
  const result = `gross PnL ${signed(grossPnl, 4)}, net PnL ${signed(netPnl, 4)} ${quoteAsset}`;
  const verdict = passed ? 'passed' : endReason === 'interrupted' ? 'INTERRUPTED' : `FAILED (${endReason})`;
  return `stage ${stage.stage} of ${stagesPlanned} ${verdict}: ${scaleText(size, roundTripsPlanned)}, ${counted(roundTrips, 'round trip')}, ${result}`;
}

function headline({ passed, failedStage, endReason, stages, stagesPlanned }: RampSummary): string {
  if (passed) return `ramp PASSED: all of ${counted(stagesPlanned, 'stage')}`;
  const done = `${stages.filter((stage) => stage.passed).length} of ${counted(stagesPlanned, 'stage')} passed`;
  const failed = failedStage === null ? '' : `, stage ${failedStage} did not`;
  return `ramp NOT PASSED (${endReason}): ${done}${failed}`;
}

function money({ stages, totals, quoteAsset }: RampSummary): string {
  const header = ['cycles', 'volume', 'gross PnL', 'gross %', 'net PnL', 'net %', 'per 1M', 'edge bps'];
  const figures = alignRight([header, ...stages.map(moneyCells), moneyCells(totals)]);
  const table = layOut([rowsOf(['size', ...stages.map(labelOf), 'all'], figures)]);
  return `PnL % by scale, in ${quoteAsset} (per 1M is the net cost of a million of volume)\n\n${table}`;
}

function moneyCells(figures: ScaleFigures): string[] {
  return [
    `${figures.cycles}`,
    rounded(figures.volume, 2),
    signed(figures.grossPnl, 4),
    signed(figures.grossPnlPercent, 4),
    signed(figures.netPnl, 4),
    signed(figures.netPnlPercent, 4),
    rounded(figures.costPerMillion, 2),
    signed(figures.averageEdgeBps, 2),
  ];
}

function quality({ stages, totals }: RampSummary): string {
  const aligned = alignRight([
    ['fill rate', 'hedge p50', 'hedges failed'],
    ...stages.map((stage) => [...qualityCells(stage), latencyText(stage), failedText(stage)]),
    [...qualityCells(totals), '', failedText(totals)],
  ]);
  const stops = ['which limit would have stopped it', ...stages.map(stopText), ''];
  const cells = aligned.map((row, index) => [...row, stops[index] ?? '']);
  return layOut([rowsOf(['size', ...stages.map(labelOf), 'all'], cells)]);
}

const qualityCells = ({ fillRate }: ScaleFigures): string[] => [percent(fillRate)];
const latencyText = ({ hedgeLatencyP50Us }: StageSummary): string =>
  hedgeLatencyP50Us === null ? 'n/a' : latency(hedgeLatencyP50Us);
const failedText = ({ hedgeFailures }: ScaleFigures): string => `${hedgeFailures}`;

function stopText({ limits, wouldHaveStopped }: StageSummary): string {
  if (wouldHaveStopped === null) {
    return `none (${limits.map((use) => `${limitName(use.code)} ${usedText(use)} of ${limitText(use)}`).join(', ')})`;
  }
  const { code, afterCycles } = wouldHaveStopped;
  const stopping = limits.find((use) => use.code === code);
  const figure = stopping === undefined ? '' : ` of ${limitText(stopping)}`;
  return `${limitName(code)}${figure} after ${counted(afterCycles, 'cycle')}`;
}

/** "daily-loss-limit" is the gate's code; people say "daily loss". */
const limitName = (code: string): string => code.replace(/-limit$/, '').replaceAll('-', ' ');
const limitText = ({ code, limit }: LimitUse): string =>
  code === 'daily-loss-limit' ? rounded(limit, 2) : limit;
const usedText = ({ code, used }: LimitUse): string =>
  code === 'daily-loss-limit' ? rounded(used, 2) : used;

function failureText(stage: StageSummary): string {
  const failed = stage.criteria.filter(({ isMet }) => !isMet);
  const lines = failed.map(({ code, figures }) => `  ${code}: ${figures}`);
  return [
    `stage ${stage.stage} (${scaleText(stage.size, stage.roundTripsPlanned)}) did not pass:`,
    ...lines,
  ].join('\n');
}

const labelOf = ({ size, roundTripsPlanned }: StageSummary): string => scaleText(size, roundTripsPlanned);

const rowsOf = (labels: readonly string[], cells: readonly (readonly string[])[]): TextRow[] =>
  labels.map((label, index) => ({ label, cells: cells[index] ?? [] }));
