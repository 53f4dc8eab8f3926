// Looks on while a run is played again, and gathers in that one pass what its ledger does not keep: how figures came about over time, where
// the money went, how long something was naked, what was told.
import type { AlertCommand, Command, FinishCommand } from '../../core/commands.ts';
import type { BaseQuantity } from '../../core/money.ts';
import { maxBase, minBase, zeroBase } from '../../core/money.ts';
import type { PairState } from '../../execution/pair-state.ts';
import type { RecordedEntry } from '../../journal/read-journal.ts';
import type { RecordedTurn } from '../../journal/recorded.ts';
import type { EndEntry } from '../../journal/run-entry.ts';
import type { LegName } from '../../ledger/entries.ts';
import type { Marks, PairLedger } from '../../ledger/ledger.ts';
import { CycleEdges } from '../../reports/review/cycle-edges.ts';
import type { ReviewedAlert } from '../../reports/review/run-review.ts';
import { Timeline, type Totals } from '../../reports/review/timeline.ts';
import type { Onlooker } from '../history/play-record.ts';
import { CostWatcher } from './watch-cost.ts';

const stepsMax = 240;
const alertsKept = 50;

export class RunWatcher implements Onlooker {
  readonly timeline = new Timeline(stepsMax);
  readonly alerts: ReviewedAlert[] = [];
  readonly exposures = { count: 0, reduced: 0, nakedUs: 0, longestUs: 0 };
  alertCount = 0;
  processes = 0;
  /** The last word of the engine, and that of the process around it. */
  finish: FinishCommand | undefined;
  end: EndEntry | undefined;
  deltaLeast: BaseQuantity = zeroBase;
  deltaMost: BaseQuantity = zeroBase;
  readonly costs = new CostWatcher();
  edges: CycleEdges | undefined;
  #delta: BaseQuantity = zeroBase;
  #attempts = 0;
  readonly #onTurn: (turn: number, atUs: number) => void;

  constructor(onTurn: (turn: number, atUs: number) => void) {
    this.#onTurn = onTurn;
  }

  entry({ entry }: RecordedEntry): void {
    if (entry.kind === 'life') this.processes += 1;
    this.end = entry.kind === 'end' ? entry : undefined;
  }

  after({ atUs, sequence }: RecordedTurn, asked: readonly Command[], pair: PairState): void {
    this.costs.after(asked, pair);
    this.edges ??= new CycleEdges(pair.ledger);
    for (const command of asked) this.#hear(command, pair);
    for (const { start, endedAtUs = atUs, outcome } of pair.endedEpisodes)
      this.#addExposure(endedAtUs - start.startedAtUs, outcome === 'reduced');
    if (this.#isWorthNoting(atUs, pair)) this.note(pair);
    this.#onTurn(sequence, atUs);
  }

  /** Where the run stands now becomes part of its timeline. */
  note({ ledger, nowUs, netDelta }: PairState): void {
    const totals = totalsOf(ledger);
    if (totals !== undefined) this.timeline.note(nowUs, totals, netDelta);
  }

  #hear(command: Command, pair: PairState): void {
    if (command.kind === 'finish') this.finish = command;
    if (command.kind === 'alert') this.#addAlert(command, pair.nowUs);
  }

  #addAlert({ severity, code, text }: AlertCommand, atUs: number): void {
    this.alertCount += 1;
    this.alerts.push({ atUs, severity, code, text });
    if (this.alerts.length > alertsKept) this.alerts.shift();
  }

  #addExposure(lastedUs: number, isReduced: boolean): void {
    this.exposures.count += 1;
    if (isReduced) this.exposures.reduced += 1;
    this.exposures.nakedUs += lastedUs;
    this.exposures.longestUs = Math.max(this.exposures.longestUs, lastedUs);
  }

  /** Most turns change no figure but what positions are worth. */
  #isWorthNoting(atUs: number, { netDelta, ledger, bookedFills, bookedFunding }: PairState): boolean {
    const attempts = ledger.attempts('completed') + ledger.attempts('failed');
    const isChanged = netDelta !== this.#delta || attempts !== this.#attempts;
    this.#delta = netDelta;
    this.#attempts = attempts;
    this.deltaLeast = minBase(this.deltaLeast, netDelta);
    this.deltaMost = maxBase(this.deltaMost, netDelta);
    return isChanged || bookedFills.length > 0 || bookedFunding.length > 0 || this.timeline.isNewStep(atUs);
  }
}

/** `undefined` while a position is left whose worth no book has told yet. */
function totalsOf(ledger: PairLedger): Totals | undefined {
  const marks = ledger.lastMarks();
  if (isUnmarked(ledger, 'primary', marks) || isUnmarked(ledger, 'hedge', marks)) return undefined;
  const { gross, net } = ledger.pnl(marks).total;
  const attempts = { completed: ledger.attempts('completed'), failed: ledger.attempts('failed') };
  return { gross, net, volume: ledger.tally().volume, cycles: ledger.endedCycles('completed'), attempts };
}

const isUnmarked = (ledger: PairLedger, leg: LegName, marks: Marks): boolean =>
  marks[leg] === undefined && ledger.position(ledger[leg].key) !== 0;
