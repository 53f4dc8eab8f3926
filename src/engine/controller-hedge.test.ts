// controller.md, "Hedge leg": rules 6 to 9 and 11, in the market mode.
import { limits } from '../core/limits.ts';
import { describe, expect, it } from 'vitest';
import { defineInstrument } from '../core/instrument.ts';
import { base, testInstrument } from '../core/testing/test-pair.ts';
import { cancelledIn, placedIn, ScriptedPair } from './testing/scripted-pair.ts';

describe('rule 6: a hedge has the sign of what is unhedged, and never exceeds it', () => {
  it('sends nothing before the primary fills', () => {
    const pair = new ScriptedPair();
    pair.accept(pair.start().order);
    pair.pass(5_000);
    expect(pair.countPlaced('hedge')).toBe(0);
  });

  it('sells what the primary bought, at once, as an IOC inside the price band', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, 100), 'hedge');
    expect(hedge).toMatchObject({ side: 'sell', quantity: 100, timeInForce: 'ioc', postOnly: false });
    expect(hedge?.instrument).toBe(pair.pair.hedge.instrument.key);
  });

  it('lets hedges in flight make the next one smaller', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const first = placedIn(pair.fill(order, 40), 'hedge');
    const second = placedIn(pair.fill(order, 60), 'hedge');
    expect([...first, ...second].map((hedge) => hedge.quantity)).toEqual([40, 60]);
    pair.pass(500);
    expect(pair.countPlaced('hedge')).toBe(2);
  });

  it('blocks a resend while the outcome of a hedge is unknown', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, 100), 'hedge');
    if (hedge !== undefined) pair.failPlace(hedge, { kind: 'timed-out' });
    const commands = pair.pass(9_000);
    expect(placedIn(commands, 'hedge')).toEqual([]);
    expect(commands.some((command) => command.kind === 'query-order')).toBe(true);
  });
});

describe('rule 7: the fills of one turn are netted', () => {
  it('answers three fills of one turn with one hedge', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const commands = pair.turn(
      pair.fillEvent(order, 20),
      pair.fillEvent(order, 30),
      pair.fillEvent(order, 10),
    );
    expect(placedIn(commands, 'hedge').map((hedge) => hedge.quantity)).toEqual([60]);
  });
});

describe('rule 8: every whole quantum is hedged at once; less is carried, and trimmed when the cycle ends', () => {
  const coarse = () => new ScriptedPair({ hedge: testInstrument('beta', '0.001', 10) });

  it('waits below the quantum and hedges the whole of it above', () => {
    const pair = coarse();
    const { order } = pair.start();
    pair.accept(order);
    expect(placedIn(pair.fill(order, 9), 'hedge')).toEqual([]);
    expect(placedIn(pair.fill(order, 4), 'hedge').map((hedge) => hedge.quantity)).toEqual([13]);
  });

  it('hedges whole lots of the hedge venue only, and carries the rest', () => {
    const pair = new ScriptedPair({ hedge: testInstrument('beta', '0.01') });
    const { order } = pair.start();
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, 27), 'hedge');
    expect(hedge?.quantity).toBe(2);
  });

  it('trims dust reduce-only on the venue with the finer lot when the cycle ends', () => {
    const pair = new ScriptedPair({ hedge: testInstrument('beta', '0.01') });
    const { order } = pair.start();
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, 27), 'hedge');
    if (hedge !== undefined) pair.fill(hedge, 2);
    pair.operator('stop');
    pair.end(order, 'canceled', 27);
    pair.pass(100);
    const unwind = pair.lastPlaced('quote').order;
    expect(unwind).toMatchObject({ side: 'sell', quantity: 27, reduceOnly: true });
    pair.accept(unwind);
    const [back] = placedIn(pair.fill(unwind, 27), 'hedge');
    expect(back).toMatchObject({ side: 'buy', quantity: 2, reduceOnly: true });
    if (back !== undefined) pair.fill(back, 2);
    pair.pass(6_000);
    expect(pair.pair.netDelta).toBe(0n);
    expect(pair.finish).toMatchObject({ outcome: 'flat' });
  });

  it('trims a hedge that is larger than the primary by less than a quantum on the hedge venue', () => {
    const pair = new ScriptedPair({
      hedge: testInstrument('beta', '0.0001', 10),
      config: { size: base('0.1') },
    });
    const { order } = pair.start();
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, 100), 'hedge');
    expect(hedge?.quantity).toBe(1_000);
    // The venue overfills by 5 of its lots: 0.0005 ETH, below its minimum of 10 lots.
    if (hedge !== undefined) pair.fill(hedge, 1_005);
    expect(pair.pair.netDelta).toBe(-base('0.0005'));
    pair.pass(100);
    expect(pair.countPlaced('hedge')).toBe(1);
    expect(pair.pair.cycle.phase).toBe('unwind');
  });
});

describe('rule 9: tries, rounds and a deadline', () => {
  const naked = () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, 100), 'hedge');
    if (hedge === undefined) throw new Error('a fill is hedged');
    return { pair, hedge };
  };

  it('a hedge that was had does not give the rest, which is as old, the whole deadline once more', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const [first] = placedIn(pair.fill(order, 60), 'hedge');
    if (first === undefined) throw new Error('a fill is hedged');
    pair.fill(order, 40);
    pair.pass(5_000);
    pair.fill(first, 60);
    expect(pair.alerts).toEqual([]);
    pair.pass(limits.hedgeDeadlineMs - 4_500);
    expect(pair.alerts.map(({ code }) => code)).toEqual(['hedge-unavailable']);
  });

  it('sends the rest of a partial hedge again, and only the rest', () => {
    const { pair, hedge } = naked();
    pair.accept(hedge);
    pair.fill(hedge, 35);
    const [rest] = placedIn(pair.end(hedge, 'expired', 35), 'hedge');
    expect(rest?.quantity).toBe(65);
  });

  it('makes three tries, pauses 250 ms, and tries again', () => {
    const { pair } = naked();
    for (let tries = 0; tries < 3; tries += 1) pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
    expect(pair.countPlaced('hedge')).toBe(3);
    pair.pass(200);
    expect(pair.countPlaced('hedge')).toBe(3);
    pair.pass(100);
    expect(pair.countPlaced('hedge')).toBe(4);
  });

  it('asks after a hedge of which nothing is heard for a second, and cancels one that stays open', () => {
    const { pair, hedge } = naked();
    expect(pair.pass(1_100).some((command) => command.kind === 'query-order')).toBe(true);
    pair.report(hedge, true, 0);
    expect(cancelledIn(pair.commands)).toContain(hedge.clientOrderId);
    expect(pair.countPlaced('hedge')).toBe(1);
  });

  it('fetches the fills that the venue stated before it calls the hedge ended', () => {
    const { pair, hedge } = naked();
    const commands = pair.end(hedge, 'filled', 100);
    pair.pass(300);
    expect([...commands, ...pair.commands].some((command) => command.kind === 'query-fills')).toBe(true);
    expect(pair.countPlaced('hedge')).toBe(1);
    pair.fill(hedge, 100);
    expect(pair.pair.netDelta).toBe(0n);
  });

  it('waits out a 429 before it tries again', () => {
    const { pair, hedge } = naked();
    pair.failPlace(hedge, { kind: 'rate-limited', retryAtUs: pair.pair.nowUs + 1_500_000 });
    pair.pass(1_400);
    expect(pair.countPlaced('hedge')).toBe(1);
    pair.pass(200);
    expect(pair.countPlaced('hedge')).toBe(2);
  });

  it('does not sit out a long ban: after a moment the primary gives back what is naked', () => {
    const { pair, hedge } = naked();
    pair.failPlace(hedge, { kind: 'rate-limited', retryAtUs: pair.pair.nowUs + 60_000_000 });
    pair.pass(1_500);
    expect(pair.countPlaced('reduce')).toBe(0);
    pair.pass(150);
    expect(pair.lastPlaced('reduce').order).toMatchObject({ side: 'sell', quantity: 100, reduceOnly: true });
  });

  it('cancels the resting quote when a hedge try came to nothing', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, 40), 'hedge');
    if (hedge === undefined) throw new Error('a fill is hedged');
    const commands = pair.end(hedge, 'expired', 0);
    expect(cancelledIn(commands)).toEqual([order.clientOrderId]);
  });
});

describe('rule 9, iterative: one tick further with each try of a round', () => {
  it.each([
    ['buy', 'sell', [300_000, 299_999, 299_998, 300_000]],
    ['sell', 'buy', [300_010, 300_011, 300_012, 300_010]],
  ] as const)(
    'after a %s on the primary it sends IOCs to %s at the touch, then 1 and 2 ticks worse, then anew',
    (buildSide, side, prices) => {
      const pair = new ScriptedPair({ config: { hedgeMode: 'iterative', buildSide } });
      const { order } = pair.start();
      pair.accept(order);
      pair.fill(order, 100);
      for (let tries = 0; tries < 3; tries += 1) pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
      pair.pass(300);
      const sent = placedIn(pair.commands, 'hedge');
      expect(sent.map((hedge) => hedge.price)).toEqual(prices);
      expect(sent.map((hedge) => hedge.tickOffset)).toEqual([0, 1, 2, 0]);
      expect(sent.every((hedge) => hedge.side === side && hedge.quantity === 100)).toBe(true);
    },
  );

  it('takes the touch that is live at sending', () => {
    const pair = new ScriptedPair({ config: { hedgeMode: 'iterative' } });
    const { order } = pair.start();
    pair.accept(order);
    pair.fill(order, 100);
    pair.book('hedge', 299_900, 299_910);
    pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
    expect(pair.lastPlaced('hedge').order.price).toBe(299_899);
  });

  it('sends again only what did not fill, until all of it is', () => {
    const pair = new ScriptedPair({ config: { hedgeMode: 'iterative' } });
    const { order } = pair.start();
    pair.accept(order);
    pair.fill(order, 100);
    for (const filled of [40, 30, 30]) {
      const hedge = pair.lastPlaced('hedge').order;
      pair.fill(hedge, filled);
      if (filled < hedge.quantity) pair.end(hedge, 'expired', filled);
    }
    expect(placedIn(pair.commands, 'hedge').map((hedge) => hedge.quantity)).toEqual([100, 60, 30]);
    expect(pair.pair.netDelta).toBe(0n);
  });

  it('never leaves the price band, however large the tick is', () => {
    const hedge = testInstrument('beta', '0.001');
    const coarse = defineInstrument({ ...hedge, tickSize: { digits: 10n, decimals: 0 } });
    const pair = new ScriptedPair({ hedge: coarse, config: { hedgeMode: 'iterative' } });
    pair.book('primary', 300_000, 300_010);
    pair.book('hedge', 300, 301);
    pair.pass(100);
    const { order } = pair.lastPlaced('quote');
    pair.accept(order);
    pair.fill(order, 100);
    for (let tries = 0; tries < 3; tries += 1) pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
    // Half a percent below the mid of 3005 is 2989.98: a tick of $10 may go from 3000 to 2990, and no further.
    expect(placedIn(pair.commands, 'hedge').map((sent) => sent.price)).toEqual([300, 299, 299]);
  });
});

describe('rule 11: hedges of an UNWIND are reduce-only, capped at the booked hedge position', () => {
  const unwinding = () => {
    const pair = new ScriptedPair();
    pair.start();
    pair.completeCycle();
    const unwind = pair.lastPlaced('quote').order;
    pair.accept(unwind);
    return { pair, unwind };
  };

  it('buys back reduce-only what the primary sold', () => {
    const { pair, unwind } = unwinding();
    const [hedge] = placedIn(pair.fill(unwind, 60), 'hedge');
    expect(hedge).toMatchObject({ side: 'buy', quantity: 60, reduceOnly: true });
  });

  it('answers a refused reduce-only with a position query, not with a retry', () => {
    const { pair, unwind } = unwinding();
    const [hedge] = placedIn(pair.fill(unwind, 60), 'hedge');
    if (hedge === undefined) throw new Error('a fill is hedged');
    pair.answersQueries = false;
    const commands = pair.failPlace(hedge, {
      kind: 'refused',
      reason: 'reduce-only-would-increase',
      text: 'no',
    });
    const later = [...commands, ...pair.pass(950)];
    expect(placedIn(later, 'hedge')).toEqual([]);
    expect(later.filter((command) => command.kind === 'query-position').length).toBeGreaterThan(0);
  });

  it('tries again once a later snapshot agrees with the booked position', () => {
    const { pair, unwind } = unwinding();
    const [hedge] = placedIn(pair.fill(unwind, 60), 'hedge');
    if (hedge === undefined) throw new Error('a fill is hedged');
    pair.failPlace(hedge, { kind: 'refused', reason: 'reduce-only-would-increase', text: 'no' });
    pair.pass(1_000);
    expect(pair.countPlaced('hedge')).toBe(3);
  });
});
