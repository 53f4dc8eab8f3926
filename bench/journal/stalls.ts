// B6, stalls: how long the thread that trades is held up by one turn that is committed, beside the bare library that folds its log into its
// file whenever a thousand pages are full.
import { performance } from 'node:perf_hooks';
import { begin } from './begin.ts';
import { openBare, rowOf } from './bare.ts';
import { fills } from './turns.ts';

const turnsPerRound = 20_000;

export interface Stall {
  readonly name: string;
  readonly turns: number;
  /** In µs. */
  readonly p50: number;
  readonly p99: number;
  readonly p999: number;
  readonly worst: number;
}

interface Contestant {
  readonly name: string;
  /** Appends the turn of that index and returns nothing; the last word closes. */
  readonly open: () => { readonly append: (index: number) => void; readonly close: () => void };
}

/** The first is the floor. The loop turns between turns, as it does in a run, and is not timed. */
export async function measureStalls(folder: string, rounds: number): Promise<readonly Stall[]> {
  const each = contestants(folder);
  const times = each.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1)
    for (const [index, { open }] of each.entries()) await run(open(), times[index] ?? []);
  return each.map(({ name }, index) => {
    const sorted = Float64Array.from(times[index] ?? []).sort();
    const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
    return { name, turns: sorted.length, p50: at(0.5), p99: at(0.99), p999: at(0.999), worst: at(1 - 1e-9) };
  });
}

async function run({ append, close }: ReturnType<Contestant['open']>, times: number[]): Promise<void> {
  for (let index = 0; index < turnsPerRound; index += 1) {
    const startMs = performance.now();
    append(index);
    times.push((performance.now() - startMs) * 1_000);
    if (index % 8 === 0) await new Promise(setImmediate);
  }
  close();
}

function contestants(folder: string): readonly Contestant[] {
  const turns = fills(turnsPerRound);
  const rows = turns.map(rowOf);
  return [
    {
      name: 'bare SQLite, NORMAL, a row at a time, its own checkpoints',
      open: () => {
        const { database, insert } = openBare(folder, 'NORMAL');
        return { append: (index) => insert(rows[index] ?? []), close: () => database.close() };
      },
    },
    {
      name: 'the journal, a fill in each turn',
      open: () => {
        const { journal } = begin(folder);
        const append = (index: number): void => {
          const turn = turns[index];
          if (turn !== undefined) journal.append(turn.events, turn.commands);
        };
        return { append, close: () => journal.close() };
      },
    },
  ];
}
