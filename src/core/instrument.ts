// One tradable instrument on one venue account, and the conversions that need its tick and lot.
import { assert } from './assert.ts';
import type { Brand } from './brand.ts';
import {
  decimalToUnits,
  floorDivide,
  formatDecimal,
  formatUnits,
  UNIT_DECIMALS,
  type Decimal,
} from './decimal.ts';
import { assertMarginRates, type MarginRates } from './margin.ts';
import {
  lots,
  wholeLots,
  type BaseQuantity,
  type FeeRate,
  type Lots,
  type QuoteAmount,
  type Ticks,
} from './money.ts';

/** `venue/account`: margin, daily loss and rate budget are shared by everything that trades on it. */
export type VenueAccountKey = Brand<string, 'venue-account-key'>;
/** `venue/account/symbol`: state, orders, limits and ledger are keyed by it. */
export type InstrumentKey = Brand<string, 'instrument-key'>;

/** Which client order ids a venue refuses as used: of every order that ever was, only of open ones, or nobody can say. */
export type OrderIdMemory = 'all' | 'active' | 'unknown';

export interface FeeSchedule {
  readonly maker: FeeRate;
  readonly taker: FeeRate;
}

export interface InstrumentRules {
  readonly venue: string;
  readonly account: string;
  /** The symbol as the venue spells it. */
  readonly symbol: string;
  readonly base: string;
  readonly quote: string;
  readonly tickSize: Decimal;
  /** In base units, contract multiplier applied. */
  readonly lotSize: Decimal;
  readonly minQuantity: Lots;
  /** In the quote asset; 0 where the venue has none. */
  readonly minNotional: QuoteAmount;
  readonly fees: FeeSchedule;
  readonly margin: MarginRates;
  /** After so long the venue ends what rests, by itself; `undefined` where orders rest for ever. */
  readonly restingLifeMs?: number | undefined;
  /** What is not said counts as not known, and what is not known as the worst that it can be. */
  readonly remembersClientOrderIds?: OrderIdMemory | undefined;
}

export interface Instrument extends InstrumentRules {
  readonly key: InstrumentKey;
  readonly venueAccount: VenueAccountKey;
  /** Base units (10^−18) in one lot. */
  readonly baseUnitsPerLot: bigint;
  /** Quote units (10^−18) in one tick of one base unit-coin: the price of one tick. */
  readonly quoteUnitsPerTick: bigint;
  /** Quote units (10^−18) in one tick × one lot: what makes notionals exact integers. */
  readonly quoteUnitsPerTickLot: bigint;
}

/** Throws when tick × lot is finer than 10^−18, or a size or rate is out of range: no venue lists such an instrument. */
export function defineInstrument(rules: InstrumentRules): Instrument {
  const { venue, account, symbol, base, quote, tickSize, lotSize, minQuantity, minNotional, fees, margin } =
    rules;
  const { restingLifeMs, remembersClientOrderIds } = rules;
  assert(tickSize.digits > 0n && lotSize.digits > 0n, `tick and lot of ${symbol} are positive`);
  assert(tickSize.decimals + lotSize.decimals <= UNIT_DECIMALS, `tick × lot of ${symbol} fits 18 decimals`);
  assert(minQuantity >= 1, `the minimum quantity of ${symbol} is at least one lot`);
  assertMarginRates(margin, symbol);
  const venueAccount = `${venue}/${account}` as VenueAccountKey;
  const tickLotDecimals = tickSize.decimals + lotSize.decimals;
  // Field by field: spreading gives every instrument a hidden class of its own, and everything that reads one becomes slow.
  return {
    venue,
    account,
    symbol,
    base,
    quote,
    tickSize,
    lotSize,
    minQuantity,
    minNotional,
    fees,
    margin,
    restingLifeMs,
    remembersClientOrderIds,
    venueAccount,
    key: `${venueAccount}/${symbol}` as InstrumentKey,
    baseUnitsPerLot: unitsOf(lotSize),
    quoteUnitsPerTick: unitsOf(tickSize),
    quoteUnitsPerTickLot: tickSize.digits * lotSize.digits * 10n ** BigInt(UNIT_DECIMALS - tickLotDecimals),
  };
}

/** Sent again under its id, an order is no second one, whatever became of the first: the venue takes each id once. */
export const takesEachIdOnce = ({
  remembersClientOrderIds,
}: Pick<Instrument, 'remembersClientOrderIds'>): boolean => remembersClientOrderIds === 'all';

/** price × quantity, exact, in the instrument's quote asset. The sign is that of the quantity. */
export function notional(instrument: Instrument, price: Ticks, quantity: Lots): QuoteAmount {
  return (BigInt(price) * BigInt(quantity) * instrument.quoteUnitsPerTickLot) as QuoteAmount;
}

/** quantity × mid, where the mid is (bid + ask) ÷ 2; rounded towards minus infinity only below 10^−18. */
export function valueAtMid(instrument: Instrument, bid: Ticks, ask: Ticks, quantity: Lots): QuoteAmount {
  const twice = BigInt(bid + ask) * BigInt(quantity) * instrument.quoteUnitsPerTickLot;
  return floorDivide(twice, 2n) as QuoteAmount;
}

export function lotsToBase(instrument: Instrument, quantity: Lots): BaseQuantity {
  return (BigInt(quantity) * instrument.baseUnitsPerLot) as BaseQuantity;
}

/** Whole lots in a base quantity, rounded towards zero: what is left over is dust. */
export function baseToLotsTowardsZero(instrument: Instrument, quantity: BaseQuantity): Lots {
  return wholeLots(quantity / instrument.baseUnitsPerLot);
}

/**
 * A quantity in lots of one instrument as whole lots of another, rounded towards zero. Asked for with every decision: where lots are
 * powers of ten of one another, as nearly always, no large number is made.
 */
export function lotsOn(to: Instrument, from: Instrument, quantity: Lots): Lots {
  if (to.lotSize.digits === from.lotSize.digits) {
    const finer = to.lotSize.decimals - from.lotSize.decimals;
    const factor = 10 ** Math.abs(finer);
    const converted = finer >= 0 ? quantity * factor : (quantity - (quantity % factor)) / factor;
    if (Number.isSafeInteger(converted)) return lots(converted);
  }
  return baseToLotsTowardsZero(to, lotsToBase(from, quantity));
}

export function isMultipleOfLot(instrument: Instrument, quantity: BaseQuantity): boolean {
  return quantity % instrument.baseUnitsPerLot === 0n;
}

/** Whether the venue would take an order of this size at this price; reduce-only orders obey the same minima. */
export function isTradable(instrument: Instrument, price: Ticks, quantity: Lots): boolean {
  return (
    quantity >= instrument.minQuantity && notional(instrument, price, quantity) >= instrument.minNotional
  );
}

/** A price in quote units (10^−18) of one base unit: comparable across instruments of one quote asset. */
export function priceUnits(instrument: Instrument, price: Ticks): bigint {
  return BigInt(price) * instrument.quoteUnitsPerTick;
}

export const formatPrice = (instrument: Instrument, price: Ticks): string =>
  formatUnits(priceUnits(instrument, price));
export const formatLots = (instrument: Instrument, quantity: Lots): string =>
  formatUnits(lotsToBase(instrument, quantity));

function unitsOf(decimal: Decimal): bigint {
  const units = decimalToUnits(decimal);
  assert(units !== undefined, `${formatDecimal(decimal)} fits 18 decimals`);
  return units;
}
