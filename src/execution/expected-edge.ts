// What a trade promises at the prices of this moment, before it is made: the gates and `best-edge` look at nothing else. Every
// figure is per one unit of the base asset, exact, and rounded against us.
import { convert } from '../core/conversion.ts';
import { floorDivide } from '../core/decimal.ts';
import { edgeOf, type Edge } from '../core/edge.ts';
import { priceUnits } from '../core/instrument.ts';
import { feeOn, quoteAmount, type QuoteAmount } from '../core/money.ts';
import { oppositeSide, sideSign, type Side } from '../core/side.ts';
import { twiceBasis } from '../market/basis.ts';
import type { PairState } from './pair-state.ts';
import { expectedTakerPrice, quotePrice } from './pricing.ts';

/** In 10^−18 of the reporting asset for one unit of the base asset. */
export interface ExpectedRoundTrip {
  /** Entry spread + exit spread, the exit at the basis that is usual, or at today's where none is known to be. */
  readonly gross: bigint;
  /** Of both legs, both ways; rebates lessen it. */
  readonly fees: bigint;
  /** Gross − fees. */
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
  if (entry === undefined || exit === undefined || reversion === undefined) return undefined;
  const gross = spreadOf(entry, side) + spreadOf(exit, oppositeSide(side)) + reversion;
  const fees = feesOf(state, entry) + feesOf(state, exit);
  const net = gross - fees;
  const volume = entry.primary + exit.primary;
  return { gross, fees, net, costPerMillion: costPerMillion(net, volume) };
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
  const { primaryMode } = config;
  const primaryTicks =
    primaryMode === 'market'
      ? expectedTakerPrice(side, primary.touch)
      : quotePrice(primaryMode, side, primary.touch);
  const hedgeTicks = expectedTakerPrice(oppositeSide(side), hedge.touch);
  const { quote } = hedge.instrument;
  const hedgePrice = { asset: quote, amount: quoteAmount(priceUnits(hedge.instrument, hedgeTicks)) };
  return {
    primary: priceUnits(primary.instrument, primaryTicks),
    hedge: convert(hedgePrice, ledger.conversions.rateOf(quote)).amount,
  };
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

function feesOf({ config }: PairState, { primary, hedge }: Prices): bigint {
  const { maker, taker } = config.primary.fees;
  const primaryFee = feeOn(quoteAmount(primary), config.primaryMode === 'market' ? taker : maker);
  return primaryFee + feeOn(quoteAmount(hedge), config.hedge.fees.taker);
}
