// Journals of runs that may be taken up, for the tests of what is left of them.
import type { EngineEvent } from '../../core/events.ts';
import { isRecordFailure, type RecordFailure } from '../failure.ts';
import { openRecord } from '../open-record.ts';
import type { RecordedCommand } from '../recorded.ts';
import { recordedLives } from '../recorded-lives.ts';
import { filesIn, type RunDirectory } from '../run-directory.ts';
import type { LostRecord } from '../run-entry.ts';
import { beginRunJournal } from '../run-journal.ts';
import type { SqliteJournal } from '../sqlite-journal.ts';
import { aRun } from './journals.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export const owner = 'north-ETH south-ETH';

export function beginRun(onFailure: (failure: RecordFailure) => void = failLoudly): {
  readonly directory: RunDirectory;
  readonly journal: SqliteJournal;
} {
  const directory = filesIn(temporaryDirectory());
  const journal = beginRunJournal(directory, aRun, {
    owner,
    life: { kind: 'life', engineVersion: aRun.engineVersion, isWoken: false },
    atUs: aRun.createdAtUs,
    onFailure,
  });
  if (isRecordFailure(journal)) throw new Error(journal.text);
  return { directory, journal };
}

function failLoudly({ text }: RecordFailure): void {
  throw new Error(text);
}

export interface Found {
  readonly turns: readonly {
    readonly events: readonly EngineEvent[];
    readonly commands: readonly RecordedCommand[];
  }[];
  readonly entries: number;
  readonly lostEnd: LostRecord | undefined;
}

/** What whoever takes the run up would find. */
export function find(directory: RunDirectory): Found | RecordFailure {
  const record = openRecord(directory);
  if (isRecordFailure(record)) return record;
  const { reader, survey, lostEnd } = record;
  const lives = recordedLives({
    reader,
    survey,
    next: { isWoken: false, lostEnd },
    onUnreadable: failLoudly,
  });
  const turns = [...lives].flatMap((life) => [...life.turns]);
  reader.close();
  return { turns, entries: survey.entries.length, lostEnd };
}
