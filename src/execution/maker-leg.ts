// The maker leg works the primary towards its target with one resting order at a time.
import { limits, microseconds } from '../core/limits.ts';
import { absLots, minLots, negateLots, subtractLots, type Lots } from '../core/money.ts';
import { openQuantity, type OrderRecord } from '../core/order.ts';
import type { PrimaryMode } from '../core/pair.ts';
import { sideOfSign, sideSign } from '../core/side.ts';
import { baseToLotsTowardsZero } from '../core/instrument.ts';
import type { AttemptOutcome } from '../ledger/ledger.ts';
import type { Refusal } from '../risk/refusal.ts';
import { isBookStale } from '../risk/stale-book.ts';
import { gateBlockedBy } from './gates.ts';
import { hedgeOutOfReach, takeableNow } from './health-gate.ts';
import { isDust, type Leg } from './leg.ts';
import { marginUnknown } from './margin-guard.ts';
import { isGivenUp, isNearItsEnd, restingQuote } from './maker-policy.ts';
import { mustTake } from './must-take.ts';
import { alert, requestStop, type PairState } from './pair-state.ts';
import { isSuspect } from './position-check.ts';
import { quotePrice } from './pricing.ts';
import { streamBlockedBy } from './private-stream.ts';
import { isHeard, isProven, lackOfProof } from './proof-of-life.ts';
import { isPaused } from './quote-pause.ts';
import { mayReplace, mayTakeARound, mayTakeNow, quotePacedBy } from './request-pacing.ts';
import { restartBlockedBy } from './restart.ts';
import { send, sendCancel, sendTaker } from './send.ts';

/**
 * Cancels what must not rest, and quotes what is missing; a replacement waits for the proof of the old order's end. Returns why no
 * quote may be sent or rest.
 */
export function driveMaker(state: PairState): string | undefined {
  trackAttempt(state);
  const { primary } = state;
  state.maker.refusedBy = undefined;
  const blocked = quotingBlockedBy(state);
  for (const order of primary.orders) {
    if (order.request.role === 'quote' && shouldCancel(state, order, blocked)) cancelQuote(state, order);
  }
  if (primary.orders.liveCount === 0) quoteWhatIsMissing(state, blocked);
  return blocked;
}

function quoteWhatIsMissing(state: PairState, blocked: string | undefined): void {
  if ((blocked ?? holdsBack(state)) !== undefined) return;
  const wanted = makerWanted(state);
  if (wanted !== 0) quote(state, wanted);
}

/** Whatever rests on the primary must go, at once. */
export function cancelQuotes(state: PairState): void {
  for (const order of state.primary.orders) {
    const { role, timeInForce } = order.request;
    if (role === 'quote' && timeInForce === 'gtc' && order.state !== 'cancelling') cancelQuote(state, order);
  }
}

function cancelQuote(state: PairState, order: OrderRecord): void {
  sendCancel(state, state.primary, order);
  state.maker.cancelledAtUs = state.nowUs;
}

/** maker wanted = target − position − what works, clipped to ± size; signed, buy > 0. */
export function makerWanted(state: PairState): Lots {
  const { primary, config, cycle } = state;
  const missing = subtractLots(cycle.target, primary.position);
  const side = sideOfSign(missing);
  const working = primary.orders.openOnSide(side);
  const size = baseToLotsTowardsZero(primary.instrument, config.size);
  const quantity = minLots(subtractLots(absLots(missing), minLots(working, absLots(missing))), size);
  return side === 'buy' ? quantity : negateLots(quantity);
}

/** Why no quote is sent right now, in words for the status line: what forbids it, or what does not pay. */
export const waitsFor = (state: PairState): string | undefined => quotingBlockedBy(state) ?? holdsBack(state);

/** What may rest, may stay. */
const holdsBack = (state: PairState): string | undefined => positionBlockedBy(state) ?? gateBlockedBy(state);

/** Why no quote may be sent or rest right now, in words for the status line; `undefined` when quoting is fine. */
export function quotingBlockedBy(state: PairState): string | undefined {
  if (state.isFinished) return 'finished';
  if (state.halt !== undefined) return `halted: ${state.halt.code}`;
  if (state.emergency !== undefined) return 'emergency: reducing the unhedged part';
  if (state.cycle.phase === 'resting') return 'resting between cycles';
  if (state.hedge.orders.hasRestingHedge()) return `a hedge rests on ${state.hedge.instrument.venue}`;
  if (state.hedging !== undefined && state.hedging.misses + state.hedging.roundsFailed > 0) {
    return 'the hedge has not been had yet';
  }
  if (state.cycle.phase === 'build') {
    const unknown = marginUnknown(state);
    if (unknown !== undefined) return unknown;
  }
  return marketsBlockedBy(state) ?? hedgeOutOfReach(state);
}

/** Why nothing new is sent, whatever rests may stay: a venue shows another position, or may yet after a quote that it ended. */
function positionBlockedBy({ legs, primary, maker }: PairState): string | undefined {
  const unlike = legs.find(({ positionCheck }) => positionCheck.difference !== 0);
  if (unlike !== undefined) return `another position than ours on ${unlike.instrument.venue}`;
  return maker.endedShortAtUs > primary.positionCheck.agreedAtUs
    ? `position on ${primary.instrument.venue} not confirmed since it ended a quote`
    : undefined;
}

/** What keeps both markets from being quoted in, whatever our own state is. */
export function marketsBlockedBy(state: PairState): string | undefined {
  const restarting = restartBlockedBy(state);
  if (restarting !== undefined) return restarting;
  for (const leg of state.legs) {
    const reason = legBlockedBy(state, leg);
    if (reason !== undefined) return reason;
  }
  const mayHedge = mustTake(state) ? mayTakeNow : mayTakeARound;
  if (!mayHedge(state.hedge, state.nowUs)) return `too many requests on ${state.hedge.instrument.venue}`;
  for (const leg of state.legs) if (!isProvenEnough(state, leg)) return lackOfProof(leg.life, leg.instrument);
  return undefined;
}

/**
 * An UNWIND takes nothing from a hedge leg that holds nothing tradable: that its venue trades need not be known. But nothing is left
 * to rest while its private stream keeps things to itself.
 */
function isProvenEnough(state: PairState, leg: Leg): boolean {
  if (isTradedOn(state, leg)) return isProven(leg.life);
  return mustTake(state) || isHeard(leg.life);
}

function isTradedOn({ cycle, primary }: PairState, leg: Leg): boolean {
  return leg === primary || cycle.phase !== 'unwind' || !isDust(leg, leg.position);
}

/** Why nothing new goes to this venue, whether or not it has shown that it trades. */
export function legBlockedBy({ nowUs, config }: PairState, leg: Leg): string | undefined {
  const { venue } = leg.instrument;
  const { agreedAtUs } = leg.positionCheck;
  if (leg.touch === undefined) return `no usable book from ${venue}`;
  if (isBookStale(leg.bookAtUs, nowUs)) return `stale book from ${venue}`;
  const unheard = streamBlockedBy(leg.privateStream, leg.positionCheck, leg.instrument);
  if (unheard !== undefined) return unheard;
  if (isSuspect(leg.positionCheck)) return `unexplained position on ${venue}`;
  if (agreedAtUs === 0) return `position on ${venue} not confirmed yet`;
  if (nowUs - agreedAtUs > microseconds(limits.positionAgeMsMax))
    return `position on ${venue} not confirmed of late`;
  if (leg.orders.hasUnknownTaker()) return `an order of unknown outcome on ${venue}`;
  if (config.size < leg.minimumBase) return `the size is below the smallest order on ${venue}`;
  return undefined;
}

const effectiveMode = (state: PairState): PrimaryMode =>
  mustTake(state) ? 'market' : state.config.primaryMode;

function shouldCancel(state: PairState, order: OrderRecord, blocked: string | undefined): boolean {
  if (order.request.timeInForce !== 'gtc' || order.state === 'cancelling') return false;
  const { halt, stop, pause, emergency } = state;
  const isUrgent = (halt ?? stop ?? pause ?? emergency) !== undefined;
  // A venue may hear a cancel before its order; only urgency is worth that.
  if (order.state === 'submitting' && !isUrgent) return false;
  if (blocked !== undefined || effectiveMode(state) === 'market') return true;
  if (order.state === 'open' && gateBlockedBy(state) !== undefined) return isOldEnough(state, order);
  // What rests of a BUILD may be too little to count as missing: nothing more is built all the same.
  const isBuiltNoMore = (stop ?? pause) !== undefined && state.cycle.phase === 'build';
  if (isBuiltNoMore && openQuantity(order) > 0) return true;
  const missing = subtractLots(state.cycle.target, state.primary.position);
  const { side } = order.request;
  if (missing * sideSign(side) < openQuantity(order)) return true;
  return order.state === 'open' && isToBeReplaced(state, order);
}

/** A quote that does not pay any more is withdrawn, but no faster than it could be replaced. */
function isOldEnough({ nowUs, maker, config }: PairState, order: OrderRecord): boolean {
  const isGapOver = nowUs - maker.cancelledAtUs >= microseconds(config.cancelGapMs);
  return isGapOver && nowUs - order.sentAtUs >= microseconds(limits.quoteAgeMsMin);
}

/** The policy's own word, or the end that the venue will make of it; a venue's gap between cancels may delay either. */
function isToBeReplaced(state: PairState, order: OrderRecord): boolean {
  const { config, primary, maker, nowUs } = state;
  if (nowUs - maker.cancelledAtUs < microseconds(config.cancelGapMs)) return false;
  // What is left of it is too small to be sent again: it is worth more where it is.
  if (openQuantity(order) < primary.minimumLots || !mayReplace(primary, nowUs)) return false;
  if (isNearItsEnd({ ageUs: nowUs - order.sentAtUs }, primary.instrument)) return true;
  const resting = restingQuote(order, primary, nowUs);
  return resting !== undefined && isGivenUp(resting, config);
}

function quote(state: PairState, wanted: Lots): void {
  const { primary, maker } = state;
  if (primary.touch === undefined) return;
  const side = sideOfSign(wanted);
  const isReducing = primary.position * sideSign(side) < 0;
  // Orders are split at zero: reduce-only down to flat, and only then beyond.
  const missing = isReducing ? minLots(absLots(wanted), absLots(primary.position)) : absLots(wanted);
  const mode = effectiveMode(state);
  const isTaken = mode === 'market' && isReducing;
  const quantity = isTaken ? takeableNow(state, missing) : missing;
  if (isPaused(state, { timeInForce: mode === 'market' ? 'ioc' : 'gtc', reduceOnly: isReducing })) return;
  if (isTaken ? !mayTakeNow(primary, state.nowUs) : quotePacedBy(state.primary, state.nowUs) !== undefined)
    return;
  const refusal =
    mode === 'market'
      ? sendTaker(state, primary, { role: 'quote', side, quantity, reduceOnly: isReducing })
      : send(state, primary, {
          role: 'quote',
          side,
          quantity,
          price: quotePrice(mode, side, primary.touch),
          timeInForce: 'gtc',
          postOnly: true,
          reduceOnly: isReducing,
          tickOffset: 0,
        });
  maker.refusedBy = refusal?.text;
  if (refusal === undefined) beginAttempt(state);
  else answerRefusal(state, refusal);
}

/** A limit that is reached ends the run flat; a pair that is only just being hedged waits. */
export function answerRefusal(state: PairState, refusal: Refusal): void {
  switch (refusal.code) {
    case 'daily-loss-limit':
    case 'position-limit':
    case 'max-notional':
      if (state.stop === undefined) alert(state, 'critical', refusal.code, refusal.text);
      requestStop(state, refusal.code);
      return;
    case 'halted':
    case 'stale-book':
    case 'order-rate':
    case 'margin-unknown':
    case 'other-runs-unknown':
    case 'free-margin':
    case 'liquidation-distance':
    case 'net-delta-drift':
    case 'worst-case-exposure':
    case 'price-band':
    case 'no-price':
    case 'below-minimum':
    case 'does-not-reduce':
      return;
  }
}

function beginAttempt(state: PairState): void {
  state.maker.attempt ??= { startedAtUs: state.nowUs, lastFillAtUs: state.nowUs };
}

/** An attempt is completed when the target is reached, and failed when 15 s pass without a fill; the next begins at once. */
function trackAttempt(state: PairState): void {
  const { maker, cycle, primary } = state;
  if (maker.attempt === undefined) return;
  const isReached = primary.position === cycle.target;
  const isOver = state.nowUs - maker.attempt.lastFillAtUs >= microseconds(limits.attemptPatienceMs);
  if (!isReached && !isOver) return;
  endAttempt(state, isReached ? 'completed' : 'failed');
  if (!isReached && primary.orders.liveCount > 0) beginAttempt(state);
}

/** Counts the attempt under way, if there is one. */
export function endAttempt({ maker, counters, ledger }: PairState, outcome: AttemptOutcome): void {
  if (maker.attempt === undefined) return;
  maker.attempt = undefined;
  counters.attempts += 1;
  if (outcome === 'completed') counters.attemptsCompleted += 1;
  ledger.recordAttempt(outcome);
}
