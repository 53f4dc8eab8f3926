// I3 on runs made by hand: orders that are sent although another may fill for the same quantity.
import { describe, expect, it } from 'vitest';
import type { ClientOrderId } from '../../src/core/order.ts';
import type { LegName } from '../scenario/scenario.ts';
import { i3NoBlindResend } from './i3-no-blind-resend.ts';
import { Scene, type Sent } from './testing/scene.ts';

const hedge: Sent = { leg: 'hedge', role: 'hedge', side: 'sell', lots: 10 };
const quote: Sent = { leg: 'primary', role: 'quote', side: 'buy', lots: 10 };

function filled(forgetsOrderIds: readonly LegName[] = []): Scene {
  const scene = new Scene([i3NoBlindResend], { workload: { forgetsOrderIds } });
  scene.fill('primary', scene.send(quote), 10);
  return scene;
}

/** A hedge leaves, is known to no record, and leaves again from the next process. */
function sentAgain(scene: Scene): Scene {
  const first = scene.send({ ...hedge, isLost: true });
  scene.run(50);
  scene.restart();
  scene.pair.hedge.orders.end(scene.pair.hedge.orders.find(first) as never);
  scene.commands.push({ kind: 'place', order: scene.pair.hedge.orders.find(first)?.request as never });
  return scene;
}

describe('I3: hedges', () => {
  it('are fine for what was told, once', () => {
    const scene = filled();
    scene.send(hedge);
    expect(scene.run(0)).toBeUndefined();
  });

  it('violate beside one of which nothing is known', () => {
    const scene = filled();
    scene.send({ ...hedge, isLost: true });
    scene.run(3_000);
    scene.send(hedge);
    expect(scene.run(0)).toMatch(/sell 0.2 in all that may fill, against a net delta of 0.1/);
  });

  it('violate beyond what was told, even if more is true', () => {
    const scene = new Scene([i3NoBlindResend]);
    const id = scene.send(quote);
    scene.fill('primary', id, 5);
    scene.fill('primary', id, 5, { isTold: false });
    scene.send(hedge);
    expect(scene.run(0)).toMatch(/against a net delta of 0.05/);
  });

  it('violate on the side of the delta', () => {
    const scene = filled();
    scene.send({ ...hedge, side: 'buy', lots: 1 });
    expect(scene.run(0)).toMatch(/^hedge \d+: buy/);
  });

  it('are fine again once the refusal of the first was told', () => {
    const scene = filled();
    const first = scene.send({ ...hedge, isLost: true });
    scene.run(50);
    scene.fail('hedge', first, { kind: 'refused', reason: 'not-trading', text: '' });
    scene.run(50);
    scene.send(hedge);
    expect(scene.run(0)).toBeUndefined();
  });

  it('violate after a time-out of the first: that proves nothing', () => {
    const scene = filled();
    const first = scene.send({ ...hedge, isLost: true });
    scene.run(50);
    scene.fail('hedge', first, { kind: 'timed-out' });
    scene.run(50);
    scene.send(hedge);
    expect(scene.run(0)).toMatch(/sell 0.2 in all/);
  });

  it('violate while fills that an end has stated were not told', () => {
    const scene = filled();
    const first = scene.send(hedge);
    scene.fill('hedge', first, 10, { isTold: false });
    scene.endOrder('hedge', first);
    scene.run(50);
    scene.send(hedge);
    expect(scene.run(0)).toMatch(/sell 0.2 in all/);
  });

  it('are fine beside an order that nobody knows, three times over ten seconds', () => {
    const scene = filled();
    const first = scene.send({ ...hedge, isLost: true });
    for (let answers = 0; answers < 3; answers += 1) {
      scene.run(4_000);
      const { key: instrument } = scene.truth.hedge.instrument;
      scene.tell({ kind: 'order-not-found', instrument, clientOrderId: first, atUs: scene.nowUs });
    }
    scene.run(50);
    scene.send(hedge);
    expect(scene.run(0)).toBeUndefined();
  });

  it('are fine under the id of one that left without a record', () => {
    expect(sentAgain(filled()).run(0)).toBeUndefined();
  });

  it('violate under such an id where the venue takes one again: it may take both', () => {
    expect(sentAgain(filled(['hedge'])).run(0)).toMatch(/sell 0.2 in all that may fill/);
  });
});

describe('I3: quotes', () => {
  it('violate beside another whose end was not told', () => {
    const scene = new Scene([i3NoBlindResend]);
    const first = scene.send(quote);
    scene.run(50);
    scene.cancel('primary', first);
    scene.send(quote);
    expect(scene.run(0)).toMatch(/^quote 2 on primary beside quote 1, whose end was not told/);
  });

  it('are fine when it was', () => {
    const scene = new Scene([i3NoBlindResend]);
    const first = scene.send(quote);
    scene.run(50);
    scene.endOrder('primary', first);
    scene.run(50);
    scene.send(quote);
    expect(scene.run(0)).toBeUndefined();
  });
});

describe('I3: answers to what others did', () => {
  it('violate where nobody did anything', () => {
    const scene = new Scene([i3NoBlindResend]);
    scene.send({ leg: 'hedge', role: 'offset', side: 'sell', lots: 5 });
    expect(scene.run(0)).toMatch(/^offset 1: sell 0.05, where others have moved primary by 0/);
  });

  it('that a venue overfills are of our making beyond what they did: the rest is hedged', () => {
    const scene = new Scene([i3NoBlindResend]);
    scene.fill('primary', -1 as ClientOrderId, 5);
    const offset = scene.send({ leg: 'hedge', role: 'offset', side: 'sell', lots: 5 });
    scene.run(0);
    scene.fill('hedge', offset, 6);
    scene.run(50);
    scene.send({ ...hedge, side: 'buy', lots: 1 });
    expect(scene.run(0)).toBeUndefined();
    scene.send({ ...hedge, side: 'buy', lots: 1 });
    expect(scene.run(0)).toMatch(/buy 0.02 in all that may fill, against a net delta of -0.01/);
  });

  it('are fine up to what they did, and violate beyond', () => {
    const scene = new Scene([i3NoBlindResend]);
    scene.fill('primary', -1 as ClientOrderId, 5);
    const offset: Sent = { leg: 'hedge', role: 'offset', side: 'sell', lots: 5 };
    const first = scene.send(offset);
    expect(scene.run(0)).toBeUndefined();
    scene.fill('hedge', first, 5);
    scene.run(0);
    scene.send({ ...offset, lots: 1 });
    expect(scene.run(0)).toMatch(/-0.05 was answered/);
  });
});
