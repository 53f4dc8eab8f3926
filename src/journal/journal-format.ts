// What writer and reader of the journal agree on: an SQLite file with one row about the run, one row per turn, and one per entry, which
// says what became of the run as a whole. Checksums form a chain (each covers the one before), so that a changed, lost, added or
// exchanged row is found where it stands.
import { crc32 } from 'node:zlib';
import type { AsciiBuffer } from './ascii-buffer.ts';

/** "evkl" in the header of the SQLite file: what makes it a journal of ours. */
export const applicationId = 0x65_76_6b_6c;

/** Counted up whenever an older reader could not read the file, or would misread it. The first had no entries. */
export const schemaVersion = 2;
export const firstSchemaVersion = 1;

export const tables = `
  CREATE TABLE run (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    schema_version INTEGER NOT NULL,
    engine_version TEXT NOT NULL,
    epoch_seconds INTEGER NOT NULL,
    created_at_us INTEGER NOT NULL,
    config TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE turn (
    seq INTEGER PRIMARY KEY,
    at_us INTEGER NOT NULL,
    payload TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE entry (
    number INTEGER PRIMARY KEY,
    after_seq INTEGER NOT NULL,
    at_us INTEGER NOT NULL,
    payload TEXT NOT NULL,
    checksum INTEGER NOT NULL
  ) STRICT;
`;

/** What a journal says about its run. */
export interface RunRecord {
  readonly engineVersion: string;
  /** The epoch from which the run's client order ids are derived, in seconds. */
  readonly epochSeconds: number;
  readonly createdAtUs: number;
  /** The run's configuration as JSON, amounts as decimal strings. Nothing secret. */
  readonly configJson: string;
}

/** The first link of the chain. */
export function runChecksum(run: RunRecord, version: number = schemaVersion): number {
  return crc32(
    JSON.stringify([version, run.engineVersion, run.epochSeconds, run.createdAtUs, run.configJson]),
  );
}

/** What stands before a turn's payload when its checksum is taken, so that it covers the other columns too. */
export function writeTurnHead(buffer: AsciiBuffer, sequence: number, atUs: number): void {
  buffer.integer(sequence);
  buffer.newline();
  buffer.integer(atUs);
  buffer.newline();
}

/** An entry as its row has it. */
export interface EntryRow {
  /** 1, 2, 3, … without a gap. */
  readonly number: number;
  /** The turn that came before it; 0 before the first. */
  readonly afterSequence: number;
  readonly atUs: number;
  readonly payload: string;
}

export const entryChecksum = (
  { number, afterSequence, atUs, payload }: EntryRow,
  previousChecksum: number,
): number => crc32(JSON.stringify([number, afterSequence, atUs, payload]), previousChecksum);
