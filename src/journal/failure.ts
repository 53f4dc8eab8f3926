// What can go wrong with the record of a run, as values: disks fill up, and people name files that are something else.

/** Every code, and what to do about it. */
export const recordRemedies = {
  'journal-missing': 'Name the journal.sqlite of a run.',
  'journal-exists': 'Give every run a directory of its own.',
  'journal-unreadable': 'Name the journal.sqlite of a run, in a directory that you may read and write.',
  'journal-unwritable': 'Make room on its disk, or give the run a directory that can be written.',
  'sent-unwritable':
    'Make room on its disk: until then a process that dies may leave a fill naked for ten seconds longer.',
  'journal-version': 'Read it with the version of the program that wrote it.',
  'journal-corrupt': 'Use the turns before the damage, or another copy of the file.',
  'journal-gap': 'Use the turns before the gap, or another copy of the file.',
  'not-a-journal': 'Name the journal.sqlite of a run.',
  'file-unwritable': 'Make room on its disk, or give the run a directory that can be written.',
  'log-unwritable': 'Make room on its disk, or give the run a directory that can be written.',
  'day-file-unreadable': 'Name a file that you may read, or a new one where the day has begun with nothing.',
  'day-file-corrupt':
    'Look up the day’s loss at the venues. Remove the file only if the day may begin at nothing again.',
  'day-file-unwritable': 'Name a file in a directory that can be written, or make room on its disk.',
  'share-unreadable': 'Let the folder be one that you may read and write; XDG_STATE_HOME names another.',
  'share-corrupt':
    'Look up what that run has lost today. Remove the file only where its loss need not count any more.',
  'share-unwritable': 'Make room on its disk, or let XDG_STATE_HOME name a folder that can be written.',
  'share-in-another-asset': 'Trade on another account, or when the day is over.',
  'run-directory-unwritable': 'Name a directory that can be written, or make this one so.',
  'run-directory-exists': 'Remove old runs, or name another directory.',
} as const;

export type RecordFailureCode = keyof typeof recordRemedies;

export interface RecordFailure {
  readonly kind: 'record-failure';
  readonly code: RecordFailureCode;
  /** One sentence: what is wrong, with the path. */
  readonly text: string;
  /** One sentence: what would make it right. */
  readonly remedy: string;
}

export function recordFailure(code: RecordFailureCode, text: string): RecordFailure {
  return { kind: 'record-failure', code, text, remedy: recordRemedies[code] };
}

export function isRecordFailure(value: object): value is RecordFailure {
  return 'kind' in value && value.kind === 'record-failure';
}

/** The code in an error of the operating system, such as EACCES. Any other error is a bug, and is thrown again. */
export function systemErrorCode(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  throw error;
}
