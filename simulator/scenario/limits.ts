// The rules by which a seed's run gates its trades and ends itself: mostly none, so that there is a run to look at.
import { limits } from '../../src/core/limits.ts';
import type { Random } from '../../src/ports/random.ts';
import { between, chance } from './draw.ts';
import type { LimitsPlan } from './scenario.ts';

/** `orderValue` is what an order is worth, in the quote asset; `isHeld` whether a pair is held between BUILD and UNWIND. */
export function drawLimits(random: Random, orderValue: number, isHeld: boolean): LimitsPlan {
  const seldom = <Value>(percent: number, draw: () => Value): Value | undefined =>
    chance(random, percent) ? draw() : undefined;
  return {
    entryEdgeBps: seldom(6, () => String(between(random, -20, -2))),
    exitEdgeBps: isHeld ? seldom(20, () => String(between(random, -20, 3))) : undefined,
    unwindAdverseBps: seldom(6, () => String(between(random, 1, 20))),
    unwindPatienceMs: seldom(30, () => between(random, 1_000, 20_000)),
    waitMaxMs: seldom(4, () => between(random, 5_000, 60_000)),
    basisWindowMs: seldom(8, () => between(random, 5_000, 60_000)),
    durationMaxMs: seldom(3, () => between(random, 20_000, 100_000)),
    attemptsMax: seldom(3, () => between(random, 5, 50)),
    volumeMax: seldom(3, () => String(Math.ceil(orderValue * between(random, 4, 60)))),
    dailyLoss: seldom(4, () => String(Math.max(1, Math.ceil((orderValue * between(random, 1, 20)) / 1_000)))),
    notionalMax: seldom(4, () => String(Math.ceil((orderValue * between(random, 101, 200)) / 100))),
    failuresMax: chance(random, 85) ? limits.consecutiveFailuresMax : between(random, 1, 5),
  };
}
