// The end of a simulation, told to a person or to a program, and as an exit code.
import { paint } from '../../src/cli/view/styled-line.ts';
import { terminalOf, wantsColour } from '../../src/cli/view/terminal.ts';
import type { KeptFile } from './kept-files.ts';
import { exitCodeOfOutcome, outcomeOf } from './outcome.ts';
import { jsonReport } from './report-json.ts';
import { textReport } from './report-text.ts';
import type { Progress } from './state-file.ts';

export interface Ended {
  readonly progress: Progress;
  readonly kept: readonly KeptFile[];
  readonly isStopped: boolean;
}

export function report(ended: Ended, isJson: boolean): void {
  const terminal = terminalOf(process.stdout);
  const useColour = wantsColour(terminal, process.env);
  const text = isJson
    ? `${JSON.stringify(jsonReport(ended))}\n`
    : textReport(ended)
        .map((each) => `${paint(each, useColour)}\n`)
        .join('');
  terminal.write(text);
  process.exitCode = exitCodeOfOutcome[outcomeOf(ended.progress, ended.isStopped)];
}
