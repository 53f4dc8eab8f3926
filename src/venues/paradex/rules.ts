// What the venue says of its instruments and of what the account pays, and what its documentation says of itself.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { decimalToUnits, parseDecimal, parseUnits } from '../../core/decimal.ts';
import { defineInstrument, type FeeSchedule, type Instrument } from '../../core/instrument.ts';
import { usualMargin, type MarginRates } from '../../core/margin.ts';
import { feeRate, lots, parseQuote } from '../../core/money.ts';
import { share, shareRoundedUp } from '../../core/share.ts';
import type { VenueCapabilities } from '../adapter.ts';
import { isSameCoin, refuseUnknownInstrument } from '../wire/unknown-instrument.ts';
import { signedDecimals } from './order-writer.ts';
import { environmentNames } from './sites.ts';
import type { AccountFees, Market } from './wire.ts';

export const capabilities: VenueCapabilities = {
  // Quoted in US dollars, settled in this.
  quoteAsset: 'USDC',
  environments: environmentNames,
  orderEntry: 'websocket',
  makerExpirySecondsMin: undefined,
  deadMansSwitch:
    'it cancels every order that came over a socket when that socket is lost; one that dies in silence is noticed after up to 65 s',
  oversizedReduceOnly: 'refuse',
  postOnlyCross: 'canceled',
  // DUPLICATED_CLIENT_ID is among its errors, and nothing says for how long an id counts as used.
  remembersClientOrderIds: 'unknown',
  keyPowers: "the account's main key can withdraw; a subkey can only trade, and is taken just so",
  feesFrom: 'what the venue says of the account',
  listedFees: { maker: feeRate(3_000n), taker: feeRate(20_000n) },
  listedFeesAsOf: '2025-11',
};

/** The perpetual of a base coin as it is listed, with the account's own fees where they are known. */
export function instrumentOf(
  markets: readonly Market[],
  base: string,
  accountName: string,
  accountFees: AccountFees | undefined,
): Checked<Instrument> {
  const perpetuals = markets.filter(({ asset_kind }) => asset_kind === 'PERP');
  const market = perpetuals.find(({ base_currency }) => isSameCoin(base_currency, base));
  if (market === undefined) {
    const listed = perpetuals.map(({ base_currency }) => base_currency);
    return refuseUnknownInstrument('paradex', base, listed);
  }
  const tickSize = parseDecimal(market.price_tick_size);
  const lotSize = parseDecimal(market.order_size_increment);
  const minNotional = parseQuote(market.min_notional);
  const fees = feesOf(market, accountFees);
  const margin = marginOf(market);
  const isReadable =
    tickSize !== undefined &&
    lotSize !== undefined &&
    minNotional !== undefined &&
    fees !== undefined &&
    margin !== undefined &&
    [tickSize, lotSize].every(
      (step) => step.digits > 0n && decimalToUnits(step, signedDecimals) !== undefined,
    );
  if (!isReadable) {
    const message = `what paradex says of ${market.symbol} cannot be read`;
    return refused('malformed', message, 'look for a newer version of evenkeel');
  }
  return accepted(
    defineInstrument({
      venue: 'paradex',
      account: accountName,
      symbol: market.symbol,
      base: market.base_currency,
      quote: market.settlement_currency,
      tickSize,
      lotSize,
      minQuantity: lots(1),
      minNotional,
      fees,
      margin,
      remembersClientOrderIds: capabilities.remembersClientOrderIds,
    }),
  );
}

/** What the account pays; else what the market asks of orders by API; else what was listed. */
function feesOf(market: Market, account: AccountFees | undefined): FeeSchedule | undefined {
  const asked = market.fee_config?.api_fee;
  const [makerText, takerText] =
    account === undefined
      ? [asked?.maker_fee.fee, asked?.taker_fee.fee]
      : [account.maker_rate, account.taker_rate];
  if (makerText === undefined || takerText === undefined) return capabilities.listedFees;
  const maker = parseUnits(makerText, 8);
  const taker = parseUnits(takerText, 8);
  if (maker === undefined || taker === undefined) return undefined;
  return { maker: feeRate(maker), taker: feeRate(taker) };
}

/** The maintenance margin is stated as a share of the initial one. */
function marginOf({ delta1_cross_margin_params: stated }: Market): MarginRates | undefined {
  if (stated === undefined || stated === null) return usualMargin;
  const initial = parseUnits(stated.imf_base, 8);
  const factor = parseUnits(stated.mmf_factor, 8);
  if (initial === undefined || factor === undefined) return undefined;
  return { initial: share(initial), maintenance: share(shareRoundedUp(initial, share(factor))) };
}
