// What seeds draw: runs that can be asked for, every kind of fault, and swarms that leave most kinds off.
import { describe, expect, it } from 'vitest';
import { checkPair } from '../../src/core/check-pair.ts';
import { allFaultKinds, operatorFaultKinds, venueTraits, type FaultKind } from './fault-kinds.ts';
import { generateScenario } from './generate.ts';
import { pairConfigOf } from './pair-config.ts';
import type { Crash } from './scenario.ts';
import { startOf } from './start.ts';

const scenarios = Array.from({ length: 600 }, (_, index) => generateScenario(index + 1));

describe('a generated scenario', () => {
  it('asks for a run that would not be refused', () => {
    const refused = scenarios.map((scenario) =>
      checkPair(pairConfigOf(scenario.workload, startOf(scenario))),
    );
    expect(refused.filter((failure) => failure !== undefined)).toEqual([]);
  });

  it('is the same for the same seed, and JSON through and through', () => {
    expect(generateScenario(5)).toEqual(scenarios[4]);
    expect(JSON.parse(JSON.stringify(scenarios[4]))).toEqual(JSON.parse(JSON.stringify(generateScenario(5))));
  });

  it('ends every fault with the safety phase', () => {
    for (const { faults, safetyUs } of scenarios)
      for (const { fromUs, untilUs } of faults) {
        expect(fromUs).toBeLessThan(safetyUs);
        expect(untilUs).toBeLessThanOrEqual(safetyUs);
      }
  });

  it('draws every kind of fault somewhere, and leaves most of them off in any one seed', () => {
    const drawn = new Set<FaultKind>();
    let kindsOfSeeds = 0;
    for (const { faults, crashes, workload, operator } of scenarios) {
      const traits = workload.forgetsOrderIds.length > 0 ? venueTraits : [];
      const asked = operatorFaultKinds.filter((kind) =>
        operator.some(({ action }) => kind === `operator-${action}`),
      );
      const kinds = new Set<FaultKind>([
        ...[...faults, ...crashes].map(({ kind }) => kind),
        ...deathsIn(crashes),
        ...traits,
        ...asked,
      ]);
      kindsOfSeeds += kinds.size;
      for (const kind of kinds) drawn.add(kind);
    }
    expect(allFaultKinds.filter((kind) => !drawn.has(kind))).toEqual([]);
    expect(kindsOfSeeds / scenarios.length).toBeLessThan(allFaultKinds.length / 5);
  });

  it('has no fault, crash or operator when none is asked for', () => {
    const { faults, crashes, operator, workload } = generateScenario(3, { hasFaults: false });
    expect([...faults, ...crashes, ...operator, ...workload.forgetsOrderIds]).toEqual([]);
  });
});

/** The machine of some dies with them. */
const deathsIn = (crashes: readonly Crash[]): FaultKind[] =>
  crashes
    .filter(({ kind }) => kind !== 'pause')
    .map(({ cutsPower }) => (cutsPower === true ? 'power-cut' : 'process-killed'));
