// Fees that were charged, beside those that the preview and every gate reckon with. Dearer fails: a run would lose what nobody
// expected. Cheaper is said, and is no reason to stop.
import { floorDivide } from '../../core/decimal.ts';
import { notional, type FeeSchedule, type Instrument } from '../../core/instrument.ts';
import {
  addQuote,
  feeOn,
  feeRate,
  formatFeeRateBps,
  zeroQuote,
  type FeeRate,
  type QuoteAmount,
} from '../../core/money.ts';
import type { LedgerFill } from '../../ledger/entries.ts';
import type { FlownCanary } from './flown-canary.ts';
import type { Judgement } from './judgement.ts';

/** What a venue may round away, as a share of notional: 0.05 bps. */
const roundingRate = feeRate(500n);

export function judgeFees({ legs, fills }: FlownCanary): Judgement {
  const charges = legs.flatMap(({ instrument }) => chargesOn(instrument, fills));
  const dear = charges.filter(({ isDear }) => isDear);
  return {
    isPassed: charges.length > 0 && dear.length === 0,
    figures: charges.length === 0 ? 'nothing was charged' : charges.map(({ text }) => text).join('; '),
    remedy: remedyFor(legs, dear),
  };
}

function remedyFor(legs: FlownCanary['legs'], dear: readonly Charge[]): string {
  if (dear.length === 0) return 'what is charged is known after a fill: let it run again';
  const strange = dear.find(({ otherAsset }) => otherAsset !== undefined);
  if (strange !== undefined)
    return `nothing reckons with fees in ${strange.otherAsset}: switch them off in the settings of ${strange.instrument.venue}`;
  const flags = legs.flatMap(({ instrument }, index) => {
    const own = dear.filter((charge) => charge.instrument === instrument);
    return own.length === 0 ? [] : [flagFor(instrument, own, index === 0 ? 'primary' : 'hedge')];
  });
  return `reckon with what is charged: give ${flags.join(' and ')}, here and to every run`;
}

interface Charge {
  readonly instrument: Instrument;
  readonly liquidity: keyof FeeSchedule;
  readonly isDear: boolean;
  /** Where it was not charged in the quote asset. */
  readonly otherAsset: string | undefined;
  /** In bps of the notional, rounded up; a rebate is negative. */
  readonly bps: string;
  readonly text: string;
}

function chargesOn(instrument: Instrument, fills: readonly LedgerFill[]): Charge[] {
  const own = fills.filter((fill) => fill.instrument === instrument.key);
  return (['maker', 'taker'] as const).flatMap((liquidity) => {
    const some = own.filter((fill) => fill.liquidity === liquidity);
    return some.length === 0 ? [] : [chargeOf(instrument, liquidity, some)];
  });
}

function chargeOf(
  instrument: Instrument,
  liquidity: keyof FeeSchedule,
  fills: readonly LedgerFill[],
): Charge {
  const { venue, quote, fees } = instrument;
  const traded = sum(fills.map(({ price, quantity }) => notional(instrument, price, quantity)));
  const charged = sum(fills.map(({ fee }) => fee.amount));
  const reckoned = feeOn(traded, fees[liquidity]);
  const otherAsset = fills.find(({ fee }) => fee.asset !== quote)?.fee.asset;
  const isDear = otherAsset !== undefined || charged - reckoned > feeOn(traded, roundingRate);
  const bps = formatFeeRateBps(rateOf(charged, traded));
  const found = otherAsset === undefined ? `${bps} bps charged` : `charged in ${otherAsset}`;
  return {
    instrument,
    liquidity,
    isDear,
    otherAsset,
    bps,
    text: `${venue} as ${liquidity} ${found}, ${formatFeeRateBps(fees[liquidity])} reckoned`,
  };
}

/** "--primary-fees 2/5.5", with what was charged in the place of what was reckoned. */
function flagFor({ fees }: Instrument, dear: readonly Charge[], leg: 'primary' | 'hedge'): string {
  const rateAs = (liquidity: keyof FeeSchedule): string =>
    dear.find((charge) => charge.liquidity === liquidity)?.bps ?? formatFeeRateBps(fees[liquidity]);
  return `--${leg}-fees ${rateAs('maker')}/${rateAs('taker')}`;
}

const sum = (amounts: readonly QuoteAmount[]): QuoteAmount =>
  amounts.reduce((total, amount) => addQuote(total, amount), zeroQuote);

/** Rounded up, so that a charge is never under- and a rebate never overstated. */
const rateOf = (charged: QuoteAmount, traded: QuoteAmount): FeeRate =>
  feeRate(-floorDivide(-charged * 10n ** 8n, traded));
