// Everything that a run leaves behind: the journal with its hash, fills.csv, funding.csv, hedges.csv, the log, and the summary at the end.
import { relative } from 'node:path';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { Command, RunOutcome } from '../../core/commands.ts';
import type { EngineEvent } from '../../core/events.ts';
import type { ClientOrderId } from '../../core/order.ts';
import type { HedgeMode } from '../../core/pair.ts';
import type { PairState } from '../../execution/pair-state.ts';
import { CsvFile } from '../../journal/csv-file.ts';
import type { DayRecord } from '../../journal/day-file.ts';
import { EventHash } from '../../journal/event-hash.ts';
import { isRecordFailure, recordFailure, type RecordFailure } from '../../journal/failure.ts';
import { jsonLog } from '../../journal/json-log.ts';
import { openLogFile, type LogFile } from '../../journal/log-file.ts';
import { replaceFile } from '../../journal/replace-file.ts';
import { createRunDirectory, type RunDirectory } from '../../journal/run-directory.ts';
import { beginRunJournal, continueRunJournal } from '../../journal/run-journal.ts';
import type { SqliteJournal } from '../../journal/sqlite-journal.ts';
import { textLog } from '../../journal/text-log.ts';
import type { CycleStart } from '../../ledger/cycle.ts';
import type { FundingPayment, LedgerFill } from '../../ledger/entries.ts';
import type { HedgeEpisode } from '../../ledger/hedge-episode.ts';
import type { PairLedger } from '../../ledger/ledger.ts';
import type { Journal } from '../../ports/journal.ts';
import { fillsCsvHeader, formatFill } from '../../reports/fills-csv.ts';
import { fundingCsvHeader, formatFunding } from '../../reports/funding-csv.ts';
import { formatHedge, hedgesCsvHeader } from '../../reports/hedges-csv.ts';
import { version } from '../version.ts';
import type { RunReport } from './report.ts';
import type { RunPlan } from './run-plan.ts';
import type { RevivedRun, WrittenSoFar } from './take-up/revive.ts';
import { describeRun } from './take-up/run-config.ts';

/** Where a run leaves its folder, and what it is called. */
export interface RecordsPlace {
  readonly base: string;
  readonly name: string;
}

/**
 * Creates the run's folder and begins its files, or goes on with those of the run that is taken up; nothing is left behind when that
 * cannot be done. Without a place of its own the folder is among those of all runs, and is called after the time and the market. `day`
 * is what the run goes on with.
 */
export function createRecords(plan: RunPlan, place?: RecordsPlace, day?: DayRecord): Checked<RunRecords> {
  const revived = 'revived' in plan ? plan.revived : undefined;
  return revived === undefined ? beginRecords(plan, place, day) : goOnWithRecords(plan, revived);
}

function beginRecords(
  plan: RunPlan,
  place: RecordsPlace | undefined,
  day: DayRecord | undefined,
): Checked<RunRecords> {
  const { config, settings, world } = plan;
  const createdAt = new Date();
  const { base, name } = place ?? {
    base: settings.values.runsDir,
    name: `${folderStamp(createdAt)}-${config.primary.base}-${world}`,
  };
  const directory = createRunDirectory(base, name);
  if (directory.kind === 'record-failure') return refuse(directory);
  const run = {
    engineVersion: version,
    epochSeconds: config.runEpochSeconds,
    createdAtUs: createdAt.getTime() * 1_000,
    configJson: JSON.stringify(describeRun(plan, day)),
  };
  const traces = 'traces' in plan ? plan.traces : undefined;
  const journal = beginRunJournal(directory, run, {
    owner: traces?.pair,
    life: { kind: 'life', engineVersion: version, isWoken: false },
    atUs: run.createdAtUs,
    onFailure: tellRecordFailure,
  });
  if (isRecordFailure(journal)) return refuse(journal);
  const nothing = { hash: new EventHash(), fills: [], funding: [], hedges: [] };
  return openFiles(plan, { directory, journal, written: nothing, ledger: undefined });
}

/** The files for people are made anew from the journal, because they may have been cut in the middle of a line. */
function goOnWithRecords(plan: RunPlan, revived: RevivedRun): Checked<RunRecords> {
  const { directory, config, life, engine, written } = revived;
  const journal = continueRunJournal(directory, revived, {
    owner: config.pair,
    life,
    atUs: Math.max(Date.now() * 1_000, revived.lastAtUs),
    onFailure: tellRecordFailure,
  });
  if (isRecordFailure(journal)) return refuse(journal);
  return openFiles(plan, { directory, journal, written, ledger: engine.pair.ledger });
}

interface BegunRecords {
  readonly directory: RunDirectory;
  readonly journal: SqliteJournal;
  readonly written: WrittenSoFar;
  /** Where what was written so far comes from. */
  readonly ledger: PairLedger | undefined;
}

function openFiles(
  { config, settings }: RunPlan,
  { directory, journal, written, ledger }: BegunRecords,
): Checked<RunRecords> {
  const { logFormat, runsDir } = settings.values;
  const instruments = new Map(
    [config.primary, config.hedge].map((instrument) => [instrument.key, instrument]),
  );
  const log = openLogFile(directory.log[logFormat], {
    writer:
      logFormat === 'json' ? jsonLog(relative(runsDir, directory.path), instruments) : textLog(instruments),
    onFailure: tellRecordFailure,
  });
  if (isRecordFailure(log)) return refuse(log);
  const lines = <Item>(items: readonly Item[], render: (item: Item, from: PairLedger) => string): string =>
    ledger === undefined ? '' : items.map((item) => render(item, ledger)).join('');
  const csv = (path: string, text: string): CsvFile => new CsvFile(path, text, tellRecordFailure);
  const { hash, fills, funding, hedges } = written;
  return accepted(
    new RunRecords({
      directory,
      journal,
      log,
      hash,
      fills: csv(
        directory.fills,
        fillsCsvHeader + lines(fills, ({ fill, cycle }, from) => fillLine(fill, cycle, from)),
      ),
      funding: csv(directory.funding, fundingCsvHeader + lines(funding, fundingLine)),
      hedges: csv(
        directory.hedges,
        hedgesCsvHeader + lines(hedges, (episode) => formatHedge(episode, config.hedgeMode)),
      ),
    }),
  );
}

function fillLine(fill: LedgerFill, cycle: CycleStart | undefined, ledger: PairLedger): string {
  const { instrument } = ledger.account(fill.instrument);
  return formatFill(fill, instrument, cycle);
}

const fundingLine = (payment: FundingPayment, ledger: PairLedger): string =>
  formatFunding(payment, ledger.account(payment.instrument).instrument);

/** "2026-01-05-000000": sorts by time, and is a name in every file system. */
export const folderStamp = (at: Date): string =>
  at.toISOString().slice(0, 19).replace(/:/g, '').replace('T', '-');

/** Ends after which the run is taken up again. */
const goesOn: ReadonlySet<RunOutcome> = new Set(['held', 'halted-safe']);

interface RecordFiles {
  readonly directory: RunDirectory;
  readonly journal: SqliteJournal;
  readonly log: LogFile;
  /** Of everything that the journal holds already. */
  readonly hash: EventHash;
  readonly fills: CsvFile;
  readonly funding: CsvFile;
  readonly hedges: CsvFile;
}

export class RunRecords implements Journal {
  readonly path: string;
  readonly #files: RecordFiles;

  /** Use `createRecords`. */
  constructor(files: RecordFiles) {
    this.path = files.directory.path;
    this.#files = files;
  }

  announce(clientOrderId: ClientOrderId): boolean {
    return this.#files.journal.announce(clientOrderId);
  }

  append(events: readonly EngineEvent[], commands: readonly Command[]): string | undefined {
    this.#files.hash.append(events, commands);
    this.#files.log.append(events, commands);
    return this.#files.journal.append(events, commands);
  }

  writeFill(fill: LedgerFill, { ledger }: PairState): void {
    this.#files.fills.append(fillLine(fill, ledger.cycle(fill.cycle)?.start, ledger));
  }

  writeFunding(payment: FundingPayment, { ledger }: PairState): void {
    this.#files.funding.append(fundingLine(payment, ledger));
  }

  writeHedge(episode: HedgeEpisode, hedgeMode: HedgeMode): void {
    this.#files.hedges.append(formatHedge(episode, hedgeMode));
  }

  /** Of everything so far. */
  eventLogHash(): string {
    return this.#files.hash.hex();
  }

  /** `pair` as the run has left it: one that its engine has not finished is taken up again. */
  close(report: RunReport, { isFinished, nowUs }: PairState): void {
    const { directory, journal, log, fills, funding, hedges } = this.#files;
    const { outcome, endReason: reason } = report;
    if (isFinished) journal.enter({ kind: 'end', outcome, reason }, nowUs, !goesOn.has(outcome));
    journal.close();
    log.close();
    for (const file of [fills, funding, hedges]) file.close();
    const trouble = replaceFile(directory.summary, `${JSON.stringify(report, undefined, 2)}\n`);
    if (trouble === undefined) return;
    const text = `${directory.summary} cannot be written: ${trouble}.`;
    tellRecordFailure(recordFailure('file-unwritable', text));
  }
}

/** A run goes on without its record, because a hedge must; but nobody may learn of it only later. */
export function tellRecordFailure({ text, remedy }: RecordFailure): void {
  process.stderr.write(`evenkeel: ${text} ${remedy}\n`);
}

function refuse({ code, text, remedy }: RecordFailure): Checked<never> {
  return refused(code, text, remedy);
}
