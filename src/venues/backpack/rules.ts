// What the venue says of its instruments and of what the account may do with them, and what its documentation says of itself.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { parseDecimal, parseUnits } from '../../core/decimal.ts';
import { defineInstrument, type FeeSchedule, type Instrument } from '../../core/instrument.ts';
import { usualMargin, type MarginRates } from '../../core/margin.ts';
import { feeRate, parseFeeRateBps, zeroQuote } from '../../core/money.ts';
import { share, wholeShare, type Share } from '../../core/share.ts';
import type { VenueCapabilities } from '../adapter.ts';
import { DecimalGrid } from '../wire/decimal-grid.ts';
import { isSameCoin, refuseUnknownInstrument } from '../wire/unknown-instrument.ts';
import type { Account, Market } from './wire.ts';

export const capabilities: VenueCapabilities = {
  quoteAsset: 'USDC',
  environments: ['prod'],
  orderEntry: 'rest',
  makerExpirySecondsMin: undefined,
  deadMansSwitch: undefined,
  oversizedReduceOnly: 'cut',
  postOnlyCross: 'refused',
  // Its documentation has a client id, a uint32, and no word on one that was used before.
  remembersClientOrderIds: 'unknown',
  keyPowers:
    'a key can be made without the right to withdraw; with it, only to addresses that were saved as exempt from 2FA',
  feesFrom: 'what the venue says of the account',
  listedFees: { maker: feeRate(20_000n), taker: feeRate(50_000n) },
  listedFeesAsOf: '2025-11',
};

/** The perpetual of a base coin as it is listed, with the account's own fees and leverage where they are known. */
export function instrumentOf(
  markets: readonly Market[],
  base: string,
  accountName: string,
  account: Account | undefined,
): Checked<Instrument> {
  const { quoteAsset } = capabilities;
  const isMeant = ({ marketType, baseSymbol, quoteSymbol }: Market): boolean =>
    marketType === 'PERP' && isSameCoin(baseSymbol, base) && quoteSymbol === quoteAsset;
  const market = markets.find(isMeant);
  if (market === undefined) {
    const listed = markets.filter(({ marketType }) => marketType === 'PERP').map((each) => each.baseSymbol);
    return refuseUnknownInstrument('backpack', base, listed);
  }
  if (market.orderBookState !== 'Open') {
    const message = `the order book of ${market.symbol} at backpack is ${market.orderBookState}`;
    return refused('not-trading', message, 'wait until it is open, or take another --ticker');
  }
  const { price, quantity } = market.filters;
  const tickSize = parseDecimal(price.tickSize);
  const lotSize = parseDecimal(quantity.stepSize);
  const fees = account === undefined ? capabilities.listedFees : feesOf(account);
  const margin = marginOf(market, account);
  if (tickSize === undefined || lotSize === undefined || fees === undefined || margin === undefined)
    return unreadable(market.symbol);
  // The smallest quantity of the venue is a multiple of its step; where it is finer, one step is the smallest.
  const minQuantity = new DecimalGrid(lotSize).parse(quantity.minQuantity);
  if (minQuantity === undefined) return unreadable(market.symbol);
  return accepted(
    defineInstrument({
      venue: 'backpack',
      account: accountName,
      symbol: market.symbol,
      base: market.baseSymbol,
      quote: quoteAsset,
      tickSize,
      lotSize,
      minQuantity: Math.max(1, minQuantity) as Instrument['minQuantity'],
      // The venue publishes none.
      minNotional: zeroQuote,
      fees,
      margin,
      remembersClientOrderIds: capabilities.remembersClientOrderIds,
    }),
  );
}

const unreadable = (symbol: string): Checked<never> =>
  refused(
    'malformed',
    `what backpack says of ${symbol} cannot be read`,
    'look for a newer version of evenkeel',
  );

export function feesOf({ futuresMakerFee, futuresTakerFee }: Account): FeeSchedule | undefined {
  const maker = parseFeeRateBps(futuresMakerFee);
  const taker = parseFeeRateBps(futuresTakerFee);
  return maker === undefined || taker === undefined ? undefined : { maker, taker };
}

/**
 * The rates of a small position: the venue's grow with the square root of its value, and what a larger one really takes comes
 * with the account's margin. An account may have a leverage limit below the instrument's.
 */
function marginOf(
  { imfFunction, mmfFunction }: Market,
  account: Account | undefined,
): MarginRates | undefined {
  if (!imfFunction || !mmfFunction) return usualMargin;
  const initial = shareOf(imfFunction.base);
  const maintenance = shareOf(mmfFunction.base);
  if (initial === undefined || maintenance === undefined) return undefined;
  const leverage = account === undefined ? undefined : parseUnits(account.leverageLimit, 8);
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
