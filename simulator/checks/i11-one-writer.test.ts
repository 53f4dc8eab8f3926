// I11 on runs made by hand: two processes, and ids that mean more than one order.
import { describe, expect, it } from 'vitest';
import type { ClientOrderId } from '../../src/core/order.ts';
import { i11OneWriter } from './i11-one-writer.ts';
import { Scene, type Sent } from './testing/scene.ts';

const quote: Sent = { leg: 'primary', role: 'quote', side: 'buy', lots: 10 };

/** The same command once more, as a process that had forgotten it would send it. */
function sendAgain(scene: Scene, id: ClientOrderId): void {
  const record = scene.pair.primary.orders.find(id);
  if (record !== undefined) scene.commands.push({ kind: 'place', order: record.request as never });
}

describe('I11', () => {
  it('violates with two processes', () => {
    const scene = new Scene([i11OneWriter]);
    scene.processCount = 2;
    expect(scene.run(0)).toBe('2 processes live at once');
  });

  it('violates with two orders of one process under one id', () => {
    const scene = new Scene([i11OneWriter]);
    const id = scene.send(quote);
    expect(scene.run(0)).toBeUndefined();
    sendAgain(scene, id);
    expect(scene.run(0)).toBe('process 1 sent two orders under the id 1');
  });

  it('is fine when a later process sends an order that left without a record', () => {
    const scene = new Scene([i11OneWriter]);
    const id = scene.send({ ...quote, isLost: true });
    scene.run(0);
    scene.restart();
    scene.run(0);
    sendAgain(scene, id);
    expect(scene.run(0)).toBeUndefined();
  });

  it('violates when it gives the id to an order on the other venue, where the first is known', () => {
    const scene = new Scene([i11OneWriter]);
    scene.send({ leg: 'hedge', role: 'hedge', side: 'sell', lots: 10, id: 7 });
    scene.run(0);
    scene.restart();
    scene.run(0);
    scene.send({ ...quote, id: 7 });
    expect(scene.run(0)).toMatch(
      /process 2 sent an order to primary under the id 7, which process 1 gave to one on hedge/,
    );
  });

  it('violates with a fill under an id that nobody sent, and not with one of others', () => {
    const scene = new Scene([i11OneWriter]);
    scene.fill('hedge', -3 as ClientOrderId, 5);
    expect(scene.run(0)).toBeUndefined();
    scene.fill('hedge', 4_711 as ClientOrderId, 5);
    expect(scene.run(0)).toBe('order 4711 was filled on hedge, and no process is known to have sent it');
  });
});
