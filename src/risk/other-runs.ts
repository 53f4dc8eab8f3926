// Limits of a venue account are judged by what all of its runs have come to, this one and the others.
import { assertPresent } from '../core/assert.ts';
import { convert } from '../core/conversion.ts';
import { limits, microseconds } from '../core/limits.ts';
import { addQuote, zeroQuote, type QuoteAmount } from '../core/money.ts';
import type { KnownOtherRuns, OtherRuns } from '../core/other-runs.ts';
import { utcDayStartUs } from '../ledger/utc-day.ts';
import type { Refusal } from './refusal.ts';
import type { MarginLeg, RiskView } from './view.ts';

/** Of this day alone; a day that is over by then counts no more. */
export function otherRunsOn(
  dayStartUs: number,
  others: OtherRuns | undefined,
): Pick<OtherRuns, 'net' | 'traded'> {
  return others?.dayStartUs === dayStartUs ? others : { net: zeroQuote, traded: zeroQuote };
}

/** The day's result of the account that has the worse of it; `undefined` where our own cannot be told. */
export function dailyNetOfAccounts(
  view: Pick<RiskView, 'config' | 'nowUs' | 'dailyNet' | 'primary' | 'hedge'>,
): QuoteAmount | undefined {
  const own = view.dailyNet();
  if (own === undefined) return undefined;
  const dayStartUs = utcDayStartUs(view.nowUs);
  const [one, other] = [view.primary, view.hedge].map(({ instrument: { quote: asset }, otherRuns }) => {
    const rate = view.config.conversions.find((each) => each.asset === asset);
    const { net: amount } = otherRunsOn(dayStartUs, otherRuns);
    if (amount === 0n) return own;
    return addQuote(own, convert({ asset, amount }, assertPresent(rate, `the rate of ${asset}`)).amount);
  }) as [QuoteAmount, QuoteAmount];
  return one < other ? one : other;
}

/** Nothing is built while nobody knows what the others have lost, or are about to ask for. */
export function checkOtherRunsKnown(
  { instrument, otherRuns }: Pick<MarginLeg, 'instrument' | 'otherRuns'>,
  nowUs: number,
): Refusal | undefined {
  if (otherRuns === undefined || isKnown(otherRuns, nowUs)) return undefined;
  const text = `what other runs on ${instrument.venueAccount} do is not known of late`;
  return { code: 'other-runs-unknown', text };
}

const isKnown = ({ toldAtUs }: KnownOtherRuns, nowUs: number): boolean =>
  nowUs - toldAtUs <= microseconds(limits.otherRunsAgeMsMax);
