// Drawing in words: what a generator takes from its stream of the seed.
import type { Random } from '../../src/ports/random.ts';

/** True in so many of 100 draws. */
export const chance = (random: Random, percent: number): boolean => random.below(100) < percent;

/** A whole number from `least` to `most`, both included. */
export const between = (random: Random, least: number, most: number): number =>
  least + random.below(most - least + 1);

/** As `between`, but as often from 1 to 10 as from 10 to 100. `least` is above 0. */
export function betweenInScale(random: Random, least: number, most: number): number {
  const drawn = Math.round(least * (most / least) ** random.uniform());
  return Math.min(most, Math.max(least, drawn));
}

export function pick<Item>(random: Random, items: readonly [Item, ...Item[]]): Item {
  return items[random.below(items.length)] ?? items[0];
}
