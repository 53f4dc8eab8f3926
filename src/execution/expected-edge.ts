// What a trade promises at the prices of this moment, before it is made: the gates and `best-edge` look at nothing else. Every
// figure is per one unit of the base asset, exact, and rounded against us.
import { convert } from '../core/conversion.ts';
import { floorDivide } from '../core/decimal.ts';
import { edgeOf, type Edge } from '../core/edge.ts';
import { baseToLotsTowardsZero, priceUnits, type Instrument } from '../core/instrument.ts';
import { feeOn, quoteAmount, type BaseQuantity, type QuoteAmount } from '../core/money.ts';
import { liquidityOf } from '../core/mode-fees.ts';
import { isRestingMode, type HedgeMode, type PrimaryMode } from '../core/pair.ts';
import { oppositeSide, sideSign, type Side } from '../core/side.ts';
import { twiceBasis } from '../market/basis.ts';
import { averageTakerPrice } from './depth.ts';
import { expectedFundingOf } from './expected-funding.ts';
import type { Leg } from './leg.ts';
import type { PairState } from './pair-state.ts';
import { quotePrice } from './pricing.ts';

/** In 10^−18 of the reporting asset for one unit of the base asset. */
export interface ExpectedRoundTrip {
  /** Entry spread + exit spread, the exit at the basis that is usual, or at today's where none is known to be. */
  readonly gross: bigint;
  /** Of both legs, both ways; rebates lessen it. */
  readonly fees: bigint;
  /** Received > 0: payments that fall into the time that the round trip may last. */
  readonly funding: bigint;
  /** Gross − fees ± funding. */
  readonly net: bigint;
  /** Net cost per 1 000 000 of primary-leg volume; a gain < 0. */
  readonly costPerMillion: QuoteAmount;
}

/**
 * (sell − buy) ÷ buy of one cycle that trades `side` on the primary and the other side on the hedge, each leg at the price
 * that its mode would ask for now. `undefined` while a book says nothing.
 */
export function expectedEdge(state: PairState, side: Side): Edge | undefined {
  const prices = pricesOf(state, side);
  if (prices === undefined) return undefined;
  return side === 'buy' ? edgeOf(prices.hedge, prices.primary) : edgeOf(prices.primary, prices.hedge);
}

/** A BUILD on `side` and its UNWIND; `undefined` while a book says nothing, or what is usual for the basis is not known. */
export function expectedRoundTrip(state: PairState, side: Side): ExpectedRoundTrip | undefined {
  const entry = pricesOf(state, side);
  const exit = pricesOf(state, oppositeSide(side));
  const reversion = expectedReversion(state, side);
  const funding = expectedFundingOf(state, side);
  if (entry === undefined || exit === undefined) return undefined;
  if (reversion === undefined || funding === undefined) return undefined;
  const gross = spreadOf(entry, side) + spreadOf(exit, oppositeSide(side)) + reversion;
  const fees = feesOf(state, entry) + feesOf(state, exit);
  const net = gross - fees + funding;
  const volume = entry.primary + exit.primary;
  return { gross, fees, funding, net, costPerMillion: costPerMillion(net, volume) };
}

/** In 10^−18, rounded up. */
const costPerMillion = (net: bigint, volume: bigint): QuoteAmount =>
  quoteAmount(-floorDivide(net * 1_000_000n * 10n ** 18n, volume));

/** Primary mid − hedge mid, times two; `undefined` while a book says nothing. */
export function currentTwiceBasis({ config, primary, hedge, ledger }: PairState): bigint | undefined {
  if (primary.touch === undefined || hedge.touch === undefined) return undefined;
  return twiceBasis(
    { instrument: primary.instrument, touch: primary.touch },
    { instrument: hedge.instrument, touch: hedge.touch },
    ledger.conversions.rateOf(config.hedge.quote),
  );
}

interface Prices {
  readonly primary: bigint;
  readonly hedge: bigint;
}

function pricesOf({ config, primary, hedge, ledger }: PairState, side: Side): Prices | undefined {
  if (primary.touch === undefined || hedge.touch === undefined) return undefined;
  const primaryPrice = priceOf(primary, config.primaryMode, side, config.size);
  const hedgePrice = priceOf(hedge, config.hedgeMode, oppositeSide(side), config.size);
  if (primaryPrice === undefined || hedgePrice === undefined) return undefined;
  const { quote } = hedge.instrument;
  const converted = convert(
    { asset: quote, amount: quoteAmount(hedgePrice) },
    ledger.conversions.rateOf(quote),
  );
  return { primary: primaryPrice, hedge: converted.amount };
}

/** A maker's own price; what a taker of the whole size pays on average. */
function priceOf(
  leg: Leg,
  mode: PrimaryMode | HedgeMode,
  side: Side,
  size: BaseQuantity,
): bigint | undefined {
  const { instrument, touch } = leg;
  if (touch === undefined) return undefined;
  if (isRestingMode(mode)) return priceUnits(instrument, quotePrice(mode, side, touch));
  return averageTakerPrice(leg, side, baseToLotsTowardsZero(instrument, size));
}

/** Sold − bought. */
const spreadOf = ({ primary, hedge }: Prices, side: Side): bigint =>
  side === 'buy' ? hedge - primary : primary - hedge;

/** A long primary gains what the basis has still to rise to what is usual. Without a window today's basis is expected to stay. */
function expectedReversion(state: PairState, side: Side): bigint | undefined {
  const { basisWindow } = state;
  if (basisWindow === undefined) return 0n;
  const [usual, current] = [basisWindow.median(), currentTwiceBasis(state)];
  if (usual === undefined || current === undefined) return undefined;
  return floorDivide((usual - current) * BigInt(sideSign(side)), 2n);
}

/** A hedge that rests is expected to fill as maker; what it costs when it has to be taken shows in the realised cost. */
function feesOf({ config }: PairState, prices: Prices): bigint {
  const { primary, hedge, primaryMode, hedgeMode } = config;
  return feeAs(primaryMode, primary, prices.primary) + feeAs(hedgeMode, hedge, prices.hedge);
}

function feeAs(mode: PrimaryMode | HedgeMode, { fees }: Instrument, price: bigint): bigint {
  return feeOn(quoteAmount(price), fees[liquidityOf(mode)]);
}
