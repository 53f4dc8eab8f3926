// I2 on runs made by hand: exposure that is known, does not shrink, and is met with less than it should be.
import { describe, expect, it } from 'vitest';
import { lots, ticks } from '../../src/core/money.ts';
import type { ClientOrderId } from '../../src/core/order.ts';
import { i2Progress } from './i2-progress.ts';
import { Scene } from './testing/scene.ts';

function exposed(): Scene {
  const scene = new Scene([i2Progress]);
  scene.pair.hedge.touch = { bid: ticks(29_999), ask: ticks(30_001) };
  scene.fill('primary', scene.send({ leg: 'primary', role: 'quote', side: 'buy', lots: 10 }), 10);
  return scene;
}

/** A hedge that is refused a moment later. */
function tryInVain(scene: Scene): string | undefined {
  const hedge = scene.send({ leg: 'hedge', role: 'hedge', side: 'sell', lots: 10, isLost: true });
  const found = scene.run(0);
  scene.fail('hedge', hedge, { kind: 'refused', reason: 'insufficient-margin', text: '' });
  return found;
}

function tryFor(scene: Scene, ms: number, everyMs: number): string | undefined {
  for (let passed = 0; passed < ms; passed += everyMs) {
    const found = tryInVain(scene) ?? scene.run(everyMs - 100);
    if (found !== undefined) return found;
  }
  return undefined;
}

describe('I2', () => {
  it('violates when the hedge venue is in sight and nothing is tried for longer than a pause', () => {
    const scene = exposed();
    expect(tryFor(scene, 3_000, 1_000)).toBeUndefined();
    expect(scene.run(2_000)).toMatch(/no attempt for \d+ ms, with the hedge venue in sight/);
  });

  it('is fine while the book shows no price', () => {
    const scene = exposed();
    scene.pair.hedge.touch = undefined;
    expect(scene.run(5_000)).toBeUndefined();
  });

  it('is fine while the position is asked for after a reduction that came to nothing', () => {
    const scene = exposed();
    const hedge = scene.send({ leg: 'hedge', role: 'hedge', side: 'sell', lots: 10, reduceOnly: true });
    scene.run(50);
    scene.fail('hedge', hedge, { kind: 'refused', reason: 'reduce-only-would-increase', text: '' });
    expect(scene.run(3_000)).toBeUndefined();
    expect(scene.run(2_000)).toMatch(/no attempt/);
  });

  it('is fine while what is naked has been taken away by others, and that is not proven yet', () => {
    const scene = exposed();
    scene.fill('hedge', -1 as ClientOrderId, -12, { isTold: false });
    scene.fill('primary', -2 as ClientOrderId, 5, { isTold: false });
    expect(scene.run(4_000)).toBeUndefined();
  });

  it('violates when the deadline passes without an alert', () => {
    const scene = exposed();
    expect(tryFor(scene, 11_000, 500)).toBeUndefined();
    expect(tryFor(scene, 3_000, 500)).toMatch(/has not shrunk for \d+ ms, without an alert/);
  });

  it('violates when it passes again without a halt', () => {
    const scene = exposed();
    tryFor(scene, 10_000, 500);
    scene.alert('hedge-unavailable');
    expect(tryFor(scene, 10_000, 500)).toBeUndefined();
    expect(tryFor(scene, 5_000, 500)).toMatch(/without a halt/);
  });

  it('is fine once it is halted, for as long as it goes on trying', () => {
    const scene = exposed();
    tryFor(scene, 10_000, 500);
    scene.halt();
    expect(tryFor(scene, 60_000, 1_000)).toBeUndefined();
    expect(scene.run(3_000)).toMatch(/no attempt/);
  });

  it('counts its deadlines from when it last shrank', () => {
    const scene = exposed();
    tryFor(scene, 9_000, 500);
    scene.fill('hedge', scene.send({ leg: 'hedge', role: 'hedge', side: 'sell', lots: 5 }), 5);
    expect(tryFor(scene, 10_000, 500)).toBeUndefined();
    expect(scene.truth.hedge.position).toBe(lots(-5));
  });
});
