// What a person, or a program, sees of a ramp: each stage has the face of a run, and the ramp says what stands before, between
// and after them.
import { renderRampPreview, renderStagePreview } from '../../reports/ramp-preview-text.ts';
import type { RampPreview, StagePreview } from '../../reports/ramp-preview.ts';
import type { RampSummary, RampTotals, StageSummary } from '../../reports/ramp-summary.ts';
import { renderRamp, renderStageEnd } from '../../reports/ramp-text.ts';
import { counted, signed } from '../../reports/readable.ts';
import { createFace } from './create-face.ts';
import type { Face } from './face.ts';
import { printable } from './styled-line.ts';
import { terminalOf, type Terminal } from './terminal.ts';

export interface RampFace {
  /** Once, before the first stage. */
  begin(preview: RampPreview, notes: readonly string[]): void;
  /** The face of a stage's run; `soFar` are the stages before it. */
  stage(stage: StagePreview, soFar: RampTotals): Face;
  stageEnded(stage: StageSummary): void;
  /** Once, at the end; nothing is written after it. */
  end(ramp: RampSummary): void;
}

export interface RampFaceOptions {
  readonly isJson: boolean;
  /** Where the ramp leaves its records; named at the end. */
  readonly runDirectory: string;
  /** By default standard output. */
  readonly terminal?: Terminal;
  readonly environment?: NodeJS.ProcessEnv;
}

export function createRampFace({
  isJson,
  terminal = terminalOf(process.stdout),
  ...options
}: RampFaceOptions): RampFace {
  return isJson ? new JsonRampFace(terminal) : new TextRampFace({ ...options, terminal });
}

/** Exactly one line of JSON, at the end. */
class JsonRampFace implements RampFace {
  readonly #terminal: Terminal;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  begin(): void {}

  stage(): Face {
    return silentFace;
  }

  stageEnded(): void {}

  end(ramp: RampSummary): void {
    this.#terminal.write(`${JSON.stringify(ramp)}\n`);
  }
}

const silentFace: Face = {
  begin: () => undefined,
  update: () => undefined,
  alert: () => undefined,
  notice: () => undefined,
  end: () => undefined,
};

class TextRampFace implements RampFace {
  readonly #options: Omit<RampFaceOptions, 'isJson'> & { readonly terminal: Terminal };
  #stagesPlanned = 0;
  #quoteAsset = '';

  constructor(options: Omit<RampFaceOptions, 'isJson'> & { readonly terminal: Terminal }) {
    this.#options = options;
  }

  begin(preview: RampPreview, notes: readonly string[]): void {
    this.#stagesPlanned = preview.stages.length;
    this.#quoteAsset = preview.quoteAsset;
    this.#write(`${renderRampPreview(preview)}\n`);
    for (const note of notes) this.#write(`note: ${note}`);
  }

  /** A frame at a terminal, lines in a log, as for any run; but announced and summed up in a few lines. */
  stage(stage: StagePreview, soFar: RampTotals): Face {
    const { run, roundTrips } = stage;
    return createFace({
      ...this.#options,
      isJson: false,
      chapter: {
        title: `stage ${stage.stage} of ${stage.stagesPlanned} · ${run.size} ${run.baseAsset} × ${roundTrips}`,
        soFar: `before: ${counted(soFar.cycles, 'cycle')}, net PnL ${signed(soFar.netPnl, 4)} ${run.quoteAsset}`,
        announce: (preview) => renderStagePreview(stage, preview),
      },
    });
  }

  stageEnded(stage: StageSummary): void {
    this.#write(`${renderStageEnd(stage, this.#stagesPlanned, this.#quoteAsset)}\n`);
  }

  end(ramp: RampSummary): void {
    const { runDirectory } = this.#options;
    this.#write(`${renderRamp(ramp)}\n\na folder for each stage and summary.json are in ${runDirectory}`);
  }

  #write(text: string): void {
    this.#options.terminal.write(`${text.split('\n').map(printable).join('\n')}\n`);
  }
}
