// Sizes on whole markets: both legs, every market to its end, and what is no size of the pair.
import { describe, expect, it } from 'vitest';
import { layersFor, opening, recordSynthetic } from '../backtest/testing/recorded-market.ts';
import { measureSizes, type SizesFlags } from './sizes.ts';
import { renderSizes, type SizesReport } from './sizes-text.ts';

const [first, second] = [await recordSynthetic(3, 60), await recordSynthetic(4, 60)];
const coarse = { ...second.primary, facts: { ...second.primary.facts, lotSize: '0.1' } };
const open = opening({ p: first.primary, h: first.hedge, p2: second.primary, h2: second.hedge, coarse });

const measured = (primary: string[], hedge: string[], flags: SizesFlags = {}) =>
  measureSizes(
    layersFor({ replayPrimary: primary, replayHedge: hedge }),
    { sizes: '0.1,1,100000', despiteDefects: true, ...flags },
    open,
  );

async function reported(...of: Parameters<typeof measured>): Promise<SizesReport> {
  const report = await measured(...of);
  if (!report.ok) throw new Error(report.message);
  return report.value;
}

describe('sizes', () => {
  it('are told of both legs, the largest that each bears, and what is not in them', async () => {
    const report = await reported(['p'], ['h']);
    expect(report).toMatchObject({ hedge: { best: '1' }, primary: { best: '1' } });
    expect(report.hedge.market).not.toBe(report.primary.market);
    const text = renderSizes(report, { width: 80, useColour: false });
    expect(text).toMatch(
      /^● UP TO 1 ETH\n  on the hedge 1 ETH is the largest that costs at most 0\.1 bps more than the\s+smallest\n/,
    );
    expect(text).toMatch(/hedge, replay-hedge ETH[\s\S]*primary, replay-primary ETH[\s\S]*Not in it: fees/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it('are looked at on every market, and not on the first alone', async () => {
    const [one, other, both] = [
      await reported(['p'], ['h']),
      await reported(['p2'], ['h2']),
      await reported(['p', 'p2'], ['h', 'h2']),
    ];
    const cost = ({ hedge }: SizesReport): number => hedge.sizes[1]?.meanBps ?? 0;
    expect(both.markets).toBe(2);
    expect(cost(both)).toBeCloseTo((cost(one) + cost(other)) / 2, 4);
    expect(cost(one)).not.toBe(cost(other));
  });

  it('are refused where a leg does not trade them, or a market is another one', async () => {
    expect(await measured(['coarse'], ['h2'], { sizes: '0.1,0.25' })).toMatchObject({
      ok: false,
      message: expect.stringMatching(
        /^--sizes has 0\.25, which is no multiple of the lot of replay-primary ETH/,
      ) as string,
      remedy: 'use multiples of 0.1',
    });
    expect(await measured(['p', 'coarse'], ['h', 'h2'])).toMatchObject({
      ok: false,
      code: 'other-instrument',
      message: expect.stringMatching(/^coarse and h2 is of .*\(lot 0\.1\)/) as string,
    });
    expect(await measured(['p'], ['h'], { sizes: '1,1' })).toMatchObject({
      ok: false,
      message: '--sizes has 1 twice',
    });
  });
});
