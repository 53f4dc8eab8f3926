// The other half of I9 on runs made by hand: what leaves once the disk has refused a record.
import { describe, expect, it } from 'vitest';
import { i9Unrecorded } from './i9-unrecorded.ts';
import { Scene, type Sent } from './testing/scene.ts';

const quote: Sent = { leg: 'primary', role: 'quote', side: 'buy', lots: 10 };

function full(): Scene {
  const scene = new Scene([i9Unrecorded]);
  scene.run(0);
  scene.injected.set('journal-full', 1);
  return scene;
}

describe('I9: once the disk has refused a record', () => {
  it('violates with a quote that leaves', () => {
    const scene = full();
    const id = scene.send(quote);
    expect(scene.run(0)).toBe(`quote ${id} of process 1 left without a record`);
  });

  it('is fine with a hedge', () => {
    const scene = full();
    scene.send({ leg: 'hedge', role: 'hedge', side: 'sell', lots: 10 });
    expect(scene.run(1_000)).toBeUndefined();
  });

  it('is fine with a quote of the next process', () => {
    const scene = full();
    expect(scene.run(1_000)).toBeUndefined();
    scene.restart();
    scene.send(quote);
    expect(scene.run(1_000)).toBeUndefined();
  });
});
