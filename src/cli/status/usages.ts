// How much of each bound is used: limits that stop the pair, and targets at which it ends.
import { formatUnits, UNIT_DECIMALS } from '../../core/decimal.ts';
import { lotsToBase } from '../../core/instrument.ts';
import { absBase, absLots, addLots, addQuote, maxBase, maxLots, negateLots } from '../../core/money.ts';
import type { BaseQuantity } from '../../core/money.ts';
import { driftLimit } from '../../core/pair.ts';
import { formatSharePercent } from '../../core/share.ts';
import type { Leg } from '../../execution/leg.ts';
import type { PairState } from '../../execution/pair-state.ts';
import { toQuoteAmount } from '../../ledger/exact-amount.ts';
import { utcDayStartUs } from '../../ledger/utc-day.ts';
import { valueOfBase } from '../../risk/max-notional.ts';
import { dailyNetOfAccounts, otherRunsOn } from '../../risk/other-runs.ts';
import type { Usage } from '../../status/run-status.ts';
import { liquidationDistanceOf } from './leg-status.ts';

/** What stops it when it is used up, the most used first. */
export function limitsInUse(pair: PairState): Usage[] {
  const { config, legs, hedge, counters, costWindow } = pair;
  const { quote, base } = config.primary;
  const worst = legs.map(worstOf).reduce(maxBase);
  const loss = dailyNetOf(pair);
  const usages = [
    usage({ name: 'max-position', label: 'position, worst case', unit: base }, worst, config.positionLimit),
    usage(
      { name: 'max-drift', label: 'net delta', unit: base },
      absBase(pair.netDelta),
      driftLimit(config, hedge.touch),
    ),
    usage(
      { name: 'max-daily-loss', label: 'loss today', unit: quote },
      loss === undefined ? undefined : atLeast0(-loss),
      config.dailyLossLimit,
    ),
    usage(
      { name: 'max-failures', label: 'hedges failed in a row', unit: '' },
      whole(counters.consecutiveFailures),
      whole(config.failuresMax),
    ),
    usage(
      { name: 'max-cost-per-million', label: 'cost per 1M of late', unit: quote },
      atLeast0(costWindow.costPerMillion() ?? 0n),
      config.steering.costPerMillionMax,
    ),
    ...legs.map((leg) =>
      usage(
        { name: 'max-notional', label: `${leg.instrument.venue} position, worst case`, unit: quote },
        valueOfBase(worstOf(leg), leg, pair),
        config.notionalMax,
      ),
    ),
    ...requestRates(pair),
    ...legs.map((leg) => liquidation(pair, leg)),
  ];
  return stated(usages).sort((left, right) => (right.usedPercent ?? 0) - (left.usedPercent ?? 0));
}

/** What ends it, flat, when it is reached. */
export function targetsInUse(pair: PairState): Usage[] {
  const { config, counters, ledger, legs, nowUs, startedAtUs } = pair;
  const { quote } = config.primary;
  const seconds = startedAtUs === 0 ? 0 : Math.max(0, Math.floor((nowUs - startedAtUs) / 1_000_000));
  return stated([
    usage(
      { name: 'iter', label: 'round trips', unit: '' },
      whole(counters.iterationsDone),
      wholeOr(config.iterations),
    ),
    usage(
      { name: 'volume', label: 'volume', unit: quote },
      toQuoteAmount(ledger.tally().volume),
      config.volumeMax,
    ),
    ...config.steering.volumePerDayMax.map(({ venue, amount }) => {
      const here = legs.filter(({ instrument }) => instrument.venue === venue);
      const traded = here.map(({ instrument, otherRuns }) =>
        addQuote(
          ledger.account(instrument.key).dailyNotional.on(nowUs),
          otherRunsOn(utcDayStartUs(nowUs), otherRuns).traded,
        ),
      );
      const unit = here[0]?.instrument.quote ?? quote;
      return usage(
        { name: 'volume-per-day', label: `${venue} volume today`, unit },
        traded.reduce(addQuote),
        amount,
      );
    }),
    usage(
      { name: 'duration', label: 'time', unit: 's' },
      whole(seconds),
      config.durationMaxMs === undefined ? undefined : whole(Math.ceil(config.durationMaxMs / 1_000)),
    ),
    usage(
      { name: 'max-attempts', label: 'attempts', unit: '' },
      whole(counters.attempts),
      wholeOr(config.attemptsMax),
    ),
  ]);
}

type Named = Pick<Usage, 'name' | 'label' | 'unit'>;

/** In units of 10^−18; `undefined` where there is no such bound. */
function usage(named: Named, used: bigint | undefined, bound: bigint | undefined): Usage | undefined {
  if (bound === undefined) return undefined;
  return {
    ...named,
    used: used === undefined ? null : formatUnits(used),
    bound: formatUnits(bound),
    usedPercent: used === undefined ? null : percentOf(used, bound),
  };
}

const stated = (usages: readonly (Usage | undefined)[]): Usage[] =>
  usages.filter((each) => each !== undefined);

/** To a tenth. Of a bound of 0 everything is used, or nothing. */
function percentOf(used: bigint, bound: bigint): number {
  if (bound === 0n) return used === 0n ? 0 : 100;
  return Number((used * 1_000n) / bound) / 10;
}

/** If all that works on one side of a leg were filled. */
function worstOf({ instrument, position, orders }: Leg): BaseQuantity {
  const long = absLots(addLots(position, orders.openOnSide('buy')));
  const short = absLots(addLots(position, negateLots(orders.openOnSide('sell'))));
  return absBase(lotsToBase(instrument, maxLots(long, short)));
}

/** As the gate judges it: the account that has the worse of it, other runs on it included. */
const dailyNetOf = (pair: PairState): bigint | undefined =>
  dailyNetOfAccounts({ ...pair, dailyNet: () => pair.ledger.latestDailyNet() });

/** One for each venue account. */
function requestRates({ legs, nowUs }: PairState): (Usage | undefined)[] {
  const accounts = new Map(legs.map(({ pacing, instrument }) => [pacing, instrument.venue]));
  return [...accounts].map(([{ budget }, venue]) =>
    budget === undefined
      ? undefined
      : usage(
          { name: 'order-rate', label: `${venue} requests in ${budget.rate.perMs / 1_000} s`, unit: '' },
          whole(budget.used(nowUs)),
          whole(budget.rate.requests),
        ),
  );
}

/** All of it is used when the way to liquidation is as short as the limit. */
function liquidation({ config }: PairState, leg: Leg): Usage | undefined {
  const distance = liquidationDistanceOf(leg);
  const least = config.marginLimits.liquidationDistanceReduce;
  if (distance === undefined) return undefined;
  const usedPercent = distance <= least ? 100 : percentOf(least, distance);
  return {
    name: 'reduce-liquidation-distance',
    label: `${leg.instrument.venue} way to liquidation, at least`,
    unit: '%',
    used: formatSharePercent(distance),
    bound: formatSharePercent(least),
    usedPercent,
  };
}

const whole = (count: number): bigint => BigInt(count) * 10n ** BigInt(UNIT_DECIMALS);
const wholeOr = (count: number | undefined): bigint | undefined =>
  count === undefined ? undefined : whole(count);
const atLeast0 = (amount: bigint): bigint => (amount < 0n ? 0n : amount);
