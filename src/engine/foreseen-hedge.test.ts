// The hedge that is foreseen while a quote rests is the one that leaves when the quote fills, to the last field.
import { describe, expect, it } from 'vitest';
import type { OrderRequest } from '../core/order.ts';
import type { PairConfig } from '../core/pair.ts';
import { foreseeHedge } from '../execution/foreseen-hedge.ts';
import { cancelledIn, placedIn, ScriptedPair } from './testing/scripted-pair.ts';

function resting(config: Partial<PairConfig> = {}): { pair: ScriptedPair; quote: OrderRequest } {
  const pair = new ScriptedPair({ config });
  const quote = pair.start().order;
  pair.accept(quote);
  return { pair, quote };
}

/** What is foreseen now, and what leaves when this much of the quote is filled. */
function foreseenAndSent(pair: ScriptedPair, quote: OrderRequest, quantity: number = quote.quantity) {
  const foreseen = foreseeHedge(pair.pair);
  return { foreseen, sent: placedIn(pair.fill(quote, quantity), 'hedge') };
}

describe('a hedge is foreseen', () => {
  it.each<Partial<PairConfig>>([
    { hedgeMode: 'market' },
    { hedgeMode: 'iterative' },
    { hedgeMode: 'depth-aware' },
    { hedgeMode: 'market', buildSide: 'sell' },
  ])('as it leaves: %o', (config) => {
    const { pair, quote } = resting(config);
    const { foreseen, sent } = foreseenAndSent(pair, quote);
    expect(sent).toEqual([foreseen]);
  });

  it('of an unwind, as it leaves: it only reduces', () => {
    const { pair } = resting();
    pair.completeCycle();
    pair.pass(100);
    const unwinding = pair.lastPlaced('quote').order;
    const { foreseen, sent } = foreseenAndSent(pair, unwinding);
    expect(sent).toEqual([foreseen]);
    expect(foreseen?.reduceOnly).toBe(true);
  });

  it('as far as the book of its venue reaches', () => {
    const { pair, quote } = resting({ hedgeMode: 'depth-aware' });
    pair.depth(
      'hedge',
      [
        [300_000, 30],
        [299_990, 20],
      ],
      [[300_010, 10_000]],
    );
    const { foreseen, sent } = foreseenAndSent(pair, quote);
    expect(sent).toEqual([foreseen]);
    expect(foreseen).toMatchObject({ quantity: 50, price: 299_990 });
  });

  it('anew when the touch of its venue moves, and when a part of the quote was filled and hedged', () => {
    const { pair, quote } = resting();
    const first = foreseeHedge(pair.pair);
    pair.book('hedge', 299_990, 300_000);
    expect(foreseeHedge(pair.pair)?.price).toBeLessThan(first?.price ?? 0);
    const [part] = placedIn(pair.fill(quote, 40), 'hedge');
    if (part === undefined) throw new Error('a part is hedged');
    pair.accept(part);
    pair.fill(part, 40);
    const { foreseen, sent } = foreseenAndSent(pair, quote, quote.quantity - 40);
    expect(sent).toEqual([foreseen]);
    expect(foreseen).toMatchObject({ quantity: quote.quantity - 40 });
  });

  it('of a quote that is being cancelled: it may be filled all the same', () => {
    const { pair, quote } = resting();
    expect(cancelledIn(pair.operator('halt'))).toEqual([quote.clientOrderId]);
    const { foreseen, sent } = foreseenAndSent(pair, quote);
    expect(sent).toEqual([foreseen]);
  });

  it('not without a quote, not where hedges rest, and not where nothing could be taken', () => {
    expect(foreseeHedge(new ScriptedPair().pair)).toBeUndefined();
    expect(foreseeHedge(resting({ hedgeMode: 'bbo' }).pair.pair)).toBeUndefined();
    const { pair } = resting();
    pair.depth('hedge', [], [[300_010, 10_000]]);
    expect(foreseeHedge(pair.pair)).toBeUndefined();
  });

  it('and nothing comes of that: no order, no id that is used up', () => {
    const { pair } = resting();
    const before = pair.pair.ordersSent;
    expect(foreseeHedge(pair.pair)).toEqual(foreseeHedge(pair.pair));
    expect(pair.pair).toMatchObject({ ordersSent: before, outbox: [] });
  });
});
