// The ledger of one pair: every fill, adjustment and funding payment is booked here once, and every figure of a run is derived
// from nothing else. Amounts are exact; the reporting asset is the primary's quote.
import { assert } from '../core/assert.ts';
import type { ConversionRate } from '../core/conversion.ts';
import { lotsToBase, type Instrument, type InstrumentKey } from '../core/instrument.ts';
import {
  addBase,
  negateLots,
  zeroBase,
  type BaseQuantity,
  type Lots,
  type Money,
  type QuoteAmount,
  type Ticks,
} from '../core/money.ts';
import type { ClientOrderId } from '../core/order.ts';
import { Conversions } from './conversions.ts';
import type { CycleOutcome, CycleStart, CycleView } from './cycle.ts';
import { CycleBook, type FoldingListener } from './cycle-book.ts';
import { DailyBaseline, type DailyCarry } from './daily.ts';
import { restoreTraded, tradedByVenueAccount } from './daily-traded.ts';
import type { Adjustment, FundingPayment, LedgerFill, LegName } from './entries.ts';
import { addExact, exactAtMid, zeroExact, type BidAsk, type ExactAmount } from './exact-amount.ts';
import { HedgeLatency, type LatencySamples } from './hedge-latency.ts';
import type { AccountView, InstrumentAccount } from './instrument-account.ts';
import { openBooks, type LegBooks } from './leg-books.ts';
import { LegFills } from './leg-fills.ts';
import { addPnl, pnlOf, settledOf, type PairPnl } from './pnl.ts';
import type { RoundTrip } from './round-trip.ts';
import type { TakerTriesView } from './taker-tries.ts';
import type { TallyView } from './tally.ts';
import { ValueTime } from './value-time.ts';

export interface PairLedgerOptions {
  readonly primary: Instrument;
  readonly hedge: Instrument;
  /** Rates of every other quote and fee asset into the primary's quote. */
  readonly conversions: readonly ConversionRate[];
}

/** The touch of each leg's own venue; needed only where a position is left. */
export type Marks = Readonly<Record<LegName, BidAsk | undefined>>;

export type AttemptOutcome = 'completed' | 'failed';

/** Times are local µs and never go back, except that fills of late venue times are booked when they are received. */
export class PairLedger {
  readonly primary: Instrument;
  readonly hedge: Instrument;
  readonly conversions: Conversions;
  readonly #legs: Readonly<Record<LegName, LegBooks>>;
  readonly #exposure: ValueTime;
  readonly #cycles: CycleBook;
  readonly #latency: HedgeLatency;
  readonly #daily = new DailyBaseline();
  readonly #adjustments: Adjustment[] = [];
  readonly #attempts: Record<AttemptOutcome, number> = { completed: 0, failed: 0 };
  #netDelta: BaseQuantity = zeroBase;
  #nowUs = 0;
  #hasUnpriced = false;

  constructor({ primary, hedge, conversions }: PairLedgerOptions) {
    assert(primary.key !== hedge.key, 'a pair has two instruments');
    this.primary = primary;
    this.hedge = hedge;
    this.conversions = new Conversions(primary.quote, conversions);
    const rates = {
      primary: this.conversions.rateOf(primary.quote),
      hedge: this.conversions.rateOf(hedge.quote),
    };
    this.#legs = { primary: openBooks(primary, rates.primary), hedge: openBooks(hedge, rates.hedge) };
    this.#exposure = new ValueTime(primary, this.#legs.primary.clock, rates.primary);
    this.#latency = new HedgeLatency(hedge);
    this.#cycles = new CycleBook(() => ({
      primary: new LegFills(primary, rates.primary),
      hedge: new LegFills(hedge, rates.hedge),
    }));
  }

  // Booking

  /** False when the fill was booked before, by whatever channel. Throws for a cycle that was not begun. */
  bookFill(fill: LedgerFill): boolean {
    const leg = this.#legOf(fill.instrument);
    const { account } = this.#legs[leg];
    if (account.trades.has(fill.tradeId)) return false;
    assert(this.#cycles.hasBegun(fill.cycle), () => `cycle ${fill.cycle} was begun before its fills`);
    const fee = this.#toldExact(fill.fee);
    this.#advance(fill.atUs);
    account.bookFill(fill);
    this.#cycles.book(leg, fill, fee);
    const bought = fill.side === 'buy' ? fill.quantity : negateLots(fill.quantity);
    const quantity = this.#positionMoved(leg, bought);
    const { venueTimeUs, atUs, price } = fill;
    const times = { venueTimeUs, atUs };
    if (leg === 'hedge') this.#latency.book({ kind: 'cover', quantity, times, price });
    else if (fill.role === 'quote') this.#latency.book({ kind: 'quote', quantity, times });
    else this.#latency.book({ kind: 'other', quantity });
    return true;
  }

  /** Corrects a position at mid: in position and cash, never in volume, cycles or fees; listed in every summary. */
  bookAdjustment(adjustment: Adjustment): void {
    const { instrument, atUs, quantity } = adjustment;
    const leg = this.#legOf(instrument);
    this.#advance(atUs);
    this.#legs[leg].account.bookAdjustment(adjustment);
    this.#adjustments.push(adjustment);
    const base = this.#positionMoved(leg, quantity);
    this.#latency.book({ kind: 'other', quantity: base });
  }

  /** False when the payment was booked before, by whatever channel. */
  bookFunding(payment: FundingPayment): boolean {
    const { account } = this.#legs[this.#legOf(payment.instrument)];
    if (account.hasBookedFunding(payment.paymentId)) return false;
    this.#toldExact(payment.amount);
    this.#advance(payment.atUs);
    account.bookFunding(payment);
    return true;
  }

  /** The order is not known any more: from then on no fill of it is booked, and its trades need not be recognised. */
  forgetOrder(instrument: InstrumentKey, id: ClientOrderId): void {
    this.#legs[this.#legOf(instrument)].account.trades.forgetOrder(id);
  }

  beginCycle(start: CycleStart): void {
    this.#cycles.begin(start);
  }

  endCycle(number: number, atUs: number, outcome: CycleOutcome): void {
    this.#cycles.end(number, atUs, outcome);
  }

  /** A taker order that has ended, whether it filled or not. */
  recordTry(instrument: InstrumentKey, quantities: { readonly sent: Lots; readonly filled: Lots }): void {
    this.#legs[this.#legOf(instrument)].takerTries.record(quantities);
  }

  recordAttempt(outcome: AttemptOutcome): void {
    this.#attempts[outcome] += 1;
  }

  // Time and marks

  /** The primary's touch from `atUs` on: exposure is integrated and the day is rolled up to there. */
  markTo(atUs: number, bid: Ticks, ask: Ticks): void {
    this.#advance(atUs);
    this.#legs.primary.clock.setMark(atUs, bid, ask);
    this.#beginDayIfOver();
  }

  /** The hedge's touch from `atUs` on, for its open interest. */
  markHedgeTo(atUs: number, bid: Ticks, ask: Ticks): void {
    this.#advance(atUs);
    this.#legs.hedge.clock.setMark(atUs, bid, ask);
  }

  /** The latest marks of both legs. */
  lastMarks(): Marks {
    return { primary: this.#legs.primary.clock.mark, hedge: this.#legs.hedge.clock.mark };
  }

  // Positions

  /** Unique booked fills + adjustments; long > 0. */
  position(instrument: InstrumentKey): Lots {
    return this.account(instrument).position;
  }

  /** Sum of both legs' positions in base units; long > 0. */
  netDelta(): BaseQuantity {
    return this.#netDelta;
  }

  account(instrument: InstrumentKey): AccountView {
    return this.#legs[this.#legOf(instrument)].account;
  }

  adjustments(): readonly Adjustment[] {
    return this.#adjustments;
  }

  /** Something was charged or paid in an asset without a rate: no figure has it, and net is not the whole truth any more. */
  get hasUnpriced(): boolean {
    return this.#hasUnpriced;
  }

  // Results

  /** Throws when a leg holds a position and has no mark. */
  pnl(marks: Marks): PairPnl {
    const primary = pnlOf(this.#legs.primary.account, marks.primary, this.conversions);
    const hedge = pnlOf(this.#legs.hedge.account, marks.hedge, this.conversions);
    return { primary, hedge, total: addPnl(primary, hedge) };
  }

  /** Volume, spreads by direction and round trips. Borrowed: valid until the next booking. */
  tally(): TallyView {
    return this.#cycles.tally();
  }

  /** `undefined` for one that has not begun, and for one that is folded into the sums. */
  cycle(number: number): CycleView | undefined {
    return this.#cycles.get(number);
  }

  /** Those that are not folded into the sums, in the order in which they began. */
  cycles(): Iterable<CycleView> {
    return this.#cycles.all();
  }

  endedCycles(outcome: CycleOutcome): number {
    return this.#cycles.endedCount(outcome);
  }

  /** Of one iteration; `undefined` until it has closed, for one that came to nothing, and for one that is folded into the sums. */
  roundTrip(iteration: number): RoundTrip | undefined {
    return this.#cycles.roundTrip(iteration);
  }

  /** From now on: whoever wants every cycle of a run gathers them while they pass. */
  onFolding(listener: FoldingListener): void {
    this.#cycles.onFolding(listener);
  }

  takerTries(leg: LegName): TakerTriesView {
    return this.#legs[leg].takerTries;
  }

  attempts(outcome: AttemptOutcome): number {
    return this.#attempts[outcome];
  }

  hedgeLatency(): LatencySamples {
    return this.#latency.samples();
  }

  /** ∫ |net delta| × primary mid dt up to the latest moment booked or marked, in 10^−18 of the reporting asset × seconds. */
  exposureSecondsUnits(): bigint {
    return this.#exposure.secondsUnitsAt(this.#nowUs);
  }

  /** ∫ |position| × the leg's own mid dt, in 10^−18 of the reporting asset × seconds. */
  openInterestSecondsUnits(leg: LegName): bigint {
    return this.#legs[leg].openInterest.secondsUnitsAt(this.#nowUs);
  }

  // The day

  /**
   * Net of fees, rebates and funding since 00:00 UTC, loss < 0. Hedged quantity counts at its locked-in spread; only the net
   * delta is marked, at the primary's mid.
   */
  dailyNet(atUs: number, bid: Ticks, ask: Ticks): QuoteAmount {
    this.markTo(atUs, bid, ask);
    return this.#daily.net(this.#dailyValue());
  }

  /** The same as of the latest moment booked or marked, for onlookers: nothing changes by being looked at. `undefined` without a price. */
  latestDailyNet(): QuoteAmount | undefined {
    if (this.#netDelta !== 0n && this.#legs.primary.clock.mark === undefined) return undefined;
    return this.#daily.net(this.#dailyValue());
  }

  /** What `restoreDaily` of a later process needs. */
  exportDaily(atUs: number, bid: Ticks, ask: Ticks): DailyCarry {
    this.markTo(atUs, bid, ask);
    const traded = tradedByVenueAccount(this.#accounts(), atUs);
    return { ...this.#daily.carry(this.#dailyValue()), traded };
  }

  /** Goes on counting a day that an earlier process began; a day that is over by then counts no more. Before any booking. */
  restoreDaily(carry: DailyCarry): void {
    assert(this.#nowUs === 0, 'the day is restored before anything is booked or marked');
    this.#daily.restore(carry, this.#dailyValue(), this.conversions.rateOf(this.primary.quote));
    restoreTraded(this.#accounts(), carry);
  }

  #accounts(): readonly InstrumentAccount[] {
    return [this.#legs.primary.account, this.#legs.hedge.account];
  }

  /** What has no rate is nothing in sums of its cycle, and remembered. */
  #toldExact(money: Money): ExactAmount {
    if (this.conversions.knows(money.asset)) return this.conversions.exact(money);
    if (money.amount !== 0n) this.#hasUnpriced = true;
    return zeroExact;
  }

  #legOf(instrument: InstrumentKey): LegName {
    if (instrument === this.primary.key) return 'primary';
    assert(instrument === this.hedge.key, () => `${instrument} is a leg of this pair`);
    return 'hedge';
  }

  /** Everything that happens later is after `atUs`: the day that ended before it is closed with what was known then. */
  #advance(atUs: number): void {
    assert(atUs >= this.#nowUs, 'time does not go back');
    this.#nowUs = atUs;
    this.#beginDayIfOver();
  }

  /** A residual without any price cannot be valued; the day then begins with the first mark. */
  #beginDayIfOver(): void {
    if (!this.#daily.isOver(this.#nowUs)) return;
    if (this.#netDelta !== 0n && this.#legs.primary.clock.mark === undefined) return;
    this.#daily.begin(this.#nowUs, this.#dailyValue());
  }

  #positionMoved(leg: LegName, moved: Lots): BaseQuantity {
    const { account, openInterest } = this.#legs[leg];
    const quantity = lotsToBase(account.instrument, moved);
    this.#netDelta = addBase(this.#netDelta, quantity);
    this.#exposure.setQuantity(this.#nowUs, this.#netDelta);
    openInterest.setQuantity(this.#nowUs, lotsToBase(account.instrument, account.position));
    return quantity;
  }

  #dailyValue(): ExactAmount {
    const { primary, hedge } = this.#legs;
    const settled = addExact(
      settledOf(primary.account, this.conversions),
      settledOf(hedge.account, this.conversions),
    );
    if (this.#netDelta === 0n) return settled;
    const { mark } = primary.clock;
    assert(mark !== undefined, 'the net delta is marked at the primary mid');
    const rate = this.conversions.rateOf(this.primary.quote);
    return addExact(settled, exactAtMid(this.primary, mark, this.#netDelta, rate));
  }
}
