// Liveness on runs made by hand: what must not be left when all faults have been over for a minute.
import { describe, expect, it } from 'vitest';
import { lots, quoteAmount } from '../../src/core/money.ts';
import type { ClientOrderId } from '../../src/core/order.ts';
import { liveness } from './liveness.ts';
import { Scene, type Sent } from './testing/scene.ts';

const quote: Sent = { leg: 'primary', role: 'quote', side: 'buy', lots: 10 };

function built(): Scene {
  const scene = new Scene([liveness]);
  scene.fill('primary', scene.send(quote), 10);
  scene.fill('hedge', scene.send({ leg: 'hedge', role: 'hedge', side: 'sell', lots: 10 }), 10);
  return scene;
}

describe('liveness', () => {
  it('is fine with a hedged pair and a quote at work', () => {
    const scene = built();
    scene.send({ ...quote, side: 'sell' });
    expect(scene.end()).toBeUndefined();
  });

  it('violates with net delta', () => {
    const scene = built();
    scene.fill('primary', scene.send({ ...quote, side: 'sell' }), 4);
    expect(scene.end()).toMatch(/^net delta -0.04 is left at the end, -0.04 of it of our making/);
  });

  it('violates with an order of unknown outcome, unless the run is over', () => {
    const scene = built();
    scene.doubt('primary', scene.send({ ...quote, isLost: true }));
    expect(scene.end()).toBe('order 3 on primary is of unknown outcome at the end');
  });

  it('violates with a position that is believed wrongly', () => {
    const scene = built();
    scene.pair.hedge.position = lots(-9);
    expect(scene.end()).toBe('hedge holds -0.1 and -0.09 is believed at the end');
  });

  it('violates when no process is left, unless it said that it was done', () => {
    const scene = built();
    scene.process = undefined;
    expect(scene.end()).toBe('no process runs at the end');
    const other = built();
    other.finish('halted-safe');
    other.run(0);
    other.process = undefined;
    expect(other.end()).toBeUndefined();
  });

  describe('what others did', () => {
    it('is fine when halted on, and nothing of ours may answer it', () => {
      const scene = new Scene([liveness]);
      scene.fill('primary', -1 as ClientOrderId, 5, { isTold: false });
      scene.pair.primary.position = lots(5);
      scene.halt('foreign-position');
      expect(scene.end()).toBeUndefined();
    });

    it('violates without a halt', () => {
      const scene = new Scene([liveness]);
      scene.fill('primary', -1 as ClientOrderId, 5, { isTold: false });
      scene.pair.primary.position = lots(5);
      expect(scene.end()).toMatch(/net delta 0.05 is left at the end, 0 of it of our making/);
    });

    it('violates while the other leg could still be reduced for it', () => {
      const scene = built();
      scene.fill('primary', -1 as ClientOrderId, -5, { isTold: false });
      scene.pair.primary.position = lots(5);
      scene.halt('foreign-position');
      expect(scene.end()).toMatch(/net delta -0.05 is left at the end/);
    });

    it('is fine when it comes after the run is over: nobody looks any more', () => {
      const scene = built();
      scene.finish('halted-safe');
      scene.pair.isFinished = true;
      scene.pair.primary.positionCheck.agreedAtUs = scene.nowUs;
      scene.run(1_000);
      scene.fill('primary', -1 as ClientOrderId, -5, { isTold: false });
      expect(scene.end()).toBeUndefined();
    });

    it('is fine when it has hedged what nobody could hedge before, and the rest is below the least order of the other leg', () => {
      const scene = new Scene([liveness]);
      scene.fill('primary', scene.send(quote), 10);
      scene.fill('hedge', -1 as ClientOrderId, -11, { isTold: false });
      scene.pair.hedge.position = lots(-11);
      scene.truth.primary.instrument = { ...scene.truth.primary.instrument, minQuantity: lots(2) };
      scene.halt('foreign-position');
      expect(scene.end()).toBeUndefined();
    });

    it('is fine when what is left of it is worth less than the least order on the other leg', () => {
      const scene = built();
      scene.truth.hedge.instrument = {
        ...scene.truth.hedge.instrument,
        minNotional: quoteAmount(10n ** 21n),
      };
      scene.fill('primary', -1 as ClientOrderId, -5, { isTold: false });
      scene.pair.primary.position = lots(5);
      scene.halt('foreign-position');
      expect(scene.end()).toBeUndefined();
    });
  });
});
