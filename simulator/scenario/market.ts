// The little market of a seed: calm or wild, thin or deep, near or far. Trades come often enough that a quote fills within
// seconds, because a run that never trades proves nothing.
import type { Random } from '../../src/ports/random.ts';
import { between, betweenInScale, chance } from './draw.ts';
import type { MarketPlan } from './scenario.ts';
import { priceAbout } from './workload.ts';

export function drawMarket(random: Random): MarketPlan {
  return {
    startPrice: String(priceAbout),
    messageMs: between(random, 200, 600),
    tradePercent: between(random, 30, 60),
    stepTicks: betweenInScale(random, 1, 20),
    jumpPpm: chance(random, 60) ? 0 : betweenInScale(random, 1_000, 50_000),
    jumpTicks: betweenInScale(random, 20, 400),
    spreadTicks: chance(random, 60) ? 1 : between(random, 2, 12),
    levels: between(random, 3, 10),
    levelPercent: betweenInScale(random, 20, 400),
    tradeSizePercent: betweenInScale(random, 30, 300),
    latencyUs: { primary: betweenInScale(random, 500, 150_000), hedge: betweenInScale(random, 500, 150_000) },
    speedBumpUs: chance(random, 90) ? 0 : between(random, 10_000, 500_000),
    opensBeforeFundingMs: chance(random, 80) ? undefined : between(random, 5_000, 100_000),
  };
}
