// I8 on orders made by hand: each rule of an order broken once, requests beyond the rate, and positions beyond the margin.
import { describe, expect, it } from 'vitest';
import type { QuoteAmount } from '../../src/core/money.ts';
import { i8SaneOrders } from './i8-sane-orders.ts';
import { Scene, type Sent } from './testing/scene.ts';

const quote: Sent = { leg: 'primary', role: 'quote', side: 'buy', lots: 10 };
const hedge: Sent = { leg: 'hedge', role: 'hedge', side: 'sell', lots: 10 };
const coarse = { lot: '0.010', minimumLots: 5, minimumNotional: '200' };

describe('I8: an order', () => {
  it.each<[what: string, order: Sent]>([
    ['a quote at the touch', quote],
    ['a hedge that takes', hedge],
    ['a hedge that rests', { ...hedge, timeInForce: 'gtc' }],
    ['a price at the edge of the band', { ...hedge, price: 29_851 }],
  ])('is fine: %s', (_what, order) => {
    const scene = new Scene([i8SaneOrders]);
    scene.run(10_000);
    scene.send(order);
    expect(scene.run(0)).toBeUndefined();
  });

  it.each<[what: string, order: Sent, found: RegExp]>([
    ['no lots', { ...quote, lots: 0 }, /a quantity of 0 lots/],
    ['a part of a lot', { ...quote, lots: 1.5 }, /a quantity of 1.5 lots/],
    ['fewer lots than the venue takes', { ...hedge, lots: 4 }, /below the venue's minimum: 4 lots/],
    ['too small a notional', { ...hedge, lots: 6 }, /below the venue's minimum: 6 lots/],
    ['a price of nothing', { ...quote, price: 0 }, /a price of 0 ticks/],
    ['a price far from the mid', { ...hedge, price: 29_500 }, /price of 2950, outside 298/],
    ['a quote that takes by accident', { ...quote, postOnly: false }, /rests and is not post-only/],
    ['a hedge that is post-only and takes', { ...hedge, postOnly: true }, /takes and is post-only/],
    ['a trim that may enlarge', { ...hedge, role: 'trim' }, /is not reduce-only/],
    ['a reduction that leaves a leg alone', { ...hedge, role: 'reduce' }, /would leave -10 lots beside 0/],
    ['a reduction of nothing', { ...hedge, reduceOnly: true }, /to reduce 10 lots of a position of 0/],
  ])('violates with %s', (_what, order, found) => {
    const scene = new Scene([i8SaneOrders], {
      workload: {
        instruments: { primary: { lot: '0.010', minimumLots: 1, minimumNotional: '0' }, hedge: coarse },
      },
    });
    scene.run(10_000);
    const isWhole = Number.isInteger(order.lots);
    const id = scene.send({ ...order, lots: isWhole ? order.lots : 2 });
    const command = scene.commands.at(-1);
    if (!isWhole && command?.kind === 'place')
      scene.commands = [{ kind: 'place', order: { ...command.order, quantity: order.lots as never } }];
    expect(scene.run(0)).toMatch(found);
    expect(id).toBe(1);
  });

  it('violates as a quote against a position that is not reduce-only', () => {
    const scene = new Scene([i8SaneOrders]);
    scene.fill('primary', scene.send(quote), 10);
    scene.run(0);
    scene.send({ ...quote, side: 'sell' });
    expect(scene.run(0)).toMatch(/works against a position of 10 lots/);
  });

  it('is not judged by a price that was shown wrongly', () => {
    const scene = new Scene([i8SaneOrders], {
      faults: [{ kind: 'price-spike', leg: 'hedge', fromUs: 0, untilUs: 9_000_000, percent: 1, amount: 500 }],
    });
    scene.run(10_000);
    scene.send({ ...hedge, price: 29_500 });
    expect(scene.run(0)).toBeUndefined();
  });
});

describe('I8: requests', () => {
  const orderRate = { requests: 10, perMs: 1_000 };

  it('violate beyond the rate, and are fine again when its time has passed', () => {
    const scene = new Scene([i8SaneOrders], { workload: { orderRate } });
    const ask = (): void => {
      const { key: instrument } = scene.truth.hedge.instrument;
      scene.commands.push({ kind: 'query-margin', instrument, requestId: 1 });
    };
    for (let count = 0; count < 10; count += 1) ask();
    expect(scene.run(1_000)).toBeUndefined();
    for (let count = 0; count < 11; count += 1) ask();
    expect(scene.run(0)).toMatch(/query-margin is request 11 of 10 in 1000 ms on sim-b\/main/);
  });

  it('are fine beyond it as cancels', () => {
    const scene = new Scene([i8SaneOrders], { workload: { orderRate } });
    for (let count = 0; count < 20; count += 1) scene.cancel('primary', 1 as never);
    expect(scene.run(0)).toBeUndefined();
  });

  it('violate as a quote that takes of the reserve, and not as a hedge', () => {
    const scene = new Scene([i8SaneOrders], { workload: { orderRate } });
    for (let count = 0; count < 5; count += 1) scene.cancel('primary', 1 as never);
    for (let count = 0; count < 5; count += 1) scene.cancel('hedge', 1 as never);
    scene.send(hedge);
    expect(scene.run(0)).toBeUndefined();
    scene.send(quote);
    expect(scene.run(0)).toMatch(/of which quotes may use 6/);
  });
});

describe('I8: margin', () => {
  it('violates when the hedge venue could not carry the hedge', () => {
    const scene = new Scene([i8SaneOrders]);
    scene.truth.hedge.collateral = (29n * 10n ** 18n) as QuoteAmount;
    scene.send(quote);
    expect(scene.run(0)).toMatch(/need a margin of 30 on hedge, which has 29/);
  });

  it('is fine when both can', () => {
    const scene = new Scene([i8SaneOrders]);
    scene.truth.hedge.collateral = (31n * 10n ** 18n) as QuoteAmount;
    scene.send(quote);
    expect(scene.run(0)).toBeUndefined();
  });
});
