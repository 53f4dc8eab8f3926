// How far a piece of work is that takes minutes: a bar on a terminal, a line now and then elsewhere, and nothing for a program that reads JSON. It
// goes to standard error, so that the result can be sent elsewhere.
import { performance } from 'node:perf_hooks';
import { duration } from '../../reports/readable.ts';
import { barLine } from './bar-line.ts';
import { Redraw } from './redraw.ts';
import { cut, line, paint, quiet } from './styled-line.ts';
import { defaultSize, wantsColour, type Terminal } from './terminal.ts';

const redrawEveryMs = 100;
const plainLineEveryMs = 30_000;

export interface WorkBarOptions {
  readonly terminal: Terminal;
  readonly environment: NodeJS.ProcessEnv;
  readonly isJson: boolean;
  /** How many pieces there are, and how many were done in an earlier sitting. */
  readonly total: number;
  readonly done?: number;
  /** "runs". */
  readonly unit: string;
}

export class WorkBar {
  readonly #options: WorkBarOptions;
  readonly #redraw: Redraw | undefined;
  readonly #startMs = performance.now();
  readonly #doneBefore: number;
  #done: number;
  #shownMs = -Infinity;

  constructor(options: WorkBarOptions) {
    const { terminal, environment, done = 0 } = options;
    this.#options = options;
    this.#done = done;
    this.#doneBefore = done;
    this.#redraw =
      terminal.isTTY === true && environment['TERM'] !== 'dumb' ? new Redraw(terminal) : undefined;
  }

  /** One piece more is done. */
  advance(): void {
    this.#done += 1;
    this.lookUp();
  }

  /** To be called now and then while a piece is under way. */
  lookUp(): void {
    const { isJson } = this.#options;
    if (this.#redraw === undefined && isJson) return;
    const nowMs = performance.now();
    const sinceMs = nowMs - Math.max(this.#shownMs, this.#redraw === undefined ? this.#startMs : -Infinity);
    if (sinceMs < (this.#redraw === undefined ? plainLineEveryMs : redrawEveryMs)) return;
    this.#shownMs = nowMs;
    this.#show(nowMs);
  }

  end(): void {
    this.#redraw?.clear();
  }

  #show(nowMs: number): void {
    const { terminal, environment, total, unit } = this.#options;
    const words = `${this.#done} of ${total} ${unit}`;
    const left = this.#left(nowMs);
    if (this.#redraw === undefined) {
      terminal.write(`${words}${left}\n`);
      return;
    }
    const { columns = defaultSize.columns } = terminal;
    const shown = line(' ', ...barLine(this.#done / total, columns), `  ${words}`, quiet(left));
    this.#redraw.draw([paint(cut(shown, columns - 1), wantsColour(terminal, environment))]);
  }

  #left(nowMs: number): string {
    const done = this.#done - this.#doneBefore;
    if (done === 0) return '';
    const perPieceMs = (nowMs - this.#startMs) / done;
    const seconds = Math.ceil(((this.#options.total - this.#done) * perPieceMs) / 1_000);
    return ` · ${duration(String(seconds))} left`;
  }
}
