// Where the money of a run goes, turn by turn, whether it is traded or played again: what each fill's price was decided on is known only while
// it happens.
import type { Command } from '../../core/commands.ts';
import type { ClientOrderId } from '../../core/order.ts';
import type { PairState } from '../../execution/pair-state.ts';
import type { LedgerFill } from '../../ledger/entries.ts';
import type { BidAsk } from '../../ledger/exact-amount.ts';
import type { Marks } from '../../ledger/ledger.ts';
import { CostBook } from '../../reports/review/cost-book.ts';
import { reviewCost, type CostReview } from '../../reports/review/cost-review.ts';
import { TouchHistory } from '../../reports/review/touch-history.ts';
import type { RunSummary } from '../../reports/run-summary.ts';

/** Far more than have been sent while one of them may still fill. */
const takersKept = 1_024;

export class CostWatcher {
  #costs: CostBook | undefined;
  /** As of the turn before: what was known when the next one came. */
  #touches: Marks = { primary: undefined, hedge: undefined };
  readonly #histories = { primary: new TouchHistory(), hedge: new TouchHistory() };
  /** What takers were sent on, oldest first. */
  readonly #sentOn = new Map<ClientOrderId, BidAsk>();

  /** The last touches of both books. */
  get touches(): Marks {
    return this.#touches;
  }

  /** With what the turn has booked still in the state. */
  after(asked: readonly Command[], pair: PairState): void {
    this.#costs ??= new CostBook(pair.ledger);
    this.#costs.passTo(pair.nowUs, this.#touches);
    for (const fill of pair.bookedFills) this.#costs.book(fill, this.#decidedOn(fill, pair));
    this.#look(pair);
    for (const command of asked) this.#hear(command, pair);
  }

  /** At the end; `costPerMillion` as the summary has it. */
  review(
    { ledger, nowUs }: Pick<PairState, 'ledger' | 'nowUs'>,
    { costPerMillion }: Pick<RunSummary, 'costPerMillion'>,
  ): CostReview {
    const marks = ledger.lastMarks();
    const costs = this.#costs ?? new CostBook(ledger);
    return reviewCost(costs.parts(nowUs, this.#touches, marks), {
      volume: ledger.tally().volume,
      pnl: ledger.pnl(marks).total,
      costPerMillion,
    });
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
    if (command.kind !== 'place' || command.order.postOnly) return;
    const { clientOrderId, instrument } = command.order;
    const { touch } = instrument === pair.primary.instrument.key ? pair.primary : pair.hedge;
    if (touch === undefined) return;
    this.#sentOn.set(clientOrderId, touch);
    const [oldest] = this.#sentOn.keys();
    if (this.#sentOn.size > takersKept && oldest !== undefined) this.#sentOn.delete(oldest);
  }
}
