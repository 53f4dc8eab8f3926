// From a seed to its scenario. Each part draws from a stream of its own: what one draws never shifts another.
import type { Random } from '../../src/ports/random.ts';
import { createSeededRandom } from '../../src/venues/simulated/seeded-random.ts';
import { crashesFor, drawCrashes, drawPowerCuts } from './crashes.ts';
import { between, chance } from './draw.ts';
import { drawFaults } from './faults.ts';
import { drawMarket } from './market.ts';
import { drawOperator, drawPauses } from './operator.ts';
import { legNames, type LegName, type OperatorAct, type Scenario, type Workload } from './scenario.ts';
import { drawWorkload } from './workload.ts';

export interface GenerateOptions {
  /** Faults, crashes and the operator; without them a run has to complete its cycles. */
  readonly hasFaults: boolean;
}

export function generateScenario(
  seed: number,
  { hasFaults }: GenerateOptions = { hasFaults: true },
): Scenario {
  const random = createSeededRandom(seed).fork('scenario');
  const stream = (label: string): Random => random.fork(label);
  const safetyUs = between(stream('safety'), 50_000, 100_000) * 1_000;
  const workload = drawWorkload(stream('workload'));
  const operator = hasFaults
    ? [...drawPauses(stream('pauses'), safetyUs), ...drawOperator(stream('operator'), safetyUs)]
    : [];
  const faults = hasFaults ? drawFaults(stream('faults'), safetyUs) : [];
  return {
    seed,
    workload: hasFaults
      ? {
          ...workload,
          holdMs: drawHold(stream('long hold'), workload, operator),
          forgetsOrderIds: drawForgetful(stream('forgetful venues'), workload),
        }
      : { ...workload, collateral: '10000000' },
    market: drawMarket(stream('market')),
    faults,
    crashes: hasFaults
      ? drawPowerCuts(
          stream('power cuts'),
          [
            ...drawCrashes(stream('crashes'), safetyUs),
            ...crashesFor(stream('crashes of the record'), faults),
          ].sort((left, right) => left.fromUs - right.fromUs),
        )
      : [],
    operator,
    safetyUs,
  };
}

/** Venues that take an id again once its order has ended; legs on one account are on one venue. */
function drawForgetful(random: Random, { isOneAccount }: Workload): LegName[] {
  if (isOneAccount) return chance(random, 40) ? [...legNames] : [];
  return legNames.filter(() => chance(random, 40));
}

/** What is to be flattened is mostly held for longer than the run lasts: nothing but that closes it. */
function drawHold(
  random: Random,
  { holdMs }: Workload,
  operator: readonly OperatorAct[],
): number | undefined {
  const isFlattening = operator.some(({ action }) => action === 'flatten');
  return isFlattening && chance(random, 60) ? 300_000 : holdMs;
}
