// What is done to one run, from the seed and the number of its round: where its processes die, and what disturbs them meanwhile. The
// points of death take turns, so that each has its share whatever the seed is.
import type { Random } from '../../src/ports/random.ts';
import { createSeededRandom } from '../../src/venues/simulated/seeded-random.ts';
import { deathPointNames, endingPoints, occurrencesMax, type DeathPoint } from './death-points.ts';

export type Death =
  | { readonly kind: 'point'; readonly point: DeathPoint; readonly occurrence: number }
  /** So long after its start, whatever it does then. */
  | { readonly kind: 'moment'; readonly afterMs: number };

export type Disturbance =
  /** SIGSTOP, and SIGCONT so much later. */
  | { readonly kind: 'pause'; readonly forMs: number }
  /** Connections are accepted, and nothing is said on any. */
  | { readonly kind: 'freeze'; readonly leg: LegName; readonly forMs: number }
  | { readonly kind: 'cut'; readonly leg: LegName; readonly which: 'private' | 'public' | 'all' };

export type LegName = 'primary' | 'hedge';

export interface PlannedLife {
  readonly death: Death;
  readonly disturbance: Disturbance | undefined;
  /** The disturbance comes so long after the engine has begun to hear. */
  readonly disturbedAfterMs: number;
}

export interface RoundPlan {
  readonly lives: readonly PlannedLife[];
  /** The last process is told to stop so long after it has begun to hear, and perhaps to take at once. */
  readonly stopAfterMs: number;
  readonly isTakenAtOnce: boolean;
}

export interface RoundPlanOptions {
  readonly seed: number;
  /** From 0. */
  readonly round: number;
  readonly livesMax: number;
  /** What a minute of standing still is multiplied with. */
  readonly timeScale: number;
}

export const deathsPerRound = 5;
/** Start-up and recovery lie well within it. */
const momentMsMax = 12_000;
const disturbedAfterMsMax = 4_000;
const standstillMsMax = 60_000;
const standstillMsMin = 1_000;

export function planRound({ seed, round, livesMax, timeScale }: RoundPlanOptions): RoundPlan {
  const random = createSeededRandom(seed).fork(`round ${round}`);
  const deaths = inOrder(
    Array.from({ length: Math.min(deathsPerRound, livesMax) }, (_, index) =>
      deathOf(random, round * deathsPerRound + index),
    ),
  );
  return {
    lives: deaths.map((death) => ({
      death,
      disturbance: disturbanceOf(random, timeScale),
      disturbedAfterMs: random.below(disturbedAfterMsMax),
    })),
    stopAfterMs: 1_000 + random.below(4_000),
    isTakenAtOnce: random.below(2) === 0,
  };
}

/** Every second death is at a point. */
function deathOf(random: Random, number: number): Death {
  const point = deathPointNames[((number - 1) / 2) % deathPointNames.length];
  return number % 2 === 0 || point === undefined
    ? { kind: 'moment', afterMs: 1 + random.below(momentMsMax) }
    : { kind: 'point', point, occurrence: 1 + random.below(occurrencesMax[point]) };
}

/** Nothing is recovered before something has died, and nothing goes on once a run was told to stop. */
function inOrder(deaths: readonly Death[]): Death[] {
  const rank = (death: Death): number => {
    if (death.kind === 'moment') return 1;
    if (endingPoints.has(death.point)) return 3;
    return death.point === 'in-recovery' ? 2 : 1;
  };
  return [...deaths].sort((left, right) => rank(left) - rank(right));
}

function disturbanceOf(random: Random, timeScale: number): Disturbance | undefined {
  const forMs = Math.round((standstillMsMin + random.below(standstillMsMax - standstillMsMin)) * timeScale);
  const leg = random.below(2) === 0 ? 'primary' : 'hedge';
  switch (random.below(6)) {
    case 0:
      return { kind: 'pause', forMs };
    case 1:
      return { kind: 'freeze', leg, forMs };
    case 2:
      return { kind: 'cut', leg, which: (['private', 'public', 'all'] as const)[random.below(3)] ?? 'all' };
    default:
      return undefined;
  }
}
