// What a run will trade and cost if every order fills at today's mid: volume, fees, and which limit will stop it when. The
// spread is left out, because it is what the run is there to find out.
import type { ConversionRate } from '../core/conversion.ts';
import { floorDivide } from '../core/decimal.ts';
import { baseToLotsTowardsZero, valueAtMid, type Instrument } from '../core/instrument.ts';
import {
  feeOn,
  formatBase,
  formatFeeRateBps,
  formatQuote,
  quoteAmount,
  type QuoteAmount,
} from '../core/money.ts';
import { liquidityOf, type Liquidity } from '../core/mode-fees.ts';
import { driftLimit, quantum, type HedgeMode, type PairConfig, type PrimaryMode } from '../core/pair.ts';
import { Conversions } from '../ledger/conversions.ts';
import { addExact, toQuoteAmount, type BidAsk, type ExactAmount } from '../ledger/exact-amount.ts';
import { amountText, midText, shareText } from './figures.ts';
import { endsOf, gatesOf } from './preview-steering.ts';
import { counted } from './readable.ts';
import { places, type Ratio } from './run-summary.ts';

/** Everything is exact decimal text; amounts are in `quoteAsset` unless they name another. */
export interface RunPreview {
  readonly size: string;
  readonly baseAsset: string;
  readonly quoteAsset: string;
  /** Null when something other than a number of iterations ends the run. */
  readonly iterations: number | null;
  readonly legs: { readonly primary: LegPreview; readonly hedge: LegPreview };
  /** Primary-leg notional, and fees less rebates of both legs before any spread: a gain is negative. */
  readonly perCycle: VolumeAndCost;
  readonly total: VolumeAndCost | null;
  readonly costPerMillion: Ratio;
  /** Per leg, absolute, in the base asset. */
  readonly positionLimit: string;
  /** Net delta in the base asset beyond which nothing that adds risk is sent. */
  readonly driftLimit: string;
  /** Null when there is none. */
  readonly dailyLossLimit: string | null;
  /** Whole cycles whose cost the daily loss limit covers; null without a limit, or when cycles cost nothing. */
  readonly cyclesWithinDailyLoss: number | null;
  /** In words: what trades wait for, and what ends the run. */
  readonly gates: readonly string[];
  readonly ends: readonly string[];
  readonly warnings: readonly PreviewWarning[];
}

export interface VolumeAndCost {
  readonly volume: string;
  readonly cost: string;
}

export interface LegPreview {
  readonly venue: string;
  readonly account: string;
  readonly instrument: string;
  readonly mid: string;
  readonly liquidity: 'maker' | 'taker';
  readonly feeBps: string;
  /** Asset of notional and fee. */
  readonly notionalAsset: string;
  readonly notionalPerCycle: string;
  /** Rebate < 0. */
  readonly feePerCycle: string;
  /** Of the whole run; null when the number of iterations is open. */
  readonly notional: string | null;
  readonly fee: string | null;
}

export interface PreviewWarning {
  readonly code: 'few-quanta' | 'assumed-rate' | 'stopped-by-daily-loss';
  readonly text: string;
}

/** Fewer than this many quanta to an order, and what a partial fill leaves unhedged is felt. */
const quantaMin = 10n;

/** Marks are the touches of both venues before the start. */
export function previewRun(
  config: PairConfig,
  marks: { readonly primary: BidAsk; readonly hedge: BidAsk },
): RunPreview {
  const conversions = new Conversions(config.primary.quote, config.conversions);
  const cycles = config.iterations === undefined ? null : 2 * config.iterations;
  const primary = legCost(config, config.primary, config.primaryMode, marks.primary);
  const hedge = legCost(config, config.hedge, config.hedgeMode, marks.hedge);
  const volume = conversions.exact({ asset: config.primary.quote, amount: primary.notional });
  const cost = addExact(
    conversions.exact({ asset: config.primary.quote, amount: primary.fee }),
    conversions.exact({ asset: config.hedge.quote, amount: hedge.fee }),
  );
  const cyclesWithinDailyLoss = affordableCycles(config.dailyLossLimit, cost);
  return {
    size: formatBase(config.size),
    baseAsset: config.primary.base,
    quoteAsset: conversions.reportingAsset,
    iterations: config.iterations ?? null,
    legs: { primary: previewLeg(primary, cycles), hedge: previewLeg(hedge, cycles) },
    perCycle: { volume: amountText(volume), cost: amountText(cost) },
    total:
      cycles === null
        ? null
        : { volume: amountText(times(volume, cycles)), cost: amountText(times(cost, cycles)) },
    costPerMillion: shareText(cost, volume, 1_000_000n, places.perMillion),
    positionLimit: formatBase(config.positionLimit),
    driftLimit: formatBase(driftLimit(config, marks.hedge)),
    dailyLossLimit: config.dailyLossLimit === undefined ? null : formatQuote(config.dailyLossLimit),
    cyclesWithinDailyLoss,
    gates: gatesOf(config),
    ends: endsOf(config),
    warnings: [
      ...stoppedByDailyLoss(config, cycles, cyclesWithinDailyLoss),
      ...fewQuanta(config, marks.hedge),
      ...config.conversions.filter(({ assumed }) => assumed).map(assumedRate),
    ],
  };
}

interface LegCost {
  readonly instrument: Instrument;
  readonly mark: BidAsk;
  readonly liquidity: Liquidity;
  /** Of one cycle, in the instrument's quote. */
  readonly notional: QuoteAmount;
  readonly fee: QuoteAmount;
}

function legCost(
  { size }: PairConfig,
  instrument: Instrument,
  mode: PrimaryMode | HedgeMode,
  mark: BidAsk,
): LegCost {
  const liquidity = liquidityOf(mode);
  const notional = valueAtMid(instrument, mark.bid, mark.ask, baseToLotsTowardsZero(instrument, size));
  return { instrument, mark, liquidity, notional, fee: feeOn(notional, instrument.fees[liquidity]) };
}

function previewLeg(
  { instrument, mark, liquidity, notional, fee }: LegCost,
  cycles: number | null,
): LegPreview {
  const inRun = (amount: QuoteAmount): string | null =>
    cycles === null ? null : formatQuote(quoteAmount(amount * BigInt(cycles)));
  return {
    venue: instrument.venue,
    account: instrument.account,
    instrument: instrument.symbol,
    mid: midText(instrument, mark),
    liquidity,
    feeBps: formatFeeRateBps(instrument.fees[liquidity]),
    notionalAsset: instrument.quote,
    notionalPerCycle: formatQuote(notional),
    feePerCycle: formatQuote(fee),
    notional: inRun(notional),
    fee: inRun(fee),
  };
}

function affordableCycles(limit: QuoteAmount | undefined, costPerCycle: ExactAmount): number | null {
  const cost = toQuoteAmount(costPerCycle);
  return cost <= 0n || limit === undefined ? null : Number(floorDivide(limit, cost));
}

function stoppedByDailyLoss(
  { dailyLossLimit, primary }: PairConfig,
  cycles: number | null,
  affordable: number | null,
): PreviewWarning[] {
  if (dailyLossLimit === undefined || cycles === null || affordable === null || cycles <= affordable)
    return [];
  const limit = `${formatQuote(dailyLossLimit)} ${primary.quote}`;
  const text = `the daily loss limit of ${limit} covers the fees of about ${counted(affordable, 'cycle')} of ${cycles}`;
  return [{ code: 'stopped-by-daily-loss', text: `${text}: raise --max-daily-loss, or plan fewer` }];
}

function fewQuanta({ size, hedge }: PairConfig, mark: BidAsk): PreviewWarning[] {
  const smallest = quantum(hedge, mark);
  if (size >= smallest * quantaMin) return [];
  const naked = `${formatBase(smallest)} ${hedge.base}`;
  const text = `size ${formatBase(size)} is below ${quantaMin} quanta of ${hedge.venue}: partial fills can stay naked up to ${naked}`;
  return [{ code: 'few-quanta', text }];
}

function assumedRate({ asset, reportingAsset }: ConversionRate): PreviewWarning {
  const text = `1 ${asset} is assumed to be 1 ${reportingAsset}: state the rate with --quote-rate ${asset}=RATE`;
  return { code: 'assumed-rate', text };
}

const times = (amount: ExactAmount, count: number): ExactAmount => (amount * BigInt(count)) as ExactAmount;
