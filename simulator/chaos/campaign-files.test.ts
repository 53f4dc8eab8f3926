// What a campaign is asked for, what it keeps between two sittings, and what it says in the end.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../src/journal/testing/temporary-directory.ts';
import { planChaos, type ChaosPlan } from './plan.ts';
import { openProgress, type ChaosState } from './progress.ts';
import { reportOn, reportText } from './report.ts';
import type { RoundResult } from './round-result.ts';

const program = { version: '0.1.0', commit: null, build: 'one' };

const lost: RoundResult = {
  round: 0,
  pair: 'backpack/grvt',
  deaths: ['quote-unsent', 'moment'],
  disturbances: ['pause'],
  refusedStarts: 1,
  isHalted: false,
  fills: 4,
  exposureUnits: String(5n * 10n ** 17n),
  longestNakedMs: 20,
  problems: [{ code: 'not-flat', text: 'the venues hold 0.1 and 0' }],
  kept: 'runs/chaos/seed-1-round-0',
};
const fine: RoundResult = { ...lost, round: 1, deaths: ['moment'], problems: [], kept: null };

function planIn(folder: string, change: object = {}): ChaosPlan {
  const plan = planChaos({ folder, ...change });
  if (!plan.ok) throw new Error(plan.message);
  return plan.value;
}

function opened(plan: ChaosPlan, by = program): ChaosState {
  const state = openProgress(plan, by);
  if (!state.ok) throw new Error(state.message);
  return state.value;
}

describe('a campaign', () => {
  it.each([
    [{ kills: '0' }, '--kills is "0"'],
    [{ seed: 'x' }, '--seed is "x"'],
    [{ lanes: '1.5' }, '--lanes is "1.5"'],
    [{ timeScale: '0' }, '--time-scale is "0"'],
    [{ timeScale: '2' }, '--time-scale is "2"'],
    [{ timeScale: 'slow' }, '--time-scale is "slow"'],
  ])('is refused for %j', (options, message) => {
    expect(planChaos({ folder: 'runs/chaos', ...options })).toMatchObject({ ok: false, message });
  });

  it('asks for every point three times in 200 kills, and for none in a few', () => {
    expect(planIn('f', { kills: '200' }).strikesMin).toBe(3);
    expect(planIn('f', { kills: '6' }).strikesMin).toBe(0);
  });

  it('goes on from where it was stopped, with the time that it has taken', () => {
    const plan = planIn(temporaryDirectory());
    const first = opened(plan);
    first.add(lost);
    first.save(1_000);
    const second = opened(plan);
    second.add(fine);
    second.save(500);
    expect(opened(plan).progress).toMatchObject({ elapsedMs: 1_500, rounds: [{ round: 0 }, { round: 1 }] });
    expect(opened({ ...plan, isAnew: true }).progress).toMatchObject({ elapsedMs: 0, rounds: [] });
  });

  it('does not add up results of two programs, and takes no other file for its own', () => {
    const plan = planIn(temporaryDirectory());
    opened(plan).save(0);
    expect(openProgress(plan, { ...program, build: 'two' })).toMatchObject({ code: 'other-program' });
    writeFileSync(plan.stateFile, '{}');
    expect(openProgress(plan, program)).toMatchObject({ code: 'unreadable-state' });
    expect(readFileSync(plan.stateFile, 'utf8')).toBe('{}');
  });

  it('says what was done, what failed, and where to look', () => {
    const plan = planIn(temporaryDirectory(), { kills: '200' });
    const report = reportOn({ program, ...plan, elapsedMs: 61_000, rounds: [lost, fine] }, plan);
    expect(report).toMatchObject({
      kills: 3,
      failures: 1,
      moments: 2,
      points: { 'quote-unsent': 1, 'fill-heard': 0 },
      disturbances: { pause: 2 },
      exposureSeconds: '1',
      exposureSecondsMax: '0.5',
      failed: [{ round: 0, pair: 'backpack/grvt', problems: lost.problems }],
    });
    expect(report.missed).toContain('quote-unsent');
    const text = reportText(report);
    expect(text).toMatch(/^3 of 200 kills in 2 rounds, 1 failure, 1 min 1 s\n/);
    expect(text).toContain(join('runs/chaos/seed-1-round-0'));
  });
});
