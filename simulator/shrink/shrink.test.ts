// What shrinking promises: the same violation, nothing left that could go, the same result every time, and an end.
import { describe, expect, it } from 'vitest';
import { checkPair } from '../../src/core/check-pair.ts';
import { generateScenario } from '../scenario/generate.ts';
import { pairConfigOf } from '../scenario/pair-config.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { startOf } from '../scenario/start.ts';
import { shrink, type Shrunk } from './shrink.ts';

/** A seed with many faults, crashes and an operator. */
const large = Array.from({ length: 2_000 }, (_, index) => generateScenario(index + 1)).find(
  ({ faults, crashes, operator }) => faults.length > 12 && crashes.length > 1 && operator.length > 0,
);
if (large === undefined) throw new Error('no seed has faults, crashes and an operator');
const scenario = large;

function shrinkBy(isViolated: (candidate: Scenario) => boolean, runsMax = 1_000, whole = scenario): Shrunk {
  const shrinking = shrink(whole, runsMax);
  let next = shrinking.next();
  while (next.done !== true) {
    const found = next.value.findIndex(isViolated);
    next = shrinking.next(found < 0 ? undefined : found);
  }
  return next.value;
}

describe('a shrunk scenario', () => {
  it('has no fault, crash or act where the violation needs none', () => {
    const { scenario: small } = shrinkBy(() => true);
    expect([...small.faults, ...small.crashes, ...small.operator]).toEqual([]);
    expect(small.workload).toMatchObject({ strategy: 'alternate', hedgeMode: 'market', iterations: 1 });
    expect(small.safetyUs).toBe(1_000_000);
  });

  it('keeps the two faults that the violation needs, and nothing else', () => {
    const [one, other] = [scenario.faults[2], scenario.faults[9]];
    const needs = [one?.kind, other?.kind];
    const isViolated = ({ faults }: Scenario): boolean =>
      needs.every((kind) => faults.some((fault) => fault.kind === kind));
    const { scenario: small } = shrinkBy(isViolated);
    expect(small.faults).toHaveLength(new Set(needs).size);
    expect(new Set(small.faults.map(({ kind }) => kind))).toEqual(new Set(needs));
    expect([...small.crashes, ...small.operator]).toEqual([]);
  });

  it('keeps what the violation needs of the workload', () => {
    const { orderRate, ...rest } = scenario.workload;
    const rated = { ...scenario, workload: { ...rest, orderRate: { requests: 100, perMs: 10_000 } } };
    const isViolated = ({ workload }: Scenario): boolean => workload.orderRate !== undefined;
    const { scenario: small } = shrinkBy(isViolated, 1_000, rated);
    expect(orderRate).not.toEqual(rated.workload.orderRate);
    expect(small.workload.orderRate).toEqual({ requests: 100, perMs: 10_000 });
    expect(small.workload.strategy).toBe('alternate');
  });

  it('is a run that could be asked for, at every step', () => {
    shrinkBy((candidate) => {
      expect(checkPair(pairConfigOf(candidate.workload, startOf(candidate)))).toBeUndefined();
      return candidate.faults.length > 3;
    });
  });

  it('is the same every time', () => {
    const isViolated = ({ faults, safetyUs }: Scenario): boolean => faults.length + (safetyUs % 7) > 4;
    expect(shrinkBy(isViolated)).toEqual(shrinkBy(isViolated));
  });

  it('is what was given where nothing simpler is violated', () => {
    expect(shrinkBy(() => false).scenario).toEqual(scenario);
  });

  it('takes no more runs than it may', () => {
    let looked = 0;
    const { runs } = shrinkBy(({ faults }) => {
      looked += 1;
      return faults.length > 2;
    }, 20);
    expect(looked).toBeLessThanOrEqual(20);
    expect(runs).toBeLessThanOrEqual(20);
  });
});
