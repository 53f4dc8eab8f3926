// Round trips taken as they close: whatever happened on the way, their rows and what came after them are the run.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUnits } from '../core/decimal.ts';
import { quoteAmount } from '../core/money.ts';
import type { LegName } from '../ledger/entries.ts';
import { subtractExact } from '../ledger/exact-amount.ts';
import { BookedPair, rate } from '../ledger/testing/booked-pair.ts';
import { amountText } from './figures.ts';
import { addMoney, RoundTripBook, type MoneyRow, type RoundTrips } from './round-trip-book.ts';

/** A pair that trades in the rhythm of a run, looked at after everything that happens. */
class WatchedPair {
  readonly pair: BookedPair;
  readonly #book = new RoundTripBook();
  #iteration = 0;

  constructor(choices: ConstructorParameters<typeof BookedPair>[0] = {}) {
    this.pair = new BookedPair(choices);
    this.mark('3000');
  }

  get iteration(): number {
    return this.#iteration;
  }

  mark(price: string): void {
    const { pair } = this;
    pair.ledger.markTo(pair.nowUs, pair.price('primary', price), pair.price('primary', price));
    pair.ledger.markHedgeTo(pair.nowUs, pair.price('hedge', price), pair.price('hedge', price));
  }

  build(): void {
    this.#iteration += 1;
    this.pair.begin('build', this.#iteration, 'buy');
    this.look();
  }

  unwind(): void {
    this.pair.begin('unwind', this.#iteration, 'sell');
    this.look();
  }

  fill(leg: LegName, side: 'buy' | 'sell', price: string, quantity = '1', cycle = this.pair.cycle): void {
    this.pair.book({ leg, side, price, quantity, cycle });
    this.look();
  }

  end(outcome: 'completed' | 'abandoned' = 'completed'): void {
    this.pair.end(outcome);
    this.look();
  }

  /** There and back: bought at 3000 and hedged at 3001, and both the other way for so much less. */
  roundTrip(loss = 0): void {
    this.build();
    this.fill('primary', 'buy', '3000');
    this.fill('hedge', 'sell', '3001');
    this.end();
    this.unwind();
    this.fill('primary', 'sell', `${3000 - loss}`);
    this.fill('hedge', 'buy', '3001');
    this.end();
  }

  look(): void {
    const { ledger, nowUs } = this.pair;
    this.#book.look({ ledger, nowUs, cycle: { iteration: this.#iteration } });
  }

  close(): RoundTrips {
    return this.#book.close(this.pair.ledger);
  }
}

/** What the ledger says of the run. */
function runOf({ ledger }: BookedPair): MoneyRow {
  const { total, primary, hedge } = ledger.pnl(ledger.lastMarks());
  return {
    volume: amountText(ledger.tally().volume),
    gross: amountText(total.gross),
    fees: amountText(subtractExact(total.fees, total.rebates)),
    funding: amountText(total.funding),
    net: amountText(total.net),
    primaryGross: amountText(primary.gross),
    hedgeGross: amountText(hedge.gross),
    primaryNet: amountText(primary.net),
    hedgeNet: amountText(hedge.net),
  };
}

describe('a round trip', () => {
  it('has its times, its edges, and what either leg brought', () => {
    const watched = new WatchedPair({ primary: { makerBps: '2' } });
    watched.roundTrip(3);
    watched.roundTrip();
    const { rows, rest } = watched.close();
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      iteration: 1,
      side: 'buy',
      quantity: '1',
      volume: '5997',
      entrySpread: '1',
      exitSpread: '-4',
      gross: '-3',
      fees: '1.1994',
      net: '-4.1994',
      primaryGross: '-3',
      hedgeGross: '0',
    });
    expect(rows[0]?.startUs).toBeLessThan(rows[0]?.endUs ?? 0);
    expect(rows[0]?.endUs).toBeLessThanOrEqual(rows[1]?.startUs ?? 0);
    expect(rest.net).toBe('0');
  });

  it('took what was lost on a BUILD that was abandoned before it', () => {
    const watched = new WatchedPair();
    watched.roundTrip();
    watched.build();
    watched.fill('primary', 'buy', '3000');
    watched.fill('primary', 'sell', '2990');
    watched.end('abandoned');
    watched.roundTrip(1);
    const { rows, rest } = watched.close();
    expect(rows.map(({ iteration, net }) => [iteration, net])).toEqual([
      [1, '0'],
      [3, '-11'],
    ]);
    expect(rest.net).toBe('0');
  });

  it('has the funding that was paid while it was held', () => {
    const watched = new WatchedPair();
    watched.build();
    watched.fill('primary', 'buy', '3000');
    watched.fill('hedge', 'sell', '3001');
    watched.end();
    watched.pair.fund('primary', { asset: 'USDC', amount: quoteAmount(parseUnits('-0.25') ?? 0n) });
    watched.unwind();
    watched.fill('primary', 'sell', '3000');
    watched.fill('hedge', 'buy', '3001');
    watched.end();
    const { rows } = watched.close();
    expect(rows[0]).toMatchObject({ gross: '0', funding: '-0.25', net: '-0.25', primaryNet: '-0.25' });
  });

  it('is none until it has closed: what is open at the end came after the last', () => {
    const watched = new WatchedPair();
    watched.roundTrip();
    watched.build();
    watched.fill('primary', 'buy', '3010');
    watched.fill('hedge', 'sell', '3001');
    watched.end();
    const { rows, rest } = watched.close();
    expect(rows).toHaveLength(1);
    expect(rest).toMatchObject({ net: '-9', primaryGross: '-10', hedgeGross: '1', volume: '3010' });
  });
});

describe('the rows of a run, and what came after them', () => {
  const step = fc.oneof(
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('round-trip' as const),
        loss: fc.integer({ min: -3, max: 3 }),
      }),
    },
    fc.record({
      kind: fc.constant('abandoned' as const),
      matched: fc.boolean(),
      price: fc.integer({ min: 2_900, max: 3_100 }),
    }),
    fc.record({ kind: fc.constant('late' as const), price: fc.integer({ min: 2_900, max: 3_100 }) }),
    fc.record({ kind: fc.constant('foreign' as const), price: fc.integer({ min: 2_900, max: 3_100 }) }),
    fc.record({ kind: fc.constant('mark' as const), price: fc.integer({ min: 2_900, max: 3_100 }) }),
    fc.record({
      kind: fc.constant('funding' as const),
      amount: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
    }),
    fc.record({ kind: fc.constant('adjust' as const), price: fc.integer({ min: 2_900, max: 3_100 }) }),
  );

  it('add up to the run in every figure, to the last unit, whatever happened (property)', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const watched = new WatchedPair({
          primary: { makerBps: '-0.3' },
          hedge: { quote: 'USDT', takerBps: '5.5' },
          conversions: [rate('USDT', 'USDC', '0.999312345678901234')],
        });
        const { pair } = watched;
        for (const each of steps) {
          if (each.kind === 'round-trip') watched.roundTrip(each.loss);
          else if (each.kind === 'mark') watched.mark(`${each.price}`);
          else if (each.kind === 'abandoned') {
            watched.build();
            watched.fill('primary', 'buy', '3000');
            watched.fill(each.matched ? 'hedge' : 'primary', 'sell', `${each.price}`);
            watched.end('abandoned');
          } else if (each.kind === 'late')
            watched.fill('primary', 'sell', `${each.price}`, '0.1', Math.min(1, pair.cycle));
          else if (each.kind === 'foreign') watched.fill('hedge', 'buy', `${each.price}`, '0.2', 0);
          else if (each.kind === 'funding')
            pair.fund('hedge', { asset: 'USDT', amount: quoteAmount(each.amount) });
          else {
            const price = pair.price('primary', `${each.price}`);
            pair.ledger.bookAdjustment({
              instrument: pair.primary.key,
              quantity: pair.lots('primary', '0.3'),
              bid: price,
              ask: price,
              atUs: pair.nowUs,
              reason: 'a test',
            });
          }
          watched.look();
        }
        const { rows, rest } = watched.close();
        expect(addMoney([...rows, rest])).toEqual(runOf(pair));
      }),
    );
  });
});
