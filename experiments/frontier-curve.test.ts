// A frontier is read between its points, and its ends are never extended.
import { describe, expect, it } from 'vitest';
import { costAt, volumeAt } from './frontier-curve.ts';

const points = [
  { volumePerHour: 300, costPerMillion: 810 },
  { volumePerHour: 100, costPerMillion: 790 },
  { volumePerHour: 200, costPerMillion: 800 },
];

describe('a frontier', () => {
  it.each([
    [100, 790],
    [150, 795],
    [250, 805],
    [50, 790],
    [900, 810],
  ])('at a volume of %d costs %d', (volume, cost) => {
    expect(costAt(points, volume)).toBe(cost);
  });

  it.each([
    [795, 150],
    [700, 100],
    [900, 300],
  ])('at a cost of %d makes %d', (cost, volume) => {
    expect(volumeAt(points, cost)).toBe(volume);
  });
});
