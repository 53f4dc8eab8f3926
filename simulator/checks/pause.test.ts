// The pause on runs made by hand: what still leaves, what still rests, restarts, and what was to be flattened and is not.
import { describe, expect, it } from 'vitest';
import { pause } from './pause.ts';
import { Scene, type Sent } from './testing/scene.ts';

const build: Sent = { leg: 'primary', role: 'quote', side: 'buy', lots: 10 };

function ask(scene: Scene, action: 'pause' | 'flatten' | 'resume'): void {
  scene.tell({ kind: 'operator', action, reason: 'by hand', atUs: scene.nowUs });
}

function paused(action: 'pause' | 'flatten' = 'pause'): Scene {
  const scene = new Scene([pause]);
  ask(scene, action);
  scene.alert(action === 'pause' ? 'paused' : 'flattening', 'info');
  scene.pair.pause = { asked: 'by hand', sinceUs: scene.nowUs, flattenSinceUs: undefined, isFlatTold: false };
  scene.run(0);
  return scene;
}

describe('orders while paused', () => {
  it('violate as quotes and probes that may enlarge a position, and are fine once it was resumed', () => {
    const scene = paused();
    scene.send(build);
    expect(scene.run(0)).toBe('quote 1 left while paused, and is not reduce-only');
    scene.send({ ...build, role: 'probe' });
    expect(scene.run(0)).toBe('probe 2 left while paused, and is not reduce-only');
    ask(scene, 'resume');
    scene.run(0);
    scene.send(build);
    expect(scene.run(0)).toBeUndefined();
  });

  it('are fine where they reduce, or hedge', () => {
    const scene = paused();
    scene.send({ ...build, side: 'sell', reduceOnly: true });
    scene.send({ leg: 'hedge', role: 'hedge', side: 'buy', lots: 10 });
    expect(scene.run(5_000)).toBeUndefined();
  });

  it('are fine in the moment in which the pause was asked for: they were decided before', () => {
    const scene = new Scene([pause]);
    ask(scene, 'pause');
    scene.send(build);
    expect(scene.run(0)).toBeUndefined();
  });

  it('violate where a quote of a BUILD goes on resting without a cancel', () => {
    const scene = new Scene([pause]);
    scene.send(build);
    ask(scene, 'pause');
    expect(scene.run(2_000)).toBeUndefined();
    expect(scene.run(2_000)).toMatch(/^quote 1 rests on primary while paused, and was not cancelled for/);
  });
});

describe('a pause and a restart', () => {
  it('violates when it was told, and the next process builds', () => {
    const scene = paused();
    scene.restart();
    scene.run(0);
    scene.send(build);
    expect(scene.run(0)).toBe('quote 1 left while paused, and is not reduce-only');
  });

  it('is fine when the process died before it could tell, or the disk lost what it told', () => {
    const untold = new Scene([pause]);
    ask(untold, 'pause');
    untold.run(0);
    const torn = paused();
    torn.pair.pause = undefined;
    torn.injected.set('journal-torn', 1);
    for (const scene of [untold, torn]) {
      scene.restart();
      scene.run(0);
      scene.send(build);
      expect(scene.run(0)).toBeUndefined();
    }
  });
});

describe('what was to be flattened', () => {
  it('violates when it is still there at the end, and is fine when it only was to be paused, or the pair halted', () => {
    const open = (action: 'pause' | 'flatten'): Scene => {
      const scene = paused(action);
      scene.fill('primary', scene.send({ ...build, reduceOnly: true }), 10);
      return scene;
    };
    expect(open('flatten').end()).toBe('0.1 is left on primary at the end, and was to be flattened');
    expect(open('pause').end()).toBeUndefined();
    const halted = open('flatten');
    halted.halt();
    expect(halted.end()).toBeUndefined();
  });
});
