// What the venue says of its instruments and of what the account may do with them, and what its documentation says of itself.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { floorDivide, parseDecimal, parseUnits } from '../../core/decimal.ts';
import { defineInstrument, notional, type FeeSchedule, type Instrument } from '../../core/instrument.ts';
import { limits } from '../../core/limits.ts';
import { usualMargin, type MarginRates } from '../../core/margin.ts';
import { feeRate, lots, parseQuote, type FeeRate } from '../../core/money.ts';
import { share, wholeShare, type Share } from '../../core/share.ts';
import type { VenueCapabilities } from '../adapter.ts';
import { InstrumentGrid } from '../wire/decimal-grid.ts';
import { isSameCoin, refuseUnknownInstrument } from '../wire/unknown-instrument.ts';
import type { FillFeed } from './frames.ts';
import { environmentNames } from './sites.ts';
import type { Leverages, Listing, MarginRules } from './wire.ts';

export const capabilities: VenueCapabilities = {
  quoteAsset: 'USDT',
  environments: environmentNames,
  orderEntry: 'websocket',
  makerExpirySecondsMin: Math.floor(limits.makerLifeMs / 1_000),
  deadMansSwitch:
    'a countdown of up to 300 s that cancels all orders of the account; not used, because every order ends by itself',
  oversizedReduceOnly: 'cut',
  postOnlyCross: 'refused',
  // Error 2012 and the reason OVERLAPPING_CLIENT_ORDER_ID are of an id that an active order has; an IOC that has ended is none.
  // https://api-docs.grvt.io/trading_api/
  remembersClientOrderIds: 'active',
  keyPowers:
    'a key of a trading account can be made to trade only; transfers and withdrawals are other permissions',
  feesFrom: 'the latest fill of the account as maker and as taker, on the instrument; else the listed ones',
  listedFees: { maker: feeRate(30_000n), taker: feeRate(55_000n) },
  listedFeesAsOf: '2025-11',
};

/** The account's own side of an instrument, as far as it is known. */
export interface AccountTerms {
  readonly leverages: Leverages | undefined;
  readonly marginRules: MarginRules | undefined;
  /** Of the account on this instrument, the newest first. */
  readonly fills: readonly FillFeed[];
}

export const noTerms: AccountTerms = { leverages: undefined, marginRules: undefined, fills: [] };

/** The listing of the perpetual of a base coin. */
export function listingOf(listings: readonly Listing[], base: string): Checked<Listing> {
  const { quoteAsset } = capabilities;
  const perpetuals = listings.filter(({ kind, quote }) => kind === 'PERPETUAL' && quote === quoteAsset);
  const listing = perpetuals.find((each) => isSameCoin(each.base, base));
  if (listing !== undefined) return accepted(listing);
  const listed = perpetuals.map((each) => each.base);
  return refuseUnknownInstrument('grvt', base, listed);
}

export function instrumentOf(
  listing: Listing,
  accountName: string,
  terms: AccountTerms,
): Checked<Instrument> {
  const { instrument: symbol, base, quote, base_decimals: baseDecimals } = listing;
  const tickSize = parseDecimal(listing.tick_size);
  // Sizes are multiples of the smallest one.
  const lotSize = parseDecimal(listing.min_size);
  const minNotional = parseQuote(listing.min_notional ?? '0');
  const margin = marginOf(symbol, terms);
  if (tickSize === undefined || lotSize === undefined || minNotional === undefined || margin === undefined)
    return unreadable(symbol);
  if (
    tickSize.digits <= 0n ||
    lotSize.digits <= 0n ||
    lotSize.decimals > baseDecimals ||
    tickSize.decimals > 9
  )
    return unreadable(symbol);
  const rules = {
    venue: 'grvt',
    account: accountName,
    symbol,
    base,
    quote,
    tickSize,
    lotSize,
    minNotional,
    margin,
    restingLifeMs: limits.makerLifeMs,
    remembersClientOrderIds: capabilities.remembersClientOrderIds,
  };
  const instrument = defineInstrument({ ...rules, minQuantity: lots(1), fees: capabilities.listedFees });
  return accepted({ ...instrument, fees: feesOf(instrument, terms.fills) });
}

const unreadable = (symbol: string): Checked<never> =>
  refused('malformed', `what grvt says of ${symbol} cannot be read`, 'look for a newer version of evenkeel');

/** The rates of a small position; what a larger one takes comes with the account's margin. A low leverage asks for more. */
function marginOf(symbol: string, { leverages, marginRules }: AccountTerms): MarginRates | undefined {
  const bracket = marginRules?.risk_brackets[0];
  const initial = bracket === undefined ? usualMargin.initial : shareOf(bracket.initial_margin_rate);
  const maintenance =
    bracket === undefined ? usualMargin.maintenance : shareOf(bracket.maintenance_margin_rate);
  if (initial === undefined || maintenance === undefined) return undefined;
  const text = leverages?.results.find(({ instrument }) => instrument === symbol)?.leverage;
  const leverage = text === undefined ? undefined : parseUnits(text, 8);
  if (leverage === undefined || leverage <= 0n) return { initial, maintenance };
  const byLeverage = (wholeShare * wholeShare + leverage - 1n) / leverage;
  const capped = byLeverage > wholeShare ? wholeShare : byLeverage;
  return { initial: share(capped > initial ? capped : initial), maintenance };
}

/** "0.02" is 2 %. */
function shareOf(fraction: string): Share | undefined {
  const units = parseUnits(fraction, 8);
  return units === undefined ? undefined : share(units);
}

/** No request tells the account's rates; what it was charged last does. */
function feesOf(instrument: Instrument, fills: readonly FillFeed[]): FeeSchedule {
  const { maker, taker } = capabilities.listedFees;
  return {
    maker: latestRate(instrument, fills, 'maker') ?? maker,
    taker: latestRate(instrument, fills, 'taker') ?? taker,
  };
}

/** Of fills on the instrument, the newest first. */
export function latestRate(
  instrument: Instrument,
  fills: readonly FillFeed[],
  liquidity: FillFeed['liquidity'],
): FeeRate | undefined {
  const fill = fills.find((each) => each.liquidity === liquidity);
  return fill === undefined ? undefined : rateOf(instrument, new InstrumentGrid(instrument), fill);
}

/** Rounded up, so that a charge is never under- and a rebate never overstated. */
function rateOf(instrument: Instrument, grid: InstrumentGrid, fill: FillFeed): FeeRate | undefined {
  const price = grid.ticks(fill.price);
  const quantity = grid.lots(fill.size);
  const fee = parseQuote(fill.fee);
  const asset = fill.feeAsset ?? instrument.quote;
  if (price === undefined || quantity === undefined || fee === undefined || asset !== instrument.quote)
    return undefined;
  const value = notional(instrument, price, quantity);
  return value > 0n ? feeRate(-floorDivide(-fee * 10n ** 8n, value)) : undefined;
}
