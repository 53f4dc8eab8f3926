// The processes that worked on a run, as its journal tells them apart: each with its turns, and with what happened before the next. The
// journal is read once for all of it.
import { assert } from '../core/assert.ts';
import type { Departures } from '../core/departures.ts';
import { isRecordFailure, type RecordFailure } from './failure.ts';
import { LentLevels } from './lent-levels.ts';
import type { OpenRecord } from './open-record.ts';
import type { RecordedEntry, TurnRow } from './read-journal.ts';
import type { RecordedTurn } from './recorded.ts';
import type { LifeEntry, LostRecord } from './run-entry.ts';

export interface LivesOptions {
  readonly record: OpenRecord;
  /** What the process that reads them begins with; asked when all of the record was read. */
  readonly next: () => Passage;
  /** A turn that can be vouched for, before it is given. */
  readonly onRow: (row: TurnRow) => void;
  /** A turn whose checksum is right says nothing to this version: it is the last that is given. */
  readonly onUnreadable: (failure: RecordFailure) => void;
}

/** What is found, and decided, when a process takes over from the one before. */
type Passage = Pick<LifeEntry, 'lostEnd' | 'departures' | 'isWoken'>;

export class RecordedLife {
  /** What the next process began with: known when the turns of this one were read. */
  lostEnd: LostRecord | undefined;
  departures: Departures | undefined;
  isWoken = false;
  isRead = false;
  /** To be read before those of the next one. Market events lend their levels until the next turn, as they do in a run. */
  readonly turns: Iterable<RecordedTurn>;

  /** `read` gives the turns, and then what came after them. */
  constructor(read: () => Generator<RecordedTurn, Passage, undefined>) {
    this.turns = this.#read(read());
  }

  *#read(turns: Generator<RecordedTurn, Passage, undefined>): Generator<RecordedTurn, void, undefined> {
    const { lostEnd, departures, isWoken } = yield* turns;
    this.lostEnd = lostEnd;
    this.departures = departures;
    this.isWoken = isWoken;
    this.isRead = true;
  }
}

export function* recordedLives(options: LivesOptions): Generator<RecordedLife, void, undefined> {
  const rows = options.record.rows();
  const reading: Reading = { rows, isOver: false, hasBegun: false };
  while (!reading.isOver) {
    const life = new RecordedLife(() => turnsOfLife(reading, options));
    yield life;
    assert(life.isRead, 'the turns of a process are read before those of the next one');
  }
}

export const isLife = (recorded: RecordedEntry): recorded is RecordedEntry & { readonly entry: LifeEntry } =>
  recorded.entry.kind === 'life';

interface Reading {
  readonly rows: Iterator<TurnRow | RecordedEntry | RecordFailure, void>;
  isOver: boolean;
  /** The first life said so. A journal of the first format has one life, and does not say so. */
  hasBegun: boolean;
}

function* turnsOfLife(
  reading: Reading,
  { record, next, onRow, onUnreadable }: LivesOptions,
): Generator<RecordedTurn, Passage, undefined> {
  const levels = new LentLevels();
  for (;;) {
    const { value: row } = reading.rows.next();
    if (row === undefined || isRecordFailure(row)) break;
    if (row.kind === 'turn-row') {
      const turn = record.reader.decode(row, levels);
      if (isRecordFailure(turn)) {
        onUnreadable(turn);
        break;
      }
      onRow(row);
      yield turn;
    } else if (isLife(row)) {
      if (reading.hasBegun) return row.entry;
      reading.hasBegun = true;
    }
  }
  reading.isOver = true;
  return next();
}
