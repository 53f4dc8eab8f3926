// The rhythm of a run: BUILD, rest, UNWIND, rest; one more round trip each time, until something ends the run.
import { microseconds } from '../core/limits.ts';
import { baseToLotsTowardsZero } from '../core/instrument.ts';
import { lots, subtractLots, zeroLots, type Lots } from '../core/money.ts';
import { oppositeSide, sideSign, type Side } from '../core/side.ts';
import { currentTwiceBasis, expectedEdge, expectedRoundTrip } from '../execution/expected-edge.ts';
import { entryBlockedBy, exitBlockedBy, gateBlockedBy } from '../execution/gates.ts';
import { isNaked } from '../execution/exposure.ts';
import { isDust } from '../execution/leg.ts';
import { endAttempt, marketsBlockedBy } from '../execution/maker-leg.ts';
import { buildBlockedByMargin, endMarginCall } from '../execution/margin-guard.ts';
import { hasLiveOrders, requestStop, type PairState } from '../execution/pair-state.ts';
import { isFlattening, tellPausedFlat } from '../execution/pause.ts';
import { trimDust } from '../execution/trim.ts';
import { nextBuildSide } from '../strategy/strategy.ts';
import { drawMs, drawSize } from './draw.ts';
import { stopWhenEnough } from './ends.ts';
import { watchUnwind } from './unwind.ts';

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
      if (mustAbandon(state)) cycle.isAbandoned = true;
      if (!cycle.isAbandoned) watchEntry(state);
      if (cycle.isAbandoned) abandon(state);
      else if (isSettled(state)) endCycle(state);
      return;
    case 'unwind':
      watchUnwind(state);
      if (state.stop?.isHolding === true) abandon(state);
      else if (isSettled(state) && !isTrimming(state)) endCycle(state);
      return;
  }
}

/** What is filled so far is all there will be; what is to be held or paused, and is filled already, only has to be hedged. */
function mustAbandon(state: PairState): boolean {
  const { stop, pause, emergency, marginCall } = state;
  if (emergency !== undefined || marginCall !== undefined) return true;
  const isEnding = stop !== undefined || pause !== undefined;
  const mayComplete = stop === undefined || stop.isHolding;
  return isEnding && !(mayComplete && isTargetReached(state));
}

/** The target is reached as far as orders can reach it, every order has ended, and what is not hedged is below a quantum. */
function isSettled(state: PairState): boolean {
  if (hasLiveOrders(state) || state.emergency !== undefined || isNaked(state)) return false;
  return isTargetReached(state);
}

const isTargetReached = ({ primary, cycle }: PairState): boolean =>
  isDust(primary, subtractLots(cycle.target, primary.position));

function isTrimming(state: PairState): boolean {
  if (state.cycle.isTrimTried) return false;
  state.cycle.isTrimTried = true;
  return trimDust(state);
}

function beginNext(state: PairState): void {
  const { cycle, primary } = state;
  if (state.emergency !== undefined) return;
  if (primary.position !== 0) {
    if (state.stop?.isHolding !== true) beginUnwind(state);
    return;
  }
  if (state.marginCall !== undefined) {
    if (isNaked(state)) return;
    endMarginCall(state);
  }
  tellPausedFlat(state);
  const isEnding = state.stop !== undefined || state.pause !== undefined;
  if (isEnding || state.nowUs < cycle.restUntilUs) return;
  const lacking = buildBlockedByMargin(state);
  if (lacking !== undefined) noteWaiting(state, lacking);
  if (lacking !== undefined || marketsBlockedBy(state) !== undefined) return;
  const side = chooseSide(state);
  const reason = side === undefined ? 'no direction is better yet' : entryBlockedBy(state, side);
  noteWaiting(state, reason);
  if (side === undefined || reason !== undefined) return;
  cycle.buildSide = side;
  cycle.iteration += 1;
  cycle.isBuilt = false;
  cycle.size = drawSize(state.config, state.random);
  const size = baseToLotsTowardsZero(primary.instrument, cycle.size);
  begin(state, 'build', lots(sideSign(side) * size));
}

/** A BUILD of which nothing is filled gives its direction up when that no longer pays and the other would. */
function watchEntry(state: PairState): void {
  const { cycle, primary } = state;
  const reason = gateBlockedBy(state);
  noteWaiting(state, reason);
  if (reason === undefined) noteExpectedCost(state);
  if (reason === undefined || hasLiveOrders(state) || primary.position !== 0) return;
  const side = chooseSide(state);
  if (side === undefined || side === cycle.buildSide) return;
  cycle.isAbandoned = entryBlockedBy(state, side) === undefined;
}

/** As it stands for as long as nothing is filled: what the round trip is later compared with. */
function noteExpectedCost(state: PairState): void {
  const { cycle, config, primary } = state;
  if (config.steering.costPerMillionMax === undefined || primary.position !== cycle.startPosition) return;
  cycle.expectedCost = expectedRoundTrip(state, cycle.buildSide)?.costPerMillion;
}

function noteWaiting(state: PairState, reason: string | undefined): void {
  if (reason === undefined) state.waiting = undefined;
  else if (state.waiting === undefined) state.waiting = { reason, sinceUs: state.nowUs };
  else state.waiting.reason = reason;
}

/** What is usual for the basis is learned all the time, not only when it is asked for. */
function sampleBasis(state: PairState): void {
  const { basisWindow, nowUs } = state;
  if (basisWindow?.isDue(nowUs) !== true) return;
  const basis = currentTwiceBasis(state);
  if (basis !== undefined) basisWindow.add(nowUs, basis);
}

function chooseSide(state: PairState): Side | undefined {
  const { config, basisWindow } = state;
  const twiceBasis = currentTwiceBasis(state);
  if (twiceBasis === undefined) return undefined;
  return nextBuildSide({
    config,
    twiceBasis,
    usualTwiceBasis: basisWindow === undefined ? 0n : basisWindow.median(),
    expectedNet: (side) => expectedRoundTrip(state, side)?.net,
  });
}

/** What is open is closed: after its rest, or at once when the run ends. An untradable rest is left as dust. */
function beginUnwind(state: PairState): void {
  const { cycle, primary } = state;
  if (isDust(primary, primary.position)) {
    requestStop(state, 'untradable-remainder');
    return;
  }
  if (state.stop === undefined && state.marginCall === undefined && !isFlattening(state)) {
    const isResting = state.nowUs < cycle.restUntilUs;
    if (isResting || exitBlockedBy(state) !== undefined) return;
  }
  begin(state, 'unwind', zeroLots);
}

function begin(state: PairState, phase: 'build' | 'unwind', target: Lots): void {
  const { cycle } = state;
  cycle.phase = phase;
  cycle.number += 1;
  cycle.target = target;
  cycle.begunAtUs = state.nowUs;
  cycle.startPosition = state.primary.position;
  cycle.edgeAtBegin = phase === 'unwind' ? expectedEdge(state, oppositeSide(cycle.buildSide)) : undefined;
  cycle.isTaking = false;
  cycle.isTrimTried = false;
  cycle.isAbandoned = false;
  if (phase === 'build') {
    cycle.isDisturbed = false;
    cycle.expectedCost = undefined;
    noteExpectedCost(state);
  }
  state.maker.attempt = undefined;
  state.ledger.beginCycle({
    number: cycle.number,
    kind: phase,
    iteration: cycle.iteration,
    atUs: state.nowUs,
    primarySide: phase === 'build' ? cycle.buildSide : oppositeSide(cycle.buildSide),
  });
}

function endCycle(state: PairState): void {
  const { cycle, counters } = state;
  // What is left of the target is too small for any order.
  endAttempt(state, 'completed');
  state.ledger.endCycle(cycle.number, state.nowUs, 'completed');
  if (cycle.phase === 'build') {
    cycle.isBuilt = true;
    hold(state);
    return;
  }
  if (cycle.isBuilt) counters.iterationsDone += 1;
  if (!cycle.isDisturbed) counters.consecutiveFailures = 0;
  cycle.isBuilt = false;
  const { ledger } = state;
  const { net } = ledger.pnl(ledger.lastMarks()).total;
  state.costWindow.add({ net, volume: ledger.tally().volume, expectedCost: cycle.expectedCost });
  rest(state);
}

/** Between BUILD and UNWIND: as long as drawn, or from the least to the most where an edge is waited for. */
function hold(state: PairState): void {
  const { cycle, config, random, nowUs } = state;
  rest(state);
  if (config.hold === undefined) return;
  const { leastMs, mostMs } = config.hold;
  const isWaiting = config.steering.exitEdgeMin !== undefined;
  cycle.restUntilUs = nowUs + microseconds(isWaiting ? leastMs : drawMs(config.hold, random));
  cycle.holdUntilUs = nowUs + microseconds(mostMs);
}

/** A cycle that may not go on ends where it is; what was filled is hedged, and what is open is unwound by a cycle of its own. */
function abandon(state: PairState): void {
  const { cycle, primary } = state;
  endAttempt(state, primary.position === cycle.target ? 'completed' : 'failed');
  // The target moves to where we are: the quote is cancelled, and nothing more is traded.
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
