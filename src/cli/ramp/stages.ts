// The stages of a ramp as they are written on the command line: "0.01x3,0.1x5" is three round trips of 0.01, then five of 0.1.
import { formatBase, parseBase, type BaseQuantity } from '../../core/money.ts';
import { scaleText } from '../../reports/ramp-preview-text.ts';
import { accepted, refused, type Checked } from '../../core/checked.ts';

export interface Stage {
  readonly size: BaseQuantity;
  readonly roundTrips: number;
}

/** S1's own: each stage is larger than the one before, and long enough for its figures to mean something. */
export const defaultStages = '0.01x3,0.1x5,0.2x10,0.5x10,1.0x10';

const stagesMax = 100;
const roundTripsMax = 1_000_000;
const remedy = `write SIZExCOUNT with a size above 0 and 1 to ${roundTripsMax} round trips, such as 0.01x3,0.1x5`;

export function parseStages(text: string): Checked<readonly Stage[]> {
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length > stagesMax) {
    return refused('bad-value', `--stages names ${parts.length} stages`, `use at most ${stagesMax}`);
  }
  const stages: Stage[] = [];
  for (const part of parts) {
    const stage = parseStage(part);
    if (stage === undefined) return refused('bad-value', `--stages has "${part}"`, remedy);
    stages.push(stage);
  }
  return accepted(stages);
}

export const stageText = ({ size, roundTrips }: Stage): string => scaleText(formatBase(size), roundTrips);

/** A ramp grows; one that does not is allowed, and said. */
export function notesOnOrder(stages: readonly Stage[]): string[] {
  const fall = stages.findIndex((stage, index) => stage.size < (stages[index - 1]?.size ?? 0n));
  const [before, after] = [stages[fall - 1], stages[fall]];
  if (before === undefined || after === undefined) return [];
  return [
    `stage ${fall + 1} (${stageText(after)}) is smaller than stage ${fall} (${stageText(before)}): the stages are made in the order given`,
  ];
}

function parseStage(text: string): Stage | undefined {
  const match = /^([\d.]+)[x×](\d{1,7})$/i.exec(text);
  const size = parseBase(match?.[1] ?? '');
  const roundTrips = Number(match?.[2] ?? 0);
  const isUsable = size !== undefined && size > 0n && roundTrips >= 1 && roundTrips <= roundTripsMax;
  return isUsable ? { size, roundTrips } : undefined;
}
