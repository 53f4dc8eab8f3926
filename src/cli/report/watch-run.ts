// Looks on while a run is played again, and gathers in that one pass what its ledger does not keep: how figures came about over time, where
// the money went, how long something was naked, what was told.
import type { AlertCommand, Command, FinishCommand } from '../../core/commands.ts';
import type { BaseQuantity } from '../../core/money.ts';
import { maxBase, minBase, zeroBase } from '../../core/money.ts';
import type { ClientOrderId } from '../../core/order.ts';
import type { PairState } from '../../execution/pair-state.ts';
import { TouchHistory } from '../../reports/review/touch-history.ts';
import type { RecordedEntry } from '../../journal/read-journal.ts';
import type { RecordedTurn } from '../../journal/recorded.ts';
import type { EndEntry } from '../../journal/run-entry.ts';
import type { LegName, LedgerFill } from '../../ledger/entries.ts';
import type { BidAsk } from '../../ledger/exact-amount.ts';
import type { Marks, PairLedger } from '../../ledger/ledger.ts';
import { CostBook } from '../../reports/review/cost-book.ts';
import type { ReviewedAlert } from '../../reports/review/run-review.ts';
import { Timeline, type Totals } from '../../reports/review/timeline.ts';
import type { Onlooker } from '../history/play-record.ts';

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
  costs: CostBook | undefined;
  /** As of the turn before: what was known when the next one came. */
  #touches: Marks = { primary: undefined, hedge: undefined };
  readonly #histories = { primary: new TouchHistory(), hedge: new TouchHistory() };
  /** What takers were sent on. */
  readonly #sentOn = new Map<ClientOrderId, BidAsk>();
  #delta: BaseQuantity = zeroBase;
  #attempts = 0;
  readonly #onTurn: (turn: number, atUs: number) => void;

  constructor(onTurn: (turn: number, atUs: number) => void) {
    this.#onTurn = onTurn;
  }

  get touches(): Marks {
    return this.#touches;
  }

  entry({ entry }: RecordedEntry): void {
    if (entry.kind === 'life') this.processes += 1;
    this.end = entry.kind === 'end' ? entry : undefined;
  }

  after({ atUs, sequence }: RecordedTurn, asked: readonly Command[], pair: PairState): void {
    this.costs ??= new CostBook(pair.ledger);
    this.costs.passTo(atUs, this.#touches);
    for (const fill of pair.bookedFills) this.costs.book(fill, this.#decidedOn(fill, pair));
    this.#look(pair);
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

  #look({ primary, hedge }: PairState): void {
    this.#touches = { primary: primary.touch, hedge: hedge.touch };
    this.#histories.primary.see(primary.bookVenueTimeUs, primary.touch);
    this.#histories.hedge.see(hedge.bookVenueTimeUs, hedge.touch);
  }

  /** A quote is judged by the touch that it was filled at, a taker by the one that it was sent on. */
  #decidedOn(
    { clientOrderId, instrument, liquidity, venueTimeUs }: LedgerFill,
    pair: PairState,
  ): BidAsk | undefined {
    if (liquidity === 'taker') return this.#sentOn.get(clientOrderId);
    return this.#histories[instrument === pair.primary.instrument.key ? 'primary' : 'hedge'].before(
      venueTimeUs,
    );
  }

  #hear(command: Command, pair: PairState): void {
    if (command.kind === 'finish') this.finish = command;
    if (command.kind === 'alert') this.#addAlert(command, pair.nowUs);
    if (command.kind !== 'place' || command.order.postOnly) return;
    const { clientOrderId, instrument } = command.order;
    const { touch } = instrument === pair.primary.instrument.key ? pair.primary : pair.hedge;
    if (touch !== undefined) this.#sentOn.set(clientOrderId, touch);
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
