// Assembles a run's summary from its ledger alone; only what no fill can tell comes in through the context.
import { formatRate, type ConversionRate } from '../core/conversion.ts';
import { formatRounded, ratioUnits } from '../core/decimal.ts';
import { formatLots } from '../core/instrument.ts';
import { formatBase } from '../core/money.ts';
import type { Adjustment } from '../ledger/entries.ts';
import {
  addExact,
  negateExact,
  subtractExact,
  toQuoteAmount,
  type ExactAmount,
} from '../ledger/exact-amount.ts';
import type { Marks, PairLedger } from '../ledger/ledger.ts';
import type { RoundTripSum, SpreadSum } from '../ledger/tally.ts';
import { amountText, countShareText, midText, perBaseText, shareText } from './figures.ts';
import { summariseLatency } from './latency-summary.ts';
import { summariseDust, summariseLeg } from './leg-summary.ts';
import {
  places,
  type AdjustmentSummary,
  type ConversionSummary,
  type Ratio,
  type RoundTripSummary,
  type RunSummary,
  type SpreadSummary,
  type World,
} from './run-summary.ts';

export interface SummaryContext {
  readonly world: World;
  /** The touch of each venue at the end; needed only for a leg that still holds a position. */
  readonly marks: Marks;
  readonly durationUs: number;
  readonly endReason: string;
  readonly eventLogHash: string;
  readonly hedgeFailures: number;
  readonly recoveries: number;
}

const notices: Readonly<Record<World, string>> = {
  simulated: 'synthetic: no evidence of profit',
  replay: 'recorded market, simulated fills',
  paper: 'live books, simulated fills: no evidence of profit',
  live: 'real venues, real orders',
  local: 'local venue servers, synthetic market: no evidence of profit',
};

/** What every result of the world says before its figures do. */
export const noticeOf = (world: World): string => notices[world];

/** Rates that were used, or would have been, so that no conversion is silent. */
export function summariseRates(
  rates: readonly ConversionRate[],
  reportingAsset: string,
): ConversionSummary[] {
  return rates
    .filter(({ asset }) => asset !== reportingAsset)
    .map((rate) => ({ asset: rate.asset, rate: formatRate(rate), assumed: rate.assumed }));
}

/** Throws when a leg holds a position and has no mark. */
export function summarise(ledger: PairLedger, context: SummaryContext): RunSummary {
  const { primary, hedge, conversions } = ledger;
  const { marks, durationUs } = context;
  const { volume, bySide, roundTrips } = ledger.tally();
  const pnl = ledger.pnl(marks);
  const { gross, fees, rebates, funding, net } = pnl.total;
  const completed = ledger.attempts('completed');
  const failed = ledger.attempts('failed');
  const dust = summariseDust(ledger, marks);
  return {
    world: context.world,
    notice: noticeOf(context.world),
    endReason: context.endReason,
    eventLogHash: context.eventLogHash,
    durationSeconds: formatRounded(BigInt(durationUs), places.seconds, 6),

    quoteAsset: conversions.reportingAsset,
    baseAsset: primary.base,
    conversionRates: summariseRates(conversions.stated(), conversions.reportingAsset),

    cycles: ledger.endedCycles('completed'),
    cyclesAbandoned: ledger.endedCycles('abandoned'),
    attempts: { completed, failed },
    fillRate: countShareText(completed, completed + failed, places.share),

    volume: amountText(volume),
    volumePerHour: perHourText(volume, durationUs),
    grossPnl: amountText(gross),
    fees: amountText(fees),
    rebates: amountText(rebates),
    funding: amountText(funding),
    netPnl: amountText(net),
    averageEdgeBps: shareText(gross, volume, 10_000n, places.bps),
    pnlPercent: shareText(gross, volume, 100n, places.percent),
    costPerMillion: perMillionText(negateExact(net), volume),
    noLossMargin: {
      rebates: perMillionText(rebates, volume),
      cost: perMillionText(subtractExact(fees, gross), volume),
      margin: perMillionText(addExact(subtractExact(gross, fees), rebates), volume),
    },

    netDelta: formatBase(ledger.netDelta()),
    positions: {
      primary: formatLots(primary, ledger.position(primary.key)),
      hedge: formatLots(hedge, ledger.position(hedge.key)),
    },
    ...(dust !== undefined && { dust }),
    exposureSeconds: formatRounded(ledger.exposureSecondsUnits(), places.valueTime),
    hedgeFailures: context.hedgeFailures,
    recoveries: context.recoveries,

    legs: {
      primary: summariseLeg(ledger, 'primary', pnl.primary),
      hedge: summariseLeg(ledger, 'hedge', pnl.hedge),
    },
    spreadBySide: { buy: summariseSpread(bySide.buy), sell: summariseSpread(bySide.sell) },
    roundTrips: summariseRoundTrips(roundTrips),
    hedgeLatency: summariseLatency(ledger.hedgeLatency()),
    adjustments: ledger.adjustments().map((adjustment) => summariseAdjustment(ledger, adjustment)),
  };
}

function summariseSpread(sum: Readonly<SpreadSum>): SpreadSummary {
  return {
    cycles: sum.count,
    quantity: formatBase(sum.quantity),
    averageSpread: spreadText(sum),
    averageEdgeBps: edgeText(sum),
  };
}

function summariseRoundTrips(sum: Readonly<RoundTripSum>): RoundTripSummary {
  return {
    count: sum.count,
    builtBy: { ...sum.bySide },
    directionBias: countShareText(sum.bySide.buy - sum.bySide.sell, sum.count, places.share),
    wins: sum.wins,
    winRate: countShareText(sum.wins, sum.count, places.share),
    grossPnl: amountText(sum.gross),
    fees: amountText(sum.fees),
    netPnl: amountText(subtractExact(sum.gross, sum.fees)),
    entrySpread: spreadText(sum.entry),
    entryEdgeBps: edgeText(sum.entry),
    exitSpread: spreadText(sum.exit),
    exitEdgeBps: edgeText(sum.exit),
  };
}

const perMillionText = (amount: ExactAmount, volume: ExactAmount): Ratio =>
  shareText(amount, volume, 1_000_000n, places.perMillion);
const spreadText = ({ spread, quantity }: Readonly<SpreadSum>): Ratio =>
  perBaseText(spread, quantity, places.spread);
const edgeText = ({ spread, bought }: Readonly<SpreadSum>): Ratio =>
  shareText(spread, bought, 10_000n, places.bps);

function perHourText(volume: ExactAmount, durationUs: number): Ratio {
  if (durationUs <= 0) return null;
  const perHour = ratioUnits(toQuoteAmount(volume) * 3_600_000_000n, BigInt(durationUs) * 10n ** 18n);
  return formatRounded(perHour, places.perHour);
}

function summariseAdjustment(ledger: PairLedger, adjustment: Adjustment): AdjustmentSummary {
  const { instrument: key, quantity, bid, ask, atUs, reason } = adjustment;
  const { instrument } = ledger.account(key);
  return {
    instrument: key,
    quantity: formatLots(instrument, quantity),
    price: midText(instrument, { bid, ask }),
    localTimeUs: atUs,
    reason,
  };
}
