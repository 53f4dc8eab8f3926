// I15 on runs made by hand: more orders, queries, commands or alerts than any bound allows.
import { describe, expect, it } from 'vitest';
import { i15Bounds } from './i15-bounds.ts';
import { Scene } from './testing/scene.ts';

describe('I15', () => {
  it('violates with more orders under way than work can need', () => {
    const scene = new Scene([i15Bounds]);
    for (let count = 0; count < 33; count += 1)
      scene.send({ leg: 'primary', role: 'quote', side: 'buy', lots: 1 });
    expect(scene.run(0)).toBe('33 orders are under way on primary');
  });

  it('violates with more requests in a second than retries add up to', () => {
    const scene = new Scene([i15Bounds]);
    let found: string | undefined;
    for (let turns = 0; turns < 20; turns += 1) {
      for (let count = 0; count < 21; count += 1) scene.cancel('primary', 1 as never);
      found ??= scene.run(0);
    }
    expect(found).toBe('420 requests left within a second');
  });

  it('violates with a storm of alerts, and with a turn that asks for everything at once', () => {
    const scene = new Scene([i15Bounds]);
    for (let count = 0; count < 41; count += 1) scene.alert('held', 'warning');
    expect(scene.run(0)).toBe('41 alerts were sent within a second');
    const other = new Scene([i15Bounds]);
    for (let count = 0; count < 65; count += 1) other.cancel('primary', 1 as never);
    expect(other.run(0)).toBe('65 commands left in one moment');
  });

  it('is fine with as much as that every second', () => {
    const scene = new Scene([i15Bounds]);
    for (let seconds = 0; seconds < 5; seconds += 1) {
      for (let count = 0; count < 40; count += 1) scene.alert('held', 'warning');
      expect(scene.run(1_000)).toBeUndefined();
    }
  });
});
