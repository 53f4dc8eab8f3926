// B6, writing: what it takes to put a turn on record, beside the bare library with the same rows in the same groups.
import type { Contestant } from '../measure.ts';
import { openBare, rowOf } from './bare.ts';
import { begin } from './begin.ts';
import { books, quotes, type Turn } from './turns.ts';

const durableTurns = 1_000;
const groupedTurns = 100_000;
/** As the journal groups turns without consequence. */
const turnsPerGroup = 256;

/** Each on the disk before the next is begun. */
export function durableContestants(folder: string): Contestant[] {
  const turns = quotes(durableTurns);
  return [
    { name: 'bare SQLite, FULL, a row at a time', round: bare(folder, turns, 'FULL', 1) },
    { name: 'the journal, a quote in each turn', round: ours(folder, turns) },
  ];
}

export function groupedContestants(folder: string): Contestant[] {
  const turns = books(groupedTurns);
  return [
    {
      name: `bare SQLite, NORMAL, groups of ${turnsPerGroup}`,
      round: bare(folder, turns, 'NORMAL', turnsPerGroup),
    },
    { name: 'the journal, market data', round: ours(folder, turns) },
  ];
}

function bare(
  folder: string,
  turns: readonly Turn[],
  synchronous: 'FULL' | 'NORMAL',
  rowsPerGroup: number,
): () => number {
  const rows = turns.map(rowOf);
  return () => {
    const { database, insert } = openBare(folder, synchronous);
    for (let start = 0; start < rows.length; start += rowsPerGroup) {
      if (rowsPerGroup > 1) database.exec('BEGIN IMMEDIATE');
      for (const row of rows.slice(start, start + rowsPerGroup)) insert(row);
      if (rowsPerGroup > 1) database.exec('COMMIT');
    }
    database.exec('PRAGMA journal_mode = DELETE');
    database.close();
    return rows.length;
  };
}

const ours = (folder: string, turns: readonly Turn[]) => (): number => {
  const { journal } = begin(folder);
  for (const { events, commands } of turns) journal.append(events, commands);
  journal.close();
  return turns.length;
};
