// The search for one planted bug, as data that can be kept and gone on from: how many seeds it took until one found it.
import { z } from 'zod';
import type { PlantedTry } from '../planted/find.ts';
import type { PlantedBug } from '../planted/table.ts';
import { violatedSeed } from './tally.ts';

export const huntSchema = z.strictObject({
  bug: z.string(),
  tried: z.int().min(0),
  /** Seeds that were violated and count for nothing: by another invariant, or without the bug as well. */
  notCounted: z.int().min(0),
  found: violatedSeed.optional(),
});
export type Hunt = z.infer<typeof huntSchema>;

export const beginHunt = ({ name }: PlantedBug): Hunt => ({ bug: name, tried: 0, notCounted: 0 });

/** Whether the hunt goes on. */
export function follow(hunt: Hunt, seed: number, one: PlantedTry): boolean {
  hunt.tried += 1;
  if (one.outcome === 'not-counted') hunt.notCounted += 1;
  if (one.outcome !== 'found') return true;
  const { invariant, text, atUs, window } = one.violation;
  hunt.found = { seed, invariant, text, atUs, window: [...window], faults: {} };
  return false;
}

/** `null` as long as it was not found. */
export const seedsNeeded = ({ tried, found }: Hunt): number | null => (found === undefined ? null : tried);
