// Two venues that trade the same thing: one efficient price, and for each venue a basis, an order flow and makers of its own.
// A seed gives the same market, message for message, in whatever order the two feeds are read.
import type { Decimal } from '../../../core/decimal.ts';
import type { Instrument } from '../../../core/instrument.ts';
import type { MarketSource } from '../../../ports/market-source.ts';
import type { Random } from '../../../ports/random.ts';
import { defaultMarketParameters, type MarketParameters } from './parameters.ts';
import { SyntheticSource } from './synthetic-source.ts';

export interface SyntheticMarketOptions {
  readonly primary: Instrument;
  readonly hedge: Instrument;
  /** Quote asset per base coin, before either venue's basis. */
  readonly startPrice: Decimal;
  /** Venue time of both snapshots, in µs since the epoch. */
  readonly startUs: number;
  /** Only forked from, never drawn from. */
  readonly random: Random;
  readonly parameters?: MarketParameters;
}

export interface SyntheticMarket {
  readonly primary: MarketSource;
  readonly hedge: MarketSource;
}

export function syntheticMarket(options: SyntheticMarketOptions): SyntheticMarket {
  const { startPrice, startUs, random } = options;
  const { efficientPrice, primary, hedge } = options.parameters ?? defaultMarketParameters;
  const shared = { startPrice, startUs, efficientPrice };
  return {
    primary: new SyntheticSource({
      ...shared,
      instrument: options.primary,
      parameters: primary,
      efficientPriceRandom: random.fork('efficient price'),
      random: random.fork('primary venue'),
    }),
    hedge: new SyntheticSource({
      ...shared,
      instrument: options.hedge,
      parameters: hedge,
      efficientPriceRandom: random.fork('efficient price'),
      random: random.fork('hedge venue'),
    }),
  };
}
