// A recorded run, played again through the step that it ran through: nothing is sent, and what is asked for is held against the record.
import type { Command } from '../../core/commands.ts';
import { AssertionFailure } from '../../core/assert.ts';
import { passOn, replayTurn, type ReplayedTurn } from '../../engine/recover.ts';
import { createPairState } from '../../engine/state.ts';
import type { EngineState } from '../../engine/step.ts';
import type { PairState } from '../../execution/pair-state.ts';
import { EventHash } from '../../journal/event-hash.ts';
import { isRecordFailure, type RecordFailure } from '../../journal/failure.ts';
import type { RecordedEntry } from '../../journal/read-journal.ts';
import type { RecordedTurn } from '../../journal/recorded.ts';
import { createSeededRandom } from '../../venues/simulated/seeded-random.ts';
import type { RecordedRun } from './recorded-run.ts';

export interface Onlooker {
  after?(turn: RecordedTurn, asked: readonly Command[], pair: PairState): void;
  /** What became of the run as a whole, between the turns. */
  entry?(recorded: RecordedEntry): void;
}

export interface Playback {
  /** As of the last turn that was played. */
  readonly pair: PairState;
  readonly turns: number;
  /** Of what was played: the events as they were, and what is asked for now. */
  readonly eventLogHash: string;
  readonly end: PlaybackEnd;
}

export type PlaybackEnd =
  /** All of it, or as far as was asked for. */
  | { readonly kind: 'played' }
  /** The last turn that was played asks for something else now. */
  | { readonly kind: 'differs'; readonly asked: string; readonly recorded: string }
  /** Nothing behind the last turn can be vouched for. */
  | { readonly kind: 'damaged'; readonly failure: RecordFailure };

/** Plays up to and with the turn `until`. */
export function playRecord(
  { journal, start }: RecordedRun,
  { until = Infinity, onlooker = {} }: { readonly until?: number; readonly onlooker?: Onlooker } = {},
): Playback {
  const pair = createPairState(start.pair, createSeededRandom(start.seed).fork('engine'));
  const engine: EngineState = { pair, decideByUs: 0 };
  if (start.day !== undefined) pair.ledger.restoreDaily(start.day);
  const hash = new EventHash();
  let turns = 0;
  let lives = 0;
  const stopped = (end: PlaybackEnd): Playback => ({ pair, turns, eventLogHash: hash.hex(), end });
  if (until < 1) return stopped({ kind: 'played' });
  for (const turn of journal.history()) {
    if (isRecordFailure(turn)) return stopped({ kind: 'damaged', failure: turn });
    if (turn.kind === 'entry') {
      if (turn.entry.kind === 'life' && (lives += 1) > 1) passOn(engine, turn.entry, turns);
      onlooker.entry?.(turn);
      continue;
    }
    const played = replay(engine, turn);
    turns = turn.sequence;
    if (typeof played === 'string') return stopped(differs(played, turn));
    hash.append(turn.events, played.asked);
    if (!played.isAsRecorded) return stopped(differs(inWords(played.asked), turn));
    onlooker.after?.(turn, played.asked, pair);
    if (turns >= until) break;
  }
  return stopped({ kind: 'played' });
}

/** An invariant that a record breaks now is a difference too: it held when the record was made. */
function replay(engine: EngineState, turn: RecordedTurn): ReplayedTurn | string {
  try {
    return replayTurn(engine, turn);
  } catch (error) {
    if (error instanceof AssertionFailure) return error.message;
    throw error;
  }
}

const differs = (asked: string, { commands }: RecordedTurn): PlaybackEnd => ({
  kind: 'differs',
  asked,
  recorded: inWords(commands),
});

const inWords = (commands: readonly object[]): string =>
  commands.length === 0 ? 'nothing' : JSON.stringify(commands);
