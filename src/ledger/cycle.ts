// One cycle: the fills of both legs, and what of them is matched. Late fills are booked to their own cycle, ended or not, so
// everything here is computed from the fills anew and nothing is settled for good.
import type { BaseQuantity } from '../core/money.ts';
import { absBase, minBase, zeroBase } from '../core/money.ts';
import { oppositeSide, sideOfSign, type Side } from '../core/side.ts';
import type { LedgerFill, LegName } from './entries.ts';
import { addExact, subtractExact, zeroExact, type ExactAmount } from './exact-amount.ts';
import type { LegFills } from './leg-fills.ts';

export type CycleKind = 'build' | 'unwind';
export type CycleOutcome = 'completed' | 'abandoned';

export interface CycleStart {
  /** Counts from 1; 0 stands for "outside any cycle". */
  readonly number: number;
  readonly kind: CycleKind;
  /** The round trip that it belongs to. */
  readonly iteration: number;
  readonly atUs: number;
  /** The side that was decided for the primary leg. */
  readonly primarySide: Side;
}

/** A matched quantity with its price on both sides, in the reporting asset: spread = sold − bought. */
export interface Matched {
  readonly quantity: BaseQuantity;
  readonly bought: ExactAmount;
  readonly sold: ExactAmount;
}

export interface CycleView {
  readonly start: CycleStart;
  readonly endedAtUs: number | undefined;
  /** `undefined` while the cycle is under way. */
  readonly outcome: CycleOutcome | undefined;
  /** What the primary leg did on balance; the decided side while that is nothing. */
  readonly primarySide: Side;
  /** min(|net primary|, |net hedge|), 0 unless the legs are opposed. */
  readonly matchedQuantity: BaseQuantity;
  /** Fees − rebates of all its fills, in the reporting asset. */
  readonly fees: ExactAmount;
  /** The first `quantity` that was matched, by default all of it. */
  matched(quantity?: BaseQuantity): Matched;
}

export class Cycle implements CycleView {
  readonly start: CycleStart;
  endedAtUs: number | undefined = undefined;
  outcome: CycleOutcome | undefined = undefined;
  readonly #legs: Readonly<Record<LegName, LegFills>>;
  #fees: ExactAmount = zeroExact;

  constructor(start: CycleStart, legs: Readonly<Record<LegName, LegFills>>) {
    this.start = start;
    this.#legs = legs;
  }

  /** `fee` is the fill's, in the reporting asset. */
  book(leg: LegName, fill: LedgerFill, fee: ExactAmount): void {
    this.#legs[leg].add(fill);
    this.#fees = addExact(this.#fees, fee);
  }

  get fees(): ExactAmount {
    return this.#fees;
  }

  get primarySide(): Side {
    const { net } = this.#legs.primary;
    return net === 0n ? this.start.primarySide : sideOfSign(net);
  }

  get matchedQuantity(): BaseQuantity {
    const primary = this.#legs.primary.net;
    const hedge = this.#legs.hedge.net;
    return primary > 0n === hedge > 0n ? zeroBase : minBase(absBase(primary), absBase(hedge));
  }

  matched(quantity: BaseQuantity = this.matchedQuantity): Matched {
    const primary = this.primaryNotional(quantity);
    const hedge = this.#legs.hedge.notionalOfFirst(oppositeSide(this.primarySide), quantity);
    return this.primarySide === 'buy'
      ? { quantity, bought: primary, sold: hedge }
      : { quantity, bought: hedge, sold: primary };
  }

  /** What the primary leg traded of the matched quantity: volume. */
  primaryNotional(quantity: BaseQuantity = this.matchedQuantity): ExactAmount {
    return this.#legs.primary.notionalOfFirst(this.primarySide, quantity);
  }
}

export const spreadOf = ({ bought, sold }: Matched): ExactAmount => subtractExact(sold, bought);
