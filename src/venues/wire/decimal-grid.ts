// Venue decimals to whole steps and back: "3000.10" at a tick of 0.1 is 30001. Prices and sizes stay text until they come through
// here; hot messages have many of them, so digits are counted by hand and nothing is allocated.
import { assert } from '../../core/assert.ts';
import type { Decimal } from '../../core/decimal.ts';
import type { Instrument } from '../../core/instrument.ts';
import type { Lots, Ticks } from '../../core/money.ts';

const zero = 48;
const nine = 57;
const point = 46;
const minus = 45;

export class DecimalGrid {
  readonly #stepDigits: number;
  readonly #decimals: number;

  /** `step` is positive: a tick or a lot. */
  constructor({ digits, decimals }: Decimal) {
    assert(digits > 0n && digits <= 1_000_000_000n, 'a step is positive, and a short number');
    this.#stepDigits = Number(digits);
    this.#decimals = decimals;
  }

  /** Whole steps, exact. `undefined` for what is no plain decimal, lies between two steps or is no safe integer. */
  parse(text: string): number | undefined {
    const isNegative = text.charCodeAt(0) === minus;
    let value = 0;
    let digitCount = 0;
    let fraction = -1;
    for (let index = isNegative ? 1 : 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      if (code === point) {
        if (fraction >= 0) return undefined;
        fraction = 0;
        continue;
      }
      if (code < zero || code > nine) return undefined;
      digitCount += 1;
      if (fraction === this.#decimals) {
        if (code !== zero) return undefined;
        continue;
      }
      if (fraction >= 0) fraction += 1;
      value = value * 10 + (code - zero);
    }
    if (digitCount === 0) return undefined;
    for (let missing = Math.max(fraction, 0); missing < this.#decimals; missing += 1) value *= 10;
    if (!Number.isSafeInteger(value) || value % this.#stepDigits !== 0) return undefined;
    const steps = value / this.#stepDigits;
    return isNegative && steps !== 0 ? -steps : steps;
  }

  /** Plain decimal text, exact, without trailing zeros. */
  format(steps: number): string {
    const value = Math.abs(steps) * this.#stepDigits;
    assert(Number.isSafeInteger(value), () => `${steps} steps are a safe integer of digits`);
    const digits = String(value).padStart(this.#decimals + 1, '0');
    const whole = digits.slice(0, digits.length - this.#decimals);
    let end = digits.length;
    while (end > whole.length && digits.charCodeAt(end - 1) === zero) end -= 1;
    const text = end === whole.length ? whole : `${whole}.${digits.slice(whole.length, end)}`;
    return steps < 0 ? `-${text}` : text;
  }
}

/** Prices and quantities of one instrument, between text and whole ticks and lots. */
export class InstrumentGrid {
  readonly #prices: DecimalGrid;
  readonly #quantities: DecimalGrid;

  constructor({ tickSize, lotSize }: Pick<Instrument, 'tickSize' | 'lotSize'>) {
    this.#prices = new DecimalGrid(tickSize);
    this.#quantities = new DecimalGrid(lotSize);
  }

  /** `undefined` when the text is no price on a tick. */
  ticks(text: string): Ticks | undefined {
    return this.#prices.parse(text) as Ticks | undefined;
  }

  /** `undefined` when the text is no whole number of lots; signed. */
  lots(text: string): Lots | undefined {
    return this.#quantities.parse(text) as Lots | undefined;
  }

  priceText(price: Ticks): string {
    return this.#prices.format(price);
  }

  quantityText(quantity: Lots): string {
    return this.#quantities.format(quantity);
  }
}
