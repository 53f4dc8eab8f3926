// controller.md under faults: what its rules say of snapshots in flight, of venues that drop orders silently, and of hedges that
// cannot be had, rule by rule. The rest of each rule stands in the other files of this name.
import { describe, expect, it } from 'vitest';
import { parseQuote, quoteAmount, zeroLots } from '../core/money.ts';
import type { OrderRequest } from '../core/order.ts';
import { exactly } from '../core/pair.ts';
import { testInstrument } from '../core/testing/test-pair.ts';
import { cancelledIn, placedIn, ScriptedPair } from './testing/scripted-pair.ts';

function filled(quantity: number, pair = new ScriptedPair()): { pair: ScriptedPair; hedge: OrderRequest } {
  const { order } = pair.start();
  pair.accept(order);
  const [hedge] = placedIn(pair.fill(order, quantity), 'hedge');
  if (hedge === undefined) throw new Error('a fill is hedged');
  return { pair, hedge };
}

/** +100 and −100, and the UNWIND's quote rests. */
function unwinding(): { pair: ScriptedPair; unwind: OrderRequest } {
  const pair = new ScriptedPair();
  pair.start();
  pair.completeCycle();
  const unwind = pair.lastPlaced('quote').order;
  pair.accept(unwind);
  return { pair, unwind };
}

describe('rule 2: a snapshot', () => {
  it('that was asked for before the last fill was booked says nothing, whatever it shows', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.answersQueries = false;
    const query = pair.pass(6_000).find((command) => command.kind === 'query-position');
    const primary = pair.pair.primary.instrument.key;
    expect(query).toMatchObject({ instrument: primary });
    const [hedge] = placedIn(pair.fill(order, 100), 'hedge');
    pair.turn({
      kind: 'position-report',
      instrument: primary,
      requestId: query?.requestId ?? 0,
      position: zeroLots,
    });
    expect(pair.pair.primary.positionCheck).toMatchObject({ difference: 0, snapshots: 0 });
    expect(pair.pair.primary.position).toBe(100);
    expect(hedge?.quantity).toBe(100);
  });

  it('that shows yet another position begins the proof anew', () => {
    const pair = new ScriptedPair({ config: { sleep: exactly(60_000) } });
    pair.start();
    pair.completeCycle();
    pair.pass(1_000);
    pair.moveVenueByHand('hedge', 30);
    pair.pass(8_000);
    pair.moveVenueByHand('hedge', -10);
    pair.pass(4_000);
    expect(pair.pair.halt).toBeUndefined();
    pair.pass(8_000);
    expect(pair.pair.halt?.code).toBe('foreign-position');
    expect(pair.pair.hedge.position).toBe(-80);
  });
});

describe('rule 8: the quantum of a venue with a minimum notional', () => {
  it('is what that minimum buys at the price of the moment', () => {
    const minNotional = parseQuote('30') ?? quoteAmount(0n);
    const hedge = { ...testInstrument('beta', '0.001'), minNotional };
    const pair = new ScriptedPair({ hedge });
    const { order } = pair.start();
    pair.accept(order);
    expect(placedIn(pair.fill(order, 9), 'hedge')).toEqual([]);
    const [sent] = placedIn(pair.fill(order, 4), 'hedge');
    expect(sent?.quantity).toBe(13);
  });
});

describe('rule 9: three rounds of three tries', () => {
  it('with growing pauses between them, and then the primary gives it back', () => {
    const { pair } = filled(100);
    const sentAtMs: number[] = [];
    const startUs = pair.pair.nowUs;
    for (let beat = 0; beat < 60 && pair.countPlaced('reduce') === 0; beat += 1) {
      const last = pair.lastPlaced('hedge').order;
      if (pair.pair.hedge.orders.find(last.clientOrderId)?.state !== 'done') {
        sentAtMs.push((pair.pair.nowUs - startUs) / 1_000);
        pair.end(last, 'expired', 0);
      } else pair.pass(50);
    }
    expect(pair.countPlaced('hedge')).toBe(9);
    const rounds = [sentAtMs[0], sentAtMs[3], sentAtMs[6]].map((atMs) => Math.round((atMs ?? 0) / 50) * 50);
    expect(rounds).toEqual([0, 250, 750]);
    expect(pair.lastPlaced('reduce').order).toMatchObject({ side: 'sell', quantity: 100, reduceOnly: true });
  });
});

describe('rule 11: a reduce-only hedge that the venue drops silently', () => {
  it('leads to a position query, not to a retry', () => {
    const { pair, unwind } = unwinding();
    const [hedge] = placedIn(pair.fill(unwind, 60), 'hedge');
    if (hedge === undefined) throw new Error('a fill is hedged');
    pair.accept(hedge);
    pair.answersQueries = false;
    const commands = [...pair.end(hedge, 'canceled', 0), ...pair.pass(950)];
    expect(placedIn(commands, 'hedge')).toEqual([]);
    expect(commands.filter(({ kind }) => kind === 'query-position').length).toBeGreaterThan(0);
  });

  it('is never made up for by one that could enlarge', () => {
    const { pair, unwind } = unwinding();
    pair.fill(unwind, 60);
    for (let tries = 0; tries < 12; tries += 1) {
      const { order } = pair.lastPlaced('hedge');
      if (pair.pair.hedge.orders.find(order.clientOrderId)?.state !== 'done') pair.end(order, 'expired', 0);
      pair.pass(500);
    }
    const hedges = placedIn(pair.commands, 'hedge').filter(({ side }) => side === 'buy');
    expect(hedges.length).toBeGreaterThan(1);
    expect(hedges.filter(({ reduceOnly, quantity }) => !reduceOnly || quantity > 60)).toEqual([]);
  });
});

describe('rule 14: an emergency', () => {
  it('begins by cancelling: the quote goes with the first try that came to nothing, and no other follows', () => {
    const { pair, hedge } = filled(40);
    const quote = pair.lastPlaced('quote').order;
    expect(cancelledIn(pair.end(hedge, 'expired', 0))).toEqual([quote.clientOrderId]);
    for (let tries = 0; tries < 9; tries += 1) {
      pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
      pair.pass(1_050);
    }
    expect(pair.pair.emergency).toBeDefined();
    expect(pair.countPlaced('quote')).toBe(1);
  });
});
