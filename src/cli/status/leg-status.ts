// One leg for onlookers: what its venue shows, what works and is held there, how its account stands, and the volume that points follow.
import { formatRounded } from '../../core/decimal.ts';
import { formatLots, formatPrice } from '../../core/instrument.ts';
import { addQuote, formatQuote } from '../../core/money.ts';
import { openQuantity } from '../../core/order.ts';
import { formatSharePercent, share, type Share } from '../../core/share.ts';
import type { Leg } from '../../execution/leg.ts';
import type { PairState } from '../../execution/pair-state.ts';
import type { LegName } from '../../ledger/entries.ts';
import { carriedWith } from '../../risk/carried.ts';
import { freeMarginAfter, liquidationDistanceAfter } from '../../risk/cross-margin.ts';
import type { StatusLeg } from '../../status/run-status.ts';

const noMove = share(0n);

/** `nowUs` is the run's clock at this moment. */
export function describeLeg(pair: PairState, role: LegName, nowUs: number): StatusLeg {
  const leg = pair[role];
  const { instrument, touch, bookAtUs } = leg;
  const { makerNotional, takerNotional, dailyNotional } = pair.ledger.account(instrument.key);
  const target = pair.config.steering.volumePerDayMax.find(({ venue }) => venue === instrument.venue);
  return {
    role,
    venue: instrument.venue,
    account: instrument.account,
    symbol: instrument.symbol,
    quoteAsset: instrument.quote,
    bidQuote: touch === undefined ? null : formatPrice(instrument, touch.bid),
    askQuote: touch === undefined ? null : formatPrice(instrument, touch.ask),
    bookAgeMs: bookAtUs === 0 ? null : wholeMs(nowUs - bookAtUs),
    order: orderOf(leg),
    positionBase: formatLots(instrument, leg.position),
    margin: marginOf(leg, nowUs),
    makerVolumeQuote: formatQuote(makerNotional),
    takerVolumeQuote: formatQuote(takerNotional),
    volumeQuote: formatQuote(addQuote(makerNotional, takerNotional)),
    volumeTodayQuote: formatQuote(dailyNotional.on(nowUs)),
    volumeTargetQuote: target === undefined ? null : formatQuote(target.amount),
  };
}

/** The adverse move that would liquidate what is held; `undefined` where nothing is, or nobody knows. */
export function liquidationDistanceOf(leg: Leg): Share | undefined {
  const { touch, position, marginCheck } = leg;
  if (touch === undefined || marginCheck.latest === undefined) return undefined;
  const { maintenance } = carriedWith(leg, touch, marginCheck.latest, position);
  return liquidationDistanceAfter(maintenance, noMove);
}

/** The latest that works: there is one, but for moments. */
function orderOf({ orders, instrument }: Leg): StatusLeg['order'] {
  const latest = [...orders].at(-1);
  if (latest === undefined) return null;
  const { side, price } = latest.request;
  return {
    side,
    priceQuote: price === undefined ? null : formatPrice(instrument, price),
    quantityBase: formatLots(instrument, openQuantity(latest)),
  };
}

function marginOf(leg: Leg, nowUs: number): StatusLeg['margin'] {
  const { touch, position, marginCheck } = leg;
  const { latest } = marginCheck;
  if (latest === undefined || touch === undefined) return null;
  const distance = liquidationDistanceOf(leg);
  return {
    equityQuote: formatRounded(latest.equity, moneyPlaces),
    freeMarginQuote: formatRounded(
      freeMarginAfter(carriedWith(leg, touch, latest, position).initial, noMove),
      moneyPlaces,
    ),
    maintenanceMarginQuote: formatRounded(latest.maintenanceMargin, moneyPlaces),
    liquidationDistancePercent: distance === undefined ? null : formatSharePercent(distance),
    ageMs: wholeMs(nowUs - latest.askedAtUs),
  };
}

/** A venue's own figures of an account have more digits than anybody reads. */
const moneyPlaces = 6;

const wholeMs = (us: number): number => Math.max(0, Math.round(us / 1_000));
