// When a seed's process dies, where in its work, and for how long; and when it only stands still.
import type { Random } from '../../src/ports/random.ts';
import { between, betweenInScale, chance, pick } from './draw.ts';
import type { Crash, Fault } from './scenario.ts';

const places = ['kill-before-hedge', 'kill-before-record', 'kill-before-quote', 'kill-anywhere'] as const;

export function drawCrashes(random: Random, safetyUs: number): Crash[] {
  const crashes: Crash[] = [];
  if (chance(random, 30)) {
    for (let count = between(random, 1, 3); count > 0; count -= 1) {
      const fromUs = between(random, 5_000_000, safetyUs);
      crashes.push({ kind: pick(random, places), fromUs, awayUs: awayUs(random) });
      if (!chance(random, 30)) continue;
      for (let again = between(random, 1, 3); again > 0; again -= 1)
        crashes.push({ kind: 'kill-in-recovery', fromUs, awayUs: awayUs(random) });
    }
  }
  if (chance(random, 20)) {
    for (let count = between(random, 1, 4); count > 0; count -= 1) {
      const pausedUs = betweenInScale(random, 100, 60_000) * 1_000;
      crashes.push({ kind: 'pause', fromUs: between(random, 3_000_000, safetyUs), awayUs: pausedUs });
    }
  }
  return crashes.sort((left, right) => left.fromUs - right.fromUs);
}

/** Damage to the record is noticed by whoever reads it: a process that starts after another one has died. */
const needCrash: ReadonlySet<Fault['kind']> = new Set<Fault['kind']>(['journal-torn', 'journal-flipped']);

/** One death inside each such fault, and often another one while its damage is being made good. */
export function crashesFor(random: Random, faults: readonly Fault[]): Crash[] {
  return faults
    .filter(({ kind, untilUs, fromUs }) => needCrash.has(kind) && untilUs > fromUs)
    .flatMap((fault) => {
      const fromUs = between(random, fault.fromUs, fault.untilUs - 1);
      const death = { kind: pick(random, places), fromUs, awayUs: awayUs(random) };
      const again = { kind: 'kill-in-recovery', fromUs, awayUs: awayUs(random) } as const;
      return chance(random, 60) ? [death, again] : [death];
    });
}

const percentOfPowerCuts = 25;

/** Some deaths of a process are those of its machine. */
export const drawPowerCuts = (random: Random, crashes: readonly Crash[]): Crash[] =>
  crashes.map((crash) =>
    crash.kind !== 'pause' && chance(random, percentOfPowerCuts) ? { ...crash, cutsPower: true } : crash,
  );

const awayUs = (random: Random): number => betweenInScale(random, 200, 30_000) * 1_000;
