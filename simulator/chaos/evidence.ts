// What a round has left to be judged by: what the venues' own ledgers hold to be true, and what the run has written down itself.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRecordFailure } from '../../src/journal/failure.ts';
import { readJournal } from '../../src/journal/read-journal.ts';
import { parseFillsCsv, type FillRow } from '../../src/reports/fills-csv.ts';
import type { FillReport, LedgerReport } from '../../src/venues/local/ledger-report.ts';
import type { LifeEnd } from './life.ts';
import type { LegName } from './round-plan.ts';
import type { PairLedgers } from './venue-servers.ts';
import type { PlacedWord } from './words.ts';

/** What one venue holds to be true. */
export interface LegTruth {
  /** Since the round began, in the order of the venue. */
  readonly fills: readonly FillReport[];
  /** Long > 0, in base coins. */
  readonly position: string;
  readonly openOrders: number;
}

export interface Evidence {
  /** Of the last process; `undefined` where it had to be killed because it did not end. */
  readonly ended: LifeEnd | undefined;
  /** Why no process could be started any more. */
  readonly refusal: string | undefined;
  readonly truth: Readonly<Record<LegName, LegTruth>>;
  /** The lines of fills.csv, of one file after the other. */
  readonly booked: readonly FillRow[];
  /** Trade ids on the run's journals. */
  readonly journaled: ReadonlySet<string>;
  /** Files that cannot be read, and why. */
  readonly unreadable: readonly string[];
  /** What its processes handed to the venues. */
  readonly placed: readonly PlacedWord[];
}

export function truthOf(before: PairLedgers, after: PairLedgers): Evidence['truth'] {
  return {
    primary: legTruth(before.primary, after.primary),
    hedge: legTruth(before.hedge, after.hedge),
  };
}

/** There is one account on a server, and one instrument. */
function legTruth(before: LedgerReport, after: LedgerReport): LegTruth {
  const known = new Set(
    Object.values(before.accounts).flatMap(({ fills }) => fills.map(({ tradeId }) => tradeId)),
  );
  const accounts = Object.values(after.accounts);
  const holdings = accounts.flatMap((account) => Object.values(account.holdings));
  return {
    fills: accounts.flatMap(({ fills }) => fills).filter(({ tradeId }) => !known.has(tradeId)),
    position: holdings.at(0)?.position ?? '0',
    openOrders: accounts.flatMap(({ openOrders }) => openOrders).length,
  };
}

export type Written = Pick<Evidence, 'booked' | 'journaled' | 'unreadable'>;

/** What the runs in these folders have written down. */
export function readWritten(folders: readonly string[]): Written {
  const booked: FillRow[] = [];
  const journaled = new Set<string>();
  const unreadable: string[] = [];
  for (const folder of folders) {
    const fills = join(folder, 'fills.csv');
    if (existsSync(fills)) {
      const parsed = parseFillsCsv(readFileSync(fills, 'utf8'));
      if (parsed.kind === 'fills') booked.push(...parsed.rows);
      else unreadable.push(`${fills}, line ${parsed.lineNumber}: ${parsed.problem}`);
    }
    unreadable.push(...readTrades(join(folder, 'journal.sqlite'), journaled));
    // A process that dies damages nothing, so there is nothing to be put in order.
    for (const name of readdirSync(folder))
      if (name.startsWith('journal-before-')) unreadable.push(`${join(folder, name)} was damaged`);
  }
  return { booked, journaled, unreadable };
}

function readTrades(path: string, trades: Set<string>): readonly string[] {
  const journal = readJournal(path);
  if (isRecordFailure(journal)) return [journal.text];
  const problems: string[] = [];
  for (const turn of journal.turns()) {
    if (isRecordFailure(turn)) problems.push(turn.text);
    else for (const event of turn.events) if (event.kind === 'fill') trades.add(event.tradeId);
  }
  journal.close();
  return problems;
}
