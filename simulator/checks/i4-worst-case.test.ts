// I4 on runs made by hand: orders whose worst case is more than one order size and what is tolerated beside it.
import { describe, expect, it } from 'vitest';
import { i4WorstCase } from './i4-worst-case.ts';
import { Scene, type Sent } from './testing/scene.ts';

const quote: Sent = { leg: 'primary', role: 'quote', side: 'buy', lots: 10 };
const hedge: Sent = { leg: 'hedge', role: 'hedge', side: 'sell', lots: 10 };

describe('I4', () => {
  it('is fine with one quote of one order size', () => {
    const scene = new Scene([i4WorstCase]);
    scene.send(quote);
    expect(scene.run(0)).toBeUndefined();
  });

  it('violates with a quote that is larger', () => {
    const scene = new Scene([i4WorstCase]);
    scene.send({ ...quote, lots: 12 });
    expect(scene.run(0)).toMatch(/^quote 1 takes the worst case to 0.12: .* above 0.10/);
  });

  it('violates with a second quote beside an open one', () => {
    const scene = new Scene([i4WorstCase]);
    scene.send(quote);
    scene.run(50);
    scene.send({ ...quote, lots: 2 });
    expect(scene.run(0)).toMatch(/worst case to 0.12/);
  });

  it('violates with a quote on top of net delta, told or not', () => {
    const scene = new Scene([i4WorstCase]);
    scene.fill('primary', scene.send({ ...quote, lots: 5 }), 5, { isTold: false });
    scene.run(50);
    scene.send(quote);
    expect(scene.run(0)).toMatch(/0.05 of net delta/);
  });

  it('violates with a quote beside a hedge of unknown outcome', () => {
    const scene = new Scene([i4WorstCase]);
    scene.fill('primary', scene.send(quote), 10);
    scene.send({ ...hedge, isLost: true });
    scene.run(2_000);
    scene.send({ ...quote, lots: 1 });
    expect(scene.run(0)).toMatch(/worst case to 0.21/);
  });

  it('is fine with a hedge of what is naked, and violates with one that could go far beyond flat', () => {
    const scene = new Scene([i4WorstCase]);
    scene.fill('primary', scene.send(quote), 10);
    scene.send(hedge);
    expect(scene.run(0)).toBeUndefined();
    scene.send({ ...hedge, lots: 13 });
    expect(scene.run(0)).toMatch(/^hedge 3 takes the worst case to 0.13/);
  });

  it('is fine with a quote after a fill that followed the end of its order', () => {
    const scene = new Scene([i4WorstCase]);
    const first = scene.send(quote);
    scene.run(50);
    const { key: instrument } = scene.truth.primary.instrument;
    const ended = { kind: 'order-ended', instrument, clientOrderId: first, outcome: 'canceled' } as const;
    scene.tell({ ...ended, cumulativeQuantity: 0 as never, venueTimeUs: 0, atUs: scene.nowUs });
    scene.fill('primary', first, 5, { isTold: false });
    scene.run(50);
    scene.send(quote);
    expect(scene.run(0)).toBeUndefined();
  });
});
