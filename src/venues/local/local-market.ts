// The markets of local venues: one seed and one start give every venue its own feed of one common price, in whatever process
// its server runs.
import { assertPresent } from '../../core/assert.ts';
import type { Instrument } from '../../core/instrument.ts';
import { microseconds } from '../../core/limits.ts';
import type { MarketSource } from '../../ports/market-source.ts';
import { syntheticStartPrice } from '../simulated/instruments.ts';
import { defaultMarketParameters, type MarketParameters } from '../simulated/market/parameters.ts';
import { SyntheticSource } from '../simulated/market/synthetic-source.ts';
import { createSeededRandom } from '../simulated/seeded-random.ts';
import type { Random } from '../../ports/random.ts';

export interface LocalMarketOptions {
  readonly seed: number;
  /** When the common price sets out, in µs since the epoch. */
  readonly startUs: number;
  readonly parameters?: MarketParameters;
}

/** Venues differ in mean price by up to so many bps, each way. */
const basisSpreadBps = 4;

const sharedStartMs = 60_000;

/** The start on which servers agree when nobody names one: the last full minute, from where their markets catch up. */
export function sharedStartUs(nowUs: number): number {
  const spanUs = microseconds(sharedStartMs);
  return nowUs - (nowUs % spanUs);
}

export class LocalMarket {
  readonly #startUs: number;
  readonly #random: Random;
  readonly #parameters: MarketParameters;

  constructor({ seed, startUs, parameters }: LocalMarketOptions) {
    this.#startUs = startUs;
    this.#random = createSeededRandom(seed);
    this.#parameters = parameters ?? defaultMarketParameters;
  }

  /** The feed of an instrument on its venue; the base coin is one of `simulatedTickers`. */
  source(instrument: Instrument): MarketSource {
    const { base, venue, symbol } = instrument;
    const random = this.#random.fork(`${symbol} on ${venue}`);
    const { efficientPrice, primary } = this.#parameters;
    const meanBps = basisSpreadBps * (2 * random.fork('mean basis').uniform() - 1);
    return new SyntheticSource({
      instrument,
      startPrice: assertPresent(syntheticStartPrice(base), `the price at which ${base} starts`),
      startUs: this.#startUs,
      efficientPrice,
      efficientPriceRandom: this.#random.fork(`efficient price of ${base}`),
      random,
      parameters: { ...primary, basis: { ...primary.basis, meanBps } },
    });
  }
}
