// The venue's own books: worked figures of money, what history is kept, and what is asked of it.
import { describe, expect, test } from 'vitest';
import { defineInstrument } from '../../core/instrument.ts';
import { formatQuote, quoteAmount, zeroQuote } from '../../core/money.ts';
import { Book } from '../../market/book.ts';
import { ann, bob, Exchange, testInstrument } from './testing/exchange.ts';
import { historyMin, VenueLedger } from './venue-ledger.ts';

function open(): Exchange {
  const exchange = new Exchange();
  return exchange.given(() => exchange.snapshot(['buy', 99, 100_000], ['sell', 101, 100_000]));
}

describe('venue ledger', () => {
  test('a taker and a maker fill: position, cash and fees of the account', () => {
    const exchange = open();
    exchange.place(ann, { id: 1, side: 'buy', quantity: 100 });
    exchange.place(ann, { id: 2, side: 'sell', quantity: 40, price: 101 });
    exchange.trade('buy', 102, 40);
    const holding = exchange.ledger.holding(exchange.ledger.account(ann), testInstrument.symbol);
    expect(holding.position).toBe(60);
    // Bought 1 ETH at 1.01 with 5 bps, sold 0.4 at 1.01 with 2 bps.
    expect(formatQuote(holding.fees)).toBe('0.0005858');
    expect(formatQuote(holding.cash)).toBe('-0.6065858');
  });

  test('the outside market and the fee income mirror the accounts', () => {
    const exchange = open();
    exchange.place(ann, { id: 1, side: 'buy', quantity: 100 });
    const outside = exchange.ledger.outside(testInstrument.symbol);
    expect(outside.position).toBe(-100);
    expect(formatQuote(outside.cash)).toBe('1.01');
    expect(formatQuote(exchange.ledger.feeIncome)).toBe('0.000505');
  });

  test('a trade between accounts has nothing to do with the outside', () => {
    const exchange = open();
    exchange.place(ann, { id: 1, side: 'buy', quantity: 5, price: 100 });
    exchange.place(bob, { id: 1, side: 'sell', quantity: 5, price: 100 });
    expect(exchange.ledger.outside(testInstrument.symbol)).toMatchObject({ position: 0, cash: 0n });
    expect([exchange.position(ann), exchange.position(bob)]).toEqual([5, -5]);
    expect(exchange.fills.map((fill) => [fill.account, fill.counterparty, fill.tradeId])).toEqual([
      [ann, bob, '1'],
      [bob, ann, '1'],
    ]);
  });

  test('fills since a time: that time included, oldest first, of that instrument', () => {
    const exchange = open();
    for (const id of [1, 2, 3]) exchange.place(ann, { id, side: 'buy', quantity: id });
    const times = exchange.fills.map((fill) => fill.venueTimeUs);
    const since = (atUs: number) =>
      exchange.ledger.fillsSince(ann, testInstrument.symbol, atUs).map((fill) => fill.quantity);
    expect(since(times[1] as number)).toEqual([2, 3]);
    expect(since((times[1] as number) + 1)).toEqual([3]);
    expect(since(0)).toEqual([1, 2, 3]);
    expect(exchange.ledger.fillsSince(ann, 'BTC-PERP', 0)).toEqual([]);
    expect(exchange.ledger.fillsSince(bob, testInstrument.symbol, 0)).toEqual([]);
  });

  test('history is bounded, and the newest of it is always there', () => {
    const exchange = open();
    const last = historyMin + historyMin / 4;
    for (let id = 1; id < last; id += 1) {
      exchange.place(ann, { id, side: id % 2 === 0 ? 'buy' : 'sell', quantity: 1 });
    }
    const account = exchange.ledger.account(ann);
    expect([account.fills.length, account.orders.size]).toEqual([last - 1, last - 1]);
    exchange.place(ann, { id: last, side: 'buy', quantity: 2 });
    expect([account.fills.length, account.orders.size]).toEqual([historyMin, historyMin]);
    expect(exchange.order(ann, historyMin / 4)).toBeUndefined();
    expect(exchange.order(ann, historyMin / 4 + 1)).toMatchObject({ end: 'filled' });
    expect(exchange.position(ann)).toBe(1);
  });

  test('instruments of one venue share the asset of their margin', () => {
    const ledger = new VenueLedger(quoteAmount(1n));
    ledger.list(testInstrument, new Book());
    const inEuros = defineInstrument({
      ...testInstrument,
      symbol: 'ETH-EUR',
      quote: 'EUR',
      minNotional: zeroQuote,
    });
    expect(() => ledger.list(inEuros, new Book())).toThrow(/one asset/);
    expect(() => ledger.list(testInstrument, new Book())).toThrow(/listed once/);
  });
});
