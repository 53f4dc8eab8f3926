// The instruments of the two simulated venues. They belong to the synthetic market alone and say nothing about a real venue's
// symbols, ticks, lots or present fees: those come from the venue at start. Fees are modelled on what Backpack (2/5 bps) and
// GRVT (3/5.5 bps) listed in late 2025, maker and taker, the expensive end of what sources said.
import { assertPresent } from '../../core/assert.ts';
import { parseDecimal, type Decimal } from '../../core/decimal.ts';
import { defineInstrument, type FeeSchedule, type Instrument } from '../../core/instrument.ts';
import { usualMargin } from '../../core/margin.ts';
import { lots, parseFeeRateBps, zeroQuote } from '../../core/money.ts';

export interface SimulatedPair {
  readonly primary: Instrument;
  readonly hedge: Instrument;
  /** Quote asset per base coin when the synthetic market opens, before either venue's basis. */
  readonly startPrice: Decimal;
}

export interface UnknownTicker {
  readonly kind: 'unknown-ticker';
  readonly ticker: string;
  readonly known: readonly string[];
  readonly remedy: string;
}

interface Listing {
  readonly startPrice: string;
  readonly tickSize: string;
  /** The smallest order too. */
  readonly lotSize: string;
}

const listings: Readonly<Record<string, Listing>> = {
  ETH: { startPrice: '3000', tickSize: '0.01', lotSize: '0.001' },
  BTC: { startPrice: '62000', tickSize: '0.1', lotSize: '0.0001' },
  SOL: { startPrice: '140', tickSize: '0.01', lotSize: '0.01' },
};

interface SimulatedVenue {
  readonly venue: string;
  readonly quote: string;
  readonly fees: FeeSchedule;
}

const primaryVenue: SimulatedVenue = { venue: 'sim-a', quote: 'USDC', fees: feeSchedule('2', '5') };
const hedgeVenue: SimulatedVenue = { venue: 'sim-b', quote: 'USDT', fees: feeSchedule('3', '5.5') };

/** What a market of unknown fees is reckoned with. */
export const listedFees = { primary: primaryVenue.fees, hedge: hedgeVenue.fees } as const;

export const simulatedTickers: readonly string[] = Object.keys(listings);
export const defaultSimulatedTicker = 'ETH';

/** The ticker on both simulated venues; letter case does not matter. */
export function simulatedPair(ticker: string): SimulatedPair | UnknownTicker {
  const base = ticker.toUpperCase();
  const listing = Object.hasOwn(listings, base) ? listings[base] : undefined;
  if (listing === undefined) {
    return {
      kind: 'unknown-ticker',
      ticker,
      known: simulatedTickers,
      remedy: `the simulated venues list ${simulatedTickers.join(', ')}: use one of them, or name real venues`,
    };
  }
  return {
    primary: list(primaryVenue, base, listing),
    hedge: list(hedgeVenue, base, listing),
    startPrice: decimal(listing.startPrice),
  };
}

/** Quote asset per base coin when the synthetic market opens; `undefined` for a coin that it does not know. */
export function syntheticStartPrice(base: string): Decimal | undefined {
  const listing = Object.hasOwn(listings, base) ? listings[base] : undefined;
  return listing === undefined ? undefined : decimal(listing.startPrice);
}

function list({ venue, quote, fees }: SimulatedVenue, base: string, listing: Listing): Instrument {
  return defineInstrument({
    venue,
    account: 'main',
    symbol: `${base}-${quote}-PERP`,
    base,
    quote,
    tickSize: decimal(listing.tickSize),
    lotSize: decimal(listing.lotSize),
    minQuantity: lots(1),
    minNotional: zeroQuote,
    fees,
    margin: usualMargin,
    remembersClientOrderIds: 'all',
  });
}

function feeSchedule(makerBps: string, takerBps: string): FeeSchedule {
  return {
    maker: assertPresent(parseFeeRateBps(makerBps), 'a maker fee'),
    taker: assertPresent(parseFeeRateBps(takerBps), 'a taker fee'),
  };
}

function decimal(text: string): Decimal {
  return assertPresent(parseDecimal(text), `the decimal ${text}`);
}
