// A venue in real time, here in virtual time: orders under the ids of any client, expiry, the dead man's switch, numbered changes of
// the book, and markets that belong together.
import { beforeEach, describe, expect, it } from 'vitest';
import type { FundingRate } from '../../core/funding.ts';
import { lots, parseQuote, ticks, type QuoteAmount } from '../../core/money.ts';
import { VirtualTime } from '../simulated/virtual-time.ts';
import type { LocalExchange } from './local-exchange.ts';
import type { LocalOrder, LocalTerms } from './local-order.ts';
import { exchangeFor, type ServeOptions } from './local-venue-server.ts';
import { eth, exampleInstruments } from './testing/example-venue.ts';

const second = 1_000_000;
const startUs = 1_000 * second;

let time: VirtualTime;
let exchange: LocalExchange;
let log: string[];

function open(options: Partial<ServeOptions> = {}, instruments = exampleInstruments): LocalExchange {
  const all = { port: 0, clock: time, seed: 1, tickers: ['ETH'], market: 'manual', ...options } as const;
  return exchangeFor('example', instruments, 'cut', all);
}

/** Lets time pass, with all that happens in it. */
function pass(seconds: number): void {
  const untilUs = time.nowUs() + seconds * second;
  time.wakeAt(untilUs, () => undefined);
  while (time.peekUs() <= untilUs) time.runNext();
}

const terms = (change: Partial<LocalTerms> = {}): LocalTerms => ({
  symbol: eth,
  clientId: undefined,
  side: 'buy',
  quantity: lots(4),
  price: ticks(99),
  timeInForce: 'gtc',
  postOnly: false,
  reduceOnly: false,
  expiresAtUs: undefined,
  ...change,
});

function place(change: Partial<LocalTerms> = {}, name = 'ann'): LocalOrder {
  const placed = exchange.place(exchange.account(name), terms(change));
  if (placed.kind === 'refused') throw new Error(placed.text);
  return placed;
}

/** "ok", or why not. */
function outcome(change: Partial<LocalTerms>, name = 'ann'): string {
  const placed = exchange.place(exchange.account(name), terms(change));
  return placed.kind === 'refused' ? placed.reason : 'ok';
}

const showBook = (): void =>
  exchange.show(eth, [
    ['buy', ticks(100), lots(10)],
    ['sell', ticks(101), lots(10)],
    ['sell', ticks(102), lots(10)],
  ]);

beforeEach(() => {
  time = new VirtualTime(startUs);
  exchange = open();
  showBook();
  log = [];
  exchange.listen({
    accepted: (order) => log.push(`${order.clientId} accepted`),
    filled: ({ clientId, order }, { quantity }) =>
      log.push(`${clientId} filled ${quantity}, ${order.filled} in all`),
    ended: ({ clientId, order }, atUs) =>
      log.push(`${clientId} ${order.end} after ${(atUs - startUs) / second} s`),
  });
});

describe('ids', () => {
  it.each(['18446744073709551615', '0', 'ccxt-3f2a', ''])('a client may call an order "%s"', (clientId) => {
    const placed = place({ clientId });
    expect(exchange.order(exchange.account('ann'), { clientId })).toBe(placed);
    expect(exchange.cancel(exchange.account('ann'), { clientId })).toBe(placed);
  });

  it('are used once by an account, and again by another', () => {
    expect([
      outcome({ clientId: 'x' }),
      outcome({ clientId: 'x' }),
      outcome({ clientId: 'x' }, 'bob'),
    ]).toEqual(['ok', 'duplicate-client-order-id', 'ok']);
  });

  it('are used again where the venue remembers only those of open orders: the newest order has it', () => {
    const instruments = exampleInstruments.map((instrument) => ({
      ...instrument,
      remembersClientOrderIds: 'active' as const,
    }));
    exchange = open({}, instruments);
    showBook();
    const first = place({ clientId: 'x' });
    expect(outcome({ clientId: 'x' })).toBe('duplicate-client-order-id');
    exchange.cancel(exchange.account('ann'), { clientId: 'x' });
    const newest = place({ clientId: 'x' });
    expect(newest).not.toBe(first);
    expect(exchange.order(exchange.account('ann'), { clientId: 'x' })).toBe(newest);
    expect(exchange.orders(exchange.account('ann'))).toEqual([newest]);
  });

  it('of a refused order are free again', () => {
    const refused = outcome({ clientId: 'x', price: ticks(101), postOnly: true });
    expect([refused, outcome({ clientId: 'x' })]).toEqual(['post-only-would-cross', 'ok']);
  });

  it('of the venue find an order without one, but not for another account', () => {
    const placed = place();
    const { venueOrderId } = placed.order;
    expect(exchange.order(exchange.account('ann'), { venueOrderId })).toBe(placed);
    expect(exchange.cancel(exchange.account('bob'), { venueOrderId })).toMatchObject({
      reason: 'unknown-order',
    });
  });

  it('of the venue are never given twice, though the server starts again', () => {
    const before = place({ price: ticks(101) });
    const [fill] = exchange.fillsSince(exchange.account('ann'), eth, 0);
    pass(1);
    exchange = open();
    showBook();
    const after = place({ price: ticks(101) });
    const [later] = exchange.fillsSince(exchange.account('ann'), eth, 0);
    expect(after.order.venueOrderId).not.toBe(before.order.venueOrderId);
    expect(later?.tradeId).not.toBe(fill?.tradeId);
  });
});

describe('listeners', () => {
  it('hear what happens in its order, with the quantities of that moment', () => {
    place({ clientId: 'x', price: ticks(102), quantity: lots(15) });
    expect(log).toEqual([
      'x accepted',
      'x filled 10, 10 in all',
      'x filled 5, 15 in all',
      'x filled after 0 s',
    ]);
  });

  it('see the position that the fill has made', () => {
    const seen: number[] = [];
    exchange.listen({ filled: ({ account }) => seen.push(exchange.position(account, eth)) });
    place({ price: ticks(102), quantity: lots(15) });
    expect(seen).toEqual([10, 15]);
  });

  it('cannot trade from within', () => {
    exchange.listen({ accepted: () => place() });
    expect(() => place()).toThrow(/from within/);
  });

  it('hear of a liquidation as of an order that nobody placed', () => {
    exchange = open({ collateral: parseQuote('0.002') as QuoteAmount });
    showBook();
    place({ price: ticks(101), quantity: lots(10) });
    const ids: unknown[] = [];
    exchange.listen({ filled: ({ clientId, order }) => ids.push([clientId, order.side]) });
    exchange.show(eth, [
      ['buy', ticks(80), lots(20)],
      ['sell', ticks(81), lots(20)],
    ]);
    expect(ids).toEqual([[undefined, 'sell']]);
    expect(exchange.position(exchange.account('ann'), eth)).toBe(0);
  });
});

describe('expiry', () => {
  it('ends an open order at its time, and not before', () => {
    place({ clientId: 'x', expiresAtUs: startUs + 60 * second });
    pass(59);
    expect(log).toEqual(['x accepted']);
    pass(1);
    expect(log).toEqual(['x accepted', 'x expired after 60 s']);
  });

  it('leaves alone what has ended before', () => {
    place({ clientId: 'x', expiresAtUs: startUs + 60 * second });
    exchange.cancel(exchange.account('ann'), { clientId: 'x' });
    pass(100);
    expect(log).toEqual(['x accepted', 'x canceled after 0 s']);
  });

  it('of the past is refused', () => {
    expect(outcome({ expiresAtUs: startUs })).toBe('other');
  });

  it('has come about for whoever asks, though the clock has not woken the venue yet', () => {
    place({ clientId: 'x', expiresAtUs: startUs + second });
    const late = new VirtualTime(startUs);
    const other = open({ clock: late });
    const placed = other.place(other.account('ann'), terms({ expiresAtUs: startUs + second }));
    late.wakeAt(startUs + 2 * second, () => expect(other.orders(other.account('ann'))).toEqual([]));
    while (late.peekUs() <= startUs + 2 * second) late.runNext();
    expect(placed).toMatchObject({ updatedAtUs: startUs + second });
  });
});

describe("the dead man's switch", () => {
  const renew = (seconds: number | undefined): void => {
    const atUs = seconds === undefined ? undefined : time.nowUs() + seconds * second;
    exchange.renewDeadMansSwitch(exchange.account('ann'), atUs);
  };

  it('cancels everything of its account, and nothing of another', () => {
    place({ clientId: 'x' });
    place({ clientId: 'y', symbol: 'BTC-PERP' });
    place({ clientId: 'z' }, 'bob');
    renew(10);
    pass(20);
    expect(log.slice(3)).toEqual(['x canceled after 10 s', 'y canceled after 10 s']);
  });

  it('is held off for as long as it is renewed', () => {
    place({ clientId: 'x' });
    for (let renewals = 0; renewals < 5; renewals += 1) {
      renew(10);
      pass(9);
    }
    expect(log).toEqual(['x accepted']);
    pass(1);
    expect(log).toEqual(['x accepted', 'x canceled after 46 s']);
  });

  it('that is taken away does nothing; orders placed after it has struck stay', () => {
    renew(10);
    renew(undefined);
    place({ clientId: 'x' });
    renew(10);
    pass(11);
    place({ clientId: 'y' });
    pass(100);
    expect(log).toEqual(['x accepted', 'x canceled after 10 s', 'y accepted']);
  });
});

describe('an account', () => {
  it('that cannot carry an order is refused it', () => {
    exchange = open({ collateral: parseQuote('0.001') as QuoteAmount });
    showBook();
    expect(outcome({ quantity: lots(100) })).toBe('insufficient-margin');
  });

  it('is reported as it stood, while reports are stale', () => {
    place({ price: ticks(101), quantity: lots(3) });
    exchange.reportStalePositions(true);
    place({ price: ticks(101), quantity: lots(2) });
    place({ price: ticks(102), quantity: lots(1) }, 'bob');
    const reported = ['ann', 'bob'].map((name) => exchange.position(exchange.account(name), eth));
    exchange.reportStalePositions(false);
    expect([reported, exchange.position(exchange.account('ann'), eth)]).toEqual([[3, 0], 5]);
  });

  it('pays funding when it is due by the clock, though nothing else happens', () => {
    const hour = 3_600_000;
    exchange = open({ fundingIntervalMs: hour, fundingRate: (10n ** 15n) as FundingRate });
    showBook();
    place({ price: ticks(101), quantity: lots(10) });
    const due = exchange.fundingTerms(eth)?.nextAtUs;
    pass(3_600);
    const payments = exchange.fundingPayments(exchange.account('ann'), eth, 0);
    // 10 × 0.001 ETH at 1.005, a thousandth of it.
    expect(payments).toMatchObject([{ venueTimeUs: due, amount: parseQuote('-0.00001005') }]);
  });
});

describe('the book in public', () => {
  it('a new one is told as what changed: levels that went, that came, that are another size', () => {
    const told: unknown[] = [];
    exchange.listen({
      levelsChanged: ({ sequence, levels }) => told.push([sequence, levels.toJSON()]),
    });
    exchange.show(eth, [
      ['buy', ticks(100), lots(10)],
      ['sell', ticks(101), lots(4)],
      ['sell', ticks(103), lots(1)],
    ]);
    expect(told).toEqual([[2, [0, 102, 0, 0, 101, 4, 0, 103, 1]]]);
  });
});

describe('markets that belong together', () => {
  const market = { market: 'synthetic', marketStartUs: startUs } as const;
  const mid = (of: LocalExchange): number => {
    const book = of.displayedBook(eth)?.book;
    return ((book?.bids.bestPrice() ?? 0) + (book?.asks.bestPrice() ?? 0)) / 2;
  };

  it('a server that starts later has the market that an earlier one has', () => {
    const early = open(market);
    pass(30);
    const late = open(market);
    expect(late.displayedBook(eth)?.sequence).toBe(early.displayedBook(eth)?.sequence);
    expect(mid(late)).toBe(mid(early));
  });

  it('two venues follow one price; another seed follows another', () => {
    const options = { port: 0, clock: time, seed: 1, tickers: ['ETH'], ...market } as const;
    const venues = ['one', 'two'].map((venue) => {
      const instruments = exampleInstruments.slice(0, 1).map((instrument) => ({ ...instrument, venue }));
      return exchangeFor(venue, instruments, 'cut', options);
    });
    const foreign = open({ ...market, seed: 2 });
    const [one = exchange, two = exchange] = venues;
    const gaps: number[] = [];
    const foreignGaps: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      pass(20);
      gaps.push(mid(one) / mid(two));
      foreignGaps.push(mid(one) / mid(foreign));
    }
    const spread = (ratios: readonly number[]): number => Math.max(...ratios) / Math.min(...ratios) - 1;
    expect(spread(gaps)).toBeLessThan(spread(foreignGaps));
    expect(spread(gaps)).toBeLessThan(0.001);
  });
});
