import { describe, expect, it } from 'vitest';
import { parseBase, parseQuote, ticks } from '../core/money.ts';
import type { PairConfig } from '../core/pair.ts';
import { parityRate } from '../core/conversion.ts';
import { testPair } from '../core/testing/test-pair.ts';
import { rate, testInstrument, type InstrumentChoices } from '../ledger/testing/booked-pair.ts';
import { parseEdgeBps } from '../core/edge.ts';
import { previewRun } from './preview.ts';
import { endsOf, gatesOf } from './preview-steering.ts';
import { renderPreview } from './preview-text.ts';

interface Choices extends Partial<Omit<PairConfig, 'primary' | 'hedge' | 'size'>> {
  size?: string;
  primary?: InstrumentChoices;
  hedge?: InstrumentChoices;
}

function preview({ size = '0.1', primary, hedge, ...rest }: Choices = {}) {
  const config = testPair({
    conversions: [],
    attemptsMax: undefined,
    positionLimit: parseBase('5')!,
    dailyLossLimit: parseQuote('5')!,
    ...rest,
    primary: testInstrument('north', { makerBps: '2', takerBps: '4', ...primary }),
    hedge: testInstrument('south', { makerBps: '1', takerBps: '5', ...hedge }),
    size: parseBase(size)!,
  });
  const touch = { bid: ticks(293_839), ask: ticks(293_841) };
  return previewRun(config, { primary: touch, hedge: touch });
}

describe('the preview of a run', () => {
  it('expects size × 2 × iterations at the mid of each venue, and fees by mode', () => {
    const { legs, total, perCycle, costPerMillion } = preview();
    expect(legs.primary).toMatchObject({
      liquidity: 'maker',
      feeBps: '2',
      notional: '5876.8',
      fee: '1.17536',
    });
    expect(legs.hedge).toMatchObject({ liquidity: 'taker', feeBps: '5', notional: '5876.8', fee: '2.9384' });
    expect(perCycle).toEqual({ volume: '293.84', cost: '0.205688' });
    expect(total).toEqual({ volume: '5876.8', cost: '4.11376' });
    expect(costPerMillion).toBe('700.0000');
  });

  it('takes on the primary in market mode', () => {
    const { legs } = preview({ primaryMode: 'market' });
    expect(legs.primary).toMatchObject({ liquidity: 'taker', feeBps: '4', feePerCycle: '0.117536' });
  });

  it('tells that at 2 + 5 bps a limit of 5 is about 24 cycles of 0.1 ETH', () => {
    expect(preview().cyclesWithinDailyLoss).toBe(24);
    expect(preview({ iterations: 12 }).warnings).toEqual([]);
    expect(preview({ iterations: 13 }).warnings).toEqual([
      {
        code: 'stopped-by-daily-loss',
        text: 'the daily loss limit of 5 USDC covers the fees of about 24 cycles of 26: raise --max-daily-loss, or plan fewer',
      },
    ]);
  });

  it('has no end by daily loss where rebates pay for the fees', () => {
    const { cyclesWithinDailyLoss, perCycle, costPerMillion } = preview({ primary: { makerBps: '-6' } });
    expect(cyclesWithinDailyLoss).toBeNull();
    expect(perCycle.cost).toBe('-0.029384');
    expect(costPerMillion).toBe('-100.0000');
  });

  it('has figures of one cycle only when the number of iterations is open', () => {
    const open = preview({ iterations: undefined });
    expect(open).toMatchObject({ iterations: null, total: null, perCycle: { volume: '293.84' } });
    expect(open.legs.primary).toMatchObject({ notional: null, fee: null });
  });

  it('converts fees of another asset, and warns of a rate that nobody stated', () => {
    const usdt = { quote: 'USDT' };
    const stated = preview({ hedge: usdt, conversions: [rate('USDT', 'USDC', '0.5')] });
    expect(stated.perCycle.cost).toBe('0.132228');
    expect(stated.warnings).toEqual([]);
    expect(preview({ hedge: usdt, conversions: [parityRate('USDT', 'USDC')] }).warnings).toEqual([
      {
        code: 'assumed-rate',
        text: '1 USDT is assumed to be 1 USDC: state the rate with --quote-rate USDT=RATE',
      },
    ]);
  });

  it.each([
    ['ten lots', '0.01', {}, undefined],
    ['nine lots', '0.009', {}, '0.001 ETH'],
    ['a minimum size', '0.1', { minQuantity: 20 }, '0.02 ETH'],
    ['a minimum notional over the price, in whole lots', '0.1', { minNotional: '50' }, '0.018 ETH'],
  ])('warns below ten quanta of the hedge venue: %s', (_name, size, hedge, naked) => {
    const texts = preview({ size, hedge, iterations: 1 }).warnings.map(({ text }) => text);
    expect(texts).toEqual(
      naked === undefined
        ? []
        : [`size ${size} is below 10 quanta of south: partial fills can stay naked up to ${naked}`],
    );
  });
});

describe('the preview in words', () => {
  it('shows volume and fees per venue, the net cost, and what would stop the run', () => {
    const usdt = { quote: 'USDT' };
    const shown = renderPreview(
      preview({ iterations: 20, hedge: usdt, conversions: [parityRate('USDT', 'USDC')] }),
    );
    expect(`\n${shown}\n`).toBe(`
plan: 20 iterations, that is 40 cycles of 0.1 ETH

              primary north/main/ETH-PERP  hedge south/main/ETH-PERP
  mid price      2938.4 USDC                  2938.4 USDT
  fee rate            2 bps as maker               5 bps as taker
  volume      11,753.60 USDC               11,753.60 USDT
  fees           2.3507 USDC                  5.8768 USDT

  net cost    8.2275 USDC for the run before the spread, 700.00 USDC per 1M USDC of volume
  daily loss  limit 5.00 USDC, covers about 24 cycles
  limits      position 5 ETH per leg, net delta 0.001 ETH before anything is added
  ends        20 round trips

warning: the daily loss limit of 5 USDC covers the fees of about 24 cycles of 40: raise --max-daily-loss, or plan fewer
warning: 1 USDT is assumed to be 1 USDC: state the rate with --quote-rate USDT=RATE
`);
  });

  it('says so when the number of iterations is open', () => {
    const shown = renderPreview(preview({ iterations: undefined, primary: { makerBps: '-6' } }));
    expect(shown).toContain('plan: cycles of 0.1 ETH, until something ends the run');
    expect(shown).toContain('volume per cycle');
    expect(shown).toContain('-0.0294 USDC for a cycle before the spread');
    expect(shown).toContain('no cost to cover before the spread');
  });
});

describe('the preview of a steered run', () => {
  it('names every gate and every end, and nothing where nothing was asked', () => {
    const config = testPair({
      primary: testInstrument('north', {}),
      hedge: testInstrument('south', {}),
      iterations: undefined,
      attemptsMax: undefined,
      durationMaxMs: 600_000,
      hold: { leastMs: 500, mostMs: 60_000 },
      steering: {
        entryEdgeMin: parseEdgeBps('-1.5')!,
        exitEdgeMin: parseEdgeBps('2')!,
        costPerMillionMax: parseQuote('820')!,
        unwindAdverseMax: parseEdgeBps('4')!,
        unwindPatienceMs: 15_000,
        waitMaxMs: 90_000,
        untilUs: 1_800_000_000_000_000,
        volumePerDayMax: [{ venue: 'south', amount: parseQuote('1000000')! }],
      },
    });
    expect(gatesOf(config)).toEqual([
      'BUILD at an edge of -1.5 bps or more',
      'BUILD at an expected cost of 820.00 USDC per 1M or less',
      'held for 0.5 s to 1 min 0 s',
      'UNWIND at an edge of 2 bps or more',
      'UNWIND taken after 15 s',
      'UNWIND taken when its edge has fallen by 4 bps',
    ]);
    expect(endsOf(config)).toEqual([
      '10 min 0 s',
      'at 2027-01-15T08:00:00.000Z',
      '1,000,000.00 a day on south',
      '1 min 30 s of waiting for a BUILD that pays',
      '20 to 50 round trips that cost more than the cap',
    ]);
    expect(preview().gates).toEqual([]);
  });
});
