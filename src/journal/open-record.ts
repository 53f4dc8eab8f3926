// A record that a run may be taken up from: as much of its journal as can be vouched for, held against the mark that is kept apart. A
// journal that was cut, or is an older copy, looks whole by itself.
import { isRecordFailure, type RecordFailure } from './failure.ts';
import { readMark } from './high-water-mark.ts';
import { readJournal, type JournalReader } from './read-journal.ts';
import type { RunDirectory } from './run-directory.ts';
import type { LostRecord } from './run-entry.ts';
import { surveyJournal, type Survey } from './survey.ts';

export interface OpenRecord {
  readonly kind: 'record';
  /** To be closed. */
  readonly reader: JournalReader;
  readonly survey: Survey;
  /** Set where more was written than can be vouched for, or where nobody can tell. */
  readonly lostEnd: LostRecord | undefined;
}

export function openRecord({
  journal,
  mark: markPath,
}: Pick<RunDirectory, 'journal' | 'mark'>): OpenRecord | RecordFailure {
  const reader = readJournal(journal);
  if (isRecordFailure(reader)) return reader;
  const survey = surveyJournal(reader);
  const found = readMark(markPath);
  const mark = found?.mark;
  const { turns, entries, failure } = survey;
  // The mark is made before the first turn: without either, whoever began the run died before it had done anything.
  const hasNotBegun = found === undefined && turns === 0 && entries.length <= 1;
  const isBehind =
    !hasNotBegun && (mark === undefined || mark.turns > turns || mark.entries > entries.length);
  const isLost = failure !== undefined || isBehind;
  // A damaged turn was there, whatever the mark says.
  const written = Math.max(mark?.turns ?? 0, failure === undefined ? turns : turns + 1);
  const lostEnd = isLost ? { turns: written, lastOrderId: mark?.lastOrderId } : undefined;
  return { kind: 'record', reader, survey, lostEnd };
}
