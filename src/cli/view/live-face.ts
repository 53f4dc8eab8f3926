// The face for a person at a terminal: one frame that is redrawn in place, and at the end, in its place, every alert and the
// summary, so that the scrollback holds what matters and no torn frame.
import type { AlertCommand } from '../../core/commands.ts';
import type { PairStatus } from '../../engine/status.ts';
import type { CycleView } from '../../ledger/cycle.ts';
import type { RunPreview } from '../../reports/preview.ts';
import { renderPreview } from '../../reports/preview-text.ts';
import type { RunSummary } from '../../reports/run-summary.ts';
import { AlertLog } from './alert-log.ts';
import { renderEnding } from './ending.ts';
import type { Chapter, CycleSource, Face, Pace, EndedRun } from './face.ts';
import { cycleRowsMax, renderFrame } from './frame/frame.ts';
import { alertLine } from './plain-lines.ts';
import { Redraw } from './redraw.ts';
import { printable } from './styled-line.ts';
import { defaultSize, type Terminal } from './terminal.ts';

export interface LiveFaceOptions {
  readonly terminal: Terminal;
  readonly runDirectory: string;
  readonly chapter?: Chapter | undefined;
  readonly useColour: boolean;
}

export class LiveFace implements Face {
  readonly #terminal: Terminal;
  readonly #runDirectory: string;
  readonly #chapter: Chapter | undefined;
  readonly #useColour: boolean;
  readonly #frame: Redraw;
  readonly #alerts = new AlertLog();
  #cycles: CycleSource | undefined;
  #notice: string | undefined;
  #nakedSinceUs: number | undefined;

  constructor({ terminal, runDirectory, chapter, useColour }: LiveFaceOptions) {
    this.#terminal = terminal;
    this.#runDirectory = runDirectory;
    this.#chapter = chapter;
    this.#useColour = useColour;
    this.#frame = new Redraw(terminal);
  }

  begin(preview: RunPreview, cycles: CycleSource): void {
    this.#cycles = cycles;
    this.#terminal.write(`${(this.#chapter?.announce ?? renderPreview)(preview)}\n\n`);
  }

  update(status: PairStatus, summary: RunSummary, pace: Pace): void {
    const isNaked = status.verdict === 'hedging' || status.verdict === 'reducing';
    this.#nakedSinceUs = isNaked ? (this.#nakedSinceUs ?? status.atUs) : undefined;
    const model = {
      status,
      summary,
      pace,
      nakedSinceUs: this.#nakedSinceUs,
      cycles: this.#latestCycles(status.cycle.number),
      alerts: this.#alerts.latestFirst,
      notice: this.#notice,
      chapter: this.#chapter,
    };
    const { columns = defaultSize.columns, rows = defaultSize.rows } = this.#terminal;
    this.#frame.draw(renderFrame(model, { columns, rows, useColour: this.#useColour }));
  }

  alert(alert: AlertCommand, atUs: number): void {
    this.#alerts.add(alert, atUs);
  }

  /** Part of the frame once there is one; before that, a line of its own. */
  notice(text: string): void {
    if (this.#frame.isShowing) this.#notice = text;
    else this.#terminal.write(`${printable(text)}\n`);
  }

  end(summary: EndedRun): void {
    this.#frame.clear();
    for (const text of this.#alertsOfTheRun()) this.#terminal.write(`${text}\n`);
    if (this.#chapter === undefined) this.#terminal.write(renderEnding(summary, this.#runDirectory));
  }

  #latestCycles(latest: number): CycleView[] {
    const finished: CycleView[] = [];
    for (let number = latest; number > 0 && finished.length < cycleRowsMax; number -= 1) {
      const cycle = this.#cycles?.cycle(number);
      if (cycle?.outcome !== undefined) finished.push(cycle);
    }
    return finished;
  }

  #alertsOfTheRun(): string[] {
    const { latestFirst, forgotten } = this.#alerts;
    if (latestFirst.length === 0) return [];
    const earlier = forgotten > 0 ? [`${forgotten} earlier alerts are in the journal`] : [];
    return ['alerts', ...earlier, ...latestFirst.toReversed().map(alertLine), ''];
  }
}
