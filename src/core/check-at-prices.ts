// Contradictions that only a price can tell: checked once both books have spoken, and before the first order.
import { assertPresent } from './assert.ts';
import type { ConfigFailure } from './check-pair.ts';
import { convert } from './conversion.ts';
import { floorDivide, formatRounded } from './decimal.ts';
import { baseToLotsTowardsZero, valueAtMid, type Instrument } from './instrument.ts';
import { feesOfModes } from './mode-fees.ts';
import { addQuote, feeOn, formatBase, formatQuote, quoteAmount, type QuoteAmount } from './money.ts';
import type { PairConfig, Prices } from './pair.ts';

type BidAsk = NonNullable<Prices>;

/** The touches of both books at one moment. */
export interface PairPrices {
  readonly primary: BidAsk;
  readonly hedge: BidAsk;
}

/** The first contradiction at these prices; `undefined` when there is none. */
export function checkAtPrices(config: PairConfig, prices: PairPrices): ConfigFailure | undefined {
  return notionalBelowSize(config, prices) ?? dailyLossBelowFees(config, prices);
}

function notionalBelowSize(config: PairConfig, prices: PairPrices): ConfigFailure | undefined {
  const { notionalMax, size, primary, hedge } = config;
  if (notionalMax === undefined) return undefined;
  const values = [valueOf(primary, prices.primary, config), valueOf(hedge, prices.hedge, config)];
  const most = values.reduce((left, right) => (left > right ? left : right));
  if (notionalMax >= most) return undefined;
  return {
    code: 'max-notional-below-size',
    message: `--max-notional ${formatQuote(notionalMax)} is below what --size ${formatBase(size)} is worth, ${formatRounded(most, 2)} ${primary.quote}`,
    remedy: `use --max-notional ${roundedUp(most)} or more, and some room for the price, or a smaller size`,
  };
}

/** A limit that the fees of the first round trip reach would end the run before it has made one. */
function dailyLossBelowFees(config: PairConfig, prices: PairPrices): ConfigFailure | undefined {
  const { dailyLossLimit, size, primary } = config;
  if (dailyLossLimit === undefined) return undefined;
  const fees = feesOfModes(config);
  const perCycle = addQuote(
    feeOn(valueOf(primary, prices.primary, config), fees.primary.rate),
    feeOn(valueOf(config.hedge, prices.hedge, config), fees.hedge.rate),
  );
  const roundTrip = quoteAmount(perCycle * 2n);
  if (dailyLossLimit >= roundTrip) return undefined;
  return {
    code: 'daily-loss-below-fees',
    message: `--max-daily-loss ${formatQuote(dailyLossLimit)} is below the fees of one round trip of --size ${formatBase(size)}, ${formatRounded(roundTrip, 4)} ${primary.quote}`,
    remedy: `use --max-daily-loss ${roundedUp(roundTrip)} or more, or a smaller size`,
  };
}

/** The order size at mid, in the reporting asset. */
function valueOf(
  instrument: Instrument,
  { bid, ask }: BidAsk,
  { size, conversions }: PairConfig,
): QuoteAmount {
  const rate = assertPresent(
    conversions.find(({ asset }) => asset === instrument.quote),
    `a rate for ${instrument.quote}`,
  );
  const amount = valueAtMid(instrument, bid, ask, baseToLotsTowardsZero(instrument, size));
  return convert({ asset: instrument.quote, amount }, rate).amount;
}

/** To the next hundredth, as a figure to type. */
function roundedUp(amount: QuoteAmount): string {
  const hundredth = 10n ** 16n;
  return formatQuote(quoteAmount(-(floorDivide(-amount, hundredth) * hundredth)));
}
