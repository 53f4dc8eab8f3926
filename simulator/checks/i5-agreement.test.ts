// I5 on runs made by hand: positions that are believed wrongly, for too long, under new quotes, or at the end.
import { describe, expect, it } from 'vitest';
import { lots } from '../../src/core/money.ts';
import type { ClientOrderId } from '../../src/core/order.ts';
import { i5Agreement } from './i5-agreement.ts';
import { Scene, type Sent } from './testing/scene.ts';

const quote: Sent = { leg: 'primary', role: 'quote', side: 'buy', lots: 10 };

describe('I5', () => {
  it('is fine while belief is the truth', () => {
    const scene = new Scene([i5Agreement]);
    scene.fill('primary', scene.send(quote), 10);
    expect(scene.run(60_000)).toBeUndefined();
  });

  it('violates when it has not been for longer than detection takes', () => {
    const scene = new Scene([i5Agreement]);
    scene.fill('primary', scene.send(quote), 10, { isTold: false });
    expect(scene.run(15_000)).toBeUndefined();
    expect(scene.run(10_000)).toMatch(/^primary holds 0.1 and 0 has been believed for/);
  });

  it('violates earlier when a new quote is sent', () => {
    const scene = new Scene([i5Agreement]);
    scene.fill('hedge', -1 as ClientOrderId, 10, { isTold: false });
    scene.run(5_000);
    scene.send(quote);
    expect(scene.run(0)).toBeUndefined();
    scene.run(5_000);
    scene.send(quote);
    expect(scene.run(0)).toMatch(/^quote 2 was sent while the position on hedge had been believed wrongly/);
  });

  it('is fine with a hedge in the same place', () => {
    const scene = new Scene([i5Agreement]);
    scene.fill('hedge', -1 as ClientOrderId, 10, { isTold: false });
    scene.run(10_000);
    scene.send({ leg: 'hedge', role: 'hedge', side: 'sell', lots: 10 });
    expect(scene.run(0)).toBeUndefined();
  });

  it('is fine while the venue does not answer truthfully, and counts from then on', () => {
    const stale = { kind: 'position-stale', leg: 'primary', percent: 50, amount: 100 } as const;
    const scene = new Scene([i5Agreement], { faults: [{ ...stale, fromUs: 0, untilUs: 40_000_000 }] });
    scene.fill('primary', scene.send(quote), 10, { isTold: false });
    expect(scene.run(50_000)).toBeUndefined();
    expect(scene.run(15_000)).toMatch(/has been believed/);
  });

  it('violates when a run is called flat with a position, or with an order at work', () => {
    const scene = new Scene([i5Agreement]);
    scene.fill('primary', scene.send(quote), 10);
    scene.finish('flat');
    expect(scene.run(0)).toMatch(/called flat with 0.1 on primary/);
    const other = new Scene([i5Agreement]);
    other.send(quote);
    other.finish('flat');
    expect(other.run(0)).toMatch(/called flat with 0 on primary and order 1 at work/);
  });

  it('is fine when what others did is left', () => {
    const scene = new Scene([i5Agreement]);
    scene.fill('primary', -1 as ClientOrderId, 7, { isTold: false });
    scene.pair.primary.position = lots(7);
    scene.finish('flat');
    expect(scene.run(0)).toBeUndefined();
  });
});
