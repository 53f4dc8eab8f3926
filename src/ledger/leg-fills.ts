// One leg's fills within one cycle, in booking order, so that the first so many of them can be priced without a division.
import { assert } from '../core/assert.ts';
import { zeroBase, type BaseQuantity, type Ticks } from '../core/money.ts';
import type { Side } from '../core/side.ts';
import { addExact, exactNotional, zeroExact, type ExactAmount } from './exact-amount.ts';
import type { ConversionRate } from '../core/conversion.ts';
import { lotsToBase, type Instrument } from '../core/instrument.ts';
import type { LedgerFill } from './entries.ts';

interface Portion {
  readonly price: Ticks;
  readonly quantity: BaseQuantity;
}

export class LegFills {
  readonly #instrument: Instrument;
  readonly #rate: ConversionRate;
  readonly #portions: Readonly<Record<Side, Portion[]>> = { buy: [], sell: [] };
  #net: bigint = zeroBase;

  constructor(instrument: Instrument, rate: ConversionRate) {
    this.#instrument = instrument;
    this.#rate = rate;
  }

  /** What the leg bought less what it sold. */
  get net(): BaseQuantity {
    return this.#net as BaseQuantity;
  }

  add({ side, price, quantity }: LedgerFill): void {
    const base = lotsToBase(this.#instrument, quantity);
    this.#portions[side].push({ price, quantity: base });
    this.#net += side === 'buy' ? base : -base;
  }

  /**
   * What the first `quantity` on one side cost or brought, in the reporting asset. First in, first matched: what was reduced
   * again in an emergency is what came last and stayed unhedged.
   */
  notionalOfFirst(side: Side, quantity: BaseQuantity): ExactAmount {
    let left: bigint = quantity;
    let sum = zeroExact;
    for (const portion of this.#portions[side]) {
      if (left === 0n) break;
      const taken = (portion.quantity < left ? portion.quantity : left) as BaseQuantity;
      sum = addExact(sum, exactNotional(this.#instrument, portion.price, taken, this.#rate));
      left -= taken;
    }
    assert(left === 0n, 'no more is matched than was filled');
    return sum;
  }
}
