// What a run refuses, and in which words: one line that says what is wrong, and what would be right.
import { describe, expect, it } from 'vitest';
import { layersOf, type TextsByName } from '../settings/from-flags.ts';
import { usageLine } from '../usage-line.ts';
import { planSimulatedRun } from './plan.ts';

async function refusalOf(texts: TextsByName): Promise<string> {
  const layers = layersOf(texts);
  const plan = layers.ok ? await planSimulatedRun(layers.value) : layers;
  return plan.ok ? 'accepted' : usageLine(plan).trimEnd();
}

describe('a value that is not understood is shown as typed, with what would be right', () => {
  it.each<[string, TextsByName, string]>([
    ['a size that is no number', { size: 'big' }, '--size is "big": use a quantity above 0'],
    ['a size in floating notation', { size: '1e-2' }, '--size is "1e-2": use a quantity above 0'],
    ['a size of zero', { size: '0' }, '--size is "0": use a quantity above 0'],
    ['a negative size', { size: '-1' }, '--size is "-1": use a quantity above 0'],
    ['a range of sizes from nothing', { size: '0..1' }, '--size is "0..1": use a quantity above 0'],
    ['a range without an end', { size: '0.1..' }, '--size is "0.1..": use a quantity above 0'],
    ['a range of three', { size: '1..2..3' }, '--size is "1..2..3": use a quantity above 0'],
    ['no iterations', { iter: '0' }, '--iter is "0": use a whole number from 1'],
    ['negative iterations', { iter: '-3' }, '--iter is "-3": use a whole number'],
    ['half an iteration', { iter: '1.5' }, '--iter is "1.5": use a whole number'],
    ['an unknown strategy', { strategy: 'moon' }, '--strategy is "moon": use alternate, mean-reversion'],
    ['an unknown primary mode', { primaryMode: 'bbo_plus_1' }, 'use bbo, bbo_minus_1, market'],
    ['an unknown speed', { speed: 'warp' }, '--speed is "warp": use real, max'],
    ['a seed that is no number', { seed: 'x' }, '--seed is "x": use a whole number'],
    ['fees without a taker', { primaryFees: '2' }, '--primary-fees is "2": write MAKER/TAKER'],
    ['a rate that is no rate', { quoteRate: ['USDT'] }, '--quote-rate is "USDT": write ASSET=RATE'],
    ['no time at all', { duration: '0' }, '--duration is "0": use seconds above 0'],
    ['a time in words', { duration: '2 days' }, 'use seconds above 0 and up to 2592000, or a time such as'],
    ['a pause finer than 1 ms', { sleep: '0.0001' }, '--sleep is "0.0001": use seconds from 0'],
    ['half a unit', { sleep: '30..2m' }, 'give both ends their unit, such as 30s..2m, or neither'],
    ['an hour that is none', { until: '25:00' }, '--until is "25:00": write a time with its zone'],
    ['a time without its zone', { until: '2026-02-01T06:00:00' }, 'write a time with its zone'],
    ['a day that is none', { until: '2026-02-30T06:00:00Z' }, 'write a time with its zone'],
    ['a stop at nothing', { unwindStopBps: '0' }, '--unwind-stop-bps is "0": use basis points above 0'],
    ['an edge finer than 0.0001 bps', { minEdgeBps: '0.00001' }, 'at most 4 decimals'],
    ['a volume of no venue', { volumePerDay: ['100'] }, '--volume-per-day is "100": write VENUE=AMOUNT'],
    ['a rate over no time', { orderRate: '50' }, '--order-rate is "50": write COUNT/SECONDS'],
    ['a margin of all', { marginMove: '100' }, '--margin-move is "100": use a percentage from 0 to less'],
    ['no failures at all', { maxFailures: '0' }, '--max-failures is "0": use a whole number from 1'],
  ])('%s', async (_case, texts, expected) => {
    expect(await refusalOf(texts)).toContain(expected);
  });
});

describe('settings that contradict one another are refused by name, with the figure that works', () => {
  it.each<[string, TextsByName, RegExp]>([
    [
      'a range that starts above its end',
      { size: '0.5..0.1' },
      /^evenkeel: --size is "0.5..0.1": a range .*write 0.1..0.5$/,
    ],
    ['a pause that starts above its end', { sleep: '9..3' }, /--sleep is "9..3": .*write 3..9$/],
    ['a hold that starts above its end', { hold: '2h..30m' }, /--hold is "2h..30m": .*write 30m..2h$/],
    ['a size between two lots', { size: '0.0105' }, /lot 0.001 on sim-a: use 0.01 or 0.011$/],
    ['a range that ends between two lots', { size: '0.01..0.0155' }, /0.0155 .*use 0.015 or 0.016$/],
    ['a size below one lot', { size: '0.0001' }, /no multiple of the lot 0.001 .*use 0.001$/],
    [
      'a position limit below the size',
      { size: '0.02', maxPosition: '0.01' },
      /--max-position 0.01 is below --size 0.02: use --max-position 0.02 or more, or 0/,
    ],
    [
      'a position limit inside the range of sizes',
      { size: '0.01..0.03', maxPosition: '0.02' },
      /--max-position 0.02 is below --size 0.03: use --max-position 0.03/,
    ],
    [
      'a time-out above the hard limit',
      { makerPolicy: 'fixed-s5', fillTimeout: '180.001' },
      /--fill-timeout is above the hard limit of 180 s .*use --fill-timeout 180 or less$/,
    ],
    [
      'a time-out that the policy has not',
      { fillTimeout: '10' },
      /policy follow-touch has none: choose --maker-policy fixed-s5/,
    ],
    [
      'a window that nothing looks through',
      { basisWindow: '60' },
      /alternate does not look at the basis: choose/,
    ],
    [
      'an exit edge without a hold',
      { exitEdgeBps: '2' },
      /--exit-edge-bps is given without --hold.*give --hold MIN..MAX/,
    ],
    [
      'a cost cap that the fees alone exceed',
      { maxCostPerMillion: '749.99' },
      /--max-cost-per-million 749.99 is below .* fees .*2 bps as maker on sim-a and 5.5 bps as taker on sim-b: use --max-cost-per-million 750 or more \(a cycle breaks even at an edge of 7.5 bps\)/,
    ],
    [
      'a cost cap that only takers exceed',
      { maxCostPerMillion: '750', primaryMode: 'market' },
      /5 bps as taker on sim-a .*use --max-cost-per-million 1050 or more/,
    ],
    [
      'a notional limit below the size at its price',
      { size: '0.02', maxNotional: '50' },
      /--max-notional 50 is below what --size 0.02 is worth, 60.\d+ USDC: use --max-notional 60.\d+ or more/,
    ],
    [
      'a daily loss limit below the fees of one round trip',
      { size: '0.1', maxDailyLoss: '0.4' },
      /--max-daily-loss 0.4 is below the fees of one round trip of --size 0.1, 0.45\d* USDC: use --max-daily-loss 0.4\d or more/,
    ],
    [
      'an end that is past on the clock of the run',
      { until: '2026-01-05T00:00:00Z' },
      /--until is 2026-01-05T00:00:00Z, .*starts at 2026-01-05T00:00:00Z: give a later time/,
    ],
    [
      'a volume per day on a venue that is not traded',
      { volumePerDay: ['backpack=1000'] },
      /--volume-per-day names backpack, .*sim-a and sim-b: name sim-a or sim-b$/,
    ],
    [
      'a rate that leaves no room for a quote',
      { orderRate: '3/10' },
      /--order-rate allows 3 requests in 10000 ms, .*: allow at least 10 requests in that time$/,
    ],
    [
      'a pair that would be reduced as soon as it is built',
      { minLiquidationDistance: '4', reduceLiquidationDistance: '6.5' },
      /--reduce-liquidation-distance 6.5 is not below --min-liquidation-distance 4, .*: use --reduce-liquidation-distance below 4, or --min-liquidation-distance above 6.5$/,
    ],
    ['a rate for an asset that is not converted', { quoteRate: ['EUR=1.1'] }, /names EUR.*state USDT=/],
    ['half a replay', { replayPrimary: 'a.gz' }, /each leg: give both/],
    ['a ticker with a replay', { replayPrimary: 'a', replayHedge: 'b', ticker: 'ETH' }, /leave out --ticker/],
    ['an unknown ticker', { ticker: 'DOGE' }, /--ticker is "DOGE".*ETH, BTC, SOL/],
  ])('%s', async (_case, texts, expected) => {
    expect(await refusalOf(texts)).toMatch(expected);
  });

  it('the figures that are named do work', async () => {
    for (const texts of [
      { size: '0.1..0.5' },
      { size: '0.011' },
      { size: '0.02', maxPosition: '0' },
      { makerPolicy: 'fixed-s5', fillTimeout: '180' },
      { exitEdgeBps: '2', hold: '0..10m' },
      { maxCostPerMillion: '750' },
      { maxCostPerMillion: '1050', primaryMode: 'market' },
      { size: '0.02', maxNotional: '60.1' },
      { size: '0.1', maxDailyLoss: '0.46' },
      { until: '00:00' },
      { volumePerDay: ['sim-a=1000', 'sim-b=900'] },
      { orderRate: '10/10' },
    ] satisfies TextsByName[]) {
      expect([texts, await refusalOf(texts)]).toEqual([texts, 'accepted']);
    }
  });
});
