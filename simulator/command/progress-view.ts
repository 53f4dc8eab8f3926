// What a person sees while a simulation runs: on a terminal a bar with the figures so far, elsewhere a line now and then. It goes to standard
// error, so that the report can be sent elsewhere.
import { barLine } from '../../src/cli/view/bar-line.ts';
import { Redraw } from '../../src/cli/view/redraw.ts';
import { cut, line, paint, quiet, toned, type Line } from '../../src/cli/view/styled-line.ts';
import { defaultSize, wantsColour, type Terminal } from '../../src/cli/view/terminal.ts';
import { counted, duration } from '../../src/reports/readable.ts';
import { seedsNeeded } from './hunt.ts';
import { seedsDone } from './outcome.ts';
import type { SimulationPlan } from './plan.ts';
import { grouped, msText } from './report-text.ts';
import type { Progress } from './state-file.ts';

const redrawEveryMs = 100;
const plainLineEveryMs = 30_000;

export interface ProgressViewOptions {
  readonly terminal: Terminal;
  readonly plan: SimulationPlan;
  readonly progress: Progress;
  readonly environment: NodeJS.ProcessEnv;
}

export class ProgressView {
  readonly #terminal: Terminal;
  readonly #plan: SimulationPlan;
  readonly #progress: Progress;
  readonly #redraw: Redraw | undefined;
  readonly #useColour: boolean;
  readonly #timer: NodeJS.Timeout | undefined;
  /** What was done before this sitting says nothing of its pace. */
  readonly #seedsBefore: number;
  readonly #startMs = performance.now();

  constructor({ terminal, plan, progress, environment }: ProgressViewOptions) {
    this.#terminal = terminal;
    this.#plan = plan;
    this.#progress = progress;
    this.#seedsBefore = seedsDone(progress);
    this.#useColour = wantsColour(terminal, environment);
    const canRedraw = terminal.isTTY === true && environment['TERM'] !== 'dumb';
    this.#redraw = canRedraw ? new Redraw(terminal) : undefined;
    // A program that reads one JSON line wants no others; a person before a terminal wants to see how far it is.
    if (canRedraw || !plan.isJson)
      this.#timer = setInterval(() => this.#show(), canRedraw ? redrawEveryMs : plainLineEveryMs);
  }

  end(): void {
    clearInterval(this.#timer);
    this.#redraw?.clear();
  }

  #show(): void {
    const isHunt = this.#plan.bugs.length > 0;
    const state = isHunt ? this.#huntsLine() : this.#seedsLine();
    const figures = isHunt ? [] : this.#figures();
    if (this.#redraw === undefined) {
      const counts = figures.slice(0, 1).flatMap((row) => [...line(' · '), ...row]);
      this.#terminal.write(`${paint([...state, ...counts], false)}\n`);
      return;
    }
    const { columns = defaultSize.columns } = this.#terminal;
    const rows = [[...barLine(this.#share(), columns), ...line('  '), ...state], ...figures];
    this.#redraw.draw(rows.map((row) => paint(cut([...line(' '), ...row], columns - 1), this.#useColour)));
  }

  /** The verdicts so far, and what they rest on. */
  #figures(): Line[] {
    const { hedged, haltedSafe, violations, faults, worstExposure: worst } = this.#progress.tally;
    const acted = Object.values(faults);
    const times = acted.reduce((sum, count) => sum + count, 0);
    const naked = worst === undefined ? '' : ` · most naked ${worst.base} for at most ${msText(worst.ms)}`;
    const violated = toned(violations > 0 ? 'strong-bad' : 'plain', counted(violations, 'violation'));
    return [
      line(`${grouped(hedged)} hedged · ${grouped(haltedSafe)} halted safe · `, violated),
      line(quiet(`${grouped(times)} faults of ${counted(acted.length, 'kind')}${naked}`)),
    ];
  }

  #seedsLine(): Line {
    const { seeds } = this.#plan.parameters;
    const done = this.#progress.tally.seeds;
    const rate = this.#rate();
    const left = rate > 0 ? ` · ${duration(String(Math.ceil((seeds - done) / rate)))} left` : '';
    return line(
      `${grouped(done)} of ${grouped(seeds)} seeds`,
      quiet(` · ${rate.toFixed(1)} a second${left}`),
    );
  }

  #huntsLine(): Line {
    const { hunts } = this.#progress;
    const current = hunts.at(-1);
    const at = current === undefined ? '' : ` · ${current.bug}, seed ${grouped(current.tried + 1)}`;
    return line(
      `${this.#hunted()} of ${counted(this.#plan.bugs.length, 'planted bug')} found`,
      quiet(`${at} · ${this.#rate().toFixed(1)} seeds a second`),
    );
  }

  #share(): number {
    const { bugs, parameters } = this.#plan;
    return bugs.length === 0 ? this.#progress.tally.seeds / parameters.seeds : this.#hunted() / bugs.length;
  }

  #hunted(): number {
    return this.#progress.hunts.filter((hunt) => seedsNeeded(hunt) !== null).length;
  }

  /** Seeds a second, in this sitting. */
  #rate(): number {
    const seconds = (performance.now() - this.#startMs) / 1_000;
    return seconds > 0 ? (seedsDone(this.#progress) - this.#seedsBefore) / seconds : 0;
  }
}
