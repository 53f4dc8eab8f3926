// Limits that end a run or hold it back, through the whole controller: what is open is brought home first.
import { describe, expect, it } from 'vitest';
import { quoteAmount } from '../core/money.ts';
import { placedIn, ScriptedPair } from './testing/scripted-pair.ts';

const dollars = (amount: bigint) => quoteAmount(amount * 10n ** 18n);

describe('the notional limit', () => {
  it('ends the run flat when the next BUILD could exceed it, and says so once', () => {
    const pair = new ScriptedPair({ config: { notionalMax: dollars(310n) } });
    pair.start();
    pair.completeCycle();
    pair.book('primary', 320_000, 320_010);
    pair.book('hedge', 320_000, 320_010);
    pair.pass(100);
    expect(placedIn(pair.commands, 'quote').at(-1)).toMatchObject({ side: 'sell', reduceOnly: true });
    pair.completeCycle();
    pair.pass(6_000);
    expect(pair.alerts.map(({ code }) => code)).toEqual(['max-notional']);
    expect(pair.finish).toMatchObject({ reason: 'max-notional', outcome: 'flat' });
  });
});

describe('failures in a row', () => {
  it.each([
    [1, 'consecutive-failures'],
    [2, undefined],
  ])('halt at the first where %i is allowed: %s', (failuresMax, code) => {
    const pair = new ScriptedPair({ config: { failuresMax } });
    const { order } = pair.start();
    pair.accept(order);
    pair.fill(order, 100);
    for (let tries = 0; tries < 200 && pair.pair.emergency === undefined; tries += 1) {
      for (const live of pair.pair.hedge.orders) pair.end(live.request, 'canceled', 0);
      pair.pass(50);
    }
    for (const live of pair.pair.primary.orders) pair.fill(live.request, live.request.quantity);
    pair.pass(100);
    expect(pair.pair.netDelta).toBe(0n);
    expect(pair.pair.counters.recoveries).toBe(1);
    expect(pair.pair.halt?.code).toBe(code);
  });
});

describe('a fee in an asset without a rate', () => {
  it('is booked with its fill, hedged at once, told, and ends the run flat: no loss limit could count it', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const fee = { asset: 'BNB', amount: quoteAmount(1n) };
    pair.moveVenue(order, 100);
    const hedges = placedIn(pair.turn({ ...pair.fillEvent(order, 100), fee }), 'hedge');
    expect(hedges).toMatchObject([{ side: 'sell', quantity: 100 }]);
    for (const hedge of hedges) pair.fill(hedge, 100);
    pair.pass(100);
    expect(pair.alerts).toMatchObject([
      {
        code: 'unpriced-asset',
        severity: 'critical',
        text: expect.stringMatching(/BNB on alpha, which has no rate into USD/),
      },
    ]);
    expect(pair.pair.stop?.reason).toBe('unpriced-asset');
    pair.completeCycle();
    pair.pass(6_000);
    expect(pair.finish).toMatchObject({ reason: 'unpriced-asset', outcome: 'flat' });
  });
});
