// Two books of a leg: what differs between them is found, each thing once, and nothing else is.
import { describe, expect, it } from 'vitest';
import { lots, quoteAmount, ticks } from '../../core/money.ts';
import type { ClientOrderId } from '../../core/order.ts';
import { testInstrument } from '../../core/testing/test-pair.ts';
import type { BookedFill, BookedPayment, LegBooks } from './books.ts';
import { compareBooks } from './compare-books.ts';

const instrument = testInstrument('north', '0.001');
const unit = 10n ** 18n;

const fill: BookedFill = {
  tradeId: 't-1',
  clientOrderId: 42 as ClientOrderId,
  side: 'buy',
  price: ticks(300_010),
  quantity: lots(100),
  liquidity: 'maker',
  fee: { asset: 'USD', amount: quoteAmount(unit / 10n) },
  venueTimeUs: 2_000_000,
};
const later: BookedFill = { ...fill, tradeId: 't-2', venueTimeUs: 3_000_000 };
const payment: BookedPayment = {
  paymentId: 'p-1',
  amount: { asset: 'USD', amount: quoteAmount(-unit) },
  venueTimeUs: 1_000_000,
};
const books: LegBooks = { fills: [fill, later], payments: [payment], position: lots(200) };
const without = (changes: Partial<LegBooks>): LegBooks => ({ ...books, ...changes });

const aFill = { venue: 'north', symbol: 'ETH-TEST', what: 'fill', id: 't-1', venueTimeUs: 2_000_000 };

describe('two books', () => {
  it('that say the same do not differ, whatever the order of what they tell', () => {
    expect(compareBooks(instrument, books, without({ fills: [later, fill] }))).toEqual([]);
  });

  it.each<[string, Partial<BookedFill>, object]>([
    ['order', { clientOrderId: 43 as ClientOrderId }, { here: '42', there: '43' }],
    ['side', { side: 'sell' }, { here: 'buy', there: 'sell' }],
    ['price', { price: ticks(300_011) }, { here: '3000.1', there: '3000.11' }],
    ['quantity', { quantity: lots(99) }, { here: '0.1', there: '0.099' }],
    ['liquidity', { liquidity: 'taker' }, { here: 'maker', there: 'taker' }],
    [
      'fee',
      { fee: { asset: 'USD', amount: quoteAmount(unit / 10n + 1n) } },
      { here: '0.1 USD', there: '0.100000000000000001 USD' },
    ],
  ])('differ in the %s of a fill', (difference, changes, texts) => {
    const there = without({ fills: [{ ...fill, ...changes }, later] });
    expect(compareBooks(instrument, books, there)).toEqual([{ ...aFill, difference, ...texts }]);
  });

  it('do not differ in when they say that it was: clocks and histories are coarser than streams', () => {
    const there = without({ fills: [{ ...fill, venueTimeUs: 1_999_000 }, later] });
    expect(compareBooks(instrument, books, there)).toEqual([]);
  });

  it('differ where one lacks a fill, in the order of the venue’s clock', () => {
    const whole = 'buy 0.1 at 3000.1, fee 0.1 USD';
    const here = without({ fills: [later] });
    const there = without({ fills: [fill] });
    expect(compareBooks(instrument, here, there)).toEqual([
      { ...aFill, difference: 'missing-here', here: null, there: whole },
      { ...aFill, id: 't-2', venueTimeUs: 3_000_000, difference: 'missing-there', here: whole, there: null },
    ]);
  });

  it('differ in funding: a payment that one lacks, or of which they say another amount', () => {
    const aPayment = { ...aFill, what: 'payment', id: 'p-1', venueTimeUs: 1_000_000 };
    const more = { asset: 'USD', amount: quoteAmount(-2n * unit) };
    expect(compareBooks(instrument, without({ payments: [] }), books)).toEqual([
      { ...aPayment, difference: 'missing-here', here: null, there: '-1 USD' },
    ]);
    expect(compareBooks(instrument, books, without({ payments: [{ ...payment, amount: more }] }))).toEqual([
      { ...aPayment, difference: 'amount', here: '-1 USD', there: '-2 USD' },
    ]);
  });

  it('do not differ in payments of nothing', () => {
    const nothing = { ...payment, paymentId: 'p-0', amount: { asset: 'USD', amount: quoteAmount(0n) } };
    expect(compareBooks(instrument, books, without({ payments: [nothing, payment] }))).toEqual([]);
  });

  it('differ in the position, which comes last', () => {
    expect(compareBooks(instrument, books, without({ fills: [fill], position: lots(-1) })).at(-1)).toEqual({
      venue: 'north',
      symbol: 'ETH-TEST',
      what: 'position',
      id: null,
      venueTimeUs: null,
      difference: 'position',
      here: '0.2',
      there: '-0.001',
    });
  });
});
