// What a seed's run is asked to do: every mode and policy, venues whose lots and minima agree or do not, and sizes from one
// quantum to many.
import {
  hedgeModes,
  makerPolicies,
  primaryModes,
  strategies,
  type PrimaryMode,
} from '../../src/core/pair.ts';
import type { Random } from '../../src/ports/random.ts';
import { between, betweenInScale, chance, pick } from './draw.ts';
import { drawLimits } from './limits.ts';
import type { InstrumentPlan, Workload } from './scenario.ts';

/** Thousandths of a base coin. */
const lotsOfVenues = [1, 1, 2, 5, 10, 50] as const;

export function drawWorkload(random: Random): Workload {
  const primary = drawInstrument(random);
  const hedge = chance(random, 40) ? primary : drawInstrument(random);
  const step = leastCommonMultiple(primary.lotThousandths, hedge.lotThousandths);
  const least = Math.max(primary.leastThousandths, hedge.leastThousandths);
  const steps = Math.ceil(least / step) * drawQuanta(random);
  const size = step * steps;
  const isRanged = chance(random, 15);
  const sizeMin = isRanged ? step * between(random, Math.ceil(least / step), steps) : size;
  const positionSizes = chance(random, 80) ? 1 : between(random, 1, 3);
  const primaryMode = pick(random, primaryModes);
  const holdMs = chance(random, 80) ? undefined : between(random, 100, 5_000);
  return {
    strategy: pick(random, strategies),
    buildSide: chance(random, 50) ? 'buy' : 'sell',
    primaryMode,
    hedgeMode: pick(random, hedgeModes),
    makerPolicy: chance(random, 50) ? 'follow-touch' : pick(random, makerPolicies),
    instruments: { primary: primary.plan, hedge: hedge.plan },
    isOneAccount: chance(random, 10),
    forgetsOrderIds: [],
    size: coins(size),
    sizeMin: coins(sizeMin),
    iterations: chance(random, 80) ? 1_000 : between(random, 1, 5),
    sleepMs: drawSleepMs(random, primaryMode),
    holdMs,
    positionLimit: coins(size * positionSizes),
    limits: drawLimits(random.fork('limits'), (size * priceAbout) / 1_000, holdMs !== undefined),
    orderRate: chance(random, 75) ? undefined : drawOrderRate(random),
    cancelGapMs: chance(random, 80) ? 0 : between(random, 100, 2_000),
    collateral: chance(random, 85) ? '10000000' : String(Math.ceil(size * between(random, 1, 6))),
  };
}

/** A primary that is taken completes cycles as fast as it may: it pauses, so that a run's events last for its time. */
function drawSleepMs(random: Random, primaryMode: PrimaryMode): number {
  if (primaryMode === 'market') return between(random, 700, 5_000);
  return chance(random, 60) ? 0 : between(random, 100, 3_000);
}

/** The preview warns below ten: some runs ignore it. */
const drawQuanta = (random: Random): number =>
  chance(random, 25) ? between(random, 1, 9) : betweenInScale(random, 10, 100);

/** From two requests a second on, which is about what asking for positions and orders takes by itself. */
function drawOrderRate(random: Random): Workload['orderRate'] {
  const perMs = pick(random, [1_000, 10_000, 60_000]);
  const least = Math.max(10, (2 * perMs) / 1_000);
  return { requests: betweenInScale(random, least, 20 * least), perMs };
}

interface DrawnInstrument {
  readonly plan: InstrumentPlan;
  readonly lotThousandths: number;
  /** The smallest order at about the market's price. */
  readonly leastThousandths: number;
}

function drawInstrument(random: Random): DrawnInstrument {
  const lotThousandths = pick(random, lotsOfVenues);
  const minimumLots = chance(random, 75) ? 1 : between(random, 2, 20);
  const notional = chance(random, 80) ? 0 : pick(random, [5, 10, 50, 100]);
  const lotsForNotional = Math.ceil((notional * 1_100) / (priceAbout * lotThousandths));
  return {
    plan: {
      lot: coins(lotThousandths),
      minimumLots,
      minimumNotional: String(notional),
    },
    lotThousandths,
    leastThousandths: lotThousandths * Math.max(minimumLots, lotsForNotional),
  };
}

/** Quote asset per base coin at which every scenario's market opens. */
export const priceAbout = 3_000;

function coins(thousandths: number): string {
  const digits = String(thousandths).padStart(4, '0');
  return `${digits.slice(0, -3)}.${digits.slice(-3)}`;
}

function leastCommonMultiple(left: number, right: number): number {
  let [larger, smaller] = [left, right];
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return (left / larger) * right;
}
