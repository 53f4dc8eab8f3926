// The heart: everything that happened in one turn goes in, everything that is to be done comes out. Synchronous and pure but
// for its own state; live, paper, backtest and replay run this same function, and only what feeds it differs.
import type { Command } from '../core/commands.ts';
import type { EngineEvent } from '../core/events.ts';
import { limits, microseconds } from '../core/limits.ts';
import { cancelLeftovers, catchUp } from '../execution/catch-up.ts';
import { pollFunding } from '../execution/funding-check.ts';
import { driveNetDelta } from '../execution/hedge-leg.ts';
import { driveMaker } from '../execution/maker-leg.ts';
import { pollMargins } from '../execution/margin-check.ts';
import { watchOrders } from '../execution/order-watch.ts';
import type { PairState } from '../execution/pair-state.ts';
import { driveProbes } from '../execution/probe.ts';
import { pollPositions } from '../execution/reconcile.ts';
import { catchUpStreams } from '../execution/stream-watch.ts';
import { advanceCycle } from './cycle.ts';
import { finishWhenDone } from './finish.ts';
import { watchForHolding } from './held.ts';
import { observe } from './observe.ts';

export interface EngineState {
  readonly pair: PairState;
  /** The next decision comes no later than this, in µs, whatever the market does. */
  decideByUs: number;
}

const nothing: readonly Command[] = [];

/** Told of the commands of the turn so far, as soon as what is naked was answered: a hedge does not wait for the rest of the decision. */
export type Ahead = (commands: readonly Command[]) => void;
const nobodyAhead: Ahead = () => undefined;

/**
 * Takes in the events of one turn, then decides once, so that fills of one turn are netted. The returned commands are the
 * caller's to keep. Throws on a broken invariant: that is a bug, and the process ends.
 */
export function step(
  engine: EngineState,
  turn: readonly EngineEvent[],
  ahead: Ahead = nobodyAhead,
): readonly Command[] {
  const { pair } = engine;
  if (pair.bookedFills.length > 0) pair.bookedFills = [];
  if (pair.bookedFunding.length > 0) pair.bookedFunding = [];
  if (pair.endedEpisodes.length > 0) pair.endedEpisodes = [];
  let isRelevant = false;
  for (const event of turn) isRelevant = observe(pair, event) || isRelevant;
  if (pair.isFinished || pair.nowUs < pair.settlesAtUs) return nothing;
  if (!isRelevant && pair.nowUs < engine.decideByUs) return nothing;
  engine.decideByUs = pair.nowUs + microseconds(limits.heartbeatMs);
  decide(pair, ahead);
  return takeCommands(pair);
}

/** Hedges before quotes: what reduces exposure never waits for what adds it. */
function decide(pair: PairState, ahead: Ahead): void {
  watchOrders(pair);
  if (catchUp(pair)) {
    driveNetDelta(pair);
    if (pair.outbox.length > 0) ahead(pair.outbox);
    advanceCycle(pair);
    driveProbes(pair);
  } else cancelLeftovers(pair);
  const quotingBlocked = driveMaker(pair);
  catchUpStreams(pair);
  pollPositions(pair);
  pollMargins(pair);
  pollFunding(pair);
  watchForHolding(pair, quotingBlocked);
  finishWhenDone(pair);
}

function takeCommands(pair: PairState): readonly Command[] {
  if (pair.outbox.length === 0) return nothing;
  const commands = pair.outbox;
  pair.outbox = [];
  return commands;
}
