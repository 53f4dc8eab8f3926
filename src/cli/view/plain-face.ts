// The face where nobody looks on: a log. A line for each finished cycle and each alert, and a status line when the run
// leaves its rhythm, or when nothing else was said for long.
import type { AlertCommand } from '../../core/commands.ts';
import type { PairStatus } from '../../engine/status.ts';
import type { RunPreview } from '../../reports/preview.ts';
import { renderPreview } from '../../reports/preview-text.ts';
import type { RunSummary } from '../../reports/run-summary.ts';
import { renderEnding } from './ending.ts';
import type { Chapter, CycleSource, Face, Writer, EndedRun } from './face.ts';
import { alertLine, cycleLine, rhythmOf, statusLine } from './plain-lines.ts';
import { printable } from './styled-line.ts';

/** At ten updates a second: one line in a minute of silence. */
const silentUpdatesMax = 600;

export interface PlainFaceOptions {
  readonly writer: Writer;
  readonly runDirectory: string;
  readonly chapter?: Chapter | undefined;
}

export class PlainFace implements Face {
  readonly #writer: Writer;
  readonly #runDirectory: string;
  readonly #chapter: Chapter | undefined;
  #cycles: CycleSource | undefined;
  #cyclesShown = 0;
  #shownRhythm: string | undefined;
  #silentUpdates = 0;

  constructor({ writer, runDirectory, chapter }: PlainFaceOptions) {
    this.#writer = writer;
    this.#runDirectory = runDirectory;
    this.#chapter = chapter;
  }

  begin(preview: RunPreview, cycles: CycleSource): void {
    this.#cycles = cycles;
    this.#write(`${(this.#chapter?.announce ?? renderPreview)(preview)}\n`);
  }

  update(status: PairStatus, summary: RunSummary): void {
    this.#silentUpdates += 1;
    this.#showFinishedCycles(status, summary);
    // What the end is like, the summary says.
    if (status.verdict === 'finished') return;
    const rhythm = rhythmOf(status.verdict);
    if (rhythm === this.#shownRhythm && this.#silentUpdates < silentUpdatesMax) return;
    this.#shownRhythm = rhythm;
    this.#write(statusLine(status, summary));
  }

  alert(alert: AlertCommand, atUs: number): void {
    this.#write(alertLine({ alert, atUs }));
  }

  notice(text: string): void {
    this.#write(printable(text));
  }

  end(summary: EndedRun): void {
    if (this.#chapter === undefined) this.#writer.write(`\n${renderEnding(summary, this.#runDirectory)}`);
  }

  #showFinishedCycles(status: PairStatus, summary: RunSummary): void {
    for (const cycle of this.#cycles?.cycles() ?? []) {
      const { number } = cycle.start;
      if (number <= this.#cyclesShown) continue;
      if (cycle.outcome === undefined) return;
      if (number > this.#cyclesShown + 1)
        this.#write(`cycles ${this.#cyclesShown + 1} to ${number - 1} are not told here; fills.csv has them`);
      this.#cyclesShown = number;
      // A BUILD that was given up before anything filled happened at every turn of a gate: it is counted, not told.
      if (cycle.matchedQuantity === 0n && cycle.outcome === 'abandoned') continue;
      this.#write(cycleLine(cycle, status, summary));
    }
  }

  #write(text: string): void {
    this.#silentUpdates = 0;
    this.#writer.write(`${text}\n`);
  }
}
