// The search for one planted bug: how many seeds it took until the invariant that must find it did.
import { z } from 'zod';
import type { SeedResult } from '../observed.ts';
import type { PlantedBug } from '../planted/table.ts';
import { seedHasTwins } from './job.ts';
import { violatedSeed, violatedSeedOf } from './tally.ts';

export const huntSchema = z.strictObject({
  bug: z.string(),
  tried: z.int().min(0),
  found: violatedSeed.optional(),
  /** Violations of other invariants on the way: a bug may show in many ways, but one checker is there for it. */
  others: z.int().min(0),
});
export type Hunt = z.infer<typeof huntSchema>;

export const beginHunt = ({ name }: PlantedBug): Hunt => ({ bug: name, tried: 0, others: 0 });

/** Some bugs show only when a run is compared with its twins. */
export const huntHasTwins = ({ invariant }: PlantedBug, seed: number): boolean =>
  invariant === 'I10' || invariant === 'I13' || seedHasTwins(seed);

/** Whether the hunt goes on. */
export function follow(hunt: Hunt, { invariant }: PlantedBug, result: SeedResult): boolean {
  hunt.tried += 1;
  const { violation } = result;
  if (violation === undefined) return true;
  if (violation.invariant === invariant) hunt.found = violatedSeedOf(result, violation);
  else hunt.others += 1;
  return hunt.found === undefined;
}

/** `null` as long as it was not found. */
export const seedsNeeded = ({ tried, found }: Hunt): number | null => (found === undefined ? null : tried);
