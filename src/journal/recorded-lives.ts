// The processes that worked on a run, as its journal tells them apart: each with its turns, and with what happened before the next.
import { isRecordFailure, type RecordFailure } from './failure.ts';
import type { JournalReader, RecordedEntry } from './read-journal.ts';
import type { RecordedTurn } from './recorded.ts';
import type { LifeEntry, LostRecord } from './run-entry.ts';
import type { Survey } from './survey.ts';

export interface RecordedLife {
  /** To be read before those of the next one. */
  readonly turns: Iterable<RecordedTurn>;
  /** What was found, and decided, when the next process began. */
  readonly lostEnd: LostRecord | undefined;
  readonly isWoken: boolean;
}

export interface LivesOptions {
  readonly reader: JournalReader;
  readonly survey: Survey;
  /** What the process that reads them begins with. */
  readonly next: Pick<LifeEntry, 'lostEnd' | 'isWoken'>;
  /** A turn whose checksum is right says nothing to this version: it is the last that is given. */
  readonly onUnreadable: (failure: RecordFailure) => void;
}

export function* recordedLives({
  reader,
  survey,
  next,
  onUnreadable,
}: LivesOptions): Generator<RecordedLife, void, undefined> {
  const turns = readable(reader, onUnreadable);
  const lives = survey.entries.filter(isLife);
  // A journal of the first format has one life, and does not say so.
  const count = Math.max(1, lives.length);
  for (let life = 0; life < count; life += 1) {
    const after = lives[life + 1];
    const last = after?.afterSequence ?? survey.turns;
    const first = (lives[life]?.afterSequence ?? 0) + 1;
    const { lostEnd, isWoken } = after?.entry ?? next;
    yield { turns: take(turns, last - first + 1), lostEnd, isWoken };
  }
}

export const isLife = (recorded: RecordedEntry): recorded is RecordedEntry & { readonly entry: LifeEntry } =>
  recorded.entry.kind === 'life';

function* readable(
  reader: JournalReader,
  onUnreadable: LivesOptions['onUnreadable'],
): Generator<RecordedTurn, void, undefined> {
  for (const turn of reader.turns()) {
    if (!isRecordFailure(turn)) yield turn;
    else onUnreadable(turn);
  }
}

function* take<Item>(items: Iterator<Item, void>, count: number): Generator<Item, void, undefined> {
  for (let taken = 0; taken < count; taken += 1) {
    const next = items.next();
    if (next.done === true) return;
    yield next.value;
  }
}
