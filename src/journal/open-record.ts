// A record that a run may be taken up from: as much of its journal as can be vouched for, held against the mark that is kept apart. A
// journal that was cut, or is an older copy, looks whole by itself.
import type { Departures } from '../core/departures.ts';
import { isRecordFailure, type RecordFailure } from './failure.ts';
import { readMark, type FoundMark } from './high-water-mark.ts';
import { readJournal, type JournalReader, type RecordedEntry, type TurnRow } from './read-journal.ts';
import type { RunDirectory } from './run-directory.ts';
import type { LostRecord } from './run-entry.ts';
import { isLife } from './recorded-lives.ts';
import { bootOfMachine, readDepartures } from './sent-mark.ts';
import { Survey } from './survey.ts';

/** Its journal is to be closed. */
export function openRecord({
  journal,
  mark,
  sent,
}: Pick<RunDirectory, 'journal' | 'mark' | 'sent'>): OpenRecord | RecordFailure {
  const reader = readJournal(journal);
  return isRecordFailure(reader) ? reader : new OpenRecord(reader, readMark(mark), sent);
}

export class OpenRecord {
  readonly kind = 'record';
  readonly reader: JournalReader;
  /** Of what was read so far. */
  readonly survey: Survey;
  readonly #found: FoundMark | undefined;
  readonly #sent: string;

  /** Use `openRecord`. */
  constructor(reader: JournalReader, found: FoundMark | undefined, sent: string) {
    this.reader = reader;
    this.survey = new Survey(reader);
    this.#found = found;
    this.#sent = sent;
  }

  /** To be read once: a record is long. */
  *rows(): Generator<TurnRow | RecordedEntry | RecordFailure, void, undefined> {
    for (const row of this.reader.rows()) {
      this.survey.note(row);
      yield row;
    }
  }

  /** When all was read: set where more was written than can be vouched for, or where nobody can tell. */
  get lostEnd(): LostRecord | undefined {
    const { turns, entries, failure } = this.survey;
    const mark = this.#found?.mark;
    // The mark is made before the first turn: without either, whoever began the run died before it had done anything.
    const hasNotBegun = this.#found === undefined && turns === 0 && entries.length <= 1;
    const isBehind =
      !hasNotBegun && (mark === undefined || mark.turns > turns || mark.entries > entries.length);
    if (failure === undefined && !isBehind) return undefined;
    // A damaged turn was there, whatever the mark says.
    const written = Math.max(mark?.turns ?? 0, failure === undefined ? turns : turns + 1);
    return { turns: written, lastOrderId: mark?.lastOrderId };
  }

  /** When all was read: what the process that wrote it may have sent ahead of it. */
  get departures(): Departures {
    if (this.lostEnd !== undefined) return 'unknown';
    const entry = this.survey.entries.findLastIndex(isLife) + 1;
    return readDepartures({ path: this.#sent, entry, boot: bootOfMachine() });
  }
}
