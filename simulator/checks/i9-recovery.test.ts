// I9 on runs made by hand: a process that does not catch up, one that has forgotten an order, and books that are wrong afterwards.
import { describe, expect, it } from 'vitest';
import { microseconds } from '../../src/core/limits.ts';
import { lots } from '../../src/core/money.ts';
import type { OrderRecord } from '../../src/core/order.ts';
import { i9Recovery } from './i9-recovery.ts';
import { Scene, type Sent } from './testing/scene.ts';

const quote: Sent = { leg: 'primary', role: 'quote', side: 'buy', lots: 10 };

describe('I9: catching up', () => {
  it('violates when it does not end although both venues answer', () => {
    const scene = new Scene([i9Recovery]);
    scene.run(0);
    scene.restart();
    if (scene.process !== undefined) scene.process.isRecovering = true;
    expect(scene.run(17_000)).toBeUndefined();
    expect(scene.run(5_000)).toMatch(/^process 2 has been catching up for/);
  });

  it('is fine while one of them does not', () => {
    const outage = { kind: 'maintenance', leg: 'hedge', percent: 100, amount: 0 } as const;
    const scene = new Scene([i9Recovery], {
      faults: [{ ...outage, fromUs: 0, untilUs: microseconds(60_000) }],
    });
    scene.restart();
    if (scene.process !== undefined) scene.process.isRecovering = true;
    expect(scene.run(60_000)).toBeUndefined();
  });
});

describe('I9: afterwards', () => {
  it('violates with an order at work that the process has forgotten', () => {
    const scene = new Scene([i9Recovery]);
    const id = scene.send(quote);
    scene.run(0);
    scene.restart();
    scene.pair.primary.orders.end(scene.pair.primary.orders.find(id) as OrderRecord);
    expect(scene.run(7_000)).toBeUndefined();
    expect(scene.run(3_000)).toMatch(/^order 1 works on primary, and the process has not known it/);
  });

  it('violates with a fill that is not booked, once everything was told', () => {
    const scene = new Scene([i9Recovery]);
    scene.fill('primary', scene.send(quote), 10, { isBooked: false });
    scene.run(0);
    scene.restart();
    expect(scene.run(7_000)).toBeUndefined();
    expect(scene.run(3_000)).toMatch(/^after recovery 1, primary: position in lots: 0 is booked, 10/);
  });

  it('is fine when everything is booked', () => {
    const scene = new Scene([i9Recovery]);
    scene.fill('primary', scene.send(quote), 10);
    scene.run(0);
    scene.restart();
    expect(scene.run(30_000)).toBeUndefined();
    expect(scene.end()).toBeUndefined();
  });
});

describe('I9: at the end', () => {
  it('violates when more round trips are counted than were made', () => {
    const scene = new Scene([i9Recovery]);
    scene.fill('primary', scene.send(quote), 10);
    scene.pair.counters.iterationsDone = 1;
    expect(scene.end()).toBe('1 round trips are counted, the fills that were told make 0');
    scene.fill('primary', scene.send({ ...quote, side: 'sell' }), 10);
    expect(scene.end()).toBeUndefined();
  });

  it('counts a round trip as it was told: what comes after it was flat by every word belongs to the next', () => {
    const scene = new Scene([i9Recovery]);
    const opened = scene.send(quote);
    scene.fill('primary', opened, 10);
    const late = scene.fill('primary', opened, 2, { isTold: false });
    scene.fill('primary', scene.send({ ...quote, side: 'sell' }), 10);
    scene.run(0);
    scene.tell(late);
    scene.book('primary', late);
    scene.fill('primary', scene.send({ ...quote, side: 'sell', lots: 2 }), 2);
    scene.pair.counters.iterationsDone = 2;
    expect(scene.end()).toBeUndefined();
  });

  it("violates when the day's result is not what fills and payments make", () => {
    const scene = new Scene([i9Recovery]);
    scene.pair.primary.touch = { bid: 29_999 as never, ask: 30_001 as never };
    scene.fill('primary', scene.send(quote), 10);
    scene.fill('primary', scene.send({ ...quote, side: 'sell' }), 10);
    expect(scene.end()).toBeUndefined();
    scene.fill('primary', scene.send({ ...quote, lots: 1 }), 1, { isTold: false });
    expect(scene.end()).toMatch(/the day's net result is -0.3, the venues' fills and payments make -30.315/);
    expect(scene.truth.primary.position).toBe(lots(1));
  });
});
