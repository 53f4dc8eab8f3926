// A run as it left itself on the disk: the journal, what its engine began with, and what it said of itself at the end.
import { z } from 'zod';
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import { readEngineStart, type EngineStart } from '../../journal/engine-start.ts';
import { isRecordFailure, type RecordFailure } from '../../journal/failure.ts';
import { readJournal, type JournalReader } from '../../journal/read-journal.ts';
import type { World } from '../../reports/run-summary.ts';
import { readTextFile } from '../settings/text-file.ts';
import { version } from '../version.ts';
import type { FoundRun } from './find-run.ts';

export interface RecordedRun {
  readonly folder: string;
  readonly journal: JournalReader;
  readonly start: EngineStart;
  readonly world: World;
  /** By which resting orders were filled, as it is typed; `undefined` on venues, and where it is not on record. */
  readonly queueModel: string | undefined;
  /** `undefined` for a run that never came to its end. */
  readonly summary: RecordedSummary | undefined;
}

/** What a replay is held against; exact decimal texts. */
export type RecordedSummary = z.infer<typeof summaryShape>;

const summaryShape = z.object({
  eventLogHash: z.string(),
  endReason: z.string(),
  outcome: z.string(),
  cycles: z.int(),
  cyclesAbandoned: z.int(),
  volume: z.string(),
  grossPnl: z.string(),
  fees: z.string(),
  rebates: z.string(),
  funding: z.string(),
  netPnl: z.string(),
  netDelta: z.string(),
  positions: z.object({ primary: z.string(), hedge: z.string() }),
});

const configShape = z.object({
  world: z.enum(['simulated', 'replay', 'paper', 'local', 'live']),
  start: z.unknown(),
  settings: z.object({ 'queue-model': z.object({ value: z.string() }).optional() }).optional(),
});

/** Its journal is to be closed. */
export function openRecordedRun({
  folder,
  journal: path,
  summary: summaryPath,
}: FoundRun): Checked<RecordedRun> {
  const summary = readSummary(summaryPath);
  if (!summary.ok) return summary;
  const journal = readJournal(path);
  if (isRecordFailure(journal)) return refuseRecord(journal);
  const config = configShape.safeParse(parseJson(journal.run.configJson));
  const start = config.success ? readEngineStart(config.data.start) : undefined;
  if (config.success && start !== undefined)
    return accepted({
      folder,
      journal,
      start,
      world: config.data.world,
      queueModel: queueModelOf(config.data),
      summary: summary.value,
    });
  journal.close();
  return refused(
    'journal-without-start',
    `${path} does not hold what its run began with: version ${journal.run.engineVersion} wrote it, and this is ${version}`,
    'use the version that wrote it, or a newer run',
  );
}

const queueModelOf = ({ world, settings }: z.infer<typeof configShape>): string | undefined =>
  world === 'live' || world === 'local' ? undefined : settings?.['queue-model']?.value;

export const refuseRecord = ({ code, text, remedy }: RecordFailure): CheckFailure =>
  refused(code, text, remedy);

function readSummary(path: string): Checked<RecordedSummary | undefined> {
  const file = readTextFile(path, { isRequired: false });
  if (!file.ok) return file;
  if (file.value === undefined) return accepted(undefined);
  const summary = summaryShape.safeParse(parseJson(file.value.text));
  return summary.success
    ? accepted(summary.data)
    : refused(
        'bad-summary',
        `${path} is no summary of a run`,
        'restore it, or take it away to go without one',
      );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
