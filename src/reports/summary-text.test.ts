import { describe, expect, it } from 'vitest';
import { lots, parseQuote } from '../core/money.ts';
import { BookedPair, rate } from '../ledger/testing/booked-pair.ts';
import { summarise, type SummaryContext } from './summary.ts';
import { renderSummary } from './summary-text.ts';

function shown(pair: BookedPair, more: Partial<SummaryContext> = {}): string {
  return renderSummary(
    summarise(pair.ledger, {
      world: 'simulated',
      marks: pair.ledger.lastMarks(),
      durationUs: 754_000_000,
      endReason: '1 iteration completed',
      eventLogHash: 'b3e1f0',
      hedgeFailures: 0,
      recoveries: 0,
      ...more,
    }),
  );
}

const trades = [
  { side: 'buy', primary: '2925.59', hedge: '2929.31', quantity: '0.5' },
  { side: 'sell', primary: '2925.35', hedge: '2929.30', quantity: '0.5' },
] as const;

describe('the summary in words', () => {
  it('reads from what was done over what it cost to what is left open', () => {
    const pair = new BookedPair({ primary: { makerBps: '-0.5' }, hedge: { takerBps: '5' } });
    pair.ledger.markTo(pair.nowUs, pair.price('primary', '2925'), pair.price('primary', '2925'));
    pair.ledger.markHedgeTo(pair.nowUs, pair.price('hedge', '2925'), pair.price('hedge', '2925'));
    pair.alternate(trades);
    pair.ledger.recordAttempt('failed');
    expect(`\n${shown(pair)}\n`).toBe(`
run ended after 12 min 34 s: 1 iteration completed
synthetic: no evidence of profit

  volume          2,925.47 USDC, 13,967.76 USDC per hour
  cycles          2 completed, 0 abandoned
  attempts        2 of 3 completed, fill rate 66.7 %
  round trips     1, of which 0 won, win rate 0.0 %, built 1 by buying and 0 by selling

  gross PnL       -0.1150 USDC  average edge -0.39 bps, -0.0039 % of volume
  fees            -1.4647 USDC
  rebates         +0.1463 USDC
  net PnL         -1.4334 USDC  cost 489.97 USDC per 1M USDC of volume
  no-loss margin  -489.97 = rebates 50.00 − cost 539.97 USDC per 1M

  buy cycles      average spread +3.7200 USDC  +12.72 bps  over 1 cycle
  sell cycles     average spread -3.9500 USDC  -13.48 bps  over 1 cycle
  entry           average spread +3.7200 USDC  +12.72 bps  over 1 round trip
  exit            average spread -3.9500 USDC  -13.48 bps  over 1 round trip

                  primary north/main/ETH-PERP  hedge south/main/ETH-PERP
  position               0 ETH                        0 ETH
  maker volume    2,925.47 USDC                    0.00 USDC
  taker volume        0.00 USDC                2,929.31 USDC
  gross PnL        -0.1200 USDC                 +0.0050 USDC
  net PnL          +0.0263 USDC                 -1.4597 USDC
  open interest       0.81 USDC·h                  0.81 USDC·h
  taker tries     0, 0 partial, 0 empty        0, 0 partial, 0 empty

  net delta       0 ETH
  exposure        2,925.00 USDC·s
  hedge failures  0, recoveries 0
  hedge latency   own clock       p50 1.00 s  p99 1.00 s  max 1.00 s
                  venues' clocks  p50 1.00 s  p99 1.00 s  max 1.00 s

  event log       b3e1f0
`);
  });

  it('leaves out what did not happen, and says n/a where there is no figure', () => {
    const text = shown(new BookedPair());
    expect(text).toContain('fill rate n/a');
    expect(text).toContain('average edge n/a bps');
    for (const absent of [
      'fees',
      'rebates',
      'funding',
      'dust',
      'entry',
      'latency',
      'conversion',
      'adjustment',
    ]) {
      expect(text).not.toMatch(new RegExp(`^ +${absent}`, 'm'));
    }
  });

  it('names dust, adjustments, funding and assumed rates where there are some', () => {
    const pair = new BookedPair({
      hedge: { quote: 'USDT', minQuantity: 5 },
      conversions: [rate('USDT', 'USDC', '1', true)],
    });
    const [bid, ask] = [pair.price('hedge', '3000'), pair.price('hedge', '3000.01')];
    pair.ledger.markHedgeTo(pair.nowUs, bid, ask);
    const adjustment = { quantity: lots(-4), bid, ask, atUs: pair.nowUs, reason: 'adopted at start' };
    pair.ledger.bookAdjustment({ instrument: pair.hedge.key, ...adjustment });
    const amount = { asset: 'USDT', amount: parseQuote('0.25')! };
    pair.fund('hedge', amount);
    const text = shown(pair);
    expect(text).toContain('  net delta       -0.004 ETH\n  dust            -0.004 ETH on south\n');
    expect(text).toContain('  funding         +0.2500 USDC\n');
    expect(text).toContain('  conversion      1 USDT = 1 USDC (assumed: nobody stated a rate)\n');
    expect(text).toContain(
      '  adjustment      -0.004 ETH on south/main/ETH-PERP at 3000.005: adopted at start\n',
    );
  });

  it('says what market it was before any figure', () => {
    expect(shown(new BookedPair()).split('\n')[1]).toBe('synthetic: no evidence of profit');
    const replayed = shown(new BookedPair(), { world: 'replay' });
    expect(replayed.split('\n')[1]).toBe('recorded market, simulated fills');
    expect(replayed).not.toContain('synthetic');
  });

  it('has no colour codes and no blanks at line ends', () => {
    const pair = new BookedPair();
    pair.alternate(trades);
    expect(shown(pair)).not.toMatch(/ $/m);
    expect(shown(pair)).not.toContain('\u001B');
  });
});
