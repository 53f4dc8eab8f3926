// The rhythm of a run: BUILD, rest, UNWIND, rest; one more round trip each time, until something ends the run.
import { microseconds } from '../core/limits.ts';
import { baseToLotsTowardsZero } from '../core/instrument.ts';
import { lots, subtractLots, zeroLots, type Lots, type QuoteAmount } from '../core/money.ts';
import { sideSign, type Side } from '../core/side.ts';
import { isNaked } from '../execution/hedge-leg.ts';
import { isDust } from '../execution/leg.ts';
import { marketsBlockedBy } from '../execution/maker-leg.ts';
import { hasLiveOrders, requestStop, type PairState } from '../execution/pair-state.ts';
import { trimDust } from '../execution/trim.ts';
import { toQuoteAmount } from '../ledger/exact-amount.ts';
import { twiceBasis } from '../market/basis.ts';
import { nextBuildSide } from '../strategy/strategy.ts';
import { drawMs, drawSize } from './draw.ts';

export function advanceCycle(state: PairState): void {
  const { cycle } = state;
  sampleBasis(state);
  if (state.halt !== undefined || state.startRefusal !== undefined) return;
  stopWhenEnough(state);
  switch (cycle.phase) {
    case 'resting':
      beginNext(state);
      return;
    case 'build':
      if (state.stop !== undefined || state.emergency !== undefined) cycle.isAbandoned = true;
      if (cycle.isAbandoned) abandonBuild(state);
      else if (isSettled(state)) endCycle(state);
      return;
    case 'unwind':
      if (isSettled(state) && !isTrimming(state)) endCycle(state);
      return;
  }
}

/** The target is reached as far as orders can reach it, every order has ended, and what is not hedged is below a quantum. */
function isSettled(state: PairState): boolean {
  const { primary, cycle } = state;
  if (hasLiveOrders(state) || state.emergency !== undefined || isNaked(state)) return false;
  return isDust(primary, subtractLots(cycle.target, primary.position));
}

function isTrimming(state: PairState): boolean {
  if (state.cycle.isTrimTried) return false;
  state.cycle.isTrimTried = true;
  return trimDust(state);
}

function beginNext(state: PairState): void {
  const { cycle, primary } = state;
  if (state.emergency !== undefined) return;
  if (primary.position !== 0) {
    beginUnwind(state);
    return;
  }
  if (state.stop !== undefined || state.nowUs < cycle.restUntilUs || marketsBlockedBy(state) !== undefined)
    return;
  const side = chooseSide(state);
  if (side === undefined) return;
  cycle.buildSide = side;
  cycle.iteration += 1;
  cycle.isBuilt = false;
  cycle.size = drawSize(state.config, state.random);
  const size = baseToLotsTowardsZero(primary.instrument, cycle.size);
  begin(state, 'build', lots(sideSign(side) * size));
}

/** What is usual for the basis is learned all the time, not only when it is asked for. */
function sampleBasis(state: PairState): void {
  const { basisWindow, nowUs } = state;
  if (basisWindow?.isDue(nowUs) !== true) return;
  const basis = currentBasis(state);
  if (basis !== undefined) basisWindow.add(nowUs, basis);
}

function chooseSide(state: PairState): Side | undefined {
  const { config, basisWindow } = state;
  const basis = currentBasis(state);
  if (basis === undefined) return undefined;
  const usual = basisWindow === undefined ? 0n : basisWindow.median();
  return nextBuildSide({ config, twiceBasis: basis, usualTwiceBasis: usual });
}

function currentBasis({ config, primary, hedge, ledger }: PairState): bigint | undefined {
  if (primary.touch === undefined || hedge.touch === undefined) return undefined;
  return twiceBasis(
    { instrument: primary.instrument, touch: primary.touch },
    { instrument: hedge.instrument, touch: hedge.touch },
    ledger.conversions.rateOf(config.hedge.quote),
  );
}

/** What is open is closed: after its rest, or at once when the run ends. An untradable rest is left as dust. */
function beginUnwind(state: PairState): void {
  const { cycle, primary } = state;
  if (isDust(primary, primary.position)) {
    requestStop(state, 'untradable-remainder');
    return;
  }
  if (state.stop === undefined && state.nowUs < cycle.restUntilUs) return;
  begin(state, 'unwind', zeroLots);
}

function begin(state: PairState, phase: 'build' | 'unwind', target: Lots): void {
  const { cycle } = state;
  cycle.phase = phase;
  cycle.number += 1;
  cycle.target = target;
  cycle.isTrimTried = false;
  cycle.isAbandoned = false;
  if (phase === 'build') cycle.isDisturbed = false;
  state.maker.attempt = undefined;
  state.ledger.beginCycle({
    number: cycle.number,
    kind: phase,
    iteration: cycle.iteration,
    atUs: state.nowUs,
    primarySide: phase === 'build' ? cycle.buildSide : cycle.buildSide === 'buy' ? 'sell' : 'buy',
  });
}

function endCycle(state: PairState): void {
  const { cycle, counters } = state;
  state.ledger.endCycle(cycle.number, state.nowUs, 'completed');
  if (cycle.phase === 'build') {
    cycle.isBuilt = true;
  } else {
    if (cycle.isBuilt) counters.iterationsDone += 1;
    if (!cycle.isDisturbed) counters.consecutiveFailures = 0;
    cycle.isBuilt = false;
  }
  rest(state);
}

/** A BUILD that may not go on ends where it is; what was filled is hedged, and unwound by a cycle of its own. */
function abandonBuild(state: PairState): void {
  const { cycle, primary, maker } = state;
  if (maker.attempt !== undefined) {
    state.counters.attempts += 1;
    state.ledger.recordAttempt('failed');
    maker.attempt = undefined;
  }
  // The target moves to where we are: the quote is cancelled, and nothing more is bought.
  cycle.target = primary.position;
  if (hasLiveOrders(state) || isNaked(state) || state.emergency !== undefined) return;
  state.ledger.endCycle(cycle.number, state.nowUs, 'abandoned');
  rest(state);
}

function rest(state: PairState): void {
  const { config, random } = state;
  state.cycle.phase = 'resting';
  state.cycle.restUntilUs = state.nowUs + microseconds(drawMs(config.sleep, random));
}

/** Enough round trips, attempts, time or volume: the run ends by its own rule, whichever comes first. */
function stopWhenEnough(state: PairState): void {
  const { config, counters } = state;
  if (state.stop !== undefined) return;
  if (config.iterations !== undefined && counters.iterationsDone >= config.iterations) {
    requestStop(state, 'iterations-done');
  } else if (config.attemptsMax !== undefined && counters.attempts >= config.attemptsMax) {
    requestStop(state, 'max-attempts');
  } else if (
    config.durationMaxMs !== undefined &&
    state.nowUs - state.startedAtUs >= microseconds(config.durationMaxMs)
  ) {
    requestStop(state, 'max-duration');
  } else if (config.volumeMax !== undefined && isVolumeReached(state, config.volumeMax)) {
    requestStop(state, 'max-volume');
  }
}

/** Judged while flat, so that a round trip under way is completed. */
function isVolumeReached({ cycle, primary, ledger }: PairState, volumeMax: QuoteAmount): boolean {
  if (cycle.phase !== 'resting' || primary.position !== 0) return false;
  return toQuoteAmount(ledger.tally().volume) >= volumeMax;
}
