// A run that is not over, rebuilt from its folder: the engine as it stood, and everything that it has written down so far, so that its
// files go on without a gap and without anything twice. Nothing on the disk is changed.
import type { FinishCommand } from '../../../core/commands.ts';
import { accepted, refused, type Checked, type CheckFailure } from '../../../core/checked.ts';
import { deriveClientOrderId } from '../../../core/order.ts';
import { recoverPair, type TurnOnRecord } from '../../../engine/recover.ts';
import type { EngineState } from '../../../engine/step.ts';
import type { Halt, PairState } from '../../../execution/pair-state.ts';
import { EventHash } from '../../../journal/event-hash.ts';
import { isRecordFailure, type RecordFailure } from '../../../journal/failure.ts';
import { schemaVersion } from '../../../journal/journal-format.ts';
import { openRecord, type OpenRecord } from '../../../journal/open-record.ts';
import type { RecordedCommand } from '../../../journal/recorded.ts';
import { isLife, recordedLives } from '../../../journal/recorded-lives.ts';
import type { RunDirectory } from '../../../journal/run-directory.ts';
import type { LifeEntry, RunEntry } from '../../../journal/run-entry.ts';
import type { JournalEnd } from '../../../journal/sqlite-journal.ts';
import type { CycleStart } from '../../../ledger/cycle.ts';
import type { FundingPayment, LedgerFill } from '../../../ledger/entries.ts';
import type { HedgeEpisode } from '../../../ledger/hedge-episode.ts';
import { createSeededRandom } from '../../../venues/simulated/seeded-random.ts';
import { DayBegun, type Beginning } from '../../alerts/day-begun.ts';
import { version } from '../../version.ts';
import { readRunConfig, type RecordedConfig } from './run-config.ts';

export interface RevivedRun {
  readonly directory: RunDirectory;
  readonly config: RecordedConfig;
  readonly engine: EngineState;
  /** Set where it had ended, and only its last words are missing. */
  readonly finish: FinishCommand | undefined;
  /** What an operator has not lifted. */
  readonly haltLeft: Halt | undefined;
  readonly written: WrittenSoFar;
  /** How it stood when its latest day began; `undefined` where nothing has happened yet. */
  readonly dayBegan: Beginning | undefined;
  /** Where its journal goes on, and with what. */
  readonly end: JournalEnd;
  readonly life: LifeEntry;
  /** Local time of the last word on record, in µs: no event of this process is earlier. */
  readonly lastAtUs: number;
  /** Its journal is damaged or of an earlier format, and is put in order before it goes on. */
  readonly needsOrder: boolean;
  /** Processes that worked on it before this one. */
  readonly lives: number;
}

export interface WrittenSoFar {
  readonly hash: EventHash;
  readonly fills: WrittenFill[];
  readonly funding: FundingPayment[];
  readonly hedges: HedgeEpisode[];
}

/** With its cycle as it was known then: the ledger does not keep every one. */
interface WrittenFill {
  readonly fill: LedgerFill;
  readonly cycle: CycleStart | undefined;
}

export function reviveRun(directory: RunDirectory): Checked<RevivedRun> {
  const record = openRecord(directory);
  if (isRecordFailure(record)) return isDamage(record) ? beyondUse(directory, record) : refuse(record);
  const revived = revive(directory, record);
  record.reader.close();
  return revived;
}

function revive(directory: RunDirectory, record: OpenRecord): Checked<RevivedRun> {
  const { reader, survey } = record;
  const config = readRunConfig(reader.run.configJson);
  if (config === undefined) return cannotBePlayed(directory, 'its journal does not say enough of it');
  const written: WrittenSoFar = { hash: new EventHash(), fills: [], funding: [], hedges: [] };
  const dayBegun = new DayBegun();
  let finish: FinishCommand | undefined;
  let unreadable: RecordFailure | undefined;
  const { pair: pairConfig, seed, day } = config.start;
  const recovery = recoverPair(
    pairConfig,
    createSeededRandom(seed).fork('engine'),
    recordedLives({
      record,
      next: () => lifeAfter(record),
      onRow: ({ bytes, payloadStart }) => written.hash.appendWritten(bytes, payloadStart),
      onUnreadable: (failure) => (unreadable = failure),
    }),
    {
      prepare: ({ ledger }) => {
        if (day !== undefined) ledger.restoreDaily(day);
      },
      onTurn: (pair, turn) => {
        note(written, pair);
        dayBegun.onTurn(pair);
        finish = finishIn(turn) ?? finish;
      },
    },
  );
  if (unreadable !== undefined) return refuse(unreadable);
  if (!recovery.ok) return cannotBePlayed(directory, recovery.text);
  const { engine, haltLeft } = recovery;
  const { ordersSent } = engine.pair;
  const lastOrderId =
    ordersSent === 0 ? undefined : deriveClientOrderId(pairConfig.runEpochSeconds, ordersSent);
  return accepted({
    directory,
    config,
    engine,
    finish: engine.pair.isFinished ? finish : undefined,
    haltLeft,
    written,
    dayBegan: dayBegun.latest,
    end: { turns: survey.turns, entries: survey.entries.length, lastOrderId, checksum: survey.checksum },
    life: lifeAfter(record),
    lastAtUs: survey.lastAtUs,
    needsOrder: survey.failure !== undefined || reader.run.schemaVersion !== schemaVersion,
    lives: Math.max(1, survey.entries.filter(isLife).length),
  });
}

/** Of a record that was read. */
function lifeAfter({ survey: { entries }, lostEnd, departures }: OpenRecord): LifeEntry {
  const lastLife = entries.findLastIndex(isLife);
  const isWoken = entries.slice(lastLife + 1).some(({ entry }) => wakes(entry));
  return { kind: 'life', engineVersion: version, lostEnd, departures, isWoken };
}

/** The operator has lifted a halt, or a pair was held so that it is gone on with. */
const wakes = (entry: RunEntry): boolean =>
  entry.kind === 'resume' || (entry.kind === 'end' && entry.outcome === 'held');

function note(written: WrittenSoFar, { bookedFills, bookedFunding, endedEpisodes, ledger }: PairState): void {
  for (const fill of bookedFills) written.fills.push({ fill, cycle: ledger.cycle(fill.cycle)?.start });
  if (bookedFunding.length > 0) written.funding.push(...bookedFunding);
  if (endedEpisodes.length > 0) written.hedges.push(...endedEpisodes);
}

const finishIn = ({ commands }: TurnOnRecord): FinishCommand | undefined =>
  (commands as readonly RecordedCommand[]).find((command) => command.kind === 'finish');

const cannotBePlayed = ({ path }: RunDirectory, why: string): CheckFailure =>
  refused(
    'record-of-another-version',
    `the run ${path} of this pair is not over, and this version cannot go on with it: ${why}`,
    'go on with the version that began it; or look at both venues, close what is open there, and put that folder elsewhere',
  );

const isDamage = ({ code }: RecordFailure): boolean =>
  code === 'not-a-journal' || code === 'journal-corrupt' || code === 'journal-missing';

const beyondUse = ({ path }: RunDirectory, { code, text }: RecordFailure): CheckFailure =>
  refused(
    code,
    `the run ${path} of this pair is not over, and nothing can be made of its record: ${text.replace(/\.$/, '')}`,
    'look at both venues, close what is open there with `evenkeel close`, and put that folder elsewhere',
  );

const refuse = ({ code, text, remedy }: RecordFailure): CheckFailure => refused(code, text, remedy);
