// I6 on runs made by hand: fills that are booked twice, too large, taken back, or never.
import { describe, expect, it } from 'vitest';
import { lots } from '../../src/core/money.ts';
import type { ClientOrderId, OrderRecord } from '../../src/core/order.ts';
import { i6Fills } from './i6-fills.ts';
import { Scene } from './testing/scene.ts';

function quoted(): { readonly scene: Scene; readonly id: ClientOrderId; readonly record: OrderRecord } {
  const scene = new Scene([i6Fills]);
  const id = scene.send({ leg: 'primary', role: 'quote', side: 'buy', lots: 10 });
  scene.run(50);
  return { scene, id, record: scene.pair.primary.orders.find(id) as OrderRecord };
}

describe('I6', () => {
  it('is fine when each fill is booked once', () => {
    const { scene, id } = quoted();
    scene.fill('primary', id, 4);
    scene.run(50);
    scene.fill('primary', id, 6);
    expect(scene.end()).toBeUndefined();
  });

  it('violates when more is booked than was filled', () => {
    const { scene, id, record } = quoted();
    const fill = scene.fill('primary', id, 4);
    scene.run(0);
    scene.tell({ ...fill, tradeId: 'the same, by another name' });
    record.filled = lots(8);
    expect(scene.run(0)).toMatch(/8 lots are booked, 4 were filled/);
  });

  it('violates when what was booked is taken back', () => {
    const { scene, id, record } = quoted();
    scene.fill('primary', id, 4);
    scene.run(0);
    scene.accept('primary', id);
    scene.fill('primary', id, 1, { isBooked: false });
    record.filled = lots(3);
    expect(scene.run(0)).toMatch(/3 lots are booked, where 4 were before/);
  });

  it('violates when what was told is not booked by the end of its turn', () => {
    const { scene, id } = quoted();
    scene.fill('primary', id, 4, { isBooked: false });
    expect(scene.run(50)).toBeUndefined();
    expect(scene.run(200)).toMatch(/0 lots are booked, 4 were told/);
  });

  it('violates at the end when a fill was never booked', () => {
    const { scene, id } = quoted();
    scene.fill('primary', id, 4);
    scene.fill('primary', id, 6, { isTold: false });
    expect(scene.end()).toMatch(/4 lots are booked in the end, 10 were filled/);
  });
});
