// I7 on runs made by hand: quotes on an old book, an old position, or a private stream that keeps things to itself.
import { describe, expect, it } from 'vitest';
import { zeroLots } from '../../src/core/money.ts';
import { i7Freshness } from './i7-freshness.ts';
import { Scene, type Sent } from './testing/scene.ts';

const quote: Sent = { leg: 'primary', role: 'quote', side: 'buy', lots: 10 };

function fresh(): Scene {
  const scene = new Scene([i7Freshness]);
  scene.refresh();
  scene.run(0);
  scene.answer();
  scene.run(0);
  return scene;
}

describe('I7', () => {
  it('is fine when both books and both positions are young', () => {
    const scene = fresh();
    scene.send(quote);
    expect(scene.run(0)).toBeUndefined();
  });

  it('violates before anything was told', () => {
    const scene = new Scene([i7Freshness]);
    scene.send(quote);
    expect(scene.run(0)).toBe('quote 1: the book of primary was never told to this process');
  });

  it('violates with an old book of the hedge venue', () => {
    const scene = fresh();
    scene.run(3_000);
    scene.refresh(['primary'], { isPosition: false });
    scene.run(3_000);
    scene.send(quote);
    expect(scene.run(0)).toMatch(/the book of hedge was told \d+ ms ago/);
  });

  it('violates with an old position, counted from when it was asked for', () => {
    const scene = fresh();
    scene.refresh(['hedge']);
    scene.run(14_000);
    scene.answer();
    scene.refresh(['primary', 'hedge'], { isPosition: false });
    scene.run(1_500);
    scene.send(quote);
    expect(scene.run(0)).toMatch(/the position of primary was told \d+ ms ago/);
  });

  it('violates in a new process that has not asked yet', () => {
    const scene = fresh();
    scene.restart();
    scene.refresh(['primary', 'hedge'], { isPosition: false });
    scene.run(0);
    scene.send(quote);
    expect(scene.run(0)).toMatch(/the position of primary was never told/);
  });

  it('violates once a query told of an order that the private stream kept to itself, until that speaks', () => {
    const scene = fresh();
    const hedge = scene.send({ leg: 'hedge', role: 'hedge', side: 'sell', lots: 1 });
    scene.run(3_000);
    const { key: instrument } = scene.truth.hedge.instrument;
    scene.tell({
      kind: 'order-report',
      instrument,
      clientOrderId: hedge,
      venueOrderId: '1',
      isOpen: true,
      cumulativeQuantity: zeroLots,
      atUs: scene.nowUs,
    });
    scene.run(0);
    scene.send(quote);
    expect(scene.run(0)).toMatch(/the private stream of hedge missed an order/);
    scene.endOrder('hedge', hedge);
    scene.run(0);
    scene.send(quote);
    expect(scene.run(0)).toBeUndefined();
  });

  it('leaves hedges alone: they never wait for anything of this', () => {
    const scene = new Scene([i7Freshness]);
    scene.send({ leg: 'hedge', role: 'hedge', side: 'sell', lots: 10 });
    expect(scene.run(0)).toBeUndefined();
  });
});
