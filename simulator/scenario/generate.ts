// From a seed to its scenario. Each part draws from a stream of its own: what one draws never shifts another.
import type { Random } from '../../src/ports/random.ts';
import { createSeededRandom } from '../../src/venues/simulated/seeded-random.ts';
import { crashesFor, drawCrashes } from './crashes.ts';
import { between } from './draw.ts';
import { drawFaults } from './faults.ts';
import { drawMarket } from './market.ts';
import { drawOperator } from './operator.ts';
import type { Scenario } from './scenario.ts';
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
  const faults = hasFaults ? drawFaults(stream('faults'), safetyUs) : [];
  return {
    seed,
    workload: hasFaults ? workload : { ...workload, collateral: '10000000' },
    market: drawMarket(stream('market')),
    faults,
    crashes: hasFaults
      ? [
          ...drawCrashes(stream('crashes'), safetyUs),
          ...crashesFor(stream('crashes of the record'), faults),
        ].sort((left, right) => left.fromUs - right.fromUs)
      : [],
    operator: hasFaults ? drawOperator(stream('operator'), safetyUs) : [],
    safetyUs,
  };
}
