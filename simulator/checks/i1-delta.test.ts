// I1 on runs made by hand: known exposure that nobody works on, exposure that nobody finds, and what excuses it.
import { describe, expect, it } from 'vitest';
import { assertPresent } from '../../src/core/assert.ts';
import type { ClientOrderId, RiskApproved } from '../../src/core/order.ts';
import type { Workload } from '../scenario/scenario.ts';
import { i1Delta } from './i1-delta.ts';
import { Scene } from './testing/scene.ts';

function filledQuote(workload: Partial<Workload> = {}): {
  readonly scene: Scene;
  readonly quote: ClientOrderId;
} {
  const scene = new Scene([i1Delta], { workload });
  const quote = scene.send({ leg: 'primary', role: 'quote', side: 'buy', lots: 10 });
  scene.run(100);
  return { scene, quote };
}

const orderOf = (scene: Scene, id: ClientOrderId): RiskApproved =>
  assertPresent(scene.pair.hedge.orders.find(id), 'an order').request as RiskApproved;

describe('I1: a fill that was told', () => {
  it('violates when nothing is sent for longer than 2 s and a round trip', () => {
    const { scene, quote } = filledQuote();
    scene.fill('primary', quote, 10);
    expect(scene.run(1_900)).toBeUndefined();
    expect(scene.run(2_000)).toMatch(/^net delta 0.1 has been known for \d+ ms without a live hedge attempt/);
  });

  it('is fine while a hedge is under way, however long', () => {
    const { scene, quote } = filledQuote();
    scene.fill('primary', quote, 10);
    scene.send({ leg: 'hedge', role: 'hedge', side: 'sell', lots: 10, isLost: true });
    expect(scene.run(8_000)).toBeUndefined();
  });

  it('violates when the hedge was refused, and no other follows', () => {
    const { scene, quote } = filledQuote();
    scene.fill('primary', quote, 10);
    const hedge = scene.send({ leg: 'hedge', role: 'hedge', side: 'sell', lots: 10, isLost: true });
    scene.run(100);
    scene.fail('hedge', hedge, { kind: 'refused', reason: 'not-trading', text: '' });
    expect(scene.run(4_000)).toMatch(/without a live hedge attempt/);
  });

  it('violates when the order under way is on the wrong side', () => {
    const { scene, quote } = filledQuote();
    scene.fill('primary', quote, 10);
    scene.send({ leg: 'hedge', role: 'hedge', side: 'buy', lots: 10, isLost: true });
    expect(scene.run(4_000)).toMatch(/without a live hedge attempt/);
  });

  it('violates when a hedge rests for longer than is patience, and is not cancelled', () => {
    const { scene, quote } = filledQuote();
    scene.fill('primary', quote, 10);
    scene.send({ leg: 'hedge', role: 'hedge', side: 'sell', lots: 10, timeInForce: 'gtc' });
    expect(scene.run(4_500)).toBeUndefined();
    expect(scene.run(4_000)).toMatch(/without a live hedge attempt/);
  });

  it('is fine when what rested in vain for a dead process is taken under the same id, and its venue does not say', () => {
    const { scene, quote } = filledQuote();
    scene.fill('primary', quote, 10);
    const rested = { leg: 'hedge', role: 'hedge', side: 'sell', lots: 10, isLost: true } as const;
    const id = scene.send({ ...rested, timeInForce: 'gtc' });
    scene.run(100);
    scene.restart();
    scene.pair.hedge.orders.end(scene.pair.hedge.orders.find(id) as never);
    scene.commands.push({
      kind: 'place',
      order: { ...orderOf(scene, id), timeInForce: 'ioc', postOnly: false },
    });
    expect(scene.run(9_000)).toBeUndefined();
  });

  it('is fine while an order on the record of a dead process, which never left, is not proven absent', () => {
    const { scene, quote } = filledQuote();
    scene.fill('primary', quote, 10);
    const id = scene.send({ leg: 'primary', role: 'reduce', side: 'sell', lots: 10, isLost: true });
    scene.commands = [];
    scene.restart();
    scene.doubt('primary', id);
    expect(scene.run(12_000)).toBeUndefined();
    expect(scene.run(10_000)).toMatch(/without a live hedge attempt/);
  });

  it.each([
    { what: 'as soon as both have told', mustProve: false, ms: 5_000 },
    { what: 'once nothing can come late, where one may have left', mustProve: true, ms: 15_000 },
  ])('is fine while a restarted process asks its venues: $what', ({ mustProve, ms }) => {
    const { scene, quote } = filledQuote();
    scene.fill('primary', quote, 10);
    scene.restart();
    if (scene.process !== undefined) Object.assign(scene.process, { isRecovering: true, mustProve });
    expect(scene.run(ms)).toBeUndefined();
    expect(scene.run(5_000)).toMatch(/without a live hedge attempt/);
  });

  it('is fine while one whose end was told to a process that died before it was recorded is not proven absent', () => {
    const { scene, quote } = filledQuote();
    scene.fill('primary', quote, 10);
    const id = scene.send({ leg: 'hedge', role: 'hedge', side: 'sell', lots: 10, isLost: true });
    scene.run(100);
    scene.fail('hedge', id, { kind: 'refused', reason: 'post-only-would-cross', text: '' });
    scene.run(0);
    scene.restart();
    scene.doubt('hedge', id);
    expect(scene.run(12_000)).toBeUndefined();
    expect(scene.run(10_000)).toMatch(/without a live hedge attempt/);
  });

  it.each(['hedged', 'halted', 'paused', 'dead'] as const)('is fine once the pair is %s', (how) => {
    const { scene, quote } = filledQuote();
    scene.fill('primary', quote, 10);
    scene.run(1_000);
    if (how === 'hedged')
      scene.fill('hedge', scene.send({ leg: 'hedge', role: 'hedge', side: 'sell', lots: 10 }), 10);
    if (how === 'halted') scene.halt();
    if (how === 'paused' && scene.process !== undefined) scene.process.isPaused = true;
    if (how === 'dead') scene.process = undefined;
    expect(scene.run(20_000)).toBeUndefined();
  });

  it('is fine inside tolerance', () => {
    const scene = new Scene([i1Delta], {
      workload: {
        instruments: {
          primary: { lot: '0.001', minimumLots: 1, minimumNotional: '0' },
          hedge: { lot: '0.010', minimumLots: 1, minimumNotional: '0' },
        },
      },
    });
    const quote = scene.send({ leg: 'primary', role: 'quote', side: 'buy', lots: 100 });
    scene.fill('primary', quote, 9);
    expect(scene.run(20_000)).toBeUndefined();
    scene.fill('primary', quote, 1);
    expect(scene.run(20_000)).toMatch(/net delta 0.01 has been known/);
  });
});

describe('I1: a fill that was not told', () => {
  it('is fine for as long as asking takes, and violates when it is not found then', () => {
    const { scene, quote } = filledQuote();
    scene.fill('primary', quote, 10, { isTold: false });
    expect(scene.run(7_000)).toBeUndefined();
    expect(scene.run(2_000)).toMatch(/holds a fill that was not found/);
  });

  it('is fine while a venue does not answer', () => {
    const scene = new Scene([i1Delta], {
      faults: [
        { kind: 'maintenance', leg: 'hedge', fromUs: 0, untilUs: 60_000_000, percent: 100, amount: 0 },
      ],
    });
    scene.fill('primary', scene.send({ leg: 'primary', role: 'quote', side: 'buy', lots: 10 }), 10, {
      isTold: false,
    });
    expect(scene.run(60_000)).toBeUndefined();
    expect(scene.run(20_000)).toMatch(/holds a fill that was not found/);
  });
});

describe('I1: what others did', () => {
  it('violates when it is not halted on within the time that proves it theirs', () => {
    const { scene } = filledQuote();
    scene.fill('hedge', -1 as ClientOrderId, -10, { isTold: false });
    expect(scene.run(14_000)).toBeUndefined();
    expect(scene.run(10_000)).toMatch(/of nobody's making/);
  });

  it('is fine with a halt', () => {
    const { scene } = filledQuote();
    scene.fill('hedge', -1 as ClientOrderId, -10, { isTold: false });
    scene.run(10_000);
    scene.halt('foreign-position');
    expect(scene.run(60_000)).toBeUndefined();
  });
});
