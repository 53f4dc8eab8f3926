// I14 on runs made by hand: books that are off by one unit, at the venue and with us, and what they must say of every figure.
import { describe, expect, it } from 'vitest';
import { quoteAmount, ticks, type QuoteAmount } from '../../src/core/money.ts';
import type { ClientOrderId } from '../../src/core/order.ts';
import { i14Money } from './i14-money.ts';
import { Scene, type Sent } from './testing/scene.ts';

const quote: Sent = { leg: 'primary', role: 'quote', side: 'buy', lots: 10 };

describe('I14', () => {
  it('is fine when both books say what the fills say', () => {
    const scene = new Scene([i14Money]);
    scene.fill('primary', scene.send(quote), 7);
    expect(scene.run(500)).toBeUndefined();
    expect(scene.end()).toBeUndefined();
  });

  it("violates when the venue's cash is off by the smallest unit", () => {
    const scene = new Scene([i14Money]);
    scene.fill('primary', scene.send(quote), 7);
    scene.truth.primary.cash = (scene.truth.primary.cash + 1n) as QuoteAmount;
    expect(scene.run(0)).toMatch(
      /^primary: the venue's cash is -210.1049\d+, its fills, fees and funding add up to -210.105$/,
    );
  });

  it.each(['fee', 'price', 'twice'] as const)('violates when our %s is off', (what) => {
    const scene = new Scene([i14Money]);
    const fill = scene.fill('primary', scene.send(quote), 7, { isTold: true, isBooked: false });
    const { fee } = fill;
    if (what === 'fee')
      scene.book('primary', { ...fill, fee: { ...fee, amount: quoteAmount(fee.amount + 1n) } });
    if (what === 'price') scene.book('primary', { ...fill, price: ticks(fill.price + 1) });
    if (what === 'twice') {
      scene.book('primary', fill);
      scene.book('primary', { ...fill, tradeId: 'again' });
    }
    expect(scene.run(50)).toBeUndefined();
    expect(scene.run(500)).toMatch(
      {
        fee: /fees: 0.1050000\d+ is booked/,
        price: /cash: -210.007 is booked/,
        twice: /position in lots: 14/,
      }[what],
    );
  });

  it('waits while a fill was not told, and violates at the end', () => {
    const scene = new Scene([i14Money]);
    scene.fill('primary', scene.send(quote), 7, { isTold: false });
    expect(scene.run(10_000)).toBeUndefined();
    expect(scene.end()).toMatch(/position in lots: 0 is booked, 7 is what the fills add up to/);
  });

  it('violates when funding that was paid is not asked for within its interval, while the venue answers', () => {
    const scene = new Scene([i14Money]);
    const paid = 5n as QuoteAmount;
    scene.truth.primary.funding = paid;
    scene.truth.primary.cash = paid;
    expect(scene.run(35_000)).toBeUndefined();
    expect(scene.run(5_000)).toMatch(/^primary: funding that was paid has not been asked for in 3\d{4} ms/);
  });

  it('violates when funding that was paid is never booked', () => {
    const scene = new Scene([i14Money]);
    const paid = 5n as QuoteAmount;
    scene.truth.primary.funding = paid;
    scene.truth.primary.cash = paid;
    expect(scene.run(1_000)).toBeUndefined();
    expect(scene.end()).toMatch(/funding: 0 is booked, 0.000000000000000005/);
  });

  it('expects corrections at mid, as they were booked', () => {
    const scene = new Scene([i14Money]);
    scene.fill('primary', -1 as ClientOrderId, 3, { isTold: false });
    const { key: instrument } = scene.truth.primary.instrument;
    const mark = { bid: ticks(29_999), ask: ticks(30_002) };
    const reason = 'foreign-position';
    scene.pair.ledger.bookAdjustment({
      ...mark,
      instrument,
      quantity: 3 as never,
      atUs: scene.nowUs,
      reason,
    });
    expect(scene.end()).toBeUndefined();
  });
});
