// B6, the journal: durable and grouped records, stalls, and recovery, each beside the bare library in the same run; and their lines for people.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureRecovery, type Recovery } from './journal/recovery.ts';
import { measureStalls, type Stall } from './journal/stalls.ts';
import { durableContestants, groupedContestants } from './journal/writing.ts';
import { takeTurns, type Result } from './measure.ts';

const writingRounds = 7;
const stallRounds = 3;
const recoveryRounds = 3;
const recoveredTurns = 1_000_000;
/** What a record may take, beside the bare library. */
export const timesBareLibrary = 1.2;

export interface JournalFigures {
  readonly durable: readonly Result[];
  readonly grouped: readonly Result[];
  readonly stalls: readonly Stall[];
  readonly recovery: Recovery;
}

export async function measureJournal(): Promise<JournalFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-bench-'));
  try {
    return {
      durable: await takeTurns(durableContestants(folder), writingRounds),
      grouped: await takeTurns(groupedContestants(folder), writingRounds),
      stalls: await measureStalls(folder, stallRounds),
      recovery: measureRecovery(folder, { turns: recoveredTurns, rounds: recoveryRounds }),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function journalText({ durable, grouped, stalls, recovery }: JournalFigures): string {
  return [
    'B6, journal: records a second (bar: within 1.2 × the bare library)',
    ...durable.map(rateLine),
    ...grouped.map(rateLine),
    'B6, how long a committed turn holds up the thread that trades (no bar)',
    ...stalls.map(stallLine),
    `B6, recovery of ${recovery.turns} turns from their record alone (bar: 3 s)`,
    ...recovery.results.map(recoveryLine),
    '',
  ].join('\n');
}

function rateLine({ name, unitsPerSecond, rounds, ratioToFloor }: Result): string {
  const rate = `${Math.round(unitsPerSecond)} /s`.padStart(11);
  const verdict = ratioToFloor === 1 ? '' : 1 / ratioToFloor <= timesBareLibrary ? ', met' : ', MISSED';
  return `  ${rate}  ${(1 / ratioToFloor).toFixed(2)} × floor  ${name}, median of ${rounds}${verdict}`;
}

function stallLine({ name, turns, p50, p99, p999, worst }: Stall): string {
  const times = [p50, p99, p999, worst].map((value) => Math.round(value)).join(' / ');
  return `  ${times.padStart(24)} µs  ${name}, p50 / p99 / p99.9 / worst of ${turns}`;
}

function recoveryLine({ name, seconds, ratioToFloor }: Recovery['results'][number]): string {
  return `  ${seconds.toFixed(2).padStart(8)} s  ${ratioToFloor.toFixed(2)} × floor  ${name}`;
}
