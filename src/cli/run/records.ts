// Everything that a run leaves behind: the journal with its hash, fills.csv, funding.csv, hedges.csv, the log, and the summary at the end.
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import type { Command } from '../../core/commands.ts';
import type { EngineEvent } from '../../core/events.ts';
import { formatRate } from '../../core/conversion.ts';
import type { HedgeMode } from '../../core/pair.ts';
import type { PairState } from '../../execution/pair-state.ts';
import type { DayRecord } from '../../journal/day-file.ts';
import { writeEngineStart } from '../../journal/engine-start.ts';
import { EventHash } from '../../journal/event-hash.ts';
import { isRecordFailure, type RecordFailure } from '../../journal/failure.ts';
import { openLogFile, type LogFile } from '../../journal/log-file.ts';
import { createRunDirectory, type RunDirectory } from '../../journal/run-directory.ts';
import { createSqliteJournal, type SqliteJournal } from '../../journal/sqlite-journal.ts';
import type { FundingPayment, LedgerFill } from '../../ledger/entries.ts';
import type { HedgeEpisode } from '../../ledger/hedge-episode.ts';
import type { Journal } from '../../ports/journal.ts';
import { fillsCsvHeader, formatFill } from '../../reports/fills-csv.ts';
import { fundingCsvHeader, formatFunding } from '../../reports/funding-csv.ts';
import { formatHedge, hedgesCsvHeader } from '../../reports/hedges-csv.ts';
import { describeSettings } from '../settings/describe.ts';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { version } from '../version.ts';
import type { RunPlan } from './run-plan.ts';
import type { RunReport } from './report.ts';

/** Where a run leaves its folder, and what it is called. */
export interface RecordsPlace {
  readonly base: string;
  readonly name: string;
}

/**
 * Creates the run's folder and begins its files; nothing is left behind when that cannot be done. Without a place of its own
 * the folder is among those of all runs, and is called after the time and the market. `day` is what the run goes on with.
 */
export function createRecords(plan: RunPlan, place?: RecordsPlace, day?: DayRecord): Checked<RunRecords> {
  const { config, settings, world } = plan;
  const createdAt = new Date();
  const { base, name } = place ?? {
    base: settings.values.runsDir,
    name: `${folderStamp(createdAt)}-${config.primary.base}-${world}`,
  };
  const directory = createRunDirectory(base, name);
  if (directory.kind === 'record-failure') return refuse(directory);
  const journal = createSqliteJournal(
    directory.journal,
    {
      engineVersion: version,
      epochSeconds: config.runEpochSeconds,
      createdAtUs: createdAt.getTime() * 1_000,
      configJson: JSON.stringify(describeConfig(plan, day)),
    },
    { onFailure: tellRecordFailure },
  );
  if (isRecordFailure(journal)) return refuse(journal);
  const log = openLogFile(directory.log, {
    instruments: new Map([config.primary, config.hedge].map((instrument) => [instrument.key, instrument])),
    onFailure: tellRecordFailure,
  });
  if (isRecordFailure(log)) return refuse(log);
  return accepted(new RunRecords(directory, journal, log));
}

/** "2026-01-05-000000": sorts by time, and is a name in every file system. */
export const folderStamp = (at: Date): string =>
  at.toISOString().slice(0, 19).replace(/:/g, '').replace('T', '-');

export class RunRecords implements Journal {
  readonly path: string;
  readonly #directory: RunDirectory;
  readonly #journal: SqliteJournal;
  readonly #hash = new EventHash();
  readonly #fills: number;
  readonly #funding: number;
  readonly #hedges: number;
  readonly #log: LogFile;

  /** Use `createRecords`. */
  constructor(directory: RunDirectory, journal: SqliteJournal, log: LogFile) {
    this.path = directory.path;
    this.#directory = directory;
    this.#journal = journal;
    this.#fills = openSync(directory.fills, 'wx', 0o600);
    this.#log = log;
    writeSync(this.#fills, fillsCsvHeader);
    this.#funding = openSync(directory.funding, 'wx', 0o600);
    writeSync(this.#funding, fundingCsvHeader);
    this.#hedges = openSync(directory.hedges, 'wx', 0o600);
    writeSync(this.#hedges, hedgesCsvHeader);
  }

  append(events: readonly EngineEvent[], commands: readonly Command[]): string | undefined {
    this.#hash.append(events, commands);
    this.#log.append(events, commands);
    return this.#journal.append(events, commands);
  }

  writeFill(fill: LedgerFill, { ledger }: PairState): void {
    const { instrument } = ledger.account(fill.instrument);
    writeSync(this.#fills, formatFill(fill, instrument, ledger.cycle(fill.cycle)?.start));
  }

  writeFunding(payment: FundingPayment, { ledger }: PairState): void {
    writeSync(this.#funding, formatFunding(payment, ledger.account(payment.instrument).instrument));
  }

  writeHedge(episode: HedgeEpisode, hedgeMode: HedgeMode): void {
    writeSync(this.#hedges, formatHedge(episode, hedgeMode));
  }

  /** Of everything so far. */
  eventLogHash(): string {
    return this.#hash.hex();
  }

  close(report: RunReport): void {
    this.#journal.close();
    this.#log.close();
    closeSync(this.#fills);
    closeSync(this.#funding);
    closeSync(this.#hedges);
    writeFileSync(this.#directory.summary, `${JSON.stringify(report, undefined, 2)}\n`, { mode: 0o600 });
  }
}

/** A run goes on without its record, because a hedge must; but nobody may learn of it only later. */
export function tellRecordFailure({ text, remedy }: RecordFailure): void {
  process.stderr.write(`evenkeel: ${text} ${remedy}\n`);
}

function refuse({ code, text, remedy }: RecordFailure): Checked<never> {
  return refused(code, text, remedy);
}

/** What the run was asked to do, for whoever reads its journal or plays it again; exact, and with nothing secret in it. */
function describeConfig(
  { config, settings, world }: RunPlan,
  day: DayRecord | undefined,
): Record<string, unknown> {
  return {
    world,
    primary: config.primary.key,
    hedge: config.hedge.key,
    conversions: config.conversions.map((rate) => ({
      asset: rate.asset,
      rate: formatRate(rate),
      assumed: rate.assumed,
    })),
    settings: describeSettings(settings),
    start: writeEngineStart({ pair: config, seed: settings.values.seed, day }),
  };
}
