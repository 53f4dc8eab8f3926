// The runs that are kept on the disk, and which of them nobody needs any more: over, and if venues were traded on, confirmed by them. What a
// backtest left that was killed is over, too.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { systemErrorCode } from '../../journal/failure.ts';
import { readMark } from '../../journal/high-water-mark.ts';
import { filesIn, type RunDirectory } from '../../journal/run-directory.ts';
import { workOn } from '../backtest/at-work.ts';

export interface StoredRun {
  readonly name: string;
  readonly directory: RunDirectory;
  readonly bytes: number;
  /** When its last file was written, in ms. */
  readonly touchedAtMs: number;
  /** Why it must stay; `undefined` where it may go. */
  readonly keptBecause: string | undefined;
}

/** The oldest first. Folders that hold no journal are none of ours. */
export function storedRunsIn(runsDir: string): readonly StoredRun[] {
  return foldersIn(runsDir)
    .map((name) => filesIn(join(runsDir, name)))
    .filter(({ journal }) => existsSync(journal))
    .map((directory) => ({
      name: basename(directory.path),
      directory,
      ...extentOf(directory.path),
      keptBecause: keptBecause(directory),
    }))
    .sort((left, right) => left.touchedAtMs - right.touchedAtMs);
}

/** What is known of it must say that it may go: whatever cannot be told stays. */
function keptBecause({ path, mark, summary }: RunDirectory): string | undefined {
  const marked = readMark(mark);
  if (marked !== undefined && marked.mark?.isOver !== true) return 'it is not over';
  const said = readSummary(summary);
  if (said === undefined) return marked === undefined ? keptUnfinished(path) : noSummary;
  const wasOnVenues = said.world === 'live' || said.world === 'local';
  if (!wasOnVenues || said.outcome === 'refused') return undefined;
  if (said.outcome !== 'flat') return `it ended ${said.outcome}`;
  return said.venuesAgree === true ? undefined : 'its venues have not confirmed all of its books';
}

/** A backtest is never taken up: once nobody works on it, nobody will. */
function keptUnfinished(path: string): string | undefined {
  const work = workOn(path);
  if (work === 'not-one') return noSummary;
  return work === 'goes-on' ? 'its backtest goes on' : undefined;
}

const noSummary = 'it has no summary: it did not come to its end';

const shape = z.object({
  world: z.string(),
  outcome: z.string(),
  venuesAgree: z.boolean().nullish(),
});

function readSummary(path: string): z.infer<typeof shape> | undefined {
  try {
    const parsed = shape.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    systemErrorCode(error);
    return undefined;
  }
}

/** A run that goes on may take away a file while it is looked at. */
function extentOf(folder: string): Pick<StoredRun, 'bytes' | 'touchedAtMs'> {
  const files = readdirSync(folder)
    .map((name) => statSync(join(folder, name), { throwIfNoEntry: false }))
    .filter((file) => file !== undefined);
  return {
    bytes: files.reduce((sum, { size }) => sum + size, 0),
    touchedAtMs: files.reduce((latest, { mtimeMs }) => Math.max(latest, mtimeMs), 0),
  };
}

/** A link to a folder is not one. */
function foldersIn(path: string): string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  } catch (error) {
    systemErrorCode(error);
    return [];
  }
}
