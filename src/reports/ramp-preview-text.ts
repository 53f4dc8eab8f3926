// The preview of a ramp as people read it before they let it start, and the line that announces each stage.
import type { RunPreview } from './preview.ts';
import type { RampPreview, StagePreview } from './ramp-preview.ts';
import { counted, rounded } from './readable.ts';
import { alignRight, layOut, type TextRow } from './text-layout.ts';

/** Plain lines, without a line end after the last. */
export function renderRampPreview(preview: RampPreview): string {
  const { stages, totals, quoteAsset, baseAsset } = preview;
  const plan = `plan: ${counted(stages.length, 'stage')}, ${counted(totals.roundTrips, 'round trip')} of ${baseAsset}; in ${quoteAsset}, before the spread:`;
  const header = ['cycles', 'volume', 'primary fees', 'hedge fees', 'net cost', 'loss limit'];
  const figures = alignRight([
    header,
    ...stages.map(stageCells),
    [`${2 * totals.roundTrips}`, rounded(totals.volume, 2), '', '', rounded(totals.cost, 4), ''],
  ]);
  const labels = ['stage', ...stages.map(stageLabel), 'all'];
  const stops = ['what stops it', ...stages.map(({ run }) => expectedStop(run)), ''];
  const rows: TextRow[] = labels.map((label, index) => ({
    label,
    cells: [...(figures[index] ?? []), stops[index] ?? ''],
  }));
  return [`${plan}\n\n${layOut([rows])}`, ...warningsOf(stages)].join('\n\n');
}

/** "0.1 × 5": size in the base asset, and round trips. */
export const scaleText = (size: string, roundTrips: number): string => `${size} × ${roundTrips}`;

/** What the stage will do at the prices of this moment, which limit will stop it and when. */
export function renderStagePreview(stage: StagePreview, run: RunPreview): string {
  const { volume, cost } = run.total ?? run.perCycle;
  const { quoteAsset, baseAsset, legs, size } = run;
  const [primaryFees, hedgeFees] = [legs.primary, legs.hedge].map(
    ({ fee, notionalAsset }) => `${rounded(fee, 4)} ${notionalAsset}`,
  );
  return [
    `stage ${stage.stage} of ${stage.stagesPlanned}: ${size} ${baseAsset} × ${counted(stage.roundTrips, 'round trip')}`,
    `  volume ${rounded(volume, 2)} ${quoteAsset}, fees ${primaryFees} and ${hedgeFees}, net cost ${rounded(cost, 4)} ${quoteAsset} before the spread`,
    `  ${lossLimitText(run)}`,
    ...run.gates.map((gate) => `  gate: ${gate}`),
    `  ends after ${run.ends.join(', or ')}`,
  ].join('\n');
}

function stageLabel({ run, roundTrips }: StagePreview): string {
  return scaleText(run.size, roundTrips);
}

function stageCells({ run, planned }: StagePreview): string[] {
  return [
    `${cyclesOf(run)}`,
    rounded(planned.volume, 2),
    rounded(run.legs.primary.fee, 4),
    rounded(run.legs.hedge.fee, 4),
    rounded(planned.cost, 4),
    rounded(run.dailyLossLimit, 2),
  ];
}

function expectedStop(run: RunPreview): string {
  const { cyclesWithinDailyLoss: covered } = run;
  if (covered === null) return 'none, costs nothing';
  return covered < cyclesOf(run) ? `loss, after ${covered}` : `none, covers ${covered}`;
}

function lossLimitText(run: RunPreview): string {
  const limit = `a daily loss of ${rounded(run.dailyLossLimit, 2)} ${run.quoteAsset}`;
  const { cyclesWithinDailyLoss: covered } = run;
  if (covered === null) return `no limit will stop it: cycles cost nothing before the spread (${limit})`;
  if (covered < cyclesOf(run))
    return `${limit} will stop it after about ${covered} of ${cyclesOf(run)} cycles`;
  return `no limit will stop it: ${limit} covers about ${counted(covered, 'cycle')}, ${cyclesOf(run)} are planned`;
}

const cyclesOf = ({ iterations }: RunPreview): number => 2 * (iterations ?? 0);

/** Each warning once, with the stages that it is about where it is not about all. */
function warningsOf(stages: readonly StagePreview[]): string[] {
  const stagesByText = new Map<string, number[]>();
  for (const { stage, run } of stages) {
    for (const { text } of run.warnings) stagesByText.set(text, [...(stagesByText.get(text) ?? []), stage]);
  }
  const lines = [...stagesByText].map(([text, numbers]) =>
    numbers.length === stages.length ? `warning: ${text}` : `warning: stage ${numbers.join(', ')}: ${text}`,
  );
  return lines.length === 0 ? [] : [lines.join('\n')];
}
