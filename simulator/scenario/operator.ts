// What the operator does in a seed: mostly nothing. A halt is rare, because a halted run shows nothing more.
import type { Random } from '../../src/ports/random.ts';
import { between, chance } from './draw.ts';
import type { OperatorAct } from './scenario.ts';

export function drawOperator(random: Random, safetyUs: number): OperatorAct[] {
  const isStopping = chance(random, 8);
  const isHalting = chance(random, 1);
  if (!isStopping && !isHalting) return [];
  const atUs = between(random, Math.floor(safetyUs / 2), safetyUs);
  if (isHalting) return [{ atUs, action: 'halt' }];
  const stop: OperatorAct = { atUs, action: 'stop' };
  return chance(random, 30)
    ? [stop, { atUs: atUs + between(random, 1, 5_000_000), action: 'take-now' }]
    : [stop];
}
