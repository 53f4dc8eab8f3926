// What a run that is over, or whose process is gone, has left to be shown: its own summary, as far as there is one.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const decimal = z.string().max(100);
const legShape = z.object({ venue: z.string() });
const shape = z.object({
  world: z.string(),
  outcome: z.string(),
  endReason: z.string(),
  baseAsset: z.string(),
  quoteAsset: z.string(),
  netDelta: decimal,
  netPnl: decimal,
  grossPnl: decimal,
  volume: decimal,
  costPerMillion: decimal.nullable(),
  legs: z.object({ primary: legShape, hedge: legShape }),
});

export type LastWord = z.infer<typeof shape>;

/** `undefined` where it left none, or one that cannot be read, or one of an earlier process: what the record was added to after it is not over. */
export function lastWordIn(folder: string): LastWord | undefined {
  try {
    if (writtenAtMs(folder, 'summary.json') < writtenAtMs(folder, 'journal.sqlite')) return undefined;
    const read = shape.safeParse(JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')));
    return read.success ? read.data : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return undefined;
    throw error;
  }
}

const writtenAtMs = (folder: string, file: string): number => statSync(join(folder, file)).mtimeMs;
