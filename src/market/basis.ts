// The basis between two venues, and what is usual for it: samples once a second, and their rolling median.
import { convert, type ConversionRate } from '../core/conversion.ts';
import { floorDivide } from '../core/decimal.ts';
import { quoteAmount } from '../core/money.ts';
import { microseconds } from '../core/limits.ts';
import type { Instrument } from '../core/instrument.ts';
import type { Touch } from './touch.ts';

const sampleEveryMs = 1_000;
/** Fewer samples say nothing of what is usual. */
const samplesMin = 10;

/**
 * Primary mid − hedge mid, times two, in 10^−18 of the primary's quote: times two, because a mid may lie between two ticks.
 * The hedge's mid is converted at `rate`, towards minus infinity.
 */
export function twiceBasis(
  primary: { readonly instrument: Instrument; readonly touch: Touch },
  hedge: { readonly instrument: Instrument; readonly touch: Touch },
  rate: ConversionRate,
): bigint {
  const hedgeMid = {
    asset: hedge.instrument.quote,
    amount: quoteAmount(twiceMid(hedge.instrument, hedge.touch)),
  };
  return twiceMid(primary.instrument, primary.touch) - convert(hedgeMid, rate).amount;
}

function twiceMid({ quoteUnitsPerTick }: Instrument, { bid, ask }: Touch): bigint {
  return BigInt(bid + ask) * quoteUnitsPerTick;
}

/** The latest samples of a basis, bounded by the window. */
export class BasisWindow {
  readonly #windowMs: number;
  readonly #samples: { readonly atUs: number; readonly basis: bigint }[] = [];
  /** Of the samples as they are; `undefined` until it is asked for again. */
  #median: bigint | undefined;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** Whether a second has passed since the last sample. */
  isDue(nowUs: number): boolean {
    const last = this.#samples.at(-1);
    return last === undefined || nowUs - last.atUs >= microseconds(sampleEveryMs);
  }

  add(nowUs: number, basis: bigint): void {
    this.#median = undefined;
    this.#samples.push({ atUs: nowUs, basis });
    const oldestUs = nowUs - microseconds(this.#windowMs);
    while ((this.#samples[0]?.atUs ?? nowUs) < oldestUs) this.#samples.shift();
  }

  /** The median, of two middles the lower mean; `undefined` until there is enough to speak of "usual". */
  median(): bigint | undefined {
    const count = this.#samples.length;
    if (count < samplesMin) return undefined;
    this.#median ??= this.#computeMedian();
    return this.#median;
  }

  #computeMedian(): bigint {
    const count = this.#samples.length;
    const sorted = this.#samples.map(({ basis }) => basis).sort((left, right) => (left < right ? -1 : 1));
    const upper = sorted[count >> 1] as bigint;
    return count % 2 === 1 ? upper : floorDivide(upper + (sorted[(count >> 1) - 1] as bigint), 2n);
  }
}
