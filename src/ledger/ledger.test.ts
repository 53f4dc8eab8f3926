import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBase, formatQuote, lots, quoteAmount, type Money } from '../core/money.ts';
import { formatUnits, parseUnits } from '../core/decimal.ts';
import type { InstrumentKey } from '../core/instrument.ts';
import { toQuoteAmount, type ExactAmount } from './exact-amount.ts';
import { unpricedNotes } from '../reports/unpriced-notes.ts';
import { BookedPair, rate, testInstrument } from './testing/booked-pair.ts';
import { PairLedger } from './ledger.ts';

const shown = (amount: ExactAmount): string => formatQuote(toQuoteAmount(amount));
const usdc = (text: string): Money => ({ asset: 'USDC', amount: quoteAmount(parseUnits(text)!) });
const noMarks = { primary: undefined, hedge: undefined };

describe('booking fills', () => {
  it('moves position and cash of its own instrument alone: buying costs, selling brings', () => {
    const pair = new BookedPair();
    pair.book({ leg: 'primary', side: 'buy', price: '2925.59', quantity: '0.5' });
    pair.book({ leg: 'hedge', side: 'sell', price: '2929.31', quantity: '0.2' });
    expect(pair.ledger.position(pair.primary.key)).toBe(500);
    expect(formatQuote(pair.ledger.account(pair.primary.key).cash)).toBe('-1462.795');
    expect(pair.ledger.position(pair.hedge.key)).toBe(-200);
    expect(formatQuote(pair.ledger.account(pair.hedge.key).cash)).toBe('585.862');
  });

  it('nets both legs in base units, whatever their lots are', () => {
    const pair = new BookedPair({ primary: { lot: '0.001' }, hedge: { lot: '0.02' } });
    pair.book({ leg: 'primary', side: 'buy', price: '3000', quantity: '0.105' });
    pair.book({ leg: 'hedge', side: 'sell', price: '3000', quantity: '0.1' });
    expect(formatBase(pair.ledger.netDelta())).toBe('0.005');
  });

  it('books a fill once, by whatever channel it comes again', () => {
    const pair = new BookedPair({ primary: { makerBps: '2' } });
    const fill = { leg: 'primary', side: 'buy', price: '3000', quantity: '0.1', tradeId: 'T1' } as const;
    expect(pair.book(fill)).toBe(true);
    expect(pair.book({ ...fill, atUs: pair.nowUs + 5_000_000 })).toBe(false);
    expect(pair.ledger.position(pair.primary.key)).toBe(100);
    expect(pair.ledger.account(pair.primary.key).fillCount).toBe(1);
    expect(shown(pair.ledger.pnl(marksAt(pair, '3000')).total.fees)).toBe('0.06');
  });

  it('takes equal trade ids of two venues for two fills', () => {
    const pair = new BookedPair();
    expect(pair.book({ leg: 'primary', side: 'buy', price: '3000', quantity: '0.1', tradeId: '7' })).toBe(
      true,
    );
    expect(pair.book({ leg: 'hedge', side: 'sell', price: '3000', quantity: '0.1', tradeId: '7' })).toBe(
      true,
    );
  });

  it('keeps maker and taker notional apart', () => {
    const pair = new BookedPair();
    pair.book({ leg: 'primary', side: 'buy', price: '3000', quantity: '0.1' });
    pair.book({
      leg: 'primary',
      side: 'sell',
      price: '2999',
      quantity: '0.1',
      liquidity: 'taker',
      role: 'reduce',
    });
    const account = pair.ledger.account(pair.primary.key);
    expect(formatQuote(account.makerNotional)).toBe('300');
    expect(formatQuote(account.takerNotional)).toBe('299.9');
  });

  it.each([
    ['a fill of a cycle that never began', { cycle: 9 }, /cycle 9 was begun/],
    ['a fill without quantity', { quantity: '0' }, /positive quantity/],
    ['a fill before the latest moment known', { atUs: 1 }, /does not go back/],
  ])('refuses %s, and has then booked nothing', (_name, wrong, message) => {
    const pair = new BookedPair();
    pair.ledger.markTo(pair.nowUs, pair.price('primary', '3000'), pair.price('primary', '3000.1'));
    const fill = { leg: 'primary', side: 'buy', price: '3000', quantity: '0.1', ...wrong } as const;
    expect(() => pair.book(fill)).toThrow(message);
    expect(pair.ledger.position(pair.primary.key)).toBe(0);
    expect(pair.ledger.account(pair.primary.key).fillCount).toBe(0);
    expect(pair.ledger.netDelta()).toBe(0n);
  });

  it('refuses an instrument that is no leg of the pair, and a pair of one instrument', () => {
    const pair = new BookedPair();
    expect(() => pair.ledger.position('north/main/BTC-PERP' as InstrumentKey)).toThrow(/leg of this pair/);
    const one = testInstrument('north');
    expect(() => new PairLedger({ primary: one, hedge: one, conversions: [] })).toThrow(/two instruments/);
  });
});

describe('gross and net PnL', () => {
  it('is the cash flow alone once both legs are flat, and needs no marks then', () => {
    const pair = new BookedPair();
    pair.alternate([
      { side: 'buy', primary: '2925.59', hedge: '2929.31', quantity: '0.5' },
      { side: 'sell', primary: '2925.35', hedge: '2929.30', quantity: '0.5' },
    ]);
    expect(shown(pair.ledger.pnl(noMarks).total.gross)).toBe('-0.115');
  });

  it("marks each residual leg at its own venue's mid", () => {
    const pair = new BookedPair();
    pair.book({ leg: 'primary', side: 'buy', price: '3000', quantity: '0.1' });
    pair.book({ leg: 'hedge', side: 'sell', price: '3004', quantity: '0.1' });
    const { primary, hedge, total } = pair.ledger.pnl({
      primary: { bid: pair.price('primary', '3000'), ask: pair.price('primary', '3000.03') },
      hedge: { bid: pair.price('hedge', '3003'), ask: pair.price('hedge', '3003.01') },
    });
    expect(shown(primary.gross)).toBe('0.0015');
    expect(shown(hedge.gross)).toBe('0.0995');
    expect(shown(total.gross)).toBe('0.101');
  });

  it('refuses to value a residual without its mark', () => {
    const pair = new BookedPair();
    pair.book({ leg: 'primary', side: 'buy', price: '3000', quantity: '0.1' });
    expect(() => pair.ledger.pnl(noMarks)).toThrow(/marked at its own venue's mid/);
  });

  it('is net of fees, with rebates and funding received', () => {
    const pair = new BookedPair({ primary: { makerBps: '-1' }, hedge: { takerBps: '5' } });
    pair.book({ leg: 'primary', side: 'buy', price: '3000', quantity: '0.1' });
    pair.book({ leg: 'hedge', side: 'sell', price: '3000', quantity: '0.1' });
    pair.fund('hedge', usdc('0.07'));
    pair.fund('primary', usdc('-0.02'));
    const { total } = pair.ledger.pnl(marksAt(pair, '3000'));
    expect([total.gross, total.fees, total.rebates, total.funding, total.net].map(shown)).toEqual([
      '0',
      '0.15',
      '0.03',
      '0.05',
      '-0.07',
    ]);
  });

  it('books a funding payment once, by whatever channel it comes again', () => {
    const pair = new BookedPair();
    expect(pair.fund('hedge', usdc('0.07'), 'f-1')).toBe(true);
    expect(pair.fund('hedge', usdc('0.07'), 'f-1')).toBe(false);
    expect(pair.fund('primary', usdc('0.01'), 'f-1')).toBe(true);
    expect(shown(pair.ledger.pnl(noMarks).total.funding)).toBe('0.08');
  });

  it('converts what is in another asset at the stated rate', () => {
    const pair = new BookedPair({
      hedge: { quote: 'USDT' },
      conversions: [rate('USDT', 'USDC', '0.999'), rate('TOKEN', 'USDC', '2.5')],
    });
    pair.book({ leg: 'primary', side: 'buy', price: '3000', quantity: '0.1' });
    const token = { asset: 'TOKEN', amount: quoteAmount(parseUnits('0.04')!) };
    pair.book({ leg: 'hedge', side: 'sell', price: '3010', quantity: '0.1', fee: token });
    const { primary, hedge, total } = pair.ledger.pnl(marksAt(pair, '3000'));
    expect(shown(primary.gross)).toBe('0');
    expect(shown(hedge.gross)).toBe('0.999');
    expect(shown(total.fees)).toBe('0.1');
    expect(shown(total.net)).toBe('0.899');
  });

  it('keeps what is in an asset without a rate as it is, in no sum, and says so: it is never taken at 1', () => {
    const pair = new BookedPair();
    const bnb = (amount: bigint) => ({ asset: 'BNB', amount: quoteAmount(amount) });
    expect(pair.fund('hedge', bnb(0n), 'f-0')).toBe(true);
    expect(pair.ledger.hasUnpriced).toBe(false);
    pair.book({ leg: 'primary', side: 'buy', price: '3000', quantity: '0.1', fee: bnb(7n) });
    expect(pair.ledger.hasUnpriced).toBe(true);
    pair.fund('hedge', bnb(-2n), 'f-1');
    const { total } = pair.ledger.pnl(marksAt(pair, '3000'));
    expect([total.fees, total.funding, total.net]).toEqual([0n, 0n, 0n]);
    expect(pair.ledger.account(pair.primary.key).fees.get('BNB')).toEqual({ charged: 7n, rebated: 0n });
    expect(unpricedNotes(pair.ledger)).toEqual([
      'fees of 0.000000000000000007 BNB on north are in no figure: BNB has no rate into USDC',
      'funding of -0.000000000000000002 BNB on south are in no figure: BNB has no rate into USDC',
    ]);
  });

  it('agrees, to the last digit, with cash + position × mid − fees of any fills (property)', () => {
    const anyFill = fc.record({
      leg: fc.constantFrom('primary' as const, 'hedge' as const),
      side: fc.constantFrom('buy' as const, 'sell' as const),
      cents: fc.integer({ min: 290_000, max: 310_000 }),
      thousandths: fc.integer({ min: 1, max: 5_000 }),
    });
    fc.assert(
      fc.property(fc.array(anyFill, { maxLength: 30 }), (fills) => {
        const pair = new BookedPair({ primary: { makerBps: '1.5' }, hedge: { takerBps: '4.5' } });
        // Cents × thousandths are 10^−5 of the quote; fees in 0.1 bps of that are 10^−10.
        let gross = 0n;
        let fees = 0n;
        for (const { leg, side, cents, thousandths } of fills) {
          const price = formatUnits(BigInt(cents), 2);
          const quantity = formatUnits(BigInt(thousandths), 3);
          pair.book({ leg, side, price, quantity });
          const bought = side === 'buy' ? thousandths : -thousandths;
          gross += BigInt(bought) * BigInt(300_000 - cents);
          fees += BigInt(thousandths) * BigInt(cents) * (leg === 'primary' ? 15n : 45n);
        }
        const { total } = pair.ledger.pnl(marksAt(pair, '3000'));
        expect(toQuoteAmount(total.gross)).toBe(gross * 10n ** 13n);
        expect(toQuoteAmount(total.net)).toBe(gross * 10n ** 13n - fees * 10n ** 8n);
      }),
    );
  });
});

describe('adjustments', () => {
  it('correct a position at mid: result, fees, volume and fill count stay as they are', () => {
    const pair = new BookedPair({ primary: { makerBps: '2' } });
    const [bid, ask] = [pair.price('primary', '2999.99'), pair.price('primary', '3000.02')];
    const reason = 'adopted at start';
    const adjustment = {
      instrument: pair.primary.key,
      quantity: lots(-40),
      bid,
      ask,
      atUs: pair.nowUs,
      reason,
    };
    pair.ledger.bookAdjustment(adjustment);
    expect(pair.ledger.position(pair.primary.key)).toBe(-40);
    expect(formatBase(pair.ledger.netDelta())).toBe('-0.04');
    const { total } = pair.ledger.pnl({ primary: { bid, ask }, hedge: undefined });
    expect(shown(total.net)).toBe('0');
    const account = pair.ledger.account(pair.primary.key);
    expect(formatQuote(account.cash)).toBe('120.0002');
    expect([account.fillCount, account.makerNotional, account.takerNotional]).toEqual([0, 0n, 0n]);
    expect(pair.ledger.tally().volume).toBe(0n);
    expect(pair.ledger.adjustments()).toEqual([adjustment]);
  });
});

function marksAt(pair: BookedPair, price: string) {
  const [primary, hedge] = [pair.price('primary', price), pair.price('hedge', price)];
  return { primary: { bid: primary, ask: primary }, hedge: { bid: hedge, ask: hedge } };
}
