// Where the money of a run went, taken in as it happens: every fill is held against its venue's mid when its price was decided, and
// again 1, 5 and 30 seconds later. So gross PnL falls into parts that add up to it exactly, whatever the mids were.
import { assertPresent } from '../../core/assert.ts';
import type { ConversionRate } from '../../core/conversion.ts';
import { lotsToBase, valueAtMid, type Instrument } from '../../core/instrument.ts';
import { lots, type BaseQuantity } from '../../core/money.ts';
import { sideSign } from '../../core/side.ts';
import type { LedgerFill, LegName } from '../../ledger/entries.ts';
import {
  addExact,
  exactAtMid,
  exactNotional,
  negateExact,
  subtractExact,
  toExact,
  zeroExact,
  type BidAsk,
  type ExactAmount,
} from '../../ledger/exact-amount.ts';
import type { Marks, PairLedger } from '../../ledger/ledger.ts';

const horizonsSeconds = [1, 5, 30] as const;

/** In the reporting asset. Each is a cost where it is above 0, and a gain below. */
export interface CostParts {
  /** Quotes that rested, against the mid: mostly a gain. */
  readonly makerSpread: ExactAmount;
  /** From the mid to the touch, of what took. */
  readonly takerSpread: ExactAmount;
  /** Beyond the touch that was seen when the order left. */
  readonly slippage: ExactAmount;
  /** All that the mids did after the fills; every horizon splits it in its own way. */
  readonly mids: ExactAmount;
  readonly horizons: readonly HorizonParts[];
}

/** `primary` + `hedge` + `held` is `mids`. */
export interface HorizonParts {
  readonly seconds: number;
  /** Of so many fills the mid was known then; the others are in `held` with all that became of them. */
  readonly measured: number;
  readonly fills: number;
  /** What the mid did against the fills of a leg until then: adverse selection. */
  readonly primary: ExactAmount;
  readonly hedge: ExactAmount;
  /** What the mids did afterwards, to what was held and to what is left. */
  readonly held: ExactAmount;
}

interface LegSums {
  readonly instrument: Instrument;
  readonly rate: ConversionRate;
  makerSpread: ExactAmount;
  takerSpread: ExactAmount;
  slippage: ExactAmount;
  /** Σ signed quantity × the mid that it is held against. */
  atReference: ExactAmount;
  fills: number;
}

interface Horizon {
  readonly afterUs: number;
  /** In the order in which they are due. */
  readonly pending: Pending[];
  next: number;
  measured: number;
  readonly moved: Record<LegName, ExactAmount>;
}

interface Pending {
  readonly leg: LegName;
  readonly dueUs: number;
  readonly quantity: BaseQuantity;
  readonly atReference: ExactAmount;
}

export class CostBook {
  readonly #ledger: PairLedger;
  readonly #legs: Readonly<Record<LegName, LegSums>>;
  readonly #horizons: readonly Horizon[];

  constructor(ledger: PairLedger) {
    const { primary, hedge, conversions } = ledger;
    const sumsOf = (instrument: Instrument): LegSums => ({
      instrument,
      rate: conversions.rateOf(instrument.quote),
      makerSpread: zeroExact,
      takerSpread: zeroExact,
      slippage: zeroExact,
      atReference: zeroExact,
      fills: 0,
    });
    this.#ledger = ledger;
    this.#legs = { primary: sumsOf(primary), hedge: sumsOf(hedge) };
    this.#horizons = horizonsSeconds.map((seconds) => ({
      afterUs: seconds * 1_000_000,
      pending: [],
      next: 0,
      measured: 0,
      moved: { primary: zeroExact, hedge: zeroExact },
    }));
  }

  /** Time has come to `atUs`; these touches are what was known until then, `undefined` where a book said nothing. */
  passTo(atUs: number, touches: Marks): void {
    for (const horizon of this.#horizons) this.#measure(horizon, atUs, touches);
  }

  /** `touch` is what its price was decided on: for a quote the last before its fill, for a taker that of its sending. */
  book(fill: LedgerFill, touch: BidAsk | undefined): void {
    const leg = fill.instrument === this.#ledger.primary.key ? 'primary' : 'hedge';
    const sums = this.#legs[leg];
    const { instrument, rate } = sums;
    const quantity = lotsToBase(instrument, lots(sideSign(fill.side) * fill.quantity));
    const paid = exactNotional(instrument, fill.price, quantity, rate);
    const atReference = touch === undefined ? paid : exactAtMid(instrument, touch, quantity, rate);
    sums.fills += 1;
    sums.atReference = addExact(sums.atReference, atReference);
    if (touch !== undefined) addSpread(sums, fill, { touch, quantity, paid, atReference });
    for (const { afterUs, pending } of this.#horizons)
      pending.push({ leg, dueUs: fill.atUs + afterUs, quantity, atReference });
  }

  /** At the end of what is recorded. `touches` are the last; `marks` are what residual positions are worth in the ledger. */
  parts(atUs: number, touches: Marks, marks: Marks): CostParts {
    // What is due at this very moment is known, too.
    this.passTo(atUs + 1, touches);
    const { primary, hedge } = this.#legs;
    const both = (of: (sums: LegSums) => ExactAmount): ExactAmount => addExact(of(primary), of(hedge));
    const mids = negateExact(addExact(this.#movedSince('primary', marks), this.#movedSince('hedge', marks)));
    return {
      makerSpread: both((sums) => sums.makerSpread),
      takerSpread: both((sums) => sums.takerSpread),
      slippage: both((sums) => sums.slippage),
      mids,
      horizons: this.#horizons.map(({ afterUs, measured, moved }) => ({
        seconds: afterUs / 1_000_000,
        measured,
        fills: primary.fills + hedge.fills,
        primary: negateExact(moved.primary),
        hedge: negateExact(moved.hedge),
        held: addExact(mids, addExact(moved.primary, moved.hedge)),
      })),
    };
  }

  #measure(horizon: Horizon, untilUs: number, touches: Marks): void {
    for (let due = horizon.pending[horizon.next]; due !== undefined && due.dueUs < untilUs;) {
      this.#measureOne(horizon, due, touches[due.leg]);
      horizon.next += 1;
      due = horizon.pending[horizon.next];
    }
    if (horizon.next < forgottenAtOnce) return;
    horizon.pending.splice(0, horizon.next);
    horizon.next = 0;
  }

  #measureOne(horizon: Horizon, { leg, quantity, atReference }: Pending, touch: BidAsk | undefined): void {
    if (touch === undefined) return;
    const { instrument, rate } = this.#legs[leg];
    const moved = subtractExact(exactAtMid(instrument, touch, quantity, rate), atReference);
    horizon.moved[leg] = addExact(horizon.moved[leg], moved);
    horizon.measured += 1;
  }

  /** What a leg's position is worth now less what its fills and corrections were worth at the mids of their moments. */
  #movedSince(leg: LegName, marks: Marks): ExactAmount {
    const { instrument, rate, atReference } = this.#legs[leg];
    const position = this.#ledger.position(instrument.key);
    let booked = atReference;
    for (const { instrument: key, bid, ask, quantity } of this.#ledger.adjustments()) {
      if (key !== instrument.key) continue;
      booked = addExact(booked, toExact(valueAtMid(instrument, bid, ask, quantity), rate));
    }
    if (position === 0) return negateExact(booked);
    const mark = assertPresent(marks[leg], () => `the mark of ${instrument.key}, which holds a position`);
    return subtractExact(exactAtMid(instrument, mark, lotsToBase(instrument, position), rate), booked);
  }
}

/** So many that were measured are dropped in one go. */
const forgottenAtOnce = 1_024;

function addSpread(
  sums: LegSums,
  { side, liquidity }: LedgerFill,
  {
    touch,
    quantity,
    paid,
    atReference,
  }: {
    readonly touch: BidAsk;
    readonly quantity: BaseQuantity;
    readonly paid: ExactAmount;
    readonly atReference: ExactAmount;
  },
): void {
  if (liquidity === 'maker') {
    sums.makerSpread = addExact(sums.makerSpread, subtractExact(paid, atReference));
    return;
  }
  const { instrument, rate } = sums;
  const atTouch = exactNotional(instrument, side === 'buy' ? touch.ask : touch.bid, quantity, rate);
  sums.takerSpread = addExact(sums.takerSpread, subtractExact(atTouch, atReference));
  sums.slippage = addExact(sums.slippage, subtractExact(paid, atTouch));
}
