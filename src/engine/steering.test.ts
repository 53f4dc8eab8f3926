// What the user steers by: a trade that does not pay is waited for, a pair is held until closing it pays, an UNWIND that goes
// wrong is taken, and a run that costs too much ends.
import { describe, expect, it } from 'vitest';
import { parseEdgeBps, type Edge } from '../core/edge.ts';
import { parseFundingRateBps, type FundingRate } from '../core/funding.ts';
import { parseQuote, type QuoteAmount } from '../core/money.ts';
import type { PairConfig } from '../core/pair.ts';
import { noSteering, type Steering } from '../core/steering.ts';
import { expectedEdge, expectedRoundTrip } from '../execution/expected-edge.ts';
import { cancelledIn, placedIn, ScriptedPair } from './testing/scripted-pair.ts';

const bps = (text: string): Edge => parseEdgeBps(text) as Edge;
const usd = (text: string): QuoteAmount => parseQuote(text) as QuoteAmount;

function steered(steering: Partial<Steering>, config: Partial<PairConfig> = {}): ScriptedPair {
  const pair = new ScriptedPair({ config: { ...config, steering: { ...noSteering, ...steering } } });
  publishFunding(pair, '0');
  return pair;
}

/** Of the primary, in bps a payment; the next one is twenty seconds after the start, and the hedge's is nothing. */
function publishFunding(pair: ScriptedPair, rateBps: string): void {
  for (const { instrument } of pair.pair.legs) {
    const isPrimary = instrument === pair.pair.primary.instrument;
    const rate = parseFundingRateBps(isPrimary ? rateBps : '0') as FundingRate;
    const terms = { rate, intervalMs: 28_800_000, nextAtUs: 1_800_000_020_000_000 };
    pair.turn({ kind: 'funding-rate', instrument: instrument.key, ...terms });
  }
}

/** Primary and hedge with their touches around these mids, in ticks of 0.01 USD. */
function books(pair: ScriptedPair, primary: number, hedge: number): void {
  pair.book('primary', primary - 5, primary + 5);
  pair.book('hedge', hedge - 5, hedge + 5);
}

describe('what a trade promises', () => {
  it('is the touch of each leg at the price that its mode asks for', () => {
    const pair = steered({});
    books(pair, 300_000, 300_300);
    // Buying at 2999.95, selling at 3002.95; then selling at 3000.05, buying at 3003.05.
    expect(expectedEdge(pair.pair, 'buy')).toBe(bps('10.0001'));
    expect(expectedEdge(pair.pair, 'sell')).toBe(bps('-9.9899'));
  });

  it('is, for a round trip at a basis that stays, the spread earned as maker, the spread paid as taker, and all fees', () => {
    const pair = steered({});
    pair.book('primary', 300_000, 300_020);
    pair.book('hedge', 300_000, 300_010);
    const expected = expectedRoundTrip(pair.pair, 'buy');
    expect(expected?.gross).toBe(10n ** 17n);
    // 2 bps on 6000.20 and 5 bps on 6000.10.
    expect(expected?.fees).toBe(4_200_090_000_000_000_000n);
    expect(expected?.net).toBe(10n ** 17n - 4_200_090_000_000_000_000n);
    expect(expectedRoundTrip(pair.pair, 'sell')).toEqual(expected);
  });

  it('pays the average of a book that does not hold the whole size at its touch', () => {
    const pair = steered({});
    pair.book('primary', 300_000, 300_010);
    const bids: [number, number][] = [
      [300_000, 40],
      [299_900, 60],
    ];
    pair.depth('hedge', bids, [[300_010, 100]]);
    // 40 lots at 3000.00 and 60 at 2999.00 are 2999.40 on average: 0.60 less than the bid.
    expect(expectedEdge(pair.pair, 'buy')).toBe(bps('-2'));
  });

  it('counts the funding that falls into the time it may last, against the direction that pays it', () => {
    const pair = steered({});
    books(pair, 300_000, 300_000);
    publishFunding(pair, '2');
    expect(expectedRoundTrip(pair.pair, 'buy')?.funding).toBe(-6n * 10n ** 17n);
    expect(expectedRoundTrip(pair.pair, 'sell')?.funding).toBe(6n * 10n ** 17n);
  });

  it('is not known before both venues have published their funding', () => {
    const pair = new ScriptedPair();
    books(pair, 300_000, 300_000);
    expect(expectedRoundTrip(pair.pair, 'buy')).toBeUndefined();
  });

  it('adds what the basis has still to go to what is usual, the one way or the other', () => {
    const pair = steered({}, { basisWindowMs: 60_000, strategy: 'best-edge' });
    books(pair, 300_000, 300_000);
    pair.pass(20_000);
    const usual = expectedRoundTrip(pair.pair, 'buy')?.gross ?? 0n;
    books(pair, 300_100, 300_000);
    expect(expectedRoundTrip(pair.pair, 'buy')?.gross).toBe(usual - 10n ** 18n);
    expect(expectedRoundTrip(pair.pair, 'sell')?.gross).toBe(usual + 10n ** 18n);
  });
});

describe('a BUILD waits', () => {
  it('until its edge is wanted', () => {
    const pair = steered({ entryEdgeMin: bps('1') });
    books(pair, 300_000, 300_000);
    pair.pass(5_000);
    expect(pair.countPlaced('quote')).toBe(0);
    expect(pair.pair.waiting?.reason).toMatch(/^entry edge 0 bps, wanted 1$/);
    pair.book('hedge', 300_050, 300_060);
    expect(pair.countPlaced('quote')).toBe(1);
    expect(pair.pair.waiting).toBeUndefined();
  });

  it('until its round trip costs no more than the cap', () => {
    // Two spreads of 10 ticks cancel: what is left is the fees, 7 bps.
    const dear = steered({ costPerMillionMax: usd('699') });
    books(dear, 300_000, 300_000);
    dear.pass(5_000);
    expect(dear.countPlaced('quote')).toBe(0);
    const fair = steered({ costPerMillionMax: usd('701') });
    fair.start();
    expect(fair.countPlaced('quote')).toBe(1);
  });

  it('and is no held work: waiting for an edge is what was asked for', () => {
    const pair = steered({ entryEdgeMin: bps('1') });
    books(pair, 300_000, 300_000);
    pair.pass(60_000);
    expect(pair.alerts).toEqual([]);
  });

  it('with its quote withdrawn when the edge goes away before anything is filled', () => {
    const pair = steered({ entryEdgeMin: bps('0') }, { makerPolicy: 'fixed-s4' });
    books(pair, 300_000, 300_020);
    pair.pass(100);
    const { order } = pair.lastPlaced('quote');
    pair.accept(order);
    pair.pass(1_000);
    expect(cancelledIn(pair.book('hedge', 299_900, 299_910))).toEqual([order.clientOrderId]);
    pair.end(order, 'canceled', 0);
    pair.pass(3_000);
    expect(pair.countPlaced('quote')).toBe(1);
    pair.book('hedge', 300_020, 300_030);
    expect(pair.countPlaced('quote')).toBe(2);
  });

  it('no more once something is filled: what has begun is finished', () => {
    const pair = steered({ entryEdgeMin: bps('0') }, { makerPolicy: 'fixed-s4' });
    books(pair, 300_000, 300_020);
    pair.pass(100);
    const { order } = pair.lastPlaced('quote');
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, 40), 'hedge');
    if (hedge !== undefined) pair.fill(hedge, 40);
    pair.pass(1_000);
    expect(cancelledIn(pair.book('hedge', 299_900, 299_910))).toEqual([]);
  });

  it('and turns round when the other direction pays', () => {
    const pair = steered(
      { entryEdgeMin: bps('1') },
      { strategy: 'mean-reversion', makerPolicy: 'fixed-s4', attemptsMax: undefined },
    );
    books(pair, 300_000, 300_100);
    pair.pass(100);
    const { order } = pair.lastPlaced('quote');
    expect(order.side).toBe('buy');
    pair.accept(order);
    pair.pass(1_000);
    books(pair, 300_000, 299_900);
    pair.pass(1_000);
    pair.end(order, 'canceled', 0);
    pair.pass(1_000);
    expect(pair.lastPlaced('quote').order.side).toBe('sell');
    expect(pair.pair.ledger.endedCycles('abandoned')).toBe(1);
  });

  it('for as long as --max-wait at most', () => {
    const pair = steered({ entryEdgeMin: bps('1'), waitMaxMs: 10_000 });
    books(pair, 300_000, 300_000);
    pair.pass(20_000);
    expect(pair.finish).toMatchObject({ reason: 'max-wait', outcome: 'flat' });
  });
});

describe('best-edge', () => {
  it('takes the direction that the basis is expected to pay for', () => {
    const pair = steered({}, { strategy: 'best-edge', basisWindowMs: 60_000 });
    books(pair, 300_000, 300_000);
    pair.pass(5_000);
    expect(pair.countPlaced('quote')).toBe(0);
    pair.pass(3_000);
    books(pair, 300_100, 300_000);
    pair.pass(2_000);
    expect(pair.lastPlaced('quote').order.side).toBe('sell');
  });

  it('waits when the cost cap forbids both directions', () => {
    const pair = steered(
      { costPerMillionMax: usd('650') },
      { strategy: 'best-edge', basisWindowMs: 60_000, makerPolicy: 'fixed-s4' },
    );
    books(pair, 300_000, 300_000);
    pair.pass(20_000);
    expect(pair.countPlaced('quote')).toBe(0);
    // 1 bps away from what is usual, over both ways: 50 USD per $1M.
    books(pair, 300_000, 300_040);
    pair.pass(100);
    expect(pair.lastPlaced('quote').order.side).toBe('buy');
  });
});

describe('a built pair', () => {
  const hold = { leastMs: 1_000, mostMs: 10_000 };

  it('is held until closing it pays', () => {
    const pair = steered({ exitEdgeMin: bps('1') }, { hold });
    pair.start();
    pair.completeCycle();
    pair.pass(5_000);
    expect(pair.countPlaced('quote')).toBe(1);
    pair.book('hedge', 299_940, 299_950);
    pair.pass(100);
    expect(pair.lastPlaced('quote').order.side).toBe('sell');
  });

  it('is closed at the latest when the longest hold is over', () => {
    const pair = steered({ exitEdgeMin: bps('1') }, { hold });
    pair.start();
    pair.completeCycle();
    pair.pass(9_800);
    expect(pair.countPlaced('quote')).toBe(1);
    pair.pass(300);
    expect(pair.countPlaced('quote')).toBe(2);
  });

  it('is not closed before the shortest, whatever it pays', () => {
    const pair = steered({ exitEdgeMin: bps('1') }, { hold });
    pair.start();
    pair.book('hedge', 299_940, 299_950);
    pair.completeCycle();
    pair.pass(800);
    expect(pair.countPlaced('quote')).toBe(1);
  });

  it('is held for a time drawn from the range where no edge is waited for', () => {
    const pair = steered({}, { hold });
    pair.start();
    pair.completeCycle();
    pair.pass(900);
    expect(pair.countPlaced('quote')).toBe(1);
    pair.pass(9_200);
    expect(pair.countPlaced('quote')).toBe(2);
  });

  it('is closed at once by a stop, whatever it pays', () => {
    const pair = steered({ exitEdgeMin: bps('50') }, { hold });
    pair.start();
    pair.completeCycle();
    pair.operator('stop');
    expect(pair.countPlaced('quote')).toBe(2);
  });
});

describe('an UNWIND goes to market', () => {
  function unwinding(steering: Partial<Steering>): ScriptedPair {
    const pair = steered(steering, { makerPolicy: 'fixed-s4' });
    pair.start();
    pair.completeCycle();
    pair.pass(100);
    pair.accept(pair.lastPlaced('quote').order);
    return pair;
  }

  it('when its spread has turned against it beyond the limit', () => {
    const pair = unwinding({ unwindAdverseMax: bps('2') });
    const { order } = pair.lastPlaced('quote');
    pair.book('hedge', 300_050, 300_060);
    pair.pass(100);
    expect(cancelledIn(pair.commands)).toEqual([]);
    pair.book('hedge', 300_070, 300_080);
    expect(cancelledIn(pair.commands)).toEqual([order.clientOrderId]);
    pair.book('hedge', 300_000, 300_010);
    pair.end(order, 'canceled', 0);
    expect(pair.lastPlaced('quote').order).toMatchObject({
      side: 'sell',
      timeInForce: 'ioc',
      reduceOnly: true,
    });
  });

  it('when its time is up, also where it was held back for a better edge', () => {
    const hold = { leastMs: 0, mostMs: 60_000 };
    const steering = { unwindPatienceMs: 4_000, exitEdgeMin: bps('0') };
    const pair = steered(steering, { makerPolicy: 'fixed-s4', hold });
    pair.start();
    pair.completeCycle();
    pair.pass(100);
    const { order } = pair.lastPlaced('quote');
    pair.accept(order);
    pair.pass(1_000);
    expect(cancelledIn(pair.book('hedge', 300_050, 300_060))).toEqual([order.clientOrderId]);
    pair.end(order, 'canceled', 0);
    pair.pass(2_500);
    expect(pair.countPlaced('quote')).toBe(2);
    pair.pass(500);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', timeInForce: 'ioc' });
  });

  it('when its time is up', () => {
    const pair = unwinding({ unwindPatienceMs: 4_000 });
    const { order } = pair.lastPlaced('quote');
    pair.pass(3_700);
    expect(cancelledIn(pair.commands)).toEqual([]);
    pair.pass(300);
    expect(cancelledIn(pair.commands)).toEqual([order.clientOrderId]);
  });
});

describe('a run ends', () => {
  it('at its time of day', () => {
    const pair = steered({ untilUs: 1_800_000_005_000_000 });
    const { order } = pair.start();
    pair.accept(order);
    pair.pass(4_800);
    expect(pair.pair.stop).toBeUndefined();
    pair.pass(300);
    expect(pair.pair.stop?.reason).toBe('until');
  });

  it('when the latest round trips really cost more than the cap, and not before there are enough to judge', () => {
    const pair = steered({ costPerMillionMax: usd('701') }, { iterations: 30 });
    pair.start();
    // The first round trip is a disaster, the others are as expected: the gate alone would go on.
    cycle(pair, { hedgeSellsAt: 250_000 });
    cycle(pair);
    for (let roundTrip = 2; roundTrip <= 20; roundTrip += 1) {
      expect(pair.pair.stop).toBeUndefined();
      cycle(pair);
      cycle(pair);
    }
    expect(pair.pair.stop?.reason).toBe('max-cost');
    expect(pair.alerts.map(({ code }) => code)).toContain('max-cost');
  });
});

/** One cycle; a hedge that sells may slip, in ticks of 0.01 USD. */
function cycle(pair: ScriptedPair, { hedgeSellsAt = 300_000 } = {}): void {
  const quote = pair.lastPlaced('quote').order;
  pair.accept(quote);
  for (const hedge of placedIn(pair.fill(quote, quote.quantity), 'hedge')) {
    pair.fill(hedge, hedge.quantity, { price: hedge.side === 'sell' ? hedgeSellsAt : 300_010 });
  }
  pair.pass(50);
}
