// One frame of the live view: the verdict on top, then everything else in the order in which one asks for it. A frame is as
// wide and as high as the terminal allows, and what does not fit is left out from the bottom.
import { beside, cut, emptyLine, line, paint, type Line } from '../styled-line.ts';
import { alertsPanel } from './alerts-panel.ts';
import { cyclesPanel } from './cycles-panel.ts';
import type { FrameModel } from './frame-model.ts';
import { legsPanel } from './legs-panel.ts';
import { moneyPanel } from './money-panel.ts';
import { progressPanel } from './progress-panel.ts';
import { qualityPanel } from './quality-panel.ts';
import { verdictPanel } from './verdict-panel.ts';

export interface Canvas {
  readonly columns: number;
  /** A frame stays one row below, where the cursor waits. */
  readonly rows: number;
  readonly useColour: boolean;
}

interface Shares {
  readonly cycleRows: number;
  readonly alertRows: number;
  /** An empty line between sections. */
  readonly isAiry: boolean;
}

/** Wider, and figures would stand too far from their labels. */
const layoutWidthMax = 88;
/** Narrower, and panels would not hold their labels: lines are cut instead. */
const layoutWidthMin = 40;
const margin = ' ';
export const cycleRowsMax = 10;
/** Cycles and alerts come before air. */
const airyRowsMin = 6;

/** Lines of text, none wider than the canvas, without line ends. */
export function renderFrame(model: FrameModel, { columns, rows, useColour }: Canvas): string[] {
  const room = Math.max(0, columns - 2 * margin.length);
  const width = Math.min(Math.max(room, layoutWidthMin), layoutWidthMax);
  const height = Math.max(1, rows - 1);
  const lead = [
    verdictPanel(model, width),
    progressPanel(model, width),
    legsPanel(model, width),
    figures(model, width),
  ];
  const { cycleRows, alertRows, isAiry } = shareOut(
    height - heightOf(lead),
    lead.length,
    model.alerts.length,
  );
  const sections = [...lead, cyclesPanel(model, width, cycleRows), alertsPanel(model, width, alertRows)];
  return sections
    .flatMap((section, index) => (isAiry && index > 0 ? [emptyLine, ...section] : section))
    .slice(0, height)
    .map((content) => paint([...line(margin), ...cut(content, room)], useColour));
}

/** Money and quality side by side; the gap grows with the terminal, the figures stay near their labels. */
function figures(model: FrameModel, width: number): Line[] {
  const gap = 3;
  const moneyWidth = Math.floor((width - gap) * 0.45);
  const left = moneyPanel(model, moneyWidth);
  return beside(left, qualityPanel(model, width - gap - moneyWidth), moneyWidth + gap);
}

/** What is left of the height goes to alerts first, then to cycles, and to air where there is plenty. */
function shareOut(left: number, leadSections: number, alertCount: number): Shares {
  const titles = 2;
  const airLines = leadSections + 1;
  const isAiry = left >= titles + airLines + airyRowsMin;
  const free = Math.max(0, left - titles - (isAiry ? airLines : 0));
  const alertRows = Math.min(Math.max(1, alertCount), isAiry ? 5 : 2, free);
  return { isAiry, alertRows, cycleRows: Math.min(cycleRowsMax, free - alertRows) };
}

const heightOf = (sections: readonly Line[][]): number =>
  sections.reduce((sum, { length }) => sum + length, 0);
