// What ends a run by its own rule: enough round trips, attempts, time or volume, a cost that is too high, a wait that is too
// long. Whichever comes first, always flat, and named.
import { formatRounded } from '../core/decimal.ts';
import { limits, microseconds } from '../core/limits.ts';
import { addQuote, zeroQuote, type QuoteAmount } from '../core/money.ts';
import { ordersPerEpochMax } from '../core/order.ts';
import { alert, requestStop, type PairState } from '../execution/pair-state.ts';
import { utcDayStartUs } from '../ledger/utc-day.ts';
import { otherRunsOn } from '../risk/other-runs.ts';
import { toQuoteAmount } from '../ledger/exact-amount.ts';

export function stopWhenEnough(state: PairState): void {
  if (state.stop !== undefined) return;
  const reason = endReasonOf(state);
  if (reason === undefined) return;
  if (reason === 'max-cost') alertCost(state);
  if (reason === 'unpriced-asset') alertUnpriced(state);
  requestStop(state, reason);
}

function endReasonOf(state: PairState): string | undefined {
  const { config, counters, nowUs } = state;
  const { untilUs, waitMaxMs } = config.steering;
  if (state.ledger.hasUnpriced) return 'unpriced-asset';
  if (config.iterations !== undefined && counters.iterationsDone >= config.iterations)
    return 'iterations-done';
  if (config.attemptsMax !== undefined && counters.attempts >= config.attemptsMax) return 'max-attempts';
  if (hasPassed(state.startedAtUs, config.durationMaxMs, nowUs)) return 'max-duration';
  if (untilUs !== undefined && nowUs >= untilUs) return 'until';
  if (state.waiting !== undefined && hasPassed(state.waiting.sinceUs, waitMaxMs, nowUs)) return 'max-wait';
  if (state.ordersSent >= ordersPerEpochMax - limits.orderIdsReserved) return 'order-ids-used-up';
  if (isVolumeReached(state)) return 'max-volume';
  if (isDailyVolumeReached(state)) return 'max-volume-per-day';
  if (isCostExceeded(state)) return 'max-cost';
  return undefined;
}

function hasPassed(sinceUs: number, mostMs: number | undefined, nowUs: number): boolean {
  return mostMs !== undefined && nowUs - sinceUs >= microseconds(mostMs);
}

/** Judged while flat, so that a round trip under way is completed. */
function isVolumeReached({ cycle, primary, ledger, config }: PairState): boolean {
  if (config.volumeMax === undefined || cycle.phase !== 'resting' || primary.position !== 0) return false;
  return toQuoteAmount(ledger.tally().volume) >= config.volumeMax;
}

/** On any of the venues that have a bound; judged while flat, as above. */
function isDailyVolumeReached({ cycle, primary, legs, ledger, config, nowUs }: PairState): boolean {
  if (config.steering.volumePerDayMax.length === 0) return false;
  if (cycle.phase !== 'resting' || primary.position !== 0) return false;
  return config.steering.volumePerDayMax.some(({ venue, amount }) => {
    const traded = legs
      .filter(({ instrument }) => instrument.venue === venue)
      .reduce(
        (sum, { instrument, otherRuns }) =>
          addQuote(
            addQuote(sum, ledger.account(instrument.key).dailyNotional.on(nowUs)),
            otherRunsOn(utcDayStartUs(nowUs), otherRuns).traded,
          ),
        zeroQuote,
      );
    return traded >= amount;
  });
}

function isCostExceeded({ costWindow, config }: PairState): boolean {
  const { costPerMillionMax } = config.steering;
  if (costPerMillionMax === undefined) return false;
  const cost = costWindow.costPerMillion();
  return cost !== undefined && cost > costPerMillionMax;
}

/** A limit on what the run loses does not hold while a part of it is not known. */
function alertUnpriced(state: PairState): void {
  const { ledger, legs } = state;
  const amounts = legs.flatMap(({ instrument }) => {
    const { fees, funding } = ledger.account(instrument.key);
    const assets = [...fees.keys(), ...funding.keys()].filter((asset) => !ledger.conversions.knows(asset));
    return [...new Set(assets)].map((asset) => `${asset} on ${instrument.venue}`);
  });
  const text = `something was charged or paid in ${amounts.join(' and ')}, which has no rate into ${ledger.conversions.reportingAsset}: no figure has it, and no loss limit counts it`;
  alert(state, 'critical', 'unpriced-asset', text);
}

function alertCost(state: PairState): void {
  const cost = state.costWindow.costPerMillion() as QuoteAmount;
  const text = `the last ${limits.costWindowRoundTrips} round trips or fewer cost ${formatRounded(cost, 2)} per $1M of volume`;
  alert(state, 'warning', 'max-cost', text);
}
