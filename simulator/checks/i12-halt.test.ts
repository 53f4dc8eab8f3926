// I12 on runs made by hand: what a halted pair still sends, what still rests, and halts that nobody hears of or that go away.
import { describe, expect, it } from 'vitest';
import type { ClientOrderId } from '../../src/core/order.ts';
import { i12Halt } from './i12-halt.ts';
import { Scene, type Sent } from './testing/scene.ts';

const quote: Sent = { leg: 'primary', role: 'quote', side: 'buy', lots: 10 };

function halted(): Scene {
  const scene = new Scene([i12Halt]);
  scene.halt();
  scene.run(0);
  return scene;
}

describe('I12: orders after a halt', () => {
  it('violate as quotes and probes', () => {
    const scene = halted();
    scene.send(quote);
    expect(scene.run(0)).toBe('quote 1 left after the halt operator-halt');
  });

  it('are fine as hedges of what was told, and violate as anything else', () => {
    const scene = new Scene([i12Halt]);
    scene.fill('primary', scene.send(quote), 10);
    scene.halt();
    scene.run(0);
    scene.send({ leg: 'hedge', role: 'hedge', side: 'sell', lots: 10 });
    expect(scene.run(0)).toBeUndefined();
    scene.send({ leg: 'hedge', role: 'hedge', side: 'buy', lots: 10 });
    expect(scene.run(0)).toBe('hedge 3 enlarges exposure after the halt operator-halt');
  });

  it('are fine as answers to what others did, and violate where they did nothing', () => {
    const scene = halted();
    scene.send({ leg: 'hedge', role: 'offset', side: 'sell', lots: 5 });
    expect(scene.run(0)).toBe('offset 1 enlarges exposure after the halt operator-halt');
    scene.fill('primary', -1 as ClientOrderId, 5);
    scene.send({ leg: 'hedge', role: 'offset', side: 'sell', lots: 5 });
    expect(scene.run(0)).toBeUndefined();
  });
});

describe('I12: orders that rest', () => {
  it('violate when no cancel is tried', () => {
    const scene = new Scene([i12Halt]);
    scene.send(quote);
    scene.halt();
    expect(scene.run(2_000)).toBeUndefined();
    expect(scene.run(2_000)).toMatch(/^quote 1 rests on primary after the halt operator-halt/);
  });

  it('are counted from when they arrive: what came to its venue late could not be cancelled there before', () => {
    const scene = new Scene([i12Halt]);
    const id = scene.send({ ...quote, isLost: true });
    scene.cancel('primary', id);
    scene.halt();
    expect(scene.run(8_000)).toBeUndefined();
    scene.arrive('primary', id);
    expect(scene.run(2_000)).toBeUndefined();
    expect(scene.run(1_000)).toMatch(/^quote 1 rests on primary after the halt operator-halt/);
  });

  it('are fine for as long as the cancel is tried again', () => {
    const scene = new Scene([i12Halt]);
    const id = scene.send(quote);
    scene.halt();
    for (let tries = 0; tries < 10; tries += 1) {
      scene.cancel('primary', id);
      expect(scene.run(1_950)).toBeUndefined();
    }
    expect(scene.run(3_000)).toMatch(/was not cancelled for/);
  });
});

describe('I12: the halt itself', () => {
  it('violates when nobody is told', () => {
    const scene = new Scene([i12Halt]);
    scene.pair.halt = { code: 'operator-halt', text: 'by hand', atUs: scene.nowUs };
    expect(scene.run(1_000)).toBe('the pair is halted (operator-halt), and no alert of it was sent');
  });

  it('violates when it is over without an operator, in this process or the next', () => {
    const scene = halted();
    scene.restart();
    expect(scene.run(1_000)).toBeUndefined();
    scene.pair.halt = undefined;
    expect(scene.run(0)).toBe('the halt operator-halt is over, and no operator ended it');
  });

  it('is fine when the disk lost its record', () => {
    const scene = halted();
    scene.injected.set('journal-torn', 1);
    scene.restart();
    scene.pair.halt = undefined;
    expect(scene.run(1_000)).toBeUndefined();
  });
});
