// Round trips that were never traded: what they bring is drawn, so that it is known which of two is better, and by how much.
import type { Random } from '../../ports/random.ts';
import type { Term } from '../block-sample.ts';

export interface TripsOptions {
  readonly count: number;
  /** What a trip brings on average, in bps of its volume. */
  readonly meanBps: number;
  /** How far trips are from it, in bps. */
  readonly spreadBps: number;
  /** How much of a trip's luck the next one has too, 0 to 1. */
  readonly memory?: number;
  /** Now and then a trip is far worse or better. */
  readonly isWild?: boolean;
}

/** Luck of each trip, with a spread of 1. */
export function drawLuck(
  random: Random,
  { count, memory = 0, isWild = false }: Pick<TripsOptions, 'count' | 'memory' | 'isWild'>,
): number[] {
  const fresh = Math.sqrt(1 - memory ** 2);
  let luck = random.normal();
  return Array.from({ length: count }, () => {
    const wildness = isWild ? Math.sqrt(random.exponential(1)) : 1;
    luck = memory * luck + fresh * random.normal() * wildness;
    return luck;
  });
}

/** Trips of unequal size: 500 to 1 500 of volume. */
export function tripsOf(random: Random, options: TripsOptions): Term[] {
  return drawLuck(random, options).map((luck) => {
    const base = 500 + 1_000 * random.uniform();
    return { base, amount: ((options.meanBps + options.spreadBps * luck) * base) / 10_000 };
  });
}

/** Two that traded the same market: its luck is the same for both, and each has some of its own. */
export function pairedTrips(
  random: Random,
  { aheadBps, ownBps, ...market }: TripsOptions & { readonly aheadBps: number; readonly ownBps: number },
): readonly [Term[], Term[]] {
  const shared = tripsOf(random, market);
  const own = (ahead: number): Term[] =>
    shared.map(({ amount, base }) => ({
      base,
      amount: amount + ((ahead + ownBps * random.normal()) * base) / 10_000,
    }));
  return [own(aheadBps), own(0)];
}
