// `--carry-day FILE`: a run goes on with the day's loss and volumes that the runs before it left in the file, and keeps them there.
import type { Instrument } from '../../core/instrument.ts';
import { formatQuote, zeroQuote } from '../../core/money.ts';
import type { PairConfig } from '../../core/pair.ts';
import type { PairState } from '../../execution/pair-state.ts';
import { readDayFile, writeDayFile, type DayRecord } from '../../journal/day-file.ts';
import { isRecordFailure, type RecordFailure } from '../../journal/failure.ts';
import type { PairLedger } from '../../ledger/ledger.ts';
import { utcDayStartUs } from '../../ledger/utc-day.ts';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { RunPlan } from './run-plan.ts';

/** Called when the file cannot be written any more; the run goes on, because a hedge must. */
type OnFailure = (failure: RecordFailure) => void;

/**
 * Reads the file that the settings name, or begins it: what cannot be trusted or kept is refused before anything starts.
 * `undefined` where none is named: simulated accounts are fresh.
 */
export function openDayCarry(plan: RunPlan, onFailure: OnFailure): Checked<DayCarry | undefined> {
  const { config, settings } = plan;
  const { carryDay: path } = settings.values;
  if (path === undefined) return accepted(undefined);
  // What a run that is taken up has traded is in its own record, with what it began with.
  const begun = 'revived' in plan ? plan.revived?.config.start.day : undefined;
  if (begun !== undefined) return accepted(new DayCarry(path, begun, onFailure));
  const today = utcDayStartUs(config.runEpochSeconds * 1_000_000);
  const empty: DayRecord = {
    dayStartUs: today,
    asset: config.primary.quote,
    net: zeroQuote,
    traded: accountsOf(config).map((venueAccount) => ({ venueAccount, amount: zeroQuote })),
  };
  const found = readDayFile(path);
  if (found !== undefined && isRecordFailure(found)) return refuse(found);
  const stranger = found === undefined ? undefined : strangeness(found, empty);
  if (stranger !== undefined) {
    const remedy = 'name the day file of this pair’s accounts, or a new one';
    return refused('day-file-elsewhere', `--carry-day ${path} ${stranger}`, remedy);
  }
  const record = found?.dayStartUs === today ? found : empty;
  const failure = writeDayFile(path, record);
  return failure === undefined ? accepted(new DayCarry(path, record, onFailure)) : refuse(failure);
}

/** Why a record is not this run's to go on with; `undefined` where it is. */
function strangeness(found: DayRecord, own: DayRecord): string | undefined {
  const names = ({ asset, traded }: DayRecord): string =>
    `${traded.map(({ venueAccount }) => venueAccount).join(' and ')} in ${asset}`;
  if (names(found) !== names(own)) return `is of ${names(found)}, and this pair is ${names(own)}`;
  return found.dayStartUs > own.dayStartUs ? 'is of a later day than this run' : undefined;
}

export class DayCarry {
  readonly #path: string;
  readonly #record: DayRecord;
  readonly #onFailure: OnFailure;
  #cyclesEnded = 0;
  #isFailing = false;

  /** Use `openDayCarry`. */
  constructor(path: string, record: DayRecord, onFailure: OnFailure) {
    this.#path = path;
    this.#record = record;
    this.#onFailure = onFailure;
  }

  /** What the runs before have left: what this one begins with. */
  get carried(): DayRecord {
    return this.#record;
  }

  /** Before the first event. */
  restore(ledger: PairLedger): void {
    ledger.restoreDaily(this.#record);
  }

  /** For people: what the day holds already. */
  describe(): string {
    const { net, asset, traded } = this.#record;
    const volumes = traded.map(({ venueAccount, amount }) => `${formatQuote(amount)} on ${venueAccount}`);
    return `Carried into this day by ${this.#path}: net ${formatQuote(net)} ${asset}; traded ${volumes.join(', ')}.`;
  }

  /** After every turn: keeps the day whenever a cycle has ended. */
  onTurn(pair: PairState): void {
    const { ledger } = pair;
    const ended = ledger.endedCycles('completed') + ledger.endedCycles('abandoned');
    if (ended === this.#cyclesEnded) return;
    this.#cyclesEnded = ended;
    this.save(pair);
  }

  /** Without a price nothing has been traded, and the file holds what it held. */
  save({ ledger, nowUs }: PairState): void {
    const mark = ledger.lastMarks().primary;
    if (mark === undefined) return;
    const { asset } = this.#record;
    const failure = writeDayFile(this.#path, { asset, ...ledger.exportDaily(nowUs, mark.bid, mark.ask) });
    if (failure !== undefined && !this.#isFailing) this.#onFailure(failure);
    this.#isFailing = failure !== undefined;
  }
}

const accountsOf = ({ primary, hedge }: PairConfig): Instrument['venueAccount'][] => [
  ...new Set([primary.venueAccount, hedge.venueAccount]),
];

function refuse({ code, text, remedy }: RecordFailure): Checked<never> {
  return refused(code, text, remedy);
}
