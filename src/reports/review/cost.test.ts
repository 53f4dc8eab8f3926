// Where the money went adds up to what is gone, to the last unit, whatever was traded, marked, corrected, charged and paid.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseUnits } from '../../core/decimal.ts';
import { quoteAmount } from '../../core/money.ts';
import type { LegName } from '../../ledger/entries.ts';
import { toQuoteAmount, type BidAsk } from '../../ledger/exact-amount.ts';
import { BookedPair, rate } from '../../ledger/testing/booked-pair.ts';
import { amountText, shareText } from '../figures.ts';
import { places } from '../run-summary.ts';
import { CostBook } from './cost-book.ts';
import { reviewCost, type CostReview } from './cost-review.ts';

const second = 1_000_000;
const units = (text: string | null): bigint => parseUnits(text ?? '0') ?? 0n;
const sum = (values: readonly bigint[]): bigint => values.reduce((total, value) => total + value, 0n);

/** A pair, its touches, and what its costs come to at the end. */
class CostedPair {
  readonly pair: BookedPair;
  readonly costs: CostBook;
  readonly touches: Record<LegName, BidAsk | undefined> = { primary: undefined, hedge: undefined };

  constructor(choices: ConstructorParameters<typeof BookedPair>[0] = {}) {
    this.pair = new BookedPair(choices);
    this.costs = new CostBook(this.pair.ledger);
  }

  show(leg: LegName, bid: string, ask: string): void {
    this.costs.passTo(this.pair.nowUs, this.touches);
    const touch = { bid: this.pair.price(leg, bid), ask: this.pair.price(leg, ask) };
    this.touches[leg] = touch;
    if (leg === 'primary') this.pair.ledger.markTo(this.pair.nowUs, touch.bid, touch.ask);
    else this.pair.ledger.markHedgeTo(this.pair.nowUs, touch.bid, touch.ask);
  }

  wait(seconds: number): void {
    this.pair.nowUs += seconds * second;
  }

  trade(choices: Parameters<BookedPair['book']>[0]): void {
    const { pair, costs, touches } = this;
    costs.passTo(pair.nowUs, touches);
    pair.book({ atUs: pair.nowUs, ...choices });
    const fill = pair.fills.at(-1);
    if (fill !== undefined) costs.book(fill, touches[choices.leg]);
  }

  review(): CostReview {
    const { ledger, nowUs } = this.pair;
    const marks = ledger.lastMarks();
    const { volume } = ledger.tally();
    const pnl = ledger.pnl(marks).total;
    const costPerMillion = shareText(pnl.net, volume, -1_000_000n, places.perMillion);
    return reviewCost(this.costs.parts(nowUs, this.touches, marks), { volume, pnl, costPerMillion });
  }
}

const partOf = (review: CostReview, name: string): string | undefined =>
  review.parts.find((part) => part.name === name)?.amount;

function expectToAddUp(review: CostReview): void {
  const { parts, total, horizons } = review;
  const [adverse, held] = [partOf(review, 'adverseSelection'), partOf(review, 'held')];
  expect(sum(parts.map(({ amount }) => units(amount)))).toBe(units(total.amount));
  expect(sum(parts.map(({ perMillion }) => units(perMillion)))).toBe(units(total.perMillion));
  for (const horizon of horizons) {
    const sumOf = (of: 'amount' | 'perMillion'): bigint =>
      sum([horizon.primary, horizon.hedge, horizon.held].map((figure) => units(figure[of])));
    expect(sumOf('amount')).toBe(units(adverse ?? null) + units(held ?? null));
    expect(units(horizon.adverseSelection.amount)).toBe(
      units(horizon.primary.amount) + units(horizon.hedge.amount),
    );
    const [first] = horizons;
    const [ours, theirs] = [horizon, first].map(
      (each) => units(each?.adverseSelection.perMillion ?? null) + units(each?.held.perMillion ?? null),
    );
    expect(ours).toBe(theirs);
  }
}

describe('costs', () => {
  it('are told apart: a quote that was run over, its hedge beyond the touch, and what came later', () => {
    const costed = new CostedPair({ primary: { makerBps: '2' }, hedge: { takerBps: '5' } });
    const { pair } = costed;
    costed.show('primary', '3000', '3001');
    costed.show('hedge', '3000', '3002');
    pair.begin('build', 1, 'buy');
    const inCycle = { cycle: pair.cycle, quantity: '1' };
    costed.trade({
      ...inCycle,
      leg: 'primary',
      side: 'buy',
      price: '3000',
      liquidity: 'maker',
      role: 'quote',
    });
    costed.trade({
      ...inCycle,
      leg: 'hedge',
      side: 'sell',
      price: '2998',
      liquidity: 'taker',
      role: 'hedge',
    });
    costed.show('primary', '2996', '2997');
    costed.show('hedge', '2997', '2999');
    costed.wait(6);
    costed.show('primary', '2990', '2991');
    costed.show('hedge', '2992', '2994');
    pair.end();
    const review = costed.review();
    expect(Object.fromEntries(review.parts.map(({ name, amount }) => [name, amount]))).toEqual({
      makerSpread: '-0.5', // 3000.5 − 3000
      takerSpread: '1', // 3001 − 3000
      slippage: '2', // 3000 − 2998
      adverseSelection: '1', // primary 3000.5 → 2996.5, hedge 3001 → 2998
      held: '1', // primary 2996.5 → 2990.5, hedge 2998 → 2993
      fees: '2.099', // 2 bps of 3000, 5 bps of 2998
      rebates: '0',
      funding: '0',
    });
    const [afterOne, , afterThirty] = review.horizons;
    expect(afterOne).toMatchObject({
      measured: 2,
      fills: 2,
      primary: { amount: '4' },
      hedge: { amount: '-3' },
    });
    expect(afterThirty).toMatchObject({
      measured: 0,
      fills: 2,
      adverseSelection: { amount: '0' },
      held: { amount: '2' },
    });
    expectToAddUp(review);
  });

  it('where no book was known are all in what came later, and add up', () => {
    const costed = new CostedPair();
    costed.trade({ leg: 'primary', side: 'buy', price: '3000', quantity: '1', cycle: 0 });
    costed.show('primary', '2990', '2992');
    const review = costed.review();
    expect(partOf(review, 'held')).toBe('9');
    expect(review.total.perMillion).toBeNull();
    expectToAddUp(review);
  });

  it('add up to −net, in the amount and per million, whatever happened and in whichever assets', () => {
    const price = fc.integer({ min: 2_000, max: 4_000 });
    const happening = fc.oneof(
      fc.record({
        kind: fc.constant('trade' as const),
        leg: fc.constantFrom<LegName>('primary', 'hedge'),
        side: fc.constantFrom('buy' as const, 'sell' as const),
        liquidity: fc.constantFrom('maker' as const, 'taker' as const),
        price,
        quantity: fc.integer({ min: 1, max: 300 }),
      }),
      fc.record({
        kind: fc.constant('show' as const),
        leg: fc.constantFrom<LegName>('primary', 'hedge'),
        price,
        width: fc.integer({ min: 1, max: 7 }),
      }),
      fc.record({ kind: fc.constant('wait' as const), seconds: fc.integer({ min: 0, max: 20 }) }),
      fc.record({
        kind: fc.constant('funding' as const),
        amount: fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }),
      }),
      fc.record({ kind: fc.constant('adjust' as const), quantity: fc.integer({ min: -50, max: 50 }), price }),
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        const costed = new CostedPair({
          primary: { quote: 'USDC', makerBps: '-0.3', takerBps: '3.1' },
          hedge: { quote: 'USDT', makerBps: '1.7', takerBps: '5.5' },
          conversions: [rate('USDT', 'USDC', '0.999312345678901234')],
        });
        const { pair } = costed;
        costed.show('primary', '3000.1', '3000.2');
        costed.show('hedge', '2999', '3000');
        pair.begin('build', 1, 'buy');
        for (const each of happenings) {
          if (each.kind === 'wait') costed.wait(each.seconds);
          else if (each.kind === 'show') costed.show(each.leg, `${each.price}`, `${each.price + each.width}`);
          else if (each.kind === 'funding')
            pair.fund('hedge', { asset: 'USDT', amount: quoteAmount(each.amount) });
          else if (each.kind === 'trade')
            costed.trade({
              ...each,
              price: `${each.price}`,
              quantity: `${each.quantity / 100}`,
              cycle: pair.cycle,
            });
          else
            pair.ledger.bookAdjustment({
              instrument: pair.primary.key,
              quantity: pair.lots('primary', `${each.quantity / 100}`),
              bid: pair.price('primary', `${each.price}`),
              ask: pair.price('primary', `${each.price}.1`),
              atUs: pair.nowUs,
              reason: 'a test',
            });
        }
        const review = costed.review();
        const net = pair.ledger.pnl(pair.ledger.lastMarks()).total.net;
        expect(units(review.total.amount)).toBe(-toQuoteAmount(net));
        expect(units(amountText(net))).toBe(-units(review.total.amount));
        expectToAddUp(review);
      }),
    );
  });
});
