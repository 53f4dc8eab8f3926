// What the operator does in a seed: mostly nothing. A halt is rare, because a halted run shows nothing more.
import type { Random } from '../../src/ports/random.ts';
import { between, betweenInScale, chance } from './draw.ts';
import type { OperatorAct } from './scenario.ts';

/** Somebody steers from a phone: a pause or a flatten, changed for the other perhaps, and mostly taken back. */
export function drawPauses(random: Random, safetyUs: number): OperatorAct[] {
  if (!chance(random, 10)) return [];
  let atUs = between(random, Math.floor(safetyUs / 10), Math.floor(safetyUs / 2));
  const act = (action: OperatorAct['action']): OperatorAct => ({ atUs, action });
  const acts = [act(chance(random, 60) ? 'pause' : 'flatten')];
  const wait = (): void => {
    atUs = Math.min(safetyUs, atUs + betweenInScale(random, 1_000, 20_000_000));
  };
  if (chance(random, 20)) {
    wait();
    acts.push(act('flatten'));
  }
  if (chance(random, 70)) {
    wait();
    acts.push(act('resume'));
  }
  return acts;
}

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
