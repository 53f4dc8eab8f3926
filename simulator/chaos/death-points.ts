// The named moments at which a process is killed: each lies between two things of which a crash must not lose one. A process that is
// told its point dies there by itself (`mortal.ts`), because nobody outside could hit it.

export const deathPoints = {
  'fill-heard': 'between a fill of the quote and the decision to hedge it',
  'hedge-unannounced': 'after a hedge was decided, before it is announced',
  'hedge-unsent': 'after a hedge was announced, before it leaves',
  'hedge-unrecorded': 'after a hedge has left and is answered, before its record',
  'hedge-recorded': 'after the record of a hedge, before anything is heard of it',
  'fill-recorded': 'after the record of a fill, before it is in fills.csv',
  'quote-unrecorded': 'after a quote was decided, before its record',
  'quote-unsent': 'between the record of a quote and its leaving',
  'quote-unanswered': 'after a quote has left, before its answer',
  'cancel-unrecorded': 'after a cancel has left, before its record',
  'commit-torn': 'in the middle of a transaction of the journal',
  checkpoint: 'while SQLite folds its log into the journal',
  'mark-unwritten': 'after a record is on the disk, before the mark that is kept apart says so',
  'life-unmarked': 'after a process has entered itself into the journal, before the mark knows of it',
  'in-recovery': 'while a process that takes up a run still asks the venues',
  flattening: 'while a run that was stopped ends its orders and closes its pair',
  'finish-recorded': 'after the record that the run is over, before the venues are asked for their last word',
  'end-recorded': 'after the last word on record, before the summary',
} as const;

export type DeathPoint = keyof typeof deathPoints;

export const deathPointNames = Object.keys(deathPoints) as readonly DeathPoint[];

export const isDeathPoint = (name: string | undefined): name is DeathPoint =>
  name !== undefined && Object.hasOwn(deathPoints, name);

/** Only a run that was told to stop comes by these. */
export const endingPoints: ReadonlySet<DeathPoint> = new Set([
  'flattening',
  'finish-recorded',
  'end-recorded',
]);

/** How often a process may come by a point before it dies there: more where it comes by often. */
export const occurrencesMax: Readonly<Record<DeathPoint, number>> = {
  'fill-heard': 2,
  'hedge-unannounced': 2,
  'hedge-unsent': 2,
  'hedge-unrecorded': 2,
  'hedge-recorded': 2,
  'fill-recorded': 2,
  'quote-unrecorded': 3,
  'quote-unsent': 3,
  'quote-unanswered': 3,
  'cancel-unrecorded': 2,
  // Only of several turns at once: one by itself is a single statement.
  'commit-torn': 8,
  checkpoint: 20,
  'mark-unwritten': 5,
  'life-unmarked': 1,
  'in-recovery': 8,
  flattening: 1,
  'finish-recorded': 1,
  'end-recorded': 1,
};

/** By which variables a process is told its end. */
export const deathVariables = { point: 'CHAOS_DEATH_POINT', occurrence: 'CHAOS_DEATH_OCCURRENCE' } as const;
