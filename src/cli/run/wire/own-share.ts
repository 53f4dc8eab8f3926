// What a run tells the others on the venue accounts of its legs: what it has come to today, and what it may yet ask of their margin.
import { assertPresent } from '../../../core/assert.ts';
import type { PairPrices } from '../../../core/check-at-prices.ts';
import { convertBack } from '../../../core/conversion.ts';
import { lotsToBase, valueAtMid, type Instrument } from '../../../core/instrument.ts';
import {
  absLots,
  baseQuantity,
  maxBase,
  negateLots,
  wholeLots,
  zeroBase,
  zeroQuote,
  type BaseQuantity,
  type QuoteAmount,
} from '../../../core/money.ts';
import type { PairConfig } from '../../../core/pair.ts';
import { shareRoundedUp } from '../../../core/share.ts';
import type { PairState } from '../../../execution/pair-state.ts';
import type { RunShare } from '../../../journal/run-share.ts';
import type { LegName } from '../../../ledger/entries.ts';
import { utcDayStartUs } from '../../../ledger/utc-day.ts';

/** Of a run that has not begun: nothing but what it is about to ask for. */
export function shareToCome(config: PairConfig, prices: PairPrices, name: LegName, nowUs: number): RunShare {
  const instrument = config[name];
  return {
    dayStartUs: utcDayStartUs(nowUs),
    asset: instrument.quote,
    net: zeroQuote,
    traded: zeroQuote,
    marginToCome: marginOf(instrument, config.size, prices[name]),
    isLiving: true,
  };
}

/** `undefined` while its record does not say what it has come to: then what it told before stands. */
export function shareOf(
  { ledger, config, ...pair }: PairState,
  prices: PairPrices,
  name: LegName,
): RunShare | undefined {
  const { primary: mark } = ledger.lastMarks();
  if (mark === undefined) return undefined;
  const instrument = config[name];
  const { dayStartUs, net, traded } = ledger.exportDaily(pair.nowUs, mark.bid, mark.ask);
  const own = traded.find(({ venueAccount }) => venueAccount === instrument.venueAccount);
  const addsNothing = pair.isFinished || pair.halt !== undefined || pair.stop !== undefined;
  const carried = lotsToBase(instrument, absLots(pair[name].position));
  const missing = maxBase(zeroBase, baseQuantity(config.size - carried));
  return {
    dayStartUs,
    asset: instrument.quote,
    net: convertBack(net, ledger.conversions.rateOf(instrument.quote)).amount,
    traded: assertPresent(own, `the volume of ${instrument.venueAccount}`).amount,
    marginToCome: addsNothing ? zeroQuote : marginOf(instrument, missing, pair[name].touch ?? prices[name]),
    isLiving: true,
  };
}

/** What must be there for so much to be opened, rounded up; a part of a lot counts as a whole one. */
function marginOf(
  instrument: Instrument,
  quantity: BaseQuantity,
  { bid, ask }: PairPrices[LegName],
): QuoteAmount {
  const perLot = instrument.baseUnitsPerLot;
  const size = wholeLots((quantity + perLot - 1n) / perLot);
  const worth = -valueAtMid(instrument, bid, ask, negateLots(size));
  return shareRoundedUp(worth, instrument.margin.initial) as QuoteAmount;
}
