// ∫ |quantity| × mid dt: exposure-seconds of the net delta, open-interest hours of a position. Exact; work is done only when
// the quantity changes or somebody looks.
import { floorDivide, UNIT_DECIMALS } from '../core/decimal.ts';
import type { ConversionRate } from '../core/conversion.ts';
import type { Instrument } from '../core/instrument.ts';
import { absBase, zeroBase, type BaseQuantity } from '../core/money.ts';
import type { MidClock } from './mid-clock.ts';

const microsecondsPerSecond = 10n ** 6n;

/** Value held, over time, at the mid of one instrument; in the reporting asset × seconds. */
export class ValueTime {
  readonly #instrument: Instrument;
  readonly #clock: MidClock;
  readonly #rate: ConversionRate;
  #magnitude: BaseQuantity = zeroBase;
  #areaThen = 0n;
  /** Base units × ticks × µs, twice: the mid's halves are divided out at output. */
  #twice = 0n;

  constructor(instrument: Instrument, clock: MidClock, rate: ConversionRate) {
    this.#instrument = instrument;
    this.#clock = clock;
    this.#rate = rate;
  }

  /** The quantity that is held from `atUs` on; its sign does not matter. */
  setQuantity(atUs: number, quantity: BaseQuantity): void {
    const area = this.#clock.areaAt(atUs);
    this.#twice += this.#magnitude * (area - this.#areaThen);
    this.#areaThen = area;
    this.#magnitude = absBase(quantity);
  }

  /** In 10^−18 of the reporting asset × seconds, rounded down. */
  secondsUnitsAt(atUs: number): bigint {
    const twice = this.#twice + this.#magnitude * (this.#clock.areaAt(atUs) - this.#areaThen);
    const scaled = twice * this.#instrument.quoteUnitsPerTick * this.#rate.rateUnits;
    return floorDivide(scaled, 2n * microsecondsPerSecond * 10n ** BigInt(2 * UNIT_DECIMALS));
  }
}
