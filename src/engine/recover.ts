// Recovery: the state of a run that died is rebuilt from its record, and prepared to meet its venues again. The record's turns
// go through the same step as they did then; what the step asks for is compared with the record, and not sent.
import type { Command } from '../core/commands.ts';
import type { Departures } from '../core/departures.ts';
import type { EngineEvent } from '../core/events.ts';
import { LevelBuffer } from '../core/levels.ts';
import { zeroLots } from '../core/money.ts';
import { transition, type ClientOrderId, type OrderRecord } from '../core/order.ts';
import type { PairConfig } from '../core/pair.ts';
import { forgetFundingQueries } from '../execution/funding-check.ts';
import { refreshTouch, type Leg } from '../execution/leg.ts';
import { requestHalt, type Halt, type PairState } from '../execution/pair-state.ts';
import type { PositionCheck } from '../execution/position-check.ts';
import { forgetStream } from '../execution/private-stream.ts';
import { loseLife } from '../execution/proof-of-life.ts';
import { counterOf, createRestart, seekStrays } from '../execution/restart.ts';
import type { Random } from '../ports/random.ts';
import { createPairState } from './state.ts';
import { step, type EngineState } from './step.ts';

/** What happened in one turn, and what was asked for in answer, as a record keeps it. */
export interface TurnOnRecord {
  readonly events: readonly EngineEvent[];
  readonly commands: readonly object[];
}

export type Recovery =
  | {
      readonly ok: true;
      readonly engine: EngineState;
      /** The halt that the last of the processes left behind, and no operator has lifted. */
      readonly haltLeft: Halt | undefined;
    }
  /** `turn` counts from 1. The record is not of this configuration, or of another version of the engine. */
  | { readonly ok: false; readonly turn: number; readonly text: string };

/** What one process has left. */
export interface Life {
  /** Oldest first. */
  readonly turns: Iterable<TurnOnRecord>;
  /** Set where turns were written after these that nobody can vouch for: a bit has flipped, or this is an older copy. */
  readonly lostEnd?: LostEnd | undefined;
  /** Which orders may have left ahead of their record; `undefined` where whoever took over did not ask yet. */
  readonly departures?: Departures | undefined;
  /** The operator has lifted its halt since, or what it held is worked on again. */
  readonly isWoken?: boolean;
}

/** Whoever looks on while a record is replayed. */
export interface Onlooker {
  /** Goes on with what an earlier run knew, before the first event. */
  readonly prepare?: (pair: PairState) => void;
  /** After every turn, with what it has booked still in the state. */
  readonly onTurn?: (pair: PairState, turn: TurnOnRecord) => void;
}

/** How far a record once went, by a mark that is kept apart from it. */
export interface LostEnd {
  readonly turns: number;
  /** The last order on it; `undefined` when there was none. */
  readonly lastOrderId: ClientOrderId | undefined;
}

/**
 * The engine as it was after the last of these turns, ready for events that are later. `lives` are the processes that worked on
 * the run, one after the other: each but the first began with what its predecessor left. `config` and `random` are those of
 * the run: the random stream begins where it began.
 */
export function recoverPair(
  config: PairConfig,
  random: Random,
  lives: Iterable<Life>,
  { prepare, onTurn }: Onlooker = {},
): Recovery {
  const engine: EngineState = { pair: createPairState(config, random), decideByUs: 0 };
  prepare?.(engine.pair);
  let turns = 0;
  let haltLeft: Halt | undefined;
  for (const life of lives) {
    const replay = replayInto(engine, life.turns, turns, onTurn);
    if (!replay.ok) return replay;
    turns = replay.turn;
    haltLeft = life.isWoken === true ? undefined : engine.pair.halt;
    passOn(engine, life, turns);
  }
  return { ok: true, engine, haltLeft };
}

/** What lies between a process and the next one; `turns` are all that were played so far. */
export function passOn(
  engine: EngineState,
  { lostEnd, departures, isWoken = false }: Pick<Life, 'lostEnd' | 'departures' | 'isWoken'>,
  turns: number,
): void {
  if (isWoken) wake(engine.pair);
  if (!engine.pair.isFinished) meetVenuesAgain(engine, departures);
  if (lostEnd !== undefined) mistrust(engine.pair, lostEnd, turns);
}

/** The engine exactly as it was, with nothing forgotten. */
export function replayTurns(config: PairConfig, random: Random, life: Iterable<TurnOnRecord>): Recovery {
  const engine: EngineState = { pair: createPairState(config, random), decideByUs: 0 };
  const replay = replayInto(engine, life, 0);
  return replay.ok ? { ok: true, engine, haltLeft: engine.pair.halt } : replay;
}

/** Somebody has looked at what stopped the run, and lets it go on where it stood. */
function wake(pair: PairState): void {
  pair.halt = undefined;
  pair.stop = undefined;
  pair.isFinished = false;
  pair.counters.consecutiveFailures = 0;
}

export interface ReplayedTurn {
  /** What the step asks for now. */
  readonly asked: readonly Command[];
  /** Whether it is what it asked for then. */
  readonly isAsRecorded: boolean;
}

export function replayTurn(engine: EngineState, { events, commands }: TurnOnRecord): ReplayedTurn {
  const asked = step(engine, events);
  // Most turns ask for nothing.
  const isAsRecorded = (asked.length === 0 && commands.length === 0) || isSame(asked, commands);
  return { asked, isAsRecorded };
}

/** Returns the number of the last turn, or of the first that went otherwise. */
function replayInto(
  engine: EngineState,
  life: Iterable<TurnOnRecord>,
  turnsBefore: number,
  onTurn: Onlooker['onTurn'] = () => undefined,
): { readonly ok: true; readonly turn: number } | Extract<Recovery, { readonly ok: false }> {
  let turn = turnsBefore;
  for (const recorded of life) {
    turn += 1;
    const { asked, isAsRecorded } = replayTurn(engine, recorded);
    onTurn(engine.pair, recorded);
    if (isAsRecorded) continue;
    const text = `turn ${turn} asks for ${kindsOf(asked)} now, and asked for ${kindsOf(recorded.commands)} on record`;
    return { ok: false, turn, text };
  }
  return { ok: true, turn };
}

const kindsOf = (commands: readonly object[]): string =>
  commands.length === 0 ? 'nothing' : JSON.stringify(commands);

function isSame(left: unknown, right: unknown): boolean {
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null)
    return left === right;
  const [ours, theirs] = [Object.entries(left), new Map(Object.entries(right))];
  return ours.length === theirs.size && ours.every(([key, value]) => isSame(value, theirs.get(key)));
}

/** Whatever the dead process was waiting for does not come any more, and whatever it saw is old. */
function meetVenuesAgain(engine: EngineState, departures: Departures | undefined): void {
  const { pair } = engine;
  engine.decideByUs = 0;
  pair.bookedFills = [];
  pair.bookedFunding = [];
  pair.held = undefined;
  for (const leg of pair.legs) forgetVenue(pair, leg);
  const restart = createRestart(pair, departures);
  seekStrays(pair, restart);
  pair.restart = restart;
}

/**
 * What was traded since comes from the venues' histories. What only the record knew does not come back: the cycle, the counters, the
 * limits used up, perhaps a halt. So the pair is taken up, hedged, and halted.
 */
function mistrust(pair: PairState, lostEnd: LostEnd, turnsLeft: number): void {
  useUpIds(pair, lostEnd);
  // A run that was over had nothing open.
  if (pair.isFinished) return;
  for (const leg of pair.legs) {
    if (leg.fillCursorUs === 0) leg.fillCursorUs = sinceEver;
    // The run had begun: a position that it cannot explain is a change that is not ours, and no longer a reason to refuse the start.
    leg.positionCheck.agreedAtUs = agreedLongAgoUs;
  }
  if (pair.restart !== undefined) {
    pair.restart.ordersLost = pair.ordersSent;
    seekStrays(pair, pair.restart);
  }
  const text = `of ${lostEnd.turns} recorded turns only the first ${turnsLeft} can be vouched for; what was traded since is read from the venues`;
  requestHalt(pair, 'record-damaged', text);
}

/** No other order may have the id of one whose record is lost, however the run goes on. */
function useUpIds(pair: PairState, { lastOrderId }: LostEnd): void {
  if (lastOrderId === undefined) return;
  pair.ordersSent = Math.max(pair.ordersSent, counterOf(pair.config, lastOrderId));
}

/** A record that ends before the first book says of no moment that everything is known until then. */
const sinceEver = 1;

function forgetVenue({ nowUs }: PairState, leg: Leg): void {
  for (const order of leg.orders) if (order.endedAtUs === undefined) doubt(order);
  leg.book.apply(new LevelBuffer(), true);
  leg.bookAtUs = 0;
  refreshTouch(leg);
  leg.doubtedAtUs = undefined;
  forgetPosition(leg.positionCheck, nowUs);
  leg.marginCheck.queries = [];
  leg.marginCheck.nextPollAtUs = 0;
  forgetFundingQueries(leg.fundingCheck);
  if (leg.otherRuns !== undefined) leg.otherRuns = { ...leg.otherRuns, toldAtUs: 0 };
  forgetStream(leg.privateStream);
  loseLife(leg.life, nowUs);
  leg.life.nextTryAtUs = 0;
  leg.life.failuresInRow = 0;
}

/** It is asked after at once. "Not found" long after it was sent is no forgetfulness of the venue: its time counts from there. */
function doubt(order: OrderRecord): void {
  transition(order, 'unknown');
  order.askedAtUs = 0;
  order.notFoundCount = 0;
  order.notFoundSinceUs = order.sentAtUs;
}

/** Agreed once, but long ago: a difference is a change that is not ours, and no longer a reason to refuse the start. */
const agreedLongAgoUs = 1;

function forgetPosition(check: PositionCheck, nowUs: number): void {
  check.queries = [];
  check.nextPollAtUs = 0;
  check.pausedUntilUs = 0;
  check.agreedAtUs = Math.min(check.agreedAtUs, agreedLongAgoUs);
  check.shownAtUs = 0;
  check.difference = zeroLots;
  check.disagreesSinceUs = 0;
  check.differentSinceUs = 0;
  check.snapshots = 0;
  check.fillsQuery = undefined;
  check.fillsPage = undefined;
  check.fillsFetchedAtUs = 0;
  check.quietSinceUs = nowUs;
}
