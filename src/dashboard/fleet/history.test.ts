import { describe, expect, it } from 'vitest';
import { knownStatus } from '../../status/testing/known-status.ts';
import { History } from './history.ts';

describe('the history of a run', () => {
  it('holds no more points of a week than of an hour, evenly apart, from the first to about the last', () => {
    const { money } = knownStatus();
    const history = new History();
    const week = 7 * 86_400;
    for (let second = 0; second < week; second += 1) history.add({ madeAtMs: second * 1_000, money });
    const { points, stepSeconds } = history;
    expect(points.length).toBeLessThanOrEqual(240);
    expect(points.length).toBeGreaterThan(110);
    expect(points[0]?.atMs).toBe(0);
    const gaps = points.slice(1).map(({ atMs }, index) => atMs - (points[index]?.atMs ?? 0));
    expect(new Set(gaps)).toEqual(new Set([stepSeconds * 1_000]));
    expect(week - (points.at(-1)?.atMs ?? 0) / 1_000).toBeLessThanOrEqual(stepSeconds);
  });
});
