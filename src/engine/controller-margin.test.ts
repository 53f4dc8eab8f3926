// Margin and liquidation: what is not built, what is reduced, and what a person is told. Rules 13 and 14 of the controller hold
// while a pair is reduced as in any other cycle.
import { describe, expect, it } from 'vitest';
import type { Command, QueryMarginCommand } from '../core/commands.ts';
import { edge } from '../core/edge.ts';
import { absBase, quoteAmount, type QuoteAmount } from '../core/money.ts';
import type { OrderRequest } from '../core/order.ts';
import { exactly } from '../core/pair.ts';
import { noSteering } from '../core/steering.ts';
import { base } from '../core/testing/test-pair.ts';
import { cancelledIn, placedIn, ScriptedPair } from './testing/scripted-pair.ts';

const queriesIn = (commands: readonly Command[]): number =>
  commands.filter(({ kind }) => kind === 'query-margin').length;

const codes = (pair: ScriptedPair): string[] => pair.alerts.map(({ code }) => code);

/** +100 on the primary, −100 on the hedge, each worth 300 USD, held for an hour. */
function balanced(): ScriptedPair {
  const pair = new ScriptedPair({ config: { sleep: exactly(3_600_000) } });
  pair.start();
  pair.completeCycle();
  return pair;
}

function fillOrder(pair: ScriptedPair, order: OrderRequest): Command[] {
  pair.accept(order);
  const commands = pair.fill(order, order.quantity);
  pair.end(order, 'filled', order.quantity);
  return commands;
}

/** The primary's venue answers the latest query of its margin, in whole dollars. */
function tellPrimaryMargin(pair: ScriptedPair, equity: number, initial = 30, maintenance = 15): void {
  const { key: instrument } = pair.leg('primary').instrument;
  const query = pair.commands.findLast(
    (command): command is QueryMarginCommand =>
      command.kind === 'query-margin' && command.instrument === instrument,
  );
  if (query === undefined) throw new Error('margin is asked for');
  const dollars = (amount: number): QuoteAmount => quoteAmount(BigInt(amount) * 10n ** 18n);
  pair.turn({
    kind: 'margin-report',
    instrument,
    requestId: query.requestId,
    equity: dollars(equity),
    initialMargin: dollars(initial),
    maintenanceMargin: dollars(maintenance),
  });
}

describe('the margin of both accounts', () => {
  it('is asked for at the start, and then every five seconds', () => {
    const pair = new ScriptedPair();
    pair.start();
    expect(queriesIn(pair.commands)).toBe(2);
    expect(queriesIn(pair.pass(10_000))).toBe(4);
  });

  it('that cannot be told is asked for again, and is never taken for enough', () => {
    const pair = new ScriptedPair();
    pair.answersMargin = false;
    pair.book('primary', 300_000, 300_010);
    const asked = pair.commands.find((command) => command.kind === 'query-margin');
    if (asked === undefined) throw new Error('margin is asked for');
    pair.turn({
      kind: 'request-failed',
      request: 'query-margin',
      instrument: asked.instrument,
      clientOrderId: undefined,
      requestId: asked.requestId,
      failure: { kind: 'malformed', text: '<html>' },
    });
    pair.book('hedge', 300_000, 300_010);
    expect(queriesIn(pair.pass(200))).toBe(0);
    expect(queriesIn(pair.pass(100))).toBe(1);
    expect(pair.countPlaced('quote')).toBe(0);
  });

  it('is not asked for while the venue says that there are too many requests', () => {
    const pair = new ScriptedPair();
    pair.start();
    pair.turn({
      kind: 'request-failed',
      request: 'query-margin',
      instrument: pair.leg('hedge').instrument.key,
      clientOrderId: undefined,
      requestId: undefined,
      failure: { kind: 'rate-limited', retryAtUs: pair.pair.nowUs + 20_000_000 },
    });
    const asked = pair.pass(19_000).filter((command) => command.kind === 'query-margin');
    expect(new Set(asked.map(({ instrument }) => instrument))).toEqual(
      new Set([pair.leg('primary').instrument.key]),
    );
  });

  it('an answer that was given before is no news', () => {
    const pair = new ScriptedPair();
    pair.start();
    const { marginCheck } = pair.leg('primary');
    const before = marginCheck.latest;
    tellPrimaryMargin(pair, 0);
    expect(marginCheck.latest).toBe(before);
  });
});

describe('a BUILD', () => {
  it('waits while an account could not carry it, says so, and goes on when it can', () => {
    const pair = new ScriptedPair();
    pair.equity.hedge = 60;
    pair.book('primary', 300_000, 300_010);
    pair.book('hedge', 300_000, 300_010);
    pair.pass(14_000);
    expect(pair.countPlaced('quote')).toBe(0);
    // It is not begun either: a cycle that is begun is one that could be quoted.
    expect(pair.pair.cycle).toMatchObject({ number: 0, phase: 'resting' });
    expect(codes(pair)).not.toContain('held');
    pair.pass(2_000);
    expect(pair.alerts.find(({ code }) => code === 'held')?.text).toMatch(
      /beta\/main would be .* from liquidation/,
    );
    expect(pair.pair.stop).toBeUndefined();
    pair.equity.hedge = 1_000;
    pair.pass(6_000);
    expect(pair.countPlaced('quote')).toBe(1);
    expect(codes(pair)).toContain('resumed');
  });

  it('counts as waiting, so that --max-wait ends the run', () => {
    const pair = new ScriptedPair();
    pair.equity.primary = 0;
    pair.book('primary', 300_000, 300_010);
    pair.book('hedge', 300_000, 300_010);
    pair.pass(200);
    expect(pair.pair.waiting?.reason).toMatch(/alpha\/main would have .* free margin/);
  });

  it('withdraws its quote, and waits, when a venue has not told its margin for fifteen seconds', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.answersMargin = false;
    pair.pass(14_000);
    const resting = pair.lastPlaced('quote').order;
    pair.accept(resting);
    expect(cancelledIn(pair.pass(2_000))).toEqual([resting.clientOrderId]);
    pair.end(resting, 'canceled', 0);
    pair.pass(16_000);
    expect(pair.alerts.at(-1)).toMatchObject({
      code: 'held',
      text: expect.stringMatching(/not known of late/) as string,
    });
  });

  it('that the gate refuses half way waits with what it has, and says so', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, 40), 'hedge');
    if (hedge === undefined) throw new Error('a fill is hedged');
    fillOrder(pair, hedge);
    pair.equity.primary = 45;
    pair.pass(6_000);
    pair.end(order, 'canceled', 40);
    const placed = pair.countPlaced('quote');
    pair.pass(16_000);
    expect(pair.countPlaced('quote')).toBe(placed);
    expect(pair.alerts.at(-1)).toMatchObject({
      code: 'held',
      text: expect.stringMatching(/free margin/) as string,
    });
    expect(pair.pair.stop).toBeUndefined();
  });
});

describe('what reduces exposure', () => {
  it('is never refused for margin: an UNWIND and its hedge go out whatever the accounts have left', () => {
    const pair = new ScriptedPair({ config: { sleep: exactly(1_000) } });
    pair.start();
    pair.completeCycle();
    pair.answersMargin = false;
    pair.pass(20_000);
    const unwind = pair.lastPlaced('quote').order;
    expect(unwind).toMatchObject({ side: 'sell', reduceOnly: true });
    pair.accept(unwind);
    expect(placedIn(pair.fill(unwind, 100), 'hedge')).toMatchObject([{ side: 'buy', quantity: 100 }]);
  });

  it('so is the hedge of a BUILD', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.equity.hedge = 0;
    pair.pass(6_000);
    expect(placedIn(pair.fill(order, 100), 'hedge')).toMatchObject([{ side: 'sell', quantity: 100 }]);
  });
});

describe('a liquidation that comes near', () => {
  // 300 USD at a maintenance margin of 5 %: liquidated at 15 USD, and 29 are 4.4 % away for a short.
  it.each([
    ['primary', 29],
    ['hedge', 29],
  ] as const)('on the %s closes the pair at once, as taker on both legs', (name, equity) => {
    const pair = balanced();
    pair.equity[name] = equity;
    pair.pass(6_000);
    expect(codes(pair).filter((code) => code === 'liquidation-near')).toHaveLength(1);
    const unwind = pair.lastPlaced('quote').order;
    expect(unwind).toMatchObject({ side: 'sell', quantity: 100, timeInForce: 'ioc', reduceOnly: true });
    const [hedge] = placedIn(fillOrder(pair, unwind), 'hedge');
    expect(hedge).toMatchObject({ side: 'buy', quantity: 100, timeInForce: 'ioc', reduceOnly: true });
    fillOrder(pair, hedge as OrderRequest);
    pair.pass(200);
    expect(codes(pair)).toContain('pair-reduced');
    expect(pair.pair.stop).toBeUndefined();
    expect(pair.finish).toBeUndefined();
  });

  it('waits for no better exit edge', () => {
    const steering = { ...noSteering, exitEdgeMin: edge(10n ** 8n) };
    const pair = new ScriptedPair({ config: { steering, hold: exactly(3_600_000) } });
    pair.start();
    pair.completeCycle();
    pair.equity.primary = 20;
    pair.pass(6_000);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', timeInForce: 'ioc' });
  });

  it('is not near one step above the limit', () => {
    const pair = balanced();
    pair.equity.hedge = 31;
    pair.pass(60_000);
    expect(codes(pair)).not.toContain('liquidation-near');
    expect(pair.countPlaced('quote')).toBe(1);
  });

  it('abandons the BUILD under way: its quote goes, what is filled is closed, and nothing is built again', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    const [hedge] = placedIn(pair.fill(order, 40), 'hedge');
    fillOrder(pair, hedge as OrderRequest);
    pair.equity.hedge = 8;
    expect(cancelledIn(pair.pass(6_000))).toEqual([order.clientOrderId]);
    pair.end(order, 'canceled', 40);
    pair.pass(200);
    const unwind = pair.lastPlaced('quote').order;
    expect(unwind).toMatchObject({ side: 'sell', quantity: 40, timeInForce: 'ioc' });
    const [closing] = placedIn(fillOrder(pair, unwind), 'hedge');
    fillOrder(pair, closing as OrderRequest);
    const placed = pair.countPlaced('quote');
    pair.pass(20_000);
    expect(pair.countPlaced('quote')).toBe(placed);
    expect(codes(pair)).toContain('held');
  });

  it('goes in slices of at most one order size, each hedged before the next: net delta never exceeds one', () => {
    const pair = balanced();
    pair.pair.cycle.restUntilUs = pair.pair.nowUs + 3_600_000_000;
    pair.equity.primary = 20;
    pair.pass(6_000);
    const unwind = pair.lastPlaced('quote').order;
    pair.accept(unwind);
    const [first] = placedIn(pair.fill(unwind, 30), 'hedge');
    pair.end(unwind, 'expired', 30);
    expect(placedIn(pair.pass(150), 'quote')).toEqual([]);
    expect(absBase(pair.pair.netDelta) <= base('0.1')).toBe(true);
    fillOrder(pair, first as OrderRequest);
    pair.pass(500);
    expect(pair.lastPlaced('quote').order).toMatchObject({ side: 'sell', quantity: 70, timeInForce: 'ioc' });
  });

  it('holds a pair of which one venue does not answer, and says so (rule 13)', () => {
    const pair = balanced();
    pair.equity.primary = 20;
    pair.answersQueries = false;
    pair.pass(16_000);
    tellPrimaryMargin(pair, 20);
    expect(codes(pair)).toContain('liquidation-near');
    pair.pass(16_000);
    expect(pair.countPlaced('quote')).toBe(1);
    expect(pair.alerts.at(-1)?.text).toMatch(/not confirmed of late/);
    pair.answersQueries = true;
    pair.pass(6_000);
    expect(pair.countPlaced('quote')).toBe(2);
  });

  it('is not judged by figures that may lack the last fill', () => {
    const pair = new ScriptedPair();
    const { order } = pair.start();
    pair.accept(order);
    pair.equity.primary = 31;
    // The position is not in these figures: taken as they are, they would count it twice.
    pair.answersMargin = false;
    pair.pass(5_000);
    const [hedge] = placedIn(pair.fill(order, 100), 'hedge');
    fillOrder(pair, hedge as OrderRequest);
    tellPrimaryMargin(pair, 31);
    expect(codes(pair)).not.toContain('liquidation-near');
  });

  it('is taken on both legs also where hedges rest as makers', () => {
    const pair = new ScriptedPair({ config: { sleep: exactly(3_600_000), hedgeMode: 'bbo' } });
    pair.start();
    pair.completeCycle();
    pair.equity.hedge = 20;
    pair.pass(6_000);
    const unwind = pair.lastPlaced('quote').order;
    expect(placedIn(fillOrder(pair, unwind), 'hedge')).toMatchObject([{ side: 'buy', timeInForce: 'ioc' }]);
  });

  it('is not what figures say that ask for next to nothing: that venue does not hold the position any more', () => {
    const pair = balanced();
    pair.answersMargin = false;
    pair.pass(6_000);
    const asked = pair.commands.length;
    tellPrimaryMargin(pair, 0, 0, 0);
    expect(codes(pair)).not.toContain('liquidation-near');
    expect(pair.commands.slice(asked)).toMatchObject([
      { kind: 'query-position', instrument: pair.leg('primary').instrument.key },
    ]);
  });

  it('of a halted pair is told, and left to the operator', () => {
    const pair = new ScriptedPair({ config: { sleep: exactly(3_600_000) } });
    pair.start();
    // The run would end at once, were its positions confirmed.
    pair.answersQueries = false;
    pair.completeCycle();
    pair.operator('halt');
    pair.pass(6_000);
    tellPrimaryMargin(pair, 20);
    pair.pass(1_000);
    expect(pair.alerts.at(-1)).toMatchObject({
      code: 'liquidation-near',
      text: expect.stringMatching(/halted and is not reduced/) as string,
    });
    expect(pair.countPlaced('quote')).toBe(1);
  });
});

describe('lopsided equity', () => {
  const told = (pair: ScriptedPair): string[] =>
    pair.alerts.filter(({ code }) => code === 'lopsided-equity').map(({ text }) => text);

  it('names from where to where and how much, once it has lasted, and at most once an hour in each direction', () => {
    const pair = balanced();
    pair.equity.primary = 10_000;
    pair.equity.hedge = 3_000;
    pair.pass(10_000);
    expect(told(pair)).toEqual([]);
    pair.pass(10_000);
    const first = 'move 3500.00 USD from alpha/main to beta/main: equity is 10000.00 USD and 3000.00 USD';
    expect(told(pair)).toEqual([first]);
    pair.pass(600_000);
    expect(told(pair)).toEqual([first]);
    pair.equity.primary = 300;
    pair.pass(20_000);
    expect(told(pair)).toHaveLength(2);
    expect(told(pair)[1]).toMatch(/^move 1350.00 USD from beta\/main to alpha\/main/);
    pair.equity.primary = 10_000;
    pair.pass(3_600_000);
    expect(told(pair)).toHaveLength(3);
  });

  it('is not told when the smaller is a third of the larger, nor while money is on its way', () => {
    const pair = balanced();
    pair.equity.primary = 9_000;
    pair.equity.hedge = 3_000;
    pair.pass(20_000);
    pair.equity.hedge = 2_000;
    pair.pass(9_000);
    pair.equity.primary = 5_000;
    pair.pass(20_000);
    expect(told(pair)).toEqual([]);
  });
});
